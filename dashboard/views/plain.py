"""The scorecard in plain words, for young people and members: the figures of one panel or domain on a page or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from dashboard import words
from dashboard.views.choice import Choice, Option, Source, month_options, slug
from dashboard.views.direction import direction
from dashboard.views.figures import NOUN_OF
from dashboard.views.panels import held_panels
from dashboard.words import plain as plain_words
from dashboard.words import verdicts
from data import panels, periods
from data.errors import NotFound
from data.panels import Panel
from indicators.direction import NO_CHANGE, TOO_FEW
from indicators.model import Indicator
from indicators.scorecard import Scorecard

PATH, ALL = "/plain", "all"
OTHER_NOUNS = {  # one row of these tables is called otherwise here than beside a figure for those who know the field
    "cases_closed": ("case", "cases"),
    "people": ("full-time post", "full-time posts"),
    "posts": ("full-time post", "full-time posts"),
    "proceedings": ("family", "families"),
    "returns_from_missing": ("time", "times"),
    "stepped_down": ("case", "cases"),
}


@dataclass(frozen=True)
class PlainChoice:
    """What the reader asked to see; all of it stands in the address. Without a panel and a domain: the first panel."""

    period: str = ""
    panel: str = ""
    domain: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> PlainChoice:
        """From the query of the address."""
        return cls(**{field.name: query.get(field.name, "").strip() for field in fields(cls)})

    @property
    def scorecard(self) -> Choice:
        """The same choice on the scorecard."""
        panel = "" if self.panel == ALL else self.panel
        return Choice(period=self.period, panel=panel, domain=self.domain)

    def address(self, **changes: str) -> str:
        """The address of the page with this choice, or a changed one."""
        chosen = {k: v for k, v in vars(replace(self, **changes)).items() if v}
        return PATH + ("?" + urlencode(chosen) if chosen else "")


@dataclass(frozen=True)
class PlainLine:
    """One figure: what it is, what it is now and when, whether it changed, and how others do."""

    what: str
    address: str
    figure: str
    share: str
    when: str
    change: words.Tag | None
    others: tuple[str, ...]
    others_when: str
    alone: str  # why there is nothing to set beside it
    differs: bool  # the figure of the others follows another rule
    care: str


@dataclass(frozen=True)
class Group:
    """The figures of one domain."""

    name: str
    slug: str
    lines: tuple[PlainLine, ...]


@dataclass(frozen=True)
class PlainView:
    """The page. `missing` says why there is nothing to show. `left_out`: figures chosen that the month lacks."""

    choice: PlainChoice
    council: str = ""
    synthetic: bool = False
    month: str = ""
    as_at: str = ""
    about: str = ""
    missing: str = ""
    latest: str = ""
    news: str = ""
    groups: tuple[Group, ...] = ()
    left_out: int = 0
    months: tuple[Option, ...] = ()
    panel_options: tuple[Option, ...] = ()
    domain_options: tuple[Option, ...] = ()


def plain(source: Source, query: Mapping[str, str]) -> PlainView:
    """The view for a query (period, panel, domain). Raises BadInput for a month that is none, NotFound for a panel or
    domain that is none."""
    choice, held = PlainChoice.of(query), source.periods()
    if not held:
        return PlainView(choice, missing="No return has been loaded yet, so there is nothing to show.")
    if choice.period:
        periods.index(choice.period)
    card = source.scorecard(choice.period or None)
    if card is None:
        missing = words.not_held(choice.period, held)
        return PlainView(choice, missing=missing, latest=held[-1], months=month_options(held, ""))
    known = source.read(held_panels)
    panel = _panel(choice, known)
    choice = replace(choice, panel=panels.slug(panel.name) if panel else ALL)
    domains = dict.fromkeys(card.rows["domain"])
    if choice.domain and choice.domain not in map(slug, domains):
        raise NotFound("domain", choice.domain, list(map(slug, domains)))
    rows = _wanted(card, panel, choice.domain)
    shown = [r for r in rows if r["status"] == "ok"]
    return PlainView(
        choice=choice,
        council=card.authority_name,
        synthetic=card.synthetic,
        month=words.period(card.period),
        as_at=words.day(card.as_at),
        about=panel.title_page if panel else "",
        news=_news(shown),
        groups=_groups(source, card, shown),
        left_out=len(rows) - len(shown),
        months=month_options(held, card.period),
        panel_options=(
            *(Option(panels.slug(p.name), p.name, p is panel) for p in known),
            Option(ALL, "Every figure", panel is None),
        ),
        domain_options=(
            Option("", "All domains", not choice.domain),
            *(Option(slug(d), d, slug(d) == choice.domain) for d in domains),
        ),
    )


# ------------------------------------------------------------------------------------------------------


def _panel(choice: PlainChoice, known: Sequence[Panel]) -> Panel | None:
    """The panel asked for; the first where neither a panel nor a domain is."""
    if choice.panel == ALL or (choice.domain and not choice.panel):
        return None
    if not choice.panel:
        return known[0]
    found = {panels.slug(p.name): p for p in known}
    if choice.panel not in found:
        raise NotFound("panel", choice.panel, list(found))
    return found[choice.panel]


def _wanted(card: Scorecard, panel: Panel | None, domain: str) -> list[dict]:
    rows = [r for r in card.rows.to_dicts() if domain in ("", slug(r["domain"]))]
    if panel is None or not panel.indicators:
        return rows
    place = {name: at for at, name in enumerate(panel.indicators)}
    return sorted((r for r in rows if r["indicator"] in place), key=lambda r: place[r["indicator"]])


def _news(rows: Sequence[Mapping]) -> str:
    if not rows:
        return "None of these figures can be given this month."
    better, worse = (sum(r["direction"] == word for r in rows) for word in ("improving", "worsening"))
    of = f"Of {words.plural(len(rows), 'figure')} here"
    if all(r["direction"] in (None, TOO_FEW) for r in rows):
        return f"{of}, we can say of none whether it got better or worse: there is too little to set it beside."
    if not better and not worse:
        return f"{of}, none really got better or worse."
    said = f"{of}, {verdicts.count(better)} really got better and {verdicts.count(worse)} got worse."
    if better + worse == len(rows):
        return said
    others = "they did not really move, too few are counted, or neither way is better"
    return f"{said} Of the others we cannot say so: {others}."


def _groups(source: Source, card: Scorecard, rows: Sequence[Mapping]) -> tuple[Group, ...]:
    groups: dict[str, list[PlainLine]] = {}
    for row in rows:
        line = _line(row, source.indicator(row["indicator"]), card)
        groups.setdefault(row["domain"], []).append(line)
    return tuple(Group(name, slug(name), tuple(lines)) for name, lines in groups.items())


def _line(row: Mapping, defined: Indicator, card: Scorecard) -> PlainLine:
    figure, share = _figure(row, defined)
    others, when = _others(row, defined)
    here = Choice(period=card.period)
    return PlainLine(
        what=defined.meaning,
        address=here.address(f"/indicator/{defined.id}"),
        figure=figure,
        share=share,
        when=plain_words.WHEN.get(row["basis_words"], row["basis_words"]).format(words.period(row["period"])),
        change=_change(row),
        others=others,
        others_when=when,
        alone=_alone(row) if not others else "",
        differs=bool(others and defined.differs),
        care=plain_words.CARE.get(row["quality"], ""),
    )


def _figure(row: Mapping, defined: Indicator) -> tuple[str, str]:
    """The figure in the words of people, and what stands beside it: `63 of 73 young people`, `86.3%`."""
    unit, value, n, d = row["unit"], row["value"], row["numerator"], row["denominator"]
    one, many = _nouns(defined.table)
    if unit == "count":
        return words.plural(value, one, many) if one else words.count(value), ""
    printed = words.figure(value, unit)
    if unit == "percent" and n is not None and d is not None:
        made_of = f"{words.count(n)} of {words.count(d)} {many if d != 1 else one}".strip()
        return made_of, "" if verdicts.is_few(d, unit) else printed
    if rate := plain_words.for_every(unit):
        total = words.plural(n, one, many) if one and n is not None else ""
        return f"{printed} {rate}", total
    if unit == "ratio":
        return f"{printed} for each full-time worker", ""
    of = f"of {words.plural(d, one, many)}" if one and d is not None else ""
    return f"{printed}{' points' if unit == 'score' else ''}{' on average' if d is not None else ''}", of


def _nouns(table: str) -> tuple[str, str]:
    """What one row of a table is called, and several; empty where it has no name."""
    if table in OTHER_NOUNS:
        return OTHER_NOUNS[table]
    noun = NOUN_OF.get(table, "")
    return verdicts.nouns(noun) if noun else ("", "")


def _change(row: Mapping) -> words.Tag | None:
    """Whether it really changed, and since when; None where there is nothing to say."""
    told, word = direction(row).tag, row["direction"]
    if told is None:
        return None
    if word == TOO_FEW:
        return replace(told, words=plain_words.UNTOLD[row["no_difference"]])
    by_chart, alone = row["direction_by"] == "control_chart", row["chart_of"] == "flow"
    if word == NO_CHANGE:
        return told
    if by_chart:
        return replace(
            told, words=f"{plain_words.CHANGED[word]}{' in the latest month' if alone else ''} than it usually is"
        )
    return replace(told, words=f"{plain_words.CHANGED[word]} than in {words.period(row['compared_period'])}")


def _others(row: Mapping, defined: Indicator) -> tuple[tuple[str, ...], str]:
    """The middle one of the councils like us, and England, and of when; of counts nothing, since sizes differ."""
    unit = row["unit"]
    if row["comparator_year"] is None or unit == "count":
        return (), ""
    said = []
    if row["neighbour_median"] is not None:
        said.append(plain_words.like_us(words.published(row["neighbour_median"], unit)))
    if row["england_value"] is not None:
        said.append(f"England: {words.published(row['england_value'], unit)}")
    return tuple(said), row["comparator_label"]


def _alone(row: Mapping) -> str:
    published = row["neighbour_median"] is not None or row["england_value"] is not None
    return plain_words.SIZES if row["unit"] == "count" and published else plain_words.NOT_PUBLISHED
