"""Many visitors at once: real conversations against a shape started for it, every reply checked."""
