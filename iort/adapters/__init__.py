"""What Rasa loads by name, thin: all thinking is in iort/understanding."""
