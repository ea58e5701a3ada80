"""What the solver prints, kept off standard output.

HiGHS prints a line now and then from C, whatever it is told. On standard output it would stand in the middle of what
a command prints for other programs, so while it works that stream leads to standard error: nothing is lost, neither of
it nor of what other threads print.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

OUT, ERROR = 1, 2
_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def printed_aside() -> Iterator[None]:
    """While it lasts, what C prints on standard output goes to standard error. A process without them prints nothing
    anyway."""
    with _ONE_AT_A_TIME:
        _flush()
        try:
            kept = os.dup(OUT)
        except OSError:
            yield
            return
        try:
            _lead(ERROR)
            yield
        finally:
            _flush()
            os.dup2(kept, OUT)
            os.close(kept)


def _lead(to: int) -> None:
    try:
        os.dup2(to, OUT)
    except OSError:  # standard error is closed: there is nowhere else to print
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
