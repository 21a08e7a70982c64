"""The one error of the launcher."""


class LaunchError(Exception):
    """A step cannot be done; the message is the whole sentence that the operator reads."""
