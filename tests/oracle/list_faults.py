"""The two ways in which a list can be wrong."""


class Refused(Exception):
    """A list, or a command line, that is refused whole."""


class BadRow(Exception):
    """A row that cannot be read."""
