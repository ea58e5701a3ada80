"""The part of plotly.js that pages are given: decision 0018."""

import re

from plotly.offline import get_plotlyjs_version

from dashboard import charts
from dashboard.serving.shell import PLOTLY
from dashboard.views.indicator import indicator

DRAWN = {"scatter", "bar", "pie"}  # what the basic part can draw


def test_the_part_is_of_the_version_of_the_package():
    (version,) = re.findall(r"^\* plotly\.js \(basic - minified\) v([\d.]+)$", PLOTLY.read_text("utf-8")[:300], re.M)
    assert version == get_plotlyjs_version()
    assert "Permission is hereby granted" in PLOTLY.with_name("LICENSE").read_text("utf-8")


def test_the_part_draws_every_chart(source):
    for name in ("cl_neet_19_21_pct", "rereferral_12m_pct", "cla_count"):
        assert {trace["type"] for trace in charts.trend(indicator(source, name, {}))["data"]} <= DRAWN
