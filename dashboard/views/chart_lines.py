"""How much of an indicator's chart the reader chose to see: its months and its lines. Both stand in the address."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.views.choice import Choice, Option

SPANS = ("12", "24", "36", "all")
DEFAULT_SPAN = "36"
LINES = {
    "limits": "usual range",
    "target": "target",
    "published": "published figures",
    "restated": "restated figures",
}


def hidden_of(choice: Choice) -> frozenset[str]:
    """The lines that the reader does not want to see."""
    return frozenset(choice.hide.split()) & LINES.keys()


def span_options(choice: Choice, indicator: str, chosen: str) -> tuple[Option, ...]:
    """Each span of months with the address of the page that shows it."""
    return tuple(Option(_address(choice, indicator, months=span), span, span == chosen) for span in SPANS)


def line_options(choice: Choice, indicator: str, drawable: Mapping[str, bool]) -> tuple[Option, ...]:
    """Each line that the chart could draw, whether it does, and the address of the page where it is the other way."""
    hidden = hidden_of(choice)
    return tuple(
        Option(_address(choice, indicator, hide=_hide(hidden ^ {name})), said, name not in hidden)
        for name, said in LINES.items()
        if drawable[name]
    )


def _hide(names: frozenset[str]) -> str:
    return " ".join(name for name in LINES if name in names)


def _address(choice: Choice, indicator: str, **changes: str) -> str:
    return choice.address(f"/indicator/{indicator}", **changes) + "#over-time"
