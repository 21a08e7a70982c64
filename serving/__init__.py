"""What both servers of the assistant, Rasa's and that of the actions, are guarded by."""
