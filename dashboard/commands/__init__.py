"""What the commands do and print that is more than a line."""

import sys


def say(text: str) -> None:
    """Tell whoever runs the command; standard output is for what was asked for."""
    print(text, file=sys.stderr)
