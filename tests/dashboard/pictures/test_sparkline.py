from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from dashboard.pictures import sparkline

NS = "{http://www.w3.org/2000/svg}"
figures = st.lists(st.none() | st.floats(-1e6, 1e6), max_size=30)


def shapes(text, name):
    return ElementTree.fromstring(text).findall(NS + name)


def test_a_gap_breaks_the_line_and_is_never_a_zero():
    text = sparkline.svg([10, 12, None, 11, 13], height=34)
    lines = shapes(text, "polyline")
    assert [len(line.get("points").split()) for line in lines] == [2, 2]
    lowest = max(float(p.split(",")[1]) for line in lines for p in line.get("points").split())
    assert lowest < 34  # 10 is the lowest figure, near the foot; a zero would have pushed the rest to the top
    tens = float(lines[0].get("points").split()[0].split(",")[1])
    assert tens == lowest


def test_a_lone_month_is_a_dot_and_the_last_month_is_marked():
    text = sparkline.svg([None, 5, None, 7])
    assert len(shapes(text, "polyline")) == 0
    assert [c.get("class") for c in shapes(text, "circle")] == ["f", "f", "e"]


def test_a_missing_last_month_is_not_marked():
    assert not [c for c in shapes(sparkline.svg([5, 6, None]), "circle") if c.get("class") == "e"]


def test_higher_figures_are_drawn_higher():
    ((line),) = shapes(sparkline.svg([1, 2, 3]), "polyline")
    heights = [float(p.split(",")[1]) for p in line.get("points").split()]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 3


def test_the_target_is_a_line_across():
    (target,) = shapes(sparkline.svg([1, 3], target=2, width=100), "line")
    assert (target.get("x1"), target.get("x2"), target.get("y1")) == ("0", "100", target.get("y2"))


def test_equal_figures_are_a_level_line():
    (line,) = shapes(sparkline.svg([4, 4, 4]), "polyline")
    assert len({p.split(",")[1] for p in line.get("points").split()}) == 1


@given(figures, st.none() | st.floats(-1e6, 1e6))
def test_every_point_lies_within_the_picture(values, target):
    text = sparkline.svg(values, target=target, width=132, height=34, adaptive=True, title='a "<b>&')
    for line in shapes(text, "polyline"):
        for point in line.get("points").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= 132 and 0 <= y <= 34
    assert text == sparkline.svg(values, target=target, width=132, height=34, adaptive=True, title='a "<b>&')


def test_only_the_screen_look_has_a_style_sheet():
    assert "<style>" not in sparkline.svg([1, 2])
    assert "prefers-color-scheme:dark" in sparkline.svg([1, 2], adaptive=True)


def test_the_address_of_the_image_holds_nothing_that_ends_an_attribute():
    uri = sparkline.data_uri(sparkline.svg([1, 2], title='"><script>'))
    assert uri.startswith("data:image/svg+xml,")
    assert not set('"<>#') & set(uri)
