"""Under whose account the program runs: what the ledger and the logs write beside what was done."""

from __future__ import annotations

import getpass
import os


def name() -> str:
    """The account's name; its number where the system has no name for it, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"
