"""One snapshot: its documents, what it rests on, its proof, what became of it, and the ways to publish or withdraw."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from flask import Flask, Response, redirect, request

from dashboard import components, fields, words
from dashboard.components import Column, Row
from dashboard.pages.page import Page
from dashboard.pages.problem import problem
from dashboard.pages.snapshots import PATH as ALL
from dashboard.pages.snapshots import Keeper, authority, documents, refused, status_of
from dashboard.pages.snapshots_compared import ROWS_SHOWN, printed
from dashboard.views.snapshot import Proof, SnapshotView, snapshot
from dashboard.views.snapshots import one
from data import account
from data.errors import BadInput, ScorecardError
from data.snapshots import PUBLISHED, WITHDRAWN, Snapshots

PATH, NAME = "/snapshots/<name>", ""
SHOWN = (".html", ".pdf")  # documents that a browser can show by itself
LONGEST = 500  # letters of a reason
MOVED = (
    Column("Indicator"),
    Column("Month"),
    Column("Printed", numbers=True),
    Column("Today", numbers=True),
    Column("Difference"),
)
LOG = (Column("What"), Column("When", note="UTC"), Column("By"), Column("Reason"))
IN_FORCE = (Column("Indicator"), Column("Definition"), Column("Target"), Column("Where the target is from"))
TYPES = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".csv": "text/csv",
}


def page(source: Keeper, query: Mapping[str, str], name: str) -> Page:
    """The page of a snapshot, for a query (`verify`: worked out again now). Raises NotFound."""
    view = snapshot(source.store, authority(source), name, prove=query.get("verify", "") != "")
    title = view.kept.title
    body = [
        components.breadcrumbs([("Snapshots", ALL)]),
        html.H1(title),
        html.P(components.rag_tag(view.kept.state)),
        html.P(view.news, className="lead news"),
        *_withdrawn(view),
        *_documents(view),
        *_proof(view),
        *_publish(view),
        *_facts(view),
        *_log(view),
        *_withdraw(view),
    ]
    return Page(f"{title}: {view.council}", tuple(body), view.council, view.synthetic)


def _section(id: str, title: str, *parts, css: str = "part") -> html.Section:
    return html.Section([html.H2(title, id=id), *parts], className=css, **{"aria-labelledby": id})


def _withdrawn(view: SnapshotView) -> list:
    if not view.withdrawn:
        return []
    said = html.P("Do not rely on its documents. They stay here so that anyone who has them can find out why.")
    return [components.notice([html.P(view.withdrawn), said], title="Withdrawn")]


def _documents(view: SnapshotView) -> list:
    parts: list = [documents(view.documents, view.kept.title)]
    if view.preview:
        parts.insert(0, html.P(html.A("Read it in the browser", href=view.preview, className="read")))
    links = [
        html.A([d.kind, f" (JSON, {d.size})"], href=d.address) if d.size else f"{d.kind}: missing" for d in view.data
    ]
    parts.append(html.P(["To prove it: ", links[0], ", ", *links[1:], "."], className="note"))
    return [_section("documents", "Documents", html.P([html.Strong(view.marking), "."]), *parts)]


def _proof(view: SnapshotView) -> list:
    link = html.A("Verify now" if view.proof is None else "Verify again", href=f"{view.kept.address}?verify=1#proof")
    if view.proof is None:
        said = (
            "Reads every document, compares it with its digest in the manifest, and works every figure out again from "
            "the store."
        )
        return [_section("proof", "Proof", html.P(said), html.P(link))]
    return [_section("proof", "Proof", *_proved(view.proof), html.P(link))]


def _proved(proof: Proof) -> list:
    parts: list = [html.P(components.rag_tag(proof.tag)), *[html.P(said) for said in proof.said]]
    if proof.moved:
        rows = [
            Row(html.A(m.title, href=m.address), [m.month, printed(m.printed), printed(m.now), m.difference or "–"])
            for m in proof.moved[:ROWS_SHOWN]
        ]
        parts.append(components.table("Figures that would be others today", MOVED, rows))
        if len(proof.moved) > ROWS_SHOWN:
            parts.append(html.P(f"The first {ROWS_SHOWN} of them are shown."))
    return parts


def _publish(view: SnapshotView) -> list:
    if not view.can_publish:
        return []
    given = (
        f"This records for good that the {view.kept.panel} was given the snapshot; its next pack then says which "
        "figures have changed since."
    )
    if view.kept_back is None:
        said = f"{given} The documents are marked “{view.marking}”: they are for its members only."
    else:
        figures = words.plural(view.kept_back, "figure")
        said = (
            f"{given} {figures} of it and of the months before are kept back, and it is proved that what is printed "
            "does not give them away. What it prints is public from then on: later packs take care not to add to it."
        )
    read = fields.tick("read", "read", "I have read its documents, and they may go to the panel", value="yes")
    form = fields.post(f"{view.kept.address}/publish", [_required(read), fields.button("Publish")])
    return [_section("publish", "Publish", html.P(said), form, css="part panel")]


def _required(tick: html.Div) -> html.Div:
    tick.children[0].required = True
    return tick


def _facts(view: SnapshotView) -> list:
    rows = [Row(i.title, [f"version {i.version}", i.target or "–", i.basis or "–"]) for i in view.in_force]
    table = components.table(components.hidden("Definitions and targets"), IN_FORCE, rows)
    more = components.details(f"Definitions and targets that were in force: {len(rows)} indicators", table)
    return [_section("rests", "What it rests on", components.terms(view.facts), more)]


def _log(view: SnapshotView) -> list:
    if not view.log:
        return []
    rows = [Row(components.rag_tag(d.what), [d.when, d.by, d.reason or "–"]) for d in view.log]
    return [_section("log", "What was done to it", components.table(components.hidden("Log"), LOG, rows))]


def _withdraw(view: SnapshotView) -> list:
    if not view.can_withdraw:
        return []
    said = "A snapshot is never deleted. If it should no longer be relied on, withdraw it: it stays, with your reason."
    box = fields.Native(
        "input", type="text", id="reason", name="reason", required=True, maxlength=str(LONGEST), autocomplete="off"
    )
    form = fields.post(
        f"{view.kept.address}/withdraw",
        [
            html.Div([html.Label("Why it is withdrawn", htmlFor="reason"), box], className="field reason"),
            fields.button("Withdraw", css="quiet"),
        ],
        css="filters",
    )
    return [_section("withdraw", "Withdraw", html.P(said), form)]


# routes -------------------------------------------------------------------------------------------------


def add_routes(server: Flask, source: Keeper) -> None:
    """Publishing, withdrawing, and the documents."""

    def mark(name: str, state: str, reason: str = "") -> Response:
        address = f"{ALL}/{name}"
        back = ("Go back to the snapshot", address)
        try:
            if one(source.store, authority(source), name).state != state:
                Snapshots(source.store.folder).mark(name, state, by=account.name(), reason=reason)
        except BadInput as fault:
            return refused("Nothing was done", str(fault), 400, back)
        except ScorecardError as fault:
            return refused("Nothing was done", str(fault), status_of(fault))
        return redirect(address, 303)

    @server.post(f"{ALL}/<name>/publish")
    def snapshot_publish(name: str) -> Response:
        if request.form.get("read") != "yes":
            back = ("Go back to the snapshot", f"{ALL}/{name}")
            return refused("Nothing was done", "Read its documents first and say so by the tick box.", 400, back)
        return mark(name, PUBLISHED)

    @server.post(f"{ALL}/<name>/withdraw")
    def snapshot_withdraw(name: str) -> Response:
        return mark(name, WITHDRAWN, " ".join(request.form.get("reason", "").split())[:LONGEST])

    @server.get(f"{ALL}/<name>/<file>")
    def snapshot_document(name: str, file: str) -> Response:
        try:
            held = one(source.store, authority(source), name)
            raw = held.read(file)
        except ScorecardError as fault:
            status = status_of(fault)
            return refused(problem(status, "").title, str(fault), status)
        ending = file[file.rfind(".") :]
        answer = Response(raw, mimetype=TYPES.get(ending, "application/octet-stream"))
        way = "inline" if request.args.get("read") and ending in SHOWN else "attachment"
        answer.headers["Content-Disposition"] = f'{way}; filename="{file}"'
        return answer
