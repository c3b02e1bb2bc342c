"""The one error of this package."""


class EmbeddedError(Exception):
    """An embedded server can't be used. The message is one clear sentence for the operator."""
