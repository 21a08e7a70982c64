"""Private details of visitors: found and replaced before a message is understood, stored or logged."""
