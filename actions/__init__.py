"""Custom actions: the answers that need the clock, a list or something the visitor named.

Imports rasa_sdk and `content`, never rasa: the action server starts in a second and stays small.
"""
