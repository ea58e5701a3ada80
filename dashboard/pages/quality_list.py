"""The part of the quality page that shows one list, or one of its fields: by field, team and month."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html

from dashboard import components, words
from dashboard.components import Column, Row
from dashboard.pages import quality_parts as parts
from dashboard.pages.page import Page
from dashboard.views.quality_list import Cells, ListView, Whole

SHARES = (Column("Records", numbers=True), Column("Complete", numbers=True), Column("Valid", numbers=True))
NO_TEAMS = "No record of the month names a team."


def page(view: ListView) -> Page:
    """The page of a list, or of one of its fields."""
    above = [("Quality", view.choice.address(list="", field=""))]
    if view.field:
        above.append((view.title, view.choice.address(field="")))
    name = view.field or view.title
    body = [components.breadcrumbs(above), html.H1(name), *(_body(view) if view.month else [_nothing(view)])]
    return Page(f"Quality, {name}: {view.council}", tuple(body), view.council, view.synthetic)


def _nothing(view: ListView) -> html.Div:
    return components.notice([html.P(view.missing), html.P(parts.send(view.title, missing=True))])


def _body(view: ListView) -> list:
    of = f" · field of the list {view.title}" if view.field else f" · one row is {view.grain}"
    found = [html.P([html.Strong(view.month), of], className="lead"), _news(view), parts.form(view)]
    found += _of_field(view) if view.field else _of_list(view)
    found += [_findings(view), _figures(view)]
    found.append(
        parts.section("tables", "The tables, and how they are made", parts.downloads(view.choice), parts.how())
    )
    return [part for part in found if part is not None]


def _news(view: ListView) -> html.Div:
    said = [html.P(view.missing or _in_short(view), className="news quality-news")]
    if view.strip is not None:
        said.append(parts.strip(view.strip))
    said.append(html.P(parts.send(view.title, missing=bool(view.missing))))
    return html.Div(said, className="quality-head")


def _in_short(view: ListView) -> str:
    if view.field_now is not None:
        return _field_in_short(view.field_now)
    found = view.sum
    said = [
        f"{words.count(found.records)} records, {words.count(found.kept_out) if found.kept_out else 'none'} kept out."
    ]
    said.append(
        f"{found.completeness.words} of the cells that should never be blank are filled, and {found.validity.words} of "
        "all filled cells can be used."
    )
    if found.weakest:
        said.append(f"Weakest: {'; '.join(found.weakest)}.")
    return " ".join(said)


def _field_in_short(now: Cells) -> str:
    if now.state:
        return f"{now.state}. Figures that need it are unknown."
    blank = "not one is blank" if not now.completeness.missing else f"{words.count(now.completeness.missing)} are blank"
    bad = now.validity.missing
    used = "every filled cell can be used" if not bad else f"{words.count(bad)} of the filled cells cannot be used"
    return f"Of {words.plural(now.completeness.whole or 0, 'cell')} {blank}, and {used}."


def _of_list(view: ListView) -> Iterable[html.Section | None]:
    if view.fields:
        columns = (Column("Field", name="what"), *SHARES, Column("Remark", name="remark"))
        rows = [_cells(c, linked=True) for c in view.fields]
        table = components.table(f"Fields of the list, {view.month}", columns, rows, css="cells")
        yield parts.section("fields", "By field", table)
        yield _teams(view)
    columns = (Column("Month", name="what"), Column("File", name="file"), *_sums(), Column("Remark", name="remark"))
    rows = [_whole(w, monthly=True) for w in view.by_month]
    yield parts.section(
        "months", "By month", parts.strip_key(), components.table("Latest first", columns, rows, css="cells")
    )


def _teams(view: ListView) -> html.Section:
    if not view.teams:
        return parts.section("teams", "By team", html.P(NO_TEAMS))
    columns = (Column("Team", name="what"), *_sums(), Column("Weakest", name="remark"))
    table = components.table(f"Teams named in the list, {view.month}", columns, map(_whole, view.teams), css="cells")
    return parts.section("teams", "By team", table)


def _sums() -> tuple[Column, ...]:
    records, *shares = SHARES
    return (records, Column("Kept out", numbers=True), *shares)


def _whole(line: Whole, *, monthly: bool = False) -> Row:
    file = [[components.rag_tag(line.tag), html.Div(line.loaded, className="note")]] if monthly else []
    found = line.sum
    if found is None:
        return Row(line.name, [*file, "–", "–", "–", "–", line.state])
    counts = [words.count(found.records), words.count(found.kept_out)]
    weakest = [html.Div(text) for text in found.weakest] or "–"
    return Row(line.name, [*file, *counts, *parts.shares(found.completeness, found.validity), weakest])


def _of_field(view: ListView) -> Iterable[html.Section]:
    def table(caption: str, first: str, lines: Iterable[Cells], linked: bool) -> html.Table:
        columns = (Column(first, name="what"), *SHARES, Column("Remark", name="remark"))
        return components.table(caption, columns, [_cells(c, linked=linked) for c in lines], css="cells")

    by_team = html.P(NO_TEAMS)
    if view.field_by_team:
        by_team = table(f"Teams named in the list, {view.month}", "Team", view.field_by_team, False)
    yield parts.section("teams", "By team", by_team)
    yield parts.section("months", "By month", table("Latest first", "Month", view.field_by_month, True))


def _cells(line: Cells, *, linked: bool) -> Row:
    name = html.A(line.name, href=line.address) if linked and line.address else line.name
    never = [html.Div("Should never be blank", className="note")] if line.never_blank else []
    remark = line.state or ("To look at" if line.weak else "–")
    if line.state:
        return Row([name, *never], [line.records, "–", "–", remark])
    return Row([name, *never], [line.records, *parts.shares(line.completeness, line.validity), remark])


def _findings(view: ListView) -> html.Section | None:
    if view.missing and not view.found:
        return None
    none = html.P("Nothing was found at fault.")
    body = parts.findings(view.found, with_list=False) if view.found else none
    return parts.section("found", "What was found", body)


def _figures(view: ListView) -> html.Section | None:
    what = "field" if view.field else "list"
    if not view.figures:
        none = html.P(f"No figure of {view.month} rests on this {what}.")
        return parts.section("figures", f"Figures that rest on this {what}", none)
    table = parts.figures(view.figures, f"Badges for {view.month}, the worst first")
    return parts.section("figures", f"Figures that rest on this {what}", table)
