"""What the solver prints of its own workings, kept off the terminal.

HiGHS has lines for its own authors that it prints from C, whatever it is told (`HighsMipSolverData::...`). They would
stand in the middle of what a command prints. So while it works, standard output leads to a file; then these lines are
dropped and all others, of the solver or of other threads, are printed on standard error: no fault is lost.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

OUT, ERROR = 1, 2
WORKINGS = re.compile(rb"^Highs\w*::(?!.*\b(?:error|fail))[^\n]*(?:\n|\Z)", re.MULTILINE | re.IGNORECASE)
_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def printed_aside() -> Iterator[None]:
    """While it lasts, what is printed on standard output is held back; after it all but the solver's workings goes to
    standard error. A process without standard output prints nothing anyway."""
    with _ONE_AT_A_TIME:
        _flush()
        try:
            kept = os.dup(OUT)
        except OSError:
            yield
            return
        with tempfile.TemporaryFile() as held:
            try:
                os.dup2(held.fileno(), OUT)
                yield
            finally:
                _flush()
                os.dup2(kept, OUT)
                os.close(kept)
                held.seek(0)
                _say(WORKINGS.sub(b"", held.read()))


def _say(text: bytes) -> None:
    """Print it on standard error, where there is one."""
    while text:
        try:
            text = text[os.write(ERROR, text) :]
        except OSError:  # it is closed: there is nowhere to print
            return


def _flush() -> None:
    """Print what Python and C hold back, so that each line goes where it was meant to go."""
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()
    library = _c_library()
    if library is not None:
        library.fflush(None)


@lru_cache(maxsize=1)
def _c_library() -> ctypes.CDLL | None:
    """The C library that this process runs on; None where it is not to be had by that name (Windows)."""
    return ctypes.CDLL(None) if os.name == "posix" else None
