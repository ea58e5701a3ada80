"""Snapshots that are ordered: made in a process of their own, taken up again where it was cut short."""

import os
import signal
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from dashboard.jobs import apart, freezing
from dashboard.outputs import snapshot
from data import orders
from data.errors import BadInput, NotFound
from data.orders import Orders, Stage
from data.snapshots import MADE, Snapshots

WHAT = {"period": "2025-09", "panel": "scrutiny", "authority": "999"}


@pytest.fixture()
def started(monkeypatch) -> list:
    """What would have been started, in place of processes."""
    calls: list = []
    monkeypatch.setattr(freezing, "start", lambda store, id: calls.append(id))
    return calls


def test_an_order_is_made_and_says_how_far_it_is(store, started, monkeypatch):
    kept, seen = Orders(store.folder), []
    report = Orders.report
    monkeypatch.setattr(Orders, "report", lambda self, id, stage: (seen.append(stage), report(self, id, stage)))
    order = freezing.order(store, **WHAT, formats=["csv", "html"])
    assert (order.panel, order.formats, started) == ("Scrutiny committee", ("csv", "html"), [order.id])
    assert freezing.make(store, kept, order.id) == 0
    steps = [(s.done, s.of, s.doing) for s in seen]
    assert steps == [(0, 3, ""), (0, 3, "figures"), (1, 3, "csv"), (2, 3, "html"), (3, 3, "")]
    assert freezing.attend(store, order.id)[1] == seen[-1] == Stage(orders.DONE, 3, 3, "", "2025-09-scrutiny-committee")
    (made,) = Snapshots(store.folder).all()
    assert [m.state for m in made.marks] == [MADE]
    assert freezing.make(store, kept, order.id) == 0 and len(Snapshots(store.folder).all()) == 1


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"period": "2025-13"}, BadInput),
        ({"panel": "Nobody at all"}, NotFound),
        ({"formats": ["docx"]}, BadInput),
        ({"formats": []}, BadInput),
    ],
)
def test_what_cannot_be_made_is_not_ordered(store, started, wrong, error):
    with pytest.raises(error):
        freezing.order(store, **{**WHAT, "formats": ["csv"], **wrong})
    assert started == [] and Orders(store.folder).newest() == ()


def test_a_fault_is_said_in_words_and_the_order_can_be_tried_again(store, started, monkeypatch):
    kept = Orders(store.folder)
    nothing = freezing.order(store, **WHAT | {"period": "2027-01"}, formats=["csv"])
    assert freezing.make(store, kept, nothing.id) == 1
    assert "The store holds no return for 2027-01" in kept.stage(nothing.id).fault

    def broken(content):
        raise RuntimeError("secret inside")

    monkeypatch.setattr(snapshot, "FORMATS", {"csv": broken})
    order = freezing.order(store, **WHAT, formats=["csv"])
    assert freezing.make(store, kept, order.id) == 1
    assert kept.stage(order.id).fault == freezing.OUR_FAULT
    monkeypatch.undo()
    monkeypatch.setattr(freezing, "start", lambda store, id: freezing.make(store, Orders(store.folder), id))
    freezing.again(store, order.id)
    assert kept.stage(order.id).state == orders.DONE


def test_work_that_was_cut_short_is_begun_again_a_few_times(store, started):
    kept = Orders(store.folder)
    order = freezing.order(store, **WHAT, formats=["csv"])
    assert freezing.attend(store, order.id)[0] == order and len(started) == 1  # it may still be coming up
    for attempt in (2, 3):
        kept.keep(replace(kept.get(order.id), begun_at="2026-01-01T06:00:00.000"))
        with kept.at_work(order.id) as mine:
            assert mine and freezing.attend(store, order.id)[0].attempts == attempt - 1
        assert freezing.attend(store, order.id)[0].attempts == attempt
        assert freezing.attend(store, order.id)[0].attempts == attempt
    kept.keep(replace(kept.get(order.id), begun_at="2026-01-01T06:00:00.000"))
    assert freezing.attend(store, order.id)[1].fault == freezing.CUT_SHORT
    assert len(started) == 3
    with pytest.raises(NotFound):
        freezing.attend(store, "../../etc")


def test_a_process_that_is_killed_leaves_nothing_and_another_makes_the_snapshot(store, monkeypatch):
    kept = Orders(store.folder)
    processes = []
    popen = apart.subprocess.Popen
    monkeypatch.setattr(apart.subprocess, "Popen", lambda *a, **k: processes.append(popen(*a, **k)) or processes[-1])
    order = freezing.order(store, **WHAT, formats=["pdf", "csv"])
    os.killpg(processes[0].pid, signal.SIGKILL)
    processes[0].wait()
    assert kept.stage(order.id).state == orders.UNDER_WAY and Snapshots(store.folder).all() == ()
    monkeypatch.setattr(apart, "GRACE", timedelta(0))
    assert freezing.attend(store, order.id)[0].attempts == 2
    monkeypatch.setattr(apart, "GRACE", timedelta(minutes=5))
    for _ in range(600):
        if freezing.attend(store, order.id)[1].state != orders.UNDER_WAY:
            break
        time.sleep(0.1)
    assert freezing.attend(store, order.id)[1].state == orders.DONE
    assert [s.name for s in Snapshots(store.folder).all()] == ["2025-09-scrutiny-committee"]
    assert processes[1].wait() == 0
