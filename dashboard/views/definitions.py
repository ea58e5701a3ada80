"""What the definitions page shows: every indicator of the catalogue, with all that decides its figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from dashboard import words
from dashboard.views.choice import Choice, Option, Source, folded, must_be, slug
from dashboard.views.definition import Definition, about
from dashboard.views.waiting import HOW_OFTEN, fed_by
from indicators import catalogue
from indicators.model import Indicator, Polarity, Tag, Unit
from indicators.targets import TOLERANCE, target_words

PATH = "/definitions"
FEW = 5  # indicators that are shown unfolded
UNITS = {
    Unit.PERCENT: "Percent: the numerator divided by the denominator, times 100",
    Unit.COUNT: "A number",
    Unit.RATE_PER_10K: "A rate: the numerator for every 10,000 of the denominator",
    Unit.RATE_PER_1K: "A rate: the numerator for every 1,000 of the denominator",
    Unit.RATE_PER_100K: "A rate: the numerator for every 100,000 of the denominator",
    Unit.RATIO: "Cases for each full-time equivalent: the numerator divided by the denominator",
    Unit.DAYS: "Days, on average: the numerator divided by the denominator",
    Unit.WEEKS: "Weeks, on average: the numerator divided by the denominator",
    Unit.SCORE: "A score, on average: the numerator divided by the denominator",
}
MEDIAN = "{}: the figure in the middle, sent as it is and not worked out here"
NO_TARGET = "None comes with the program. The council can set its own."


@dataclass(frozen=True)
class DefinitionsChoice:
    """What the reader asked to see; all of it stands in the address of the page."""

    find: str = ""
    domain: str = ""
    tag: str = ""
    agency: str = ""
    open: str = ""  # "yes": every definition unfolded

    @classmethod
    def of(cls, query: Mapping[str, str]) -> DefinitionsChoice:
        """From the query of the address; what it does not name stays open."""
        return cls(**{field.name: query.get(field.name, "").strip() for field in fields(cls)})

    def address(self, path: str = PATH, **changes: str) -> str:
        """The address of the page with this choice, or a changed one."""
        chosen = {k: v for k, v in vars(replace(self, **changes)).items() if v}
        return path + ("?" + urlencode(chosen) if chosen else "")

    @property
    def filters(self) -> bool:
        """Whether some indicators may be left out."""
        return bool(self.find or self.domain or self.tag or self.agency)


@dataclass(frozen=True)
class Entry:
    """One indicator. `terms` has all but its title, what it means and why it matters."""

    id: str
    title: str
    address: str
    meaning: str
    why: str
    terms: tuple[Definition, ...]


@dataclass(frozen=True)
class DefinitionsView:
    """The definitions that a choice lets through, domain by domain."""

    choice: DefinitionsChoice
    news: str
    shown: int
    total: int
    domains: tuple[tuple[str, str, tuple[Entry, ...]], ...]  # name, slug, entries
    domain_options: tuple[Option, ...]
    tag_options: tuple[Option, ...]
    agency_options: tuple[Option, ...]
    unfolded: bool
    council: str = ""
    synthetic: bool = False


def definitions(source: Source, query: Mapping[str, str]) -> DefinitionsView:
    """The view for a query (find, domain, tag, agency, open). Raises NotFound as `chosen` does."""
    choice, card = DefinitionsChoice.of(query), source.scorecard()
    wanted = chosen(choice)
    by_domain: dict[str, list[Entry]] = {}
    for indicator in wanted:
        by_domain.setdefault(indicator.domain, []).append(entry(indicator))
    return DefinitionsView(
        choice=choice,
        news=_news(catalogue.ALL),
        shown=len(wanted),
        total=len(catalogue.ALL),
        domains=tuple((name, slug(name), tuple(entries)) for name, entries in by_domain.items()),
        domain_options=_options("All domains", choice.domain, lambda i: [i.domain], slug),
        tag_options=_options(
            "Everything", choice.tag, lambda i: [t.value for t in i.tags], order=[t.value for t in Tag]
        ),
        agency_options=_options("Anybody", choice.agency, lambda i: [i.agency], slug, order=sorted),
        unfolded=choice.open == "yes" or len(wanted) <= FEW,
        council=card.authority_name if card else "",
        synthetic=card.synthetic if card else False,
    )


def chosen(choice: DefinitionsChoice) -> tuple[Indicator, ...]:
    """The indicators that the choice lets through, in catalogue order. Raises NotFound for a domain, kind or agency
    that there is not."""
    must_be("domain", choice.domain, (slug(i.domain) for i in catalogue.ALL))
    must_be("kind of indicator", choice.tag, (tag.value for tag in Tag))
    must_be("agency that can act", choice.agency, (slug(i.agency) for i in catalogue.ALL))
    return tuple(i for i in catalogue.ALL if _fits(i, choice))


def entry(indicator: Indicator) -> Entry:
    """All that decides the figure of an indicator, in words."""
    meaning, why, *terms = about(indicator, None)
    place = next(at for at, term in enumerate(terms) if term.term == "Not recorded")
    terms.insert(place + 1, Definition("Unit", (unit_words(indicator),)))
    place = next(at for at, term in enumerate(terms) if term.term == "National figure")
    terms.insert(place, Definition("Target until the council sets its own", (default_words(indicator),)))
    if indicator.breakdowns:
        terms.insert(place, Definition("Also shown by", ("Team, where the return names one",)))
    address = Choice().address(f"/indicator/{indicator.id}")
    return Entry(indicator.id, indicator.title, address, meaning.words[0], why.words[0], tuple(terms))


def unit_words(indicator: Indicator) -> str:
    """What the figure counts in, and how it is worked out."""
    if indicator.denominator is None and indicator.unit in (Unit.DAYS, Unit.WEEKS, Unit.SCORE):
        return MEDIAN.format(indicator.unit.value.capitalize())
    return UNITS[indicator.unit]


def default_words(indicator: Indicator) -> str:
    """The target that comes with the program, and what it rests on."""
    default = indicator.default
    if default is None or indicator.polarity is Polarity.NEUTRAL:
        return NO_TARGET
    if default.neighbours:
        within = words.number(100 * float(TOLERANCE), 0)
        of_year = "The statistical neighbours’ median of the latest year before the month’s own"
        return f"{of_year}; within {within}% of it is close to target."
    lower = indicator.polarity is Polarity.LOWER_IS_BETTER
    on, close = (
        target_words(indicator, *((None, limit) if lower else (limit, None)))
        for limit in (default.green, default.amber)
    )
    return f"{on}; {close} is close to target. It rests on this: {default.basis}."


def plain(indicator: Indicator) -> dict[str, object]:
    """The definition as one row of a table: the columns of the download."""
    terms = {term.term: " ".join(term.words) for term in entry(indicator).terms}
    default = None if indicator.polarity is Polarity.NEUTRAL else indicator.default
    return {
        "indicator": indicator.id,
        "title": indicator.title,
        "domain": indicator.domain,
        "speaks_of": ", ".join(tag.value for tag in indicator.tags),
        "who_can_act": indicator.agency,
        "meaning": indicator.meaning,
        "why": indicator.why,
        "numerator": indicator.numerator_words,
        "denominator": indicator.denominator_words,
        "not_recorded": terms["Not recorded"],
        "unit": indicator.unit.value,
        "polarity": indicator.polarity.value,
        "time_covered": indicator.basis.value,
        "how_often": HOW_OFTEN[indicator.every],
        "comes_from": fed_by(indicator),
        "by_team": "yes" if "team" in indicator.breakdowns else "no",
        "target": default.green if default else None,
        "close_to_target": default.amber if default else None,
        "target_basis": default.basis if default else "",
        "national_series": indicator.published[0] if indicator.published else "",
        "national_figure": terms["National figure"],
        "report": indicator.source.report,
        "place": indicator.source.place,
        "definition_version": indicator.version,
    }


# ------------------------------------------------------------------------------------------------------


def _fits(indicator: Indicator, choice: DefinitionsChoice) -> bool:
    return (
        choice.domain in ("", slug(indicator.domain))
        and (not choice.tag or choice.tag in [tag.value for tag in indicator.tags])
        and choice.agency in ("", slug(indicator.agency))
        and all(word in _text(indicator) for word in folded(choice.find).split())
    )


def _text(indicator: Indicator) -> str:
    """All that a search looks through."""
    parts = [indicator.meaning, indicator.why, indicator.numerator_words, indicator.denominator_words]
    parts += [indicator.id, indicator.title, fed_by(indicator), indicator.agency, *indicator.published]
    return folded(" ".join([*parts, indicator.source.report, indicator.source.place]))


def _options(
    every: str,
    chosen: str,
    of: Callable[[Indicator], Iterable[str]],
    value: Callable[[str], str] = str,
    order: Iterable[str] | Callable = list,
) -> tuple[Option, ...]:
    counts = Counter(name for indicator in catalogue.ALL for name in of(indicator))
    names = order(counts) if callable(order) else [name for name in order if counts[name]]
    options = [
        Option(value(name), f"{name[:1].upper()}{name[1:]} ({counts[name]})", value(name) == chosen) for name in names
    ]
    return (Option("", every, not chosen), *options)


def _news(every: Iterable[Indicator]) -> str:
    every = tuple(every)
    sent = sum(i.is_sent for i in every)
    compared, domains = sum(bool(i.published) for i in every), len({i.domain for i in every})
    found = f"{words.plural(len(every), 'indicator')} in {words.plural(domains, 'domain')}"
    return (
        f"{found}: {len(every) - sent} are counted from the returns about children and workers, {sent} are sent as "
        f"totals. {compared} can be set beside a national figure."
    )
