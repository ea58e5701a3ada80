from dashboard import components, words
from dashboard.components import Column, Row
from dashboard.serving.markup import markup
from dashboard.views.choice import Option


def test_a_table_keeps_its_roles_when_its_look_changes():
    text = markup(components.table("Teams", [Column("Team"), Column("Value", numbers=True)], [Row("North", ["5"])]))
    assert text == (
        '<table class="table" role="table"><caption>Teams</caption>'
        '<thead role="rowgroup"><tr role="row">'
        '<th class="" role="columnheader" scope="col">Team</th>'
        '<th class="n" role="columnheader" scope="col">Value</th></tr></thead>'
        '<tbody role="rowgroup"><tr class="" role="row"><th class="" role="rowheader" scope="row">North</th>'
        '<td class="n" data-label="Value" role="cell">5</td></tr></tbody></table>'
    )


def test_a_row_must_fill_its_columns():
    try:
        components.table("Teams", [Column("Team"), Column("Value")], [Row("North", [])])
    except ValueError:
        return
    raise AssertionError("a row with too few cells was let through")


def test_a_rating_is_a_word_and_its_shape_is_not_read_out():
    text = markup(components.rag_tag(words.rag("off_target")))
    assert '<span aria-hidden="true" class="shape">▲</span> Off target' in text


def test_a_list_to_choose_from_has_a_label_and_a_choice():
    text = markup(components.select("period", "Month", [Option("1", "One", False), Option("2", "Two", True)]))
    assert '<label for="choose-period">Month</label>' in text
    assert '<option selected="selected" value="2">Two</option>' in text
    assert text.count("selected=") == 1


def test_small_parts():
    assert (
        markup(components.download("Figures", "/x.csv", "CSV")) == '<a class="download" href="/x.csv">Figures (CSV)</a>'
    )
    assert markup(components.badge("new")) == '<span class="badge">new</span>'
    assert "<summary>More</summary>" in markup(components.details("More", "text"))
    assert " open" in markup(components.details("More", "text", opened=True))
    assert 'aria-label="Breadcrumb"' in markup(components.breadcrumbs([("Top", "/")]))
    assert markup(components.terms([("A", ["b", "c"])])) == '<dl class="terms"><dt>A</dt><dd>b</dd><dd>c</dd></dl>'
    assert "<h2>Empty</h2><p>" in markup(components.notice([components.html.P("x")], title="Empty"))
