"""The website channel: how a visitor's browser talks to the assistant, and the plain chat page that does so."""
