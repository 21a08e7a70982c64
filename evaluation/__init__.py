"""Holds every labelled set against the whole assistant and reports how it did; `make eval`."""
