"""One upload: what its files are, how far the work is, the verdict, what would change, and the decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dash import html
from flask import Flask, Response, abort, redirect, request

from dashboard import components, fields
from dashboard.components import Column, Row
from dashboard.jobs import desk
from dashboard.pages.page import Page
from dashboard.pages.upload import PATH as BEGINNING
from dashboard.pages.upload import steps
from dashboard.pages.upload_files import files
from dashboard.views.foreseen import MonthOfFigures
from dashboard.views.upload import UploadView, state, upload
from dashboard.views.uploads import Keeper
from data import uploads
from data.errors import BadInput, NotFound
from data.uploads import Upload, Uploads

PATH, NAME = "/upload/<id>", ""
STEP = {uploads.NAMING: 0, uploads.LOADING: 2, uploads.LOADED: 2, uploads.DISCARDED: 2}
FIGURES = (
    Column("Indicator"),
    Column("Before", numbers=True),
    Column("With these files", numbers=True),
    Column("Change"),
)
ROWS_SHOWN = 200


def page(source: Keeper, query: Mapping[str, str], id: str) -> Page:
    """The page of an upload, for a query (`file`: the number of a file to say anew what it is). Raises NotFound."""
    view = upload(Uploads(source.store), id)
    title = f"Upload of {view.when}"
    body = [
        components.breadcrumbs([("Upload", BEGINNING)]),
        html.Div(
            [html.H1(title), html.P(view.news, className="lead news"), *_way_down(view)], **{"data-still": "upload"}
        ),
        steps(STEP.get(view.state, 1)),
        *_stage(view),
        *_left_out(view),
        *([] if view.state in uploads.BUSY else [*_figures(view), *files(view, query.get("file", ""))]),
        *_decision(view),
    ]
    return Page(f"{title}: {view.council}", tuple(body), view.council, view.synthetic)


def _way_down(view: UploadView) -> list:
    """A link past many files to what has to be decided."""
    if view.state != uploads.JUDGED or len(view.cards) < 4:
        return []
    return [html.P(html.A("Go down to accept or discard", href="#decide"))]


# what is going on ---------------------------------------------------------------------------------------


def _stage(view: UploadView) -> list:
    if view.state in uploads.BUSY:
        return [_progress(view)]
    if view.state == uploads.FAILED:
        again = fields.post(view.address("again"), [fields.button("Try again")])
        return [components.notice([html.P(view.fault), again], title="The work on these files stopped")]
    if view.state == uploads.DISCARDED:
        text = (
            "Nothing of these files is held. Their originals stay in the archive, and the ledger says that they were "
            "taken back."
        )
        return [
            components.notice([html.P(text), html.P(html.A("Send other files", href=BEGINNING))], title="Discarded")
        ]
    if view.state == uploads.LOADED:
        shown = [html.P(html.A("Show the scorecard", href=f"/?period={view.months[-1]}"))] if view.months else []
        more = html.P(html.A("Send other files", href=BEGINNING))
        text = html.P("The figures are up to date, and open pages show them by themselves.")
        return [components.notice([text, *shown, more], title="Loaded")]
    if view.notice:
        return [components.notice(html.P(view.notice), title="Look once more")]
    return []


def _progress(view: UploadView) -> html.Div:
    done, of = view.progress
    checking = view.state == uploads.JUDGING
    title = "The files are being checked" if checking else "The files are being loaded"
    part = [
        html.H2(title),
        html.P(f"{done} of {of} files done", id="progress-words", role="status"),
        html.Progress(value=str(done), max=str(of or 1), id="progress", **{"aria-label": title}),
        html.P(
            [
                html.A("Look again", href=view.address()),
                " to see how far it is. The work goes on if you leave this page.",
            ],
            className="note",
        ),
    ]
    return html.Div(part, className="panel", **{"data-poll": view.address("state"), "data-state": view.state})


def _left_out(view: UploadView) -> list:
    if not view.left_out:
        return []
    items = [html.Li([html.Strong(path), " ", why]) for path, why in view.left_out]
    return [components.notice(html.Ul(items), title="Not taken")]


# what would change --------------------------------------------------------------------------------------


def _figures(view: UploadView) -> list:
    if not view.judged:
        return []
    loaded = view.state == uploads.LOADED
    head = html.H2("What changed in the figures" if loaded else "What will change in the figures", id="figures")
    if not view.figures:
        return [head, html.P("These files change no figure.")]
    first, *others = view.figures
    parts = [html.P([html.Strong(f"{first.name}: "), first.news]), _month(first)]
    corrected = [m for m in others if m.corrected]
    parts += [components.details(f"{m.name}: {m.news}", _month(m), opened=len(corrected) == 1) for m in corrected]
    new = [m for m in others if not m.corrected]
    if new:
        some = [components.details(f"{m.name}: {m.news}", _month(m)) for m in new]
        parts.append(components.details(f"Earlier months without figures so far: {len(new)}", some))
    return [html.Section([head, *parts], className="foreseen", **{"aria-labelledby": "figures"})]


def _month(month: MonthOfFigures) -> html.Div:
    rows = [
        Row(
            html.A(r.title, href=f"{r.address}?period={month.period}"),
            [_figure(r.before, r.before_of, r.when), _figure(r.after, r.after_of, ""), r.change or "–"],
        )
        for r in month.rows[:ROWS_SHOWN]
    ]
    return html.Div(components.table(components.hidden(f"Figures of {month.name}"), FIGURES, rows, css="figures"))


def _figure(figure: str, made_of: str, when: str) -> list:
    notes = [n for n in (made_of, when) if n]
    return [html.Div(figure, className="figure-2"), *[html.Div(n, className="note") for n in notes]]


# the decision -------------------------------------------------------------------------------------------


def _decision(view: UploadView) -> list:
    if view.state not in desk.BEFORE_LOADING:
        return []
    head = "Accept or discard" if view.state == uploads.JUDGED else "Discard"
    ways, parts = [], [html.H2(head, id="decide")]
    if view.state == uploads.JUDGED:
        if view.hindrance:
            parts.append(html.P(view.hindrance, id="hindrance"))
            ways.append(fields.button("Accept", disabled=True, **{"aria-describedby": "hindrance"}))
        else:
            parts.append(html.P("With “Accept”, the rows are stored and the figures change as shown above."))
            seen = fields.hidden_value("seen", view.seen)
            ways.append(fields.post(view.address("accept"), [seen, fields.button("Accept")]))
    parts.append(
        html.P("With “Discard”, nothing of these files is held; their originals stay in the archive.", className="note")
    )
    ways.append(fields.post(view.address("discard"), [fields.button("Discard", css="quiet")]))
    parts.append(html.Div(ways, className="ways"))
    return [html.Section(parts, className="panel decide", **{"aria-labelledby": "decide"})]


# routes -------------------------------------------------------------------------------------------------


def add_routes(server: Flask, source: Keeper) -> None:
    """What the page's buttons do (each leads back to the page), what its script asks, and the downloads."""

    def changing(what: str, change: Callable[[Uploads, str], Upload]) -> None:
        def run(id: str) -> Response:
            try:
                change(Uploads(source.store), id)
            except NotFound as problem:
                abort(404, str(problem))
            except BadInput as problem:
                abort(400, str(problem))
            return redirect(f"{BEGINNING}/{id}", 303)

        server.add_url_rule(f"{BEGINNING}/<id>/{what}", f"upload_{what}", run, methods=["POST"])

    def number() -> int:
        return request.form.get("file", 0, type=int)

    changing("name", lambda kept, id: desk.name(kept, id, _told(request.form)))
    changing("remove", lambda kept, id: desk.remove(kept, id, number()))
    changing("put-back", lambda kept, id: desk.put_back(kept, id, number()))
    changing("accept", lambda kept, id: desk.accept(kept, id, request.form.get("seen", "")))
    changing("again", desk.again)
    changing("discard", desk.discard)

    @server.get(f"{BEGINNING}/<id>/state")
    def upload_state(id: str) -> Response:
        try:
            return Response(
                state(Uploads(source.store), id), mimetype="text/plain", headers={"Cache-Control": "no-store"}
            )
        except NotFound as problem:
            abort(404, str(problem))

    def kept_text(id: str, name: str, kind: str) -> Response:
        found = Uploads(source.store)
        try:
            found.get(id)
        except NotFound as problem:
            abort(404, str(problem))
        text = found.kept(id, name)
        if text is None:
            abort(404, "This upload has no such file.")
        return Response(text, mimetype=kind)

    @server.get(f"{BEGINNING}/<id>/{uploads.REPORT}")
    def upload_report(id: str) -> Response:
        return kept_text(id, uploads.REPORT, "text/html")

    @server.get(f"{BEGINNING}/<id>/faulty-lines-<int:number>.csv")
    def upload_faulty_lines(id: str, number: int) -> Response:
        name = uploads.faulty_name(number)
        answer = kept_text(id, name, "text/csv")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _told(form: Mapping[str, str]) -> dict[int, tuple[str, str]]:
    """File number -> list and month, as the form says."""
    numbers = [int(n.removeprefix("list-")) for n in form if n.startswith("list-") and n[5:].isdecimal()]
    return {n: (form[f"list-{n}"], form.get(f"period-{n}", "")) for n in numbers}
