"""What stands around the chart of an indicator: what to draw, how it is drawn, and what can be taken away of it."""

from __future__ import annotations

from dash import html

from dashboard import charts, components
from dashboard.fields import Native
from dashboard.pictures import chart
from dashboard.pictures.sheet import Sheet
from dashboard.views.choice import Option, slug
from dashboard.views.indicator import IndicatorView

PUBLISHED_BY = (
    "Published figures: Department for Education and Office for National Statistics, Open Government Licence v3.0."
)


def choices(view: IndicatorView) -> html.Nav:
    """Which months and lines the chart shows: links, so that the address says what is seen."""
    spans = [[html.A(s.words, href=s.value, **({"aria-current": "true"} if s.chosen else {}))] for s in view.spans]
    parts = [_row("Months: ", spans)]
    parts += (
        [_row("Lines: ", [_line(line) for line in view.lines])] if view.lines and not view.has_nothing_to_draw else []
    )
    return html.Nav(parts, className="arrangement chart-choices", **{"aria-label": "What the chart shows"})


def _row(name: str, entries: list[list]) -> html.P:
    apart = [[" · ", *entry] if at else entry for at, entry in enumerate(entries)]
    return html.P([name, *(part for entry in apart for part in entry)])


def _line(line: Option) -> list:
    """A line of the chart as a box that is ticked or not, which the link turns round."""
    box = html.Span("☑" if line.chosen else "☐", className="box", **{"aria-hidden": "true"})
    said = components.hidden("Hide " if line.chosen else "Show ")
    return [html.A([box, said, html.Span(line.words, className="line-name")], href=line.value, className="line-choice")]


def how_drawn(view: IndicatorView) -> list[str]:
    """What must be known to read the chart, as sentences."""
    said = ["The scale fits the figures and need not begin at zero."]
    if view.limits and "limits" not in view.hidden:
        mean, usual = view.limits[-1].centre, view.limits[-1].usual
        said.append(f"Thin lines mark its mean ({mean}) and the usual range that chance explains ({usual}).")
    if len({m.aim for m in view.months if m.aim}) > 1 and "target" not in view.hidden:
        said.append("The dotted line is the target of each month: it steps where another came into force.")
    if any(m.reported.value is None for m in view.months):
        said.append("A grey band marks months without a figure.")
    if view.years and "published" not in view.hidden:
        said.append("Monthly figures are provisional. Published figures stand at the end of the year they cover.")
        said += ["England is left out: its count is too large for this scale."] if view.unit == "count" else []
    return said


def picture(view: IndicatorView) -> str:
    """The chart as a picture that can stand alone in a paper."""
    head = view.headline
    who = f"{view.council}, {view.choice.team}" if view.choice.team else view.council
    made_of = f" ({head.made_of})" if head.made_of else ""
    figure = head.state if head.value is None else f"{head.figure}{made_of}"
    judged = head.rag.words + (f" ({head.target})" if head.target else "")
    moved = f". {view.direction.tag.words}" if view.direction and view.direction.tag else ""
    notes = [" ".join(how_drawn(view))]
    notes += [PUBLISHED_BY] if view.years and "published" not in view.hidden else []
    about = Sheet(
        title=view.title,
        facts=(who, f"{view.month}, {view.basis}, as reported: {figure}", f"{judged}{moved}"),
        notes=tuple(notes),
        alternative=view.alternative,
        synthetic=view.synthetic,
    )
    return chart.picture(charts.trend(view), view.unit, about)


def file_name(view: IndicatorView) -> str:
    """What the picture is called: its indicator, team and month."""
    return "-".join(filter(None, (view.id, slug(view.choice.team), view.period)))


def tools(csv: tuple[str, str], picture: str, name: str, link: str) -> html.Div:
    """What can be taken away: the figures (`csv`: words and address), the picture as drawing and as image, the link.

    `link`: the address that shows the same again, with the month in it. What needs a script shows with scripts only."""
    image = Native("button", "Picture (PNG)", type="button", **{"data-picture": picture, "data-name": f"{name}.png"})
    copy = Native("button", "Copy link", type="button", **{"data-copy": link})
    parts = [
        html.Li(components.download(*csv, "CSV")),
        html.Li(components.download("Picture", picture, "SVG")),
        html.Li(image, className="scripted-only"),
        html.Li(copy, className="scripted-only"),
    ]
    said = html.P(className="said", **{"aria-live": "polite"})
    return html.Div([html.Ul(parts), said], className="tools")
