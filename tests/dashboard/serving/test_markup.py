import pytest
from dash import dcc, html

from dashboard.serving.markup import markup


def test_text_is_escaped_everywhere():
    assert markup(html.P("<script>&", title='"x"')) == '<p title="&quot;x&quot;">&lt;script&gt;&amp;</p>'


def test_names_and_flags_are_those_of_html():
    part = html.Label("A", htmlFor="b", className="c", **{"aria-label": "d", "data-x": "e"})
    assert markup(part) == '<label aria-label="d" class="c" data-x="e" for="b">A</label>'
    assert markup(html.Details("x", open=True)) == "<details open>x</details>"
    assert markup(html.Details("x", open=False)) == "<details>x</details>"


def test_lists_nothing_and_void_elements():
    assert markup([None, "a", html.Br(), ["b", 3]]) == "a<br>b3"


def test_a_place_is_filled():
    page = html.Main([html.Div(id="live"), html.Div("as it was", id="other")])
    assert markup(page, {"live": "<b>here</b>"}) == (
        '<main><div id="live"><b>here</b></div><div id="other">as it was</div></main>'
    )


def test_an_input_is_a_plain_one():
    text = markup(dcc.Input(id="find", name="find", type="search", value='a"b'))
    assert text.startswith("<input ") and 'value="a&quot;b"' in text and 'type="search"' in text


def test_a_part_without_plain_html_is_refused():
    with pytest.raises(TypeError, match="A Graph has no plain HTML"):
        markup(html.Div(dcc.Graph()))
