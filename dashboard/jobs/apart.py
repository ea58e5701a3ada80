"""Work started in a process of its own, which outlives the web worker that started it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import IO

GRACE = timedelta(seconds=10)  # for a process to come up and take its lock
MOST_ATTEMPTS = 3  # before work that is cut short again and again is given up
_ROOT = Path(__file__).resolve().parents[2]  # of the packages, so that the process finds them wherever it is started


def start(module: str, arguments: Sequence[str], log: IO) -> None:
    """Run `python -m module` with these arguments. It shares nothing with this process; what it says goes to `log`."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=_ROOT,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, daemon=True).start()  # so that nothing is left of it when it ends
