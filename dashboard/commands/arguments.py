"""What may be written in a command, and how one ends that is not understood."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import NoReturn

FAULT = 1  # how a command ends that could not be done
LAST_PORT = 65_535


class Parser(argparse.ArgumentParser):
    """A parser that says in words what it does not understand."""

    def error(self, message: str) -> NoReturn:
        """A command that is not understood is a fault; argparse's own number would say that a return was rejected."""
        self.print_usage(sys.stderr)
        self.exit(FAULT, f"{self.prog}: {message}. '{self.prog} --help' says more.\n")


def day(text: str) -> date:
    """A day as it is written in a command."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day. Write it as 2026-09-30") from None


def port(text: str) -> int:
    """A port as it is written in a command."""
    if not text.isdecimal() or not 0 < int(text) <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"'{text}' is no port. Give a whole number from 1 to {LAST_PORT}")
    return int(text)
