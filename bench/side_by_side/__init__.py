"""`make bench`: this assistant and Rasa's starter configuration, measured in one run by turns; writes docs/bench.md."""
