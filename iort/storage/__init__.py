"""What outlives a message: conversations, feedback and counts in a database, the order of messages in Redis."""
