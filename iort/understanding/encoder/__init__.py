"""The sentence encoder and the vectors it has made already."""
