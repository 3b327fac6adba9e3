"""Why a request makes no picture."""


class Unreadable(Exception):
    """The request makes no picture; the message is for the person who asked."""
