"""Benchmarks: programs that measure the assistant beside Rasa's own ways and write what they found to docs/."""
