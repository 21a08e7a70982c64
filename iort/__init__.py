"""Rasa extensions of the IORT FAQ assistant."""
