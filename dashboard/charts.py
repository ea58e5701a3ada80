"""View -> Plotly figure as a plain dict with one small shared layout.

Every line differs from the others in dash or mark as well as in colour. Colours stand out from a light and from a
dark page; text, grid and axes take theirs from the style sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from html import escape

from dashboard import words
from dashboard.views.direction import CHARTED, Limits
from dashboard.views.figures import Figure
from dashboard.views.indicator import IndicatorView, Year
from dashboard.views.months import Mark, Month
from dashboard.words import verdicts

COLOURS = {
    "reported": "#2b7bba",
    "restated": "#8a6fd1",
    "target": "#7a8591",
    "limits": "#8a949e",
    "own": "#1f8a6d",
    "neighbours": "#b8741a",
    "england": "#b0508f",
    "mark": "#7a8591",
}
AXES = {
    "percent": "per cent",
    "rate_per_10k": "per 10,000 children aged 0 to 17",
    "rate_per_1k": "per 1,000",
    "rate_per_100k": "per 100,000",
    "count": "number",
    "ratio": "per full-time equivalent",
    "average": "average",
    "days": "days",
    "weeks": "weeks",
    "score": "score",
}
LAYOUT = {
    "autosize": True,
    "margin": {"l": 56, "r": 16, "t": 16, "b": 40},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "font": {"family": "system-ui, Segoe UI, Roboto, Helvetica, Arial, sans-serif", "size": 14},
    "hovermode": "closest",
    "hoverlabel": {"bgcolor": "#14222e", "bordercolor": "#8795a1", "font": {"color": "#ffffff"}, "align": "left"},
    "dragmode": False,
    "legend": {"orientation": "h", "y": -0.16, "x": 0, "itemclick": False, "itemdoubleclick": False},
    "xaxis": {"type": "date", "tickformat": "%b\n%Y", "fixedrange": True, "showgrid": False, "automargin": True},
    "yaxis": {"fixedrange": True, "rangemode": "nonnegative", "zeroline": False, "automargin": True},
}
CONFIG = {"displayModeBar": False, "responsive": True, "showTips": False}


def trend(view: IndicatorView) -> dict:
    """The history of an indicator: monthly line, restated where it differs, target, published yearly figures. A
    month without a figure is a gap with a grey band, never a zero. What the reader chose to hide is not drawn."""
    months, unit = view.months, view.unit
    data = [_monthly(months, unit)]
    if any(m.differs for m in months) and "restated" not in view.hidden:
        data.append(_restated(months, unit))
    data += _target(months, view) if "target" not in view.hidden else []
    for limits in view.limits if "limits" not in view.hidden else ():
        data += _limits(months, limits)
    data += _published(view.years, unit, view.council) if "published" not in view.hidden else []
    layout = LAYOUT | {"yaxis": LAYOUT["yaxis"] | {"title": {"text": AXES.get(unit, unit)}}, "shapes": _bands(months)}
    if view.marks:
        layout["shapes"] = [*layout["shapes"], *map(_mark_line, view.marks)]
        layout["annotations"] = [_mark_words(mark, at) for at, mark in enumerate(view.marks)]
    if unit == "percent":
        layout["yaxis"]["ticksuffix"] = "%"
    return {"data": data, "layout": layout}


def gaps(months: Sequence[Month]) -> list[tuple[Month, Month]]:
    """Stretches of months without a figure, as their first and last month."""
    stretches: list[tuple[Month, Month]] = []
    joined = False
    for month in months:
        if month.reported.value is not None:
            joined = False
            continue
        if joined:
            stretches[-1] = (stretches[-1][0], month)
        else:
            stretches.append((month, month))
        joined = True
    return stretches


# ------------------------------------------------------------------------------------------------------


def _line(name: str, key: str, x: list, y: list, text: list, **more) -> dict:
    style = {"color": COLOURS[key], "width": 2, **more.pop("line", {})}
    return {
        "type": "scatter",
        "name": name,
        "x": x,
        "y": y,
        "text": text,
        "hovertemplate": "%{text}<extra></extra>",
        "line": style,
        "connectgaps": False,
        **more,
    }


def _monthly(months: Sequence[Month], unit: str) -> dict:
    text = [
        f"{words.period(m.period)}: "
        + (
            words.out_of(m.reported.numerator, m.reported.denominator, unit)
            if verdicts.is_few(m.reported.denominator, unit)
            else words.figure(m.reported.value, unit)
            + _in_brackets(words.out_of(m.reported.numerator, m.reported.denominator, unit))
        )
        for m in months
    ]
    return _line(
        "Monthly, provisional",
        "reported",
        [m.on.isoformat() for m in months],
        [m.reported.value for m in months],
        text,
        mode="lines+markers",
        line={"width": 3},
        marker={"size": 6},
    )


def _restated(months: Sequence[Month], unit: str) -> dict:
    """The restated figures of the months that differ, joined to the month before so that the line has a start."""
    shown = [m.differs or (i + 1 < len(months) and months[i + 1].differs) for i, m in enumerate(months)]
    return _line(
        "Restated",
        "restated",
        [m.on.isoformat() for m in months],
        [m.restated.value if show else None for m, show in zip(months, shown, strict=True)],
        [f"{words.period(m.period)}, restated: {_printed(m.restated, unit)}" for m in months],
        mode="lines+markers",
        line={"dash": "dash"},
        marker={"size": 6, "symbol": "circle-open"},
    )


def _target(months: Sequence[Month], view: IndicatorView) -> list[dict]:
    """The target of each month as steps: a later target does not move the line of earlier months."""
    if any(m.aim for m in months):
        ends = [[m.low for m in months], [m.high for m in months]]
        aims = [f"{words.period(m.period)}, target: {m.aim}" for m in months]
    elif view.target is not None:
        ends, aims = [[view.target] * len(months)], [f"Target now: {view.headline.target}"] * len(months)
    else:
        return []
    on = [m.on.isoformat() for m in months]
    aim = view.headline.target
    name = f"Target now: {aim}" if aim else "Target"
    lines = [values for values in ends if any(v is not None for v in values)]
    style = {"mode": "lines", "line": {"dash": "dot", "shape": "hvh"}}
    return [_line(name, "target", on, values, aims, **style, showlegend=at == 0) for at, values in enumerate(lines)]


def _limits(months: Sequence[Month], limits: Limits) -> list[dict]:
    """The mean and the two limits of the control chart, quiet: thin, grey, over the months that they are of."""
    known = [m for m in months[-CHARTED:] if limits.start <= m.period <= (limits.end or m.period)] or list(months[-1:])
    ends = [known[0].on.isoformat(), known[-1].on.isoformat()]
    mean, usual = f"Mean of {limits.months} months: {limits.centre}", f"Usual range: {limits.usual}"
    thin = {"mode": "lines", "line": {"width": 1, "dash": "longdash"}}
    both = {"mode": "lines", "line": {"width": 1, "dash": "longdashdot"}}
    range_of = [limits.lower, limits.lower, None, limits.upper, limits.upper]
    return [
        _line("Mean", "limits", ends, [limits.mean] * 2, [mean] * 2, **thin, showlegend=not limits.end),
        _line("Usual range", "limits", [*ends, None, *ends], range_of, [usual] * 5, **both, showlegend=not limits.end),
    ]


def _published(years: Sequence[Year], unit: str, council: str) -> list[dict]:
    lines = (
        ("Published, this authority", "own", "own", "diamond", council),
        ("Neighbours’ median", "neighbours", "neighbour_median", "square", "Neighbours’ median"),
        ("England", "england", "england", "triangle-up", "England"),
    )
    traces = []
    for name, key, attribute, symbol, who in lines:
        values = [getattr(y, attribute) for y in years]
        if unit == "count" and attribute == "england":  # it would press all other lines to the ground
            continue
        if all(v is None for v in values):
            continue
        text = [f"{who}, {y.label}: {words.published(v, unit)}" for y, v in zip(years, values, strict=True)]
        on = [y.on.isoformat() for y in years]
        mark = {"size": 10, "symbol": symbol}
        traces.append(
            _line(name, key, on, values, text, mode="lines+markers", marker=mark, line={"width": 1, "dash": "dashdot"})
        )
    return traces


def _bands(months: Sequence[Month]) -> list[dict]:
    half_a_month = timedelta(days=15)
    return [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "x0": (first.on - half_a_month).isoformat(),
            "x1": (last.on + half_a_month).isoformat(),
            "y0": 0,
            "y1": 1,
            "fillcolor": "rgba(128,140,152,0.16)",
            "line": {"width": 0},
            "layer": "below",
        }
        for first, last in gaps(months)
    ]


def _mark_line(mark: Mark) -> dict:
    """A thin line where something changed; a dashed one where the limits begin anew."""
    on = mark.on.isoformat()
    dash = "dash" if mark.is_rebase else "dot"
    style = {"color": COLOURS["mark"], "width": 1.5, "dash": dash}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": on, "x1": on, "y0": 0, "y1": 1, "line": style}


def _mark_words(mark: Mark, at: int) -> dict:
    """The words of a mark at the top of its line, one below the other so that neighbours do not cover each other."""
    return {
        "x": mark.on.isoformat(),
        "y": 1 - 0.07 * (at % 4),
        "xref": "x",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "text": escape(mark.words),
        "font": {"size": 13},
    }


def _printed(figure: Figure, unit: str) -> str:
    return verdicts.share(figure.value, figure.numerator, figure.denominator, unit)


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""
