"""Which indicators of the scorecard the reader chose to see, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Container, Mapping

from dashboard import words
from dashboard.views.choice import Choice, Option, folded, must_be, slug
from dashboard.words import verdicts
from indicators.escalation import MONTHS
from indicators.model import Tag
from indicators.moved import weight

RATINGS = {
    "on_target": ("on_target",),
    "close_to_target": ("close_to_target",),
    "off_target": ("off_target",),
    "no_target": ("no_target",),
    "no_figure": ("no_data", "no_cases", "not_available", "suppressed", "not_yet_due"),
}
SHOWN = {"lasting": "Wrong for {months} or more", "moved": "Really moved", "uncertain": "Could be another rating"}


def wanted(
    rows: list[dict], choice: Choice, of_panel: Container[str] | None = None, escalate_after: int = MONTHS
) -> list[dict]:
    """The rows of the scorecard that the reader chose to see; `of_panel`: the ids that the chosen panel reads. Raises
    NotFound for a domain, rating, kind or priority that there is not."""
    must_be("domain", choice.domain, (slug(r["domain"]) for r in rows))
    must_be("rating", choice.rating, RATINGS)
    must_be("kind of indicator", choice.tag, (tag.value for tag in Tag))
    must_be("priority", choice.show, SHOWN)
    of_panel = of_panel if of_panel is not None else {r["indicator"] for r in rows}
    return [r for r in rows if r["indicator"] in of_panel and _is_wanted(r, choice, escalate_after)]


def _is_wanted(row: Mapping, choice: Choice, escalate_after: int) -> bool:
    if choice.domain and slug(row["domain"]) != choice.domain:
        return False
    if choice.rating and row["rag"] not in RATINGS[choice.rating]:
        return False
    if choice.tag and choice.tag not in row["tags"]:
        return False
    if choice.show and not _shows(row, choice.show, escalate_after):
        return False
    return folded(choice.find) in folded(row["title"])


def _shows(row: Mapping, what: str, escalate_after: int) -> bool:
    if what == "lasting":
        return bool(verdicts.escalated(row, escalate_after))
    return bool(row["could_be"]) if what == "uncertain" else weight(row) > 0


def domain_options(rows: list[dict], choice: Choice) -> tuple[Option, ...]:
    names = dict.fromkeys(r["domain"] for r in rows)
    options = [Option(slug(n), n, slug(n) == choice.domain) for n in names]
    return (Option("", "All domains", not choice.domain), *options)


def rating_options(rows: list[dict], choice: Choice) -> tuple[Option, ...]:
    options = [Option("", "All ratings", not choice.rating)]
    for name, states in RATINGS.items():
        count = sum(r["rag"] in states for r in rows)
        label = "No figure" if name == "no_figure" else words.rag(name).words
        options.append(Option(name, f"{label} ({count})", choice.rating == name))
    return tuple(options)


def tag_options(rows: list[dict], choice: Choice) -> tuple[Option, ...]:
    names = [tag.value for tag in Tag]
    counts = {name: sum(name in r["tags"] for r in rows) for name in names}
    options = [Option(n, f"{n.capitalize()} ({counts[n]})", n == choice.tag) for n in names if counts[n]]
    return (Option("", "All kinds", not choice.tag), *options)


def show_options(rows: list[dict], choice: Choice, escalate_after: int) -> tuple[Option, ...]:
    options = [Option("", "Everything", not choice.show)]
    for name, text in SHOWN.items():
        count = sum(_shows(r, name, escalate_after) for r in rows)
        said = text.format(months=words.plural(escalate_after, "month"))
        options.append(Option(name, f"{said} ({count})", choice.show == name))
    return tuple(options)
