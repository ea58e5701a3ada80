"""A loader killed by the system at any moment: the store opens, and holds whole files only."""

import random
import subprocess
import sys
import time
from pathlib import Path

from data.store import Store

LOADER = """
import sys
sys.path.insert(0, {tests!r})
from test_store import Batch, Store, leavers, offer
store = Store({folder!r})
print("ready", flush=True)
for month in range(1, 13):
    period = f"2025-{{month:02d}}"
    batch = Batch(store)
    if batch.replaces("999", "care_leavers", period):
        continue
    rows = leavers(*(f"{{period}}-{{n}}" for n in range(500)))
    store.archive.keep(str(rows.rows()).encode())
    batch.add(offer(rows, period=period))
    batch.commit()
"""


def test_kills_leave_whole_files_and_running_again_finishes(tmp_path):
    folder = tmp_path / "store"
    code = LOADER.format(tests=str(Path(__file__).parent), folder=str(folder))
    chance = random.Random(7)
    for _ in range(8):
        loader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        loader.stdout.readline()
        time.sleep(chance.uniform(0, 0.12))
        loader.kill()
        loader.wait()
        held = Store(folder).rows("care_leavers").group_by("period").len()
        assert set(held["len"]) <= {500}
        assert held.height == Store(folder).held().height
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    rows = Store(folder).rows("care_leavers")
    assert rows.group_by("period").len().sort("period")["len"].to_list() == [500] * 12
    assert rows["child_id"].is_unique().all()
