"""A snapshot proved: its documents are what its manifest names, and its figures what the store gives today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from dashboard import words
from dashboard.outputs.earlier import Earlier, Moved, moved
from dashboard.outputs.lines import Month, cell
from dashboard.outputs.pack import Pack
from dashboard.outputs.snapshot import of_store
from dashboard.views.figures import Figure
from data.errors import StoreError
from data.panels import Panel
from data.snapshots import Snapshot
from data.store import Store


@dataclass(frozen=True)
class Verified:
    """What was found: documents that were altered, and figures, definitions and targets that are others now. Targets
    are those known when the snapshot was made: one that was entered later is no difference. `said`: all in words."""

    altered: tuple[str, ...]
    moved: tuple[Moved, ...]
    redefined: tuple[str, ...]
    said: tuple[str, ...]
    retargeted: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the snapshot is whole, and would have the same figures today."""
        return not (self.altered or self.moved or self.redefined or self.retargeted)


def verify(snapshot: Snapshot, store: Store) -> Verified:
    """Read every document of the snapshot, and work its figures out again from the store."""
    altered = tuple(_altered(snapshot))
    if altered:
        said = [f"Altered since it was made: {file}. Take it from its backup." for file in altered]
        return Verified(altered, (), (), tuple(said))
    facts = snapshot.manifest
    smallest = (facts.get("disclosure") or {}).get("smallest_count_printed", 0)
    panel = Panel(facts["panel"], tuple(facts["indicators"]), smallest=smallest)
    now = of_store(store, snapshot.period, panel, facts["authority"], _targets_until(facts))
    found = _moved(snapshot, now)
    versions = dict(now.versions)
    redefined = tuple(i for i, version in facts["definition_versions"].items() if versions.get(i) != version)
    said = [f"Every document of {snapshot.name} is as it was made."]
    said += [f"{i}: its definition is another now (version {versions.get(i, 'none')})." for i in redefined]
    retargeted = tuple(_retargeted(facts, now))
    said += [f"{i}: the target that was known then is worked out as another one now." for i in retargeted]
    said += [_said(m) for m in found]
    if found:
        said.append(f"{words.plural(len(found), 'figure')} of the snapshot would be another today.")
    elif not redefined:
        said.append("Worked out again from the store, every figure is the same.")
    return Verified((), found, redefined, tuple(said), retargeted)


def _targets_until(facts: Mapping) -> datetime | None:
    """When the last target had been entered that the snapshot knew. A manifest of before says nothing of that: it is
    judged by all."""
    if "targets_known_at" not in facts:
        return None
    known = facts["targets_known_at"]
    return datetime.fromisoformat(known) if known else datetime.min


def _retargeted(facts: Mapping, now: Pack) -> Iterator[str]:
    told = facts["targets"]
    for indicator, target, limit, basis in now.targets:
        if told.get(indicator, {}) != {"target": target, "limit": limit, "basis": basis}:
            yield indicator


def _altered(snapshot: Snapshot) -> list[str]:
    found = []
    for file in snapshot.manifest["files"]:
        try:
            snapshot.read(file)
        except StoreError:
            found.append(file)
    return found


def _moved(snapshot: Snapshot, now: Pack) -> tuple[Moved, ...]:
    rows = [{"indicator": s.line.id, "title": s.line.title, "unit": s.line.unit} for s in now.sections]
    months: dict[str, tuple[Month, ...]] = {s.line.id: s.months for s in now.sections}
    return moved(Earlier.of(snapshot, {}), rows, months)


def _said(one: Moved) -> str:
    def figure(of: Figure) -> str:
        made_of = words.out_of(of.numerator, of.denominator, one.unit) if of.value is not None else ""
        return cell(of, one.unit).words + (f" ({made_of})" if made_of else "")

    more = f", {one.difference}" if one.difference else ""
    return f"{one.indicator}, {words.period(one.period)}: {figure(one.before)}, now {figure(one.now)}{more}."
