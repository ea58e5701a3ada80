"""Snapshots: make one, see how far it is, every one that is kept, and two side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from dash import html
from flask import Flask, Response, abort, redirect, request

from dashboard import components, fields, words
from dashboard.components import Column, Row
from dashboard.jobs import freezing
from dashboard.outputs import compared
from dashboard.outputs.told import NOT_CHECKED
from dashboard.pages.page import Page
from dashboard.pages.problem import problem
from dashboard.pages.snapshots_compared import choose_two, shown
from dashboard.serving import shell
from dashboard.views.choice import Source
from dashboard.views.snapshots import (
    FORMATS,
    PATH,
    Document,
    Kept,
    Making,
    SnapshotsView,
    listed,
    makings,
    side_by_side,
)
from data import orders
from data.commentary import OWN
from data.errors import BadInput, NotFound, ScorecardError
from data.store import Store

NAME = "Snapshots"
BACK = ("Go back to the snapshots", PATH)
KEPT = (
    Column("Snapshot"),
    Column("State"),
    Column("When", note="UTC"),
    Column("Documents", name="documents"),
    Column("Proof"),
)
WHAT = (
    "A snapshot freezes a month’s figures for a panel as documents that never change. Later returns may change the "
    "figures; the snapshot stays what the panel was given, and can be proved."
)

INSIDE = (
    "For use inside the council only: every number is printed, and every page says so. Without this tick, small "
    "numbers are kept back wherever the panel’s papers are public."
)

SAID = (
    f"Commentary is taken from the file {OWN} in the folder of the store, where there is one (indicator, period, text, "
    f"author). {NOT_CHECKED}"
)


class Keeper(Source, Protocol):
    """A source over a store."""

    store: Store


def authority(source: Keeper) -> str:
    """Whose snapshots they are; '' where the store holds nothing. Raises BadInput where it holds several."""
    return source.read(_authority) if source.periods() else ""


def page(source: Keeper, query: Mapping[str, str]) -> Page:
    """The page for a query (making: an order; compare, with: two snapshots). Raises NotFound."""
    whose = authority(source)
    asked, first, second = (query.get(name, "") for name in ("making", "compare", "with"))
    under_way = makings(source.store, whose, asked)
    view = listed(source.store, whose, source.periods(), under_way, first, second)
    both = side_by_side(source.store, whose, first, second) if first and second else None
    body = [
        html.H1("Snapshots"),
        html.P(view.news, className="lead news"),
        *map(_making, view.makings),
        *(shown(both) if both else ()),
        *_unreadable(view),
        *_list(view),
        *_make(view),
        *choose_two(view),
    ]
    return Page(
        f"Snapshots: {view.council}" if view.council else "Snapshots", tuple(body), view.council, view.synthetic
    )


# being made ---------------------------------------------------------------------------------------------


def _making(one: Making) -> html.Div:
    if one.state == orders.DONE:
        done = html.P([html.A(one.title, href=one.made), " is made. Read it before you publish it."])
        return components.notice(done, title="The snapshot is made")
    if one.state == orders.FAILED:
        again = fields.post(f"{PATH}/making/{one.id}/again", [fields.button("Try again")])
        return components.notice([html.P(one.fault), again], title=f"Not made: {one.title}")
    address = f"{PATH}?making={one.id}"
    every = fields.Native("meta", content=f"3; url={address}", **{"http-equiv": "refresh"})
    parts = [
        html.H2(f"Being made: {one.title}"),
        html.P(one.said, className="said", role="status"),
        html.Progress(value=str(one.done), max=str(one.of), **{"aria-label": f"Making {one.title}"}),
        html.P([html.A("Look again", href=address), ". The work goes on if you leave this page."], className="note"),
        fields.Native("noscript", every),
    ]
    told = {"data-follow": f"{PATH}/making/{one.id}/state", "data-then": address, "data-still": "snapshot"}
    return html.Div(parts, className="panel making", **told)


def _make(view: SnapshotsView) -> list:
    if not view.months:
        return [components.notice(html.P("The store holds no return yet, so there is nothing to make a snapshot of."))]
    formats = [fields.tick("format", f"format-{name}", told, value=name, ticked=True) for name, told in FORMATS.items()]
    form = fields.post(
        PATH,
        [
            html.Div(
                [components.select("panel", "Panel", view.panels), components.select("period", "Month", view.months)],
                className="filters",
            ),
            html.Fieldset([html.Legend("Documents"), *formats], className="plain"),
            fields.tick("internal", "internal", INSIDE, value="yes"),
            fields.button("Make the snapshot"),
        ],
        css="freezing",
    )
    said = html.P(SAID, className="note")
    return [
        html.Section(
            [html.H2("Make a snapshot", id="make"), html.P(WHAT), said, form],
            className="part",
            **{"aria-labelledby": "make"},
        )
    ]


# those that are kept ------------------------------------------------------------------------------------


def _list(view: SnapshotsView) -> list:
    if not view.kept:
        return []
    table = components.table(
        components.hidden("All snapshots, the newest month first"), KEPT, map(_row, view.kept), css="snapshots"
    )
    return [
        html.Section([html.H2("All snapshots", id="all"), table], className="part", **{"aria-labelledby": "all"}),
    ]


def _unreadable(view: SnapshotsView) -> list:
    """Those that cannot be listed, and what to do."""
    if not view.unreadable:
        return []
    which = html.Ul([html.Li([html.Strong(u.name), f": {u.why}"]) for u in view.unreadable])
    kept_back = html.P(
        "Until then no pack for publication can be made: to protect small numbers, what was printed before must be "
        "known."
    )
    count = words.plural(len(view.unreadable), "snapshot")
    return [components.notice([which, kept_back], title=f"{count} cannot be read")]


def _row(one: Kept) -> Row:
    state = [components.rag_tag(one.state), html.Div(one.readers, className="note")]
    if one.reason:
        state.append(html.Div(one.reason, className="note"))
    when = [html.Div(one.when), html.Div(f"by {one.by}", className="note")] if one.when else "Not recorded"
    verify = html.A(["Verify", components.hidden(f" {one.title}")], href=f"{one.address}?verify=1#proof")
    return Row(html.A(one.title, href=one.address), [state, when, documents(one.documents, one.title), verify])


def documents(found: tuple[Document, ...], title: str) -> html.Ul:
    """Links to documents, with their sizes."""
    return html.Ul([html.Li(_document(d, title)) for d in found if d.ending != "json"], className="documents")


def _document(one: Document, title: str) -> html.A | html.Span:
    if not one.size:
        return html.Span(f"{one.kind}: missing")
    return html.A([one.kind, components.hidden(f" of {title}"), f" ({one.size})"], href=one.address)


# routes -------------------------------------------------------------------------------------------------


def add_routes(server: Flask, source: Keeper) -> None:
    """Ordering a snapshot, how far it is, and the comparison as CSV."""

    @server.post(PATH)
    def snapshot_make() -> Response:
        form = request.form
        try:
            order = freezing.order(
                source.store,
                period=form.get("period", ""),
                panel=form.get("panel", ""),
                authority=authority(source),
                formats=form.getlist("format"),
                internal="internal" in form,
            )
        except ScorecardError as fault:
            return refused("The snapshot was not made", str(fault), 400)
        return redirect(f"{PATH}?making={order.id}", 303)

    @server.post(f"{PATH}/making/<id>/again")
    def snapshot_again(id: str) -> Response:
        try:
            freezing.again(source.store, id)
        except NotFound as fault:
            abort(404, str(fault))
        return redirect(f"{PATH}?making={id}", 303)

    @server.get(f"{PATH}/making/<id>/state")
    def snapshot_state(id: str) -> Response:
        try:
            one = makings(source.store, authority(source), id)[0]
        except ScorecardError as fault:
            abort(404, str(fault))
        text = f"{one.state}\n{one.done}\n{one.of}\n{one.said}"
        return Response(text, mimetype="text/plain", headers={"Cache-Control": "no-store"})

    @server.get(f"{PATH}/compared.csv")
    def snapshots_compared() -> Response:
        first, second = request.args.get("compare", ""), request.args.get("with", "")
        try:
            both = side_by_side(source.store, authority(source), first, second)
        except ScorecardError as fault:
            status = status_of(fault)
            return refused(problem(status, "").title, str(fault), status)
        answer = Response(compared.as_csv(both.found), mimetype="text/csv")
        answer.headers["Content-Disposition"] = 'attachment; filename="snapshots-compared.csv"'
        return answer


def status_of(fault: ScorecardError) -> int:
    """The status of an answer that says so."""
    return 404 if isinstance(fault, NotFound) else 400 if isinstance(fault, BadInput) else 503


def refused(title: str, why: str, status: int, back: tuple[str, str] = BACK) -> Response:
    """An answer that says why nothing was done."""
    return Response(shell.plain(title, why, back=back), status=status, mimetype="text/html")


def _authority(store: Store, authority: str) -> str:
    return authority
