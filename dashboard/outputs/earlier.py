"""What an earlier pack printed, set beside what the store says now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard import words
from dashboard.outputs.lines import Month
from dashboard.outputs.notes import difference
from dashboard.views.figures import Figure
from data.snapshots import Snapshot
from indicators import catalogue
from indicators.model import Indicator
from indicators.tables import TABLES


@dataclass(frozen=True)
class Earlier:
    """A pack that was made before. `figures`: (indicator, period) -> the figure that it printed. `corrected`: list ->
    the months of its files that came in since."""

    period: str
    figures: Mapping[tuple[str, str], Figure]
    versions: Mapping[str, str]
    corrected: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, snapshot: Snapshot, corrected: Mapping[str, Sequence[str]]) -> Earlier:
        """From the documents of a snapshot."""
        figures = {(f["indicator"], f["period"]): _figure(f) for f in snapshot.figures()["figures"]}
        return cls(snapshot.period, figures, snapshot.manifest["definition_versions"], corrected)


@dataclass(frozen=True)
class Moved:
    """A figure that an earlier pack printed and that is another one now."""

    indicator: str
    title: str
    unit: str
    period: str
    before: Figure
    now: Figure
    difference: str
    why: str


def moved(earlier: Earlier, rows: Iterable[Mapping], months: Mapping[str, Sequence[Month]]) -> tuple[Moved, ...]:
    """Each figure of the earlier pack that is another one now, by indicator in the order of the rows, then by month."""
    found = []
    for row in rows:
        for month in months[row["indicator"]]:
            before = earlier.figures.get((row["indicator"], month.period))
            if before is None or says_same(before, month.reported):
                continue
            unit, now = row["unit"], month.reported
            said = difference(before, now, unit)
            why = _why(catalogue.find(row["indicator"]), month.period, earlier)
            found.append(Moved(row["indicator"], row["title"], unit, month.period, before, now, said, why))
    return tuple(found)


def says_same(before: Figure, now: Figure) -> bool:
    """Whether both say the same. A figure that either keeps back is not told apart by what it was."""
    parts = ("numerator", "denominator", "value", "state")
    return "suppressed" in (before.state, now.state) or all(getattr(before, p) == getattr(now, p) for p in parts)


def _why(defined: Indicator, period: str, earlier: Earlier) -> str:
    if earlier.versions.get(defined.id, defined.version) != defined.version:
        return f"its definition is another (version {defined.version})"
    came = [
        f"{words.list_name(name)} of {words.joined([words.period_short(p) for p in earlier.corrected[name]])}"
        for name in TABLES[defined.table].lists
        if earlier.corrected.get(name)
    ]
    return f"returns that came in since: {'; '.join(came)}" if came else "what is known of it changed"


def _figure(row: Mapping) -> Figure:
    parts = ("period", "numerator", "denominator", "value", "unknown", "state")
    return Figure(**{part: row[part] for part in parts})
