"""The scorecard as anybody would first write it in Dash: one layout of components, a small graph in each row."""

from __future__ import annotations

import argparse
from pathlib import Path

from dash import Dash, dcc, html

from dashboard.source import StoreSource
from data.store import Store


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--port", type=int)
    options = parser.parse_args()
    source = StoreSource(Store(options.store))
    app = Dash(__name__)
    app.layout = lambda: _layout(source)
    app.run(port=options.port, debug=False)


def _layout(source: StoreSource) -> html.Div:
    card = source.scorecard()
    history = card.history.filter((card.history["breakdown"] == "") & (card.history["basis"] == "as_reported"))
    values = {name: rows.sort("period")["value"].to_list() for (name,), rows in history.group_by("indicator")}
    rows = []
    for row in card.rows.to_dicts():
        figure = {
            "data": [{"y": values.get(row["indicator"], []), "type": "scatter"}],
            "layout": {"height": 60, "margin": dict.fromkeys("lrtb", 0)},
        }
        cells = [
            row["title"],
            row["value"],
            row["target_words"],
            row["rag"],
            row["neighbour_median"],
            row["england_value"],
        ]
        graph = dcc.Graph(figure=figure, config={"displayModeBar": False})
        rows.append(html.Tr([*(html.Td(str(c)) for c in cells), html.Td(graph)]))
    return html.Div([html.H1(card.authority_name), html.Table(html.Tbody(rows))])


if __name__ == "__main__":
    main()
