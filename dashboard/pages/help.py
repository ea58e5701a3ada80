"""Help: how to read the pages, what every word and sign means, how to use them, and how accessible they are."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard import components
from dashboard.components import Column, Row
from dashboard.pages.page import Page
from dashboard.views import help as view
from dashboard.views.choice import Source

PATH, NAME = "/help", "Help"
IN_SHORT = (
    "A figure is news when it really moved, not whenever it went up or down. The scorecard says in words which figures "
    "really moved, which are off target, and how far each can be relied on."
)
FIRST = (
    "Read “What moved this month” and “Needs attention” on the scorecard: they are the month in a few lines.",
    "Follow a figure to its page: in words, over time, by team, and beside councils like this one.",
    "Before you act on it, look at its data badge and at how many cases it rests on.",
    "What it counts, and what it leaves out, stands under “About this indicator” and on the page Definitions.",
)
REPORTED = (
    "As reported: worked out from the returns of that month and of earlier ones. It is what was, or could have been, "
    "said in that month, and no later return changes it. Only a corrected file for that same month, or an earlier one, "
    "does; the page of the indicator then says what it was before.",
    "Restated: the same month worked out again from all the returns that are held now. Records that came late, and "
    "corrections, are in it.",
    "Where the two differ both are shown, with the size of the difference. A panel’s pack is kept as it was printed.",
)
KEYBOARD = (
    (
        "Tab, Shift and Tab",
        "to the next or last link, field or fold; a thick line shows where you are",
    ),
    ("Enter", "follows a link, presses a button, and sends the form in which you are"),
    ("Space, or Enter", "opens and closes a fold such as “How to read this page”"),
    ("Arrow keys, or letters", "choose in a list; arrow keys scroll the page"),
    ("The first Tab on a page", "reaches “Skip to main content”, which jumps over the header"),
)
AIM = (
    "These pages are meant to meet the Web Content Accessibility Guidelines 2.2 at level AA. That they meet all of "
    "them has not been shown: no independent audit was made. This statement was written in November 2026."
)
TESTED = (
    "Every kind of page is checked by the rules of axe-core for WCAG 2.0, 2.1 and 2.2, levels A and AA, in Chromium, "
    "with everything unfolded, in light and dark, between 320 and 1280 pixels wide. None of those rules fails. Such "
    "rules find a part of all barriers, not all of them.",
    "At 320 pixels, which is a zoom of 400% on a screen of 1280, nothing runs off the side: rows of tables become "
    "blocks.",
    "On every page a test presses Tab from the beginning and Shift+Tab from the end, forty times each: links, fields "
    "and folds are reached in order, nothing holds one fast, and it can be seen where one is. Filters, the order of "
    "rows and what a chart shows were operated by keys alone. There are no shortcuts of our own.",
    "Without scripts every page can be read, and forms work. The chart of an indicator is "
    "then a picture; only copying a link, and taking a picture as PNG, need a script, and are not offered without.",
    "Every chart has its message in words, and its figures in a table beside it or, for the small charts of the "
    "scorecard, on the page of the indicator. No state is told by colour alone.",
)
NOT_TESTED = (
    "No screen reader was tried by a person: not NVDA, JAWS, Narrator or VoiceOver. Headings, tables, labels and "
    "descriptions are there for them, but how that sounds is not known.",
    "Nobody who uses assistive technology every day has tried the pages yet.",
    "Browsers other than Chromium, speech control and screen magnifiers were not tried. Forced colours and reduced "
    "motion were simulated, not tried on a system that has them.",
    "The points of the interactive chart on an indicator’s page can be read off with a mouse only; the table under it "
    "has the same figures.",
    "The PDF of a snapshot is tagged (PDF/UA-1). It and the other documents were not tried with a screen reader.",
)
WHOM = "If something is in your way, tell the people who look after this service in your council what it was and where."


def page(source: Source, query: Mapping[str, str]) -> Page:
    """The page; it has no query."""
    card = source.scorecard()
    council, synthetic = (card.authority_name, card.synthetic) if card else ("", False)
    sections = (_first(), _chart(), _signs(), _reported(), _dates(), _upload(), _keyboard(), _accessibility())
    links = [html.Li(html.A(title, href=f"#{id}")) for id, title, _ in sections]
    body = [
        html.H1("Help"),
        html.P(IN_SHORT, className="lead news"),
        html.Nav(html.Ul(links), className="jumps", **{"aria-label": "On this page"}),
        *(
            html.Section([html.H2(title, id=id), *parts], className="part help", **{"aria-labelledby": id})
            for id, title, parts in sections
        ),
    ]
    return Page(f"Help: {council}" if council else "Help", tuple(body), council, synthetic)


# ------------------------------------------------------------------------------------------------------


def _first() -> tuple:
    steps = html.Ol([html.Li(text) for text in FIRST])
    more = html.P([html.A("The definition of every indicator", href="/definitions"), " says what each one counts."])
    return "first", "Where to begin", [steps, more]


def _chart() -> tuple:
    shown = view.example()
    picture = components.picture(shown.address, shown.alternative, css="example", width=view.WIDTH, height=view.HEIGHT)
    columns = (Column("Month"), Column("In time", numbers=True), Column("What the chart says"))
    rows = [Row(month, [figure, said]) for month, figure, said in reversed(shown.months)]
    figure = html.Figure([picture, html.Figcaption("Made up: a mean, a usual range, and one real change.")])
    return (
        "control-chart",
        "How to read a control chart",
        [
            html.P(
                "Every figure goes up and down a little by chance. A control chart shows how far chance alone takes "
                "it, so that only real changes are acted on."
            ),
            figure,
            *(html.P(text) for text in shown.sentences),
            components.details(
                "The same figures as a table", [components.table("The example, latest first", columns, rows)]
            ),
            html.P("A change is called real when"),
            html.Ul([html.Li(rule) for rule in view.chart_rules()]),
            html.P(
                "A chart needs 12 months with a figure, and months that do not share their cases. Where it cannot be "
                "drawn, the figure is tested against the same month a year before, or a quarter before; where that "
                "cannot be done either, the tag says why. Of many indicators a few are named by chance alone: "
                "the scorecard says how many to expect."
            ),
        ],
    )


def _signs() -> tuple:
    parts: list = [
        html.P("Every state is a word and a shape; the colour only repeats them. What is missing is never a zero.")
    ]
    for kind in view.signs():
        columns = (Column("Word", name="word"), Column("What it means"))
        rows = [Row(components.rag_tag(m.tag) if m.tag else html.Strong(m.word), [m.meaning]) for m in kind.meanings]
        parts += [
            html.H3(kind.title, id=kind.id),
            components.table(components.hidden(kind.title), columns, rows, css="signs"),
        ]
    return "signs", "What the words and signs mean", parts


def _reported() -> tuple:
    return "reported", "As reported, and restated", [html.P(text) for text in REPORTED]


def _dates() -> tuple:
    return "dates", "Months, years and dates", [html.Ul([html.Li(text) for text in view.dates()])]


def _upload() -> tuple:
    steps = (
        [html.A("Upload", href="/upload"), ": choose the files of a month, of several months, a folder, or a zip."],
        "Read the verdict on each file: what is wrong, in which line, and what to do; and which figures would change.",
        "Accept or discard. Nothing is stored until you accept. Files that are wrong as a whole are rejected whole.",
        "Correct faulty lines in the file that lists them and send it again, or correct the records and send a new "
        "file. It takes the place of the one held for that list and month.",
        [html.A("Quality", href="/quality"), " shows which lists came for which month, and how good they are."],
    )
    return "upload", "How to upload returns", [html.Ol([html.Li(step) for step in steps])]


def _keyboard() -> tuple:
    return "keyboard", "With the keyboard", [components.terms((keys, (does,)) for keys, does in KEYBOARD)]


def _accessibility() -> tuple:
    parts: list = [html.P(AIM), html.H3("What was tested"), html.Ul([html.Li(text) for text in TESTED])]
    parts += [html.H3("What was not, and known limits"), html.Ul([html.Li(text) for text in NOT_TESTED]), html.P(WHOM)]
    return "accessibility", "Accessibility statement", parts
