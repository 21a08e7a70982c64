"""What a message asks: a pure core without Rasa. `understand` in understanding.py is its one entry."""
