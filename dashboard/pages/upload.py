"""Where uploads begin: choose files, say whose and which month; and the uploads made before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dash import html
from flask import Flask, Response, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard import components, fields
from dashboard.components import Column, Row
from dashboard.jobs import desk
from dashboard.pages.page import Page
from dashboard.serving import shell
from dashboard.views.uploads import Beginning, Earlier, Keeper, beginning
from data.errors import BadInput, NotFound
from data.unpacking import MOST_FILES, Piece

PATH, NAME = "/upload", "Upload"
LARGEST = 250_000_000  # bytes sent at once
STEPS = ("Choose files", "Read the verdict", "Accept or discard")
BACK = ("Choose the files again", PATH)
TOO_LARGE = (
    f"Together the files are larger than {LARGEST / 1e6:.0f} MB, so none was taken. Send fewer months at a time, or a "
    "zip of them."
)
EARLIER = (Column("Sent"), Column("Files"), Column("Months"), Column("How far it is"))


def page(source: Keeper, query: Mapping[str, str]) -> Page:
    """The page of new uploads."""
    view = beginning(source.store, source.wanted, date.today())
    body = (
        html.H1("Upload returns"),
        html.P(
            "Send a month’s lists, or several months at once. They are checked first; you read what is wrong and what "
            "would change, and nothing is stored until you accept.",
            className="lead",
        ),
        steps(0),
        _form(view),
        *_earlier(view.earlier),
    )
    return Page("Upload returns", body, view.council, view.synthetic)


def steps(now: int) -> html.Ol:
    """The three steps, with the one that is due."""
    items = [
        html.Li(words, className="now" if at == now else "", **({"aria-current": "step"} if at == now else {}))
        for at, words in enumerate(STEPS)
    ]
    return html.Ol(items, className="steps", **{"aria-label": "Steps of an upload"})


def _form(view: Beginning) -> html.Form:
    several = len(view.authorities) > 1
    authority = (
        components.select("authority", "Authority", view.authorities)
        if several
        else fields.hidden_value("authority", view.authorities[0].value)
    )
    drop = html.Div(
        [
            html.P("Drop files or folders here, or choose them.", className="drop-hint"),
            html.Div(
                [
                    html.Label("Files, or a zip of them", htmlFor="files"),
                    fields.files("files", "files", describedby="files-hint"),
                ],
                className="chooser",
            ),
            html.Div(
                [
                    html.Label("Or a whole folder", htmlFor="folder"),
                    fields.files("files", "folder", folder=True, describedby="files-hint"),
                ],
                className="chooser",
            ),
            html.P(
                "CSV files, one a list. Folders named by month, such as 2026-09, tell the month of the files in them. "
                "Faulty lines that you downloaded and corrected can be sent here too.",
                id="files-hint",
                className="note",
            ),
            html.Div(id="dropped", role="status"),
        ],
        className="drop",
        id="drop",
        **{"data-largest": str(LARGEST), "data-too-large": TOO_LARGE},
    )
    return fields.post(
        PATH,
        [
            html.Fieldset([html.Legend("Files"), drop], className="plain"),
            html.Div([authority, components.select("period", "Month", view.months)], className="filters"),
            html.P(
                "The month is told by a file’s folder, its name or its newest date. Choose one only where it is not; "
                "you see it before anything is stored, and can correct it.",
                className="note",
            ),
            fields.button("Check the files"),
        ],
        css="sending",
        sends_files=True,
        id="sending",
    )


def _earlier(uploads: tuple[Earlier, ...]) -> list:
    if not uploads:
        return []
    rows = [
        Row(
            html.A(one.when, href=one.address),
            [one.files, one.months, html.Strong(one.state) if one.waits else one.state],
        )
        for one in uploads
    ]
    return [html.H2("Uploads so far"), components.table(components.hidden("Uploads so far"), EARLIER, rows)]


def add_routes(server: Flask, source: Keeper) -> None:
    """Taking files in."""

    @server.post(PATH)
    def take() -> Response:
        request.max_content_length, request.max_form_parts = LARGEST, MOST_FILES + 10
        try:
            upload = desk.take(
                source.store,
                _sent(),
                authority=source.wanted or request.form.get("authority", ""),
                period=request.form.get("period", ""),
                today=date.today(),
            )
        except RequestEntityTooLarge:
            _let_it_finish()
            too_many = (request.content_length or 0) <= LARGEST
            said = f"More than {MOST_FILES:,} files were sent, so none was taken. Send a zip of them, or fewer months."
            return _refused("The files are too large", said if too_many else TOO_LARGE, 413)
        except (BadInput, NotFound) as problem:
            return _refused("The files were not taken", str(problem), 400)
        return redirect(f"{PATH}/{upload.id}", 303)


def _sent() -> Iterator[Piece]:
    """The files of the form, read one after the other. A control that was left empty sends a file without a name."""
    for file in request.files.getlist("files"):
        if file.filename:
            yield Piece(file.filename, file.stream.read())


def _let_it_finish() -> None:
    """Read on what is still being sent, within reason: a browser shows no answer before it has sent everything."""
    left = min(request.content_length or 0, 8 * LARGEST)
    stream = request.environ["wsgi.input"]
    while left > 0 and (chunk := stream.read(min(left, 1 << 20))):
        left -= len(chunk)


def _refused(title: str, why: str, status: int) -> Response:
    return Response(shell.plain(title, why, back=BACK), status=status, mimetype="text/html")
