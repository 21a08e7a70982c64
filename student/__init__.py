"""How the sentence encoder was made; nothing of it runs with the assistant."""
