"""Language understanding: the spaCy pipeline and the graph components that Rasa loads by name from config.yml."""
