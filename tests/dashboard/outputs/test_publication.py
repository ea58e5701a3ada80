"""Papers that anybody may read: nothing of what is kept back is in any document, and nothing adds up to it."""

import shutil
from dataclasses import replace

import polars as pl
import pytest

from dashboard.outputs.pack import pack
from dashboard.outputs.publication import known_of, published
from dashboard.outputs.snapshot import FORMATS, freeze, of_store
from dashboard.outputs.table import COLUMNS
from dashboard.outputs.table import rows as table_rows
from dashboard.outputs.verify import verify
from data.errors import BadInput
from data.panels import Panel
from data.snapshots import PUBLISHED, Snapshots, opened
from data.store import Store
from indicators.disclosure.papers import Known, protected

IDS = ("cl_neet_19_21_pct", "cl_eet_19_21_pct", "cl_suitable_accom_19_21_pct")
PANEL = Panel("Corporate parenting panel", IDS, smallest=6)
MANY = 1031  # a number that stands nowhere else


@pytest.fixture(scope="module")
def store(tmp_path_factory, load_leavers) -> Store:
    """In August 4 of 1,031 young people are in neither work nor learning, in September 8."""
    made = Store(tmp_path_factory.mktemp("public") / "store")
    load_leavers(made, "2025-08", *["F1"] * (MANY - 4), *["G5"] * 4)
    load_leavers(made, "2025-09", *["F1"] * (MANY - 8), *["G5"] * 8)
    return made


def test_what_is_kept_back_is_in_no_document(store, read_document):
    frozen = freeze(store, "2025-09", PANEL, formats=FORMATS)
    small, large = 100 * 4 / MANY, 100 * (MANY - 4) / MANY
    told = (
        f"4 of {MANY:,}",
        f"{MANY - 4:,} of {MANY:,}",
        str(small),
        str(large),
        f"{small:.3f}",
        f"{large:.3f}",
        "1027",
    )
    for name, raw in frozen.documents.items():
        text = read_document(name, raw)
        assert not [t for t in told if t in text], name
    figures = {(f["indicator"], f["period"]): f for f in Snapshots(store.folder).all()[0].figures()["figures"]}
    for indicator in IDS[:2]:
        august = figures[indicator, "2025-08"]
        assert august["state"] == "suppressed"
        assert [august[k] for k in ("numerator", "denominator", "value", "restated_value", "unknown")] == [None] * 5
    assert figures[IDS[0], "2025-09"]["numerator"] == 8


def test_the_words_are_those_of_public_papers(store):
    pack = of_store(store, "2025-09", PANEL)
    assert pack.marking == "For publication: small numbers are protected"
    assert pack.marking_reason.startswith("Counts of 1 to 5, and others")
    assert pack.certificate["proofs_hold"] and pack.certificate["figures_kept_back"] >= 2
    inside = of_store(store, "2025-09", replace(PANEL, smallest=0))
    assert inside.marking.startswith("OFFICIAL-SENSITIVE") and inside.certificate is None


def test_a_public_snapshot_is_verified_as_it_was_made(store, tmp_path):
    freeze(store, "2025-09", PANEL, formats=["csv"]).write(tmp_path / "s")
    assert verify(opened(tmp_path / "s"), store).is_same


def test_what_a_paper_kept_back_stays_so_and_what_it_printed_is_known(store):
    frozen = freeze(store, "2025-08", PANEL, formats=["csv"])
    Snapshots(store.folder).mark(frozen.name, PUBLISHED, by="officer")
    known = known_of([Snapshots(store.folder).get(frozen.name)])
    assert (IDS[0], "2025-08") in known.hidden
    assert all("the pack of August 2025" in source for _, source in known.printed.values())


def history(**counts) -> pl.DataFrame:
    """Measures of one month: id -> (numerator, denominator, unknown)."""
    rows = [
        {
            "indicator": name, "period": "2025-08", "breakdown": "", "basis": "as_reported", "numerator": float(n),
            "denominator": None if d is None else float(d), "value": None if d is None else 100 * n / d, "unknown": u,
            "complete": 1, "unit": "count" if d is None else "percent",
        }
        for name, (n, d, u) in counts.items()
    ]  # fmt: skip
    return pl.DataFrame(rows, schema_overrides={"denominator": pl.Float64, "value": pl.Float64})


@pytest.mark.parametrize(
    ("counts", "kept_back"),
    [
        ({"audit_good_pct": (30, 60, 0)}, set()),
        ({"audit_good_pct": (5, 60, 0)}, {"audit_good_pct"}),  # a small count
        ({"audit_good_pct": (57, 60, 0)}, {"audit_good_pct"}),  # all but a few
        ({"audit_good_pct": (60, 60, 0)}, set()),  # none is left out
        ({"audit_good_pct": (0, 60, 0)}, set()),  # a true zero
        ({"audit_good_pct": (4, 8, 0)}, {"audit_good_pct"}),  # a small group
        ({"cl_bed_and_breakfast_count": (3, None, 0)}, {"cl_bed_and_breakfast_count"}),
        ({"cl_bed_and_breakfast_count": (0, None, 0)}, set()),
        # 20 in learning or work, 17 of them in higher education: three are not
        ({"cl_eet_19_21_pct": (20, 60, 0), "cl_higher_education_pct": (17, 60, 0)}, {"cl_higher_education_pct"}),
    ],
)
def test_figures_that_say_too_much_are_kept_back(counts, kept_back):
    assert {name for name, _ in protected(history(**counts), smallest=6).figures} == kept_back


def test_what_is_left_of_the_others_is_kept_back_with_one_of_them():
    """60 = 3 + 47 + 10: the three could be worked out, unless the 10 are kept back wherever they stand."""
    found = protected(history(cl_neet_19_21_pct=(3, 60, 10), cl_eet_19_21_pct=(47, 60, 10)), smallest=6)
    neet, eet = ("cl_neet_19_21_pct", "2025-08"), ("cl_eet_19_21_pct", "2025-08")
    assert neet in found.figures
    assert eet in found.figures | found.unknowns


def test_a_few_not_recorded_are_kept_back_and_the_figure_is_printed():
    found = protected(history(audit_good_pct=(30, 60, 4)), smallest=6)
    assert (found.figures, found.unknowns) == (frozenset(), {("audit_good_pct", "2025-08")})


def test_a_figure_in_print_that_should_have_been_kept_back_stops_the_papers():
    row = history(audit_good_pct=(5, 60, 0)).to_dicts()[0]
    known = Known({("audit_good_pct", "2025-08"): (row, "the pack of August 2025")})
    with pytest.raises(BadInput, match="the pack of August 2025 has printed it"):
        protected(history(audit_good_pct=(5, 60, 0)), smallest=6, known=known)


def test_nothing_that_rests_on_a_month_kept_back_is_left(store):
    card = published(_card(store), 6).scorecard
    row = card.rows.filter(pl.col("indicator") == IDS[0]).to_dicts()[0]
    assert row["value"] is not None and row["previous_value"] is None
    assert [row[c] for c in ("direction", "chart_mean", "chart_lower", "signal", "miss_share")] == [None] * 5
    assert set(card.history["breakdown"]) == {""}


def _card(store):
    from dashboard.source import StoreSource

    card = StoreSource(store).scorecard("2025-09")
    mine = pl.col("indicator").is_in(list(IDS))
    return replace(card, rows=card.rows.filter(mine), history=card.history.filter(mine))


def test_what_an_inside_pack_printed_is_not_set_beside_a_public_one(tmp_path, load_leavers):
    store = Store(tmp_path / "store")
    load_leavers(store, "2025-08", *["F1"] * 16, *["G5"] * 4)
    freeze(store, "2025-08", replace(PANEL, smallest=0), formats=["csv"])
    load_leavers(store, "2025-08", *["F1"] * 12, *["G5"] * 8, day=20)
    load_leavers(store, "2025-09", *["F1"] * 12, *["G5"] * 8, day=21)
    assert of_store(store, "2025-09", PANEL).since == ""
    assert of_store(store, "2025-09", replace(PANEL, smallest=0)).since == "2025-08"


def test_a_public_pack_is_not_made_while_what_an_earlier_one_printed_is_not_known(tmp_path, load_leavers):
    store = Store(tmp_path / "store")
    load_leavers(store, "2025-08", *["F1"] * 16, *["G5"] * 14)
    frozen = freeze(store, "2025-08", PANEL, formats=["csv"])
    (store.folder / "snapshots" / frozen.name / "manifest.json").write_text("{")
    with pytest.raises(BadInput, match="what an earlier one printed is not known"):
        of_store(store, "2025-08", PANEL)
    assert of_store(store, "2025-08", replace(PANEL, smallest=0)).sections


REVIEWS = "cla_review_timely_pct"  # of the made-up council: a control chart judges it, and no month is small


def improving(card, **cells):
    """The card of one indicator, which its control chart calls improving; `cells`: of its row."""
    mine = pl.col("indicator") == REVIEWS
    told = {"direction": "improving", "direction_by": "control_chart", "signal": "Special Cause Improvement - 1 Point"}
    rows = card.rows.filter(mine).with_columns(pl.lit(v).alias(k) for k, v in (told | cells).items())
    return replace(card, rows=rows, history=card.history.filter(mine))


def with_month(card, period, numerator, denominator):
    """The card with one whole month of the indicator, on both bases, in place of what was held."""
    other = card.history.filter((pl.col("period") != period) | (pl.col("breakdown") != ""))
    like = card.history.filter((pl.col("period") == card.period) & (pl.col("breakdown") == ""))
    month = like.with_columns(
        period=pl.lit(period),
        numerator=pl.lit(float(numerator)),
        denominator=pl.lit(float(denominator)),
        value=pl.lit(100 * numerator / denominator),
    )
    return replace(card, history=pl.concat([other, month.select(other.columns)]))


@pytest.mark.parametrize(
    ("period", "numerator"),
    [("2025-01", 398), ("2025-01", 4), ("2024-09", 398), ("2024-09", 3)],  # of 401; September 2024 is printed nowhere
)
def test_of_a_figure_with_a_small_month_there_is_no_direction_no_limits_and_no_move(made_up, period, numerator):
    card = improving(made_up.MadeUpSource().scorecard())
    open_pack = pack(card, Panel("p", (REVIEWS,), smallest=6))
    assert open_pack.moves and open_pack.sections[0].limits and open_pack.sections[0].line.travel.words == "Improving"
    closed = pack(with_month(card, period, numerator, 401), Panel("p", (REVIEWS,), smallest=6))
    (section,) = closed.sections
    assert (section.limits, section.travel, section.line.travel.words) == (None, (), "[c]")
    assert closed.moves == () and closed.moves_words[-1].startswith("Of 1 other nothing is said")
    rows = [dict(zip(COLUMNS, r, strict=True)) for r in table_rows(closed)]
    assert {r[c] for r in rows for c in ("mean_now", "lower_limit_now", "upper_limit_now", "moved")} == {None}
    assert {r["direction"] for r in rows} == {None, "[c]"}


def test_no_document_has_a_direction_limits_or_a_move_that_is_kept_back(made_up, read_document):
    card = improving(made_up.MadeUpSource().scorecard())
    open_pack = pack(card, Panel("p", (REVIEWS,), smallest=6))
    closed = pack(with_month(card, "2024-09", 398, 401), Panel("p", (REVIEWS,), smallest=6))
    traces = ("Mean 97", "The mean is", "chance alone explains", "is getting better", "↑ Improving", ",Improving,")
    for name, make in FORMATS.items():
        ending = name.partition("-")[0]
        if ending == "pdf" and shutil.which("pdftotext") is None:
            continue
        in_open, in_closed = (
            {t for t in traces if t in " ".join(read_document(f"x.{ending}", make(p)).split())}
            for p in (open_pack, closed)
        )
        assert in_open and not in_closed, name


def test_what_an_earlier_paper_kept_back_keeps_direction_and_limits_back(made_up):
    card = improving(made_up.MadeUpSource().scorecard())
    hidden = Known(hidden=frozenset({(REVIEWS, "2023-05")}))
    (row,) = published(card, 6, hidden).scorecard.rows.to_dicts()
    assert [row[c] for c in ("direction", "chart_mean", "chart_upper", "miss_share")] == [None] * 4
    (row,) = published(card, 6).scorecard.rows.to_dicts()
    assert row["direction"] == "improving"


@pytest.mark.parametrize(
    ("lower", "upper", "word", "by"),
    [
        (-3.0, 2.0, "no real change", "difference"),
        (0.5, 2.0, "improving", "difference"),
        (-3.0, -1.0, "worsening", "difference"),
        (None, None, "too few to compare", None),
    ],
)
def test_what_happened_in_a_month_alone_is_in_no_public_pack(made_up, lower, upper, word, by):
    """No paper prints such a month, so nothing is proved of it; the figure's own test decides in its place."""
    difference = {"difference_lower": lower, "difference_upper": upper, "difference": None if lower is None else 0.0}
    of_flow = {"chart_of": "flow", "chart_value": 12.345, "months_concern": 4, "no_difference": "few_cases"}
    card = improving(made_up.MadeUpSource().scorecard(), **of_flow)
    cast = [pl.lit(v, pl.Float64).alias(k) for k, v in difference.items()]
    card = replace(card, rows=card.rows.with_columns(*cast, compared_period=pl.lit("2025-09")))
    (row,) = published(card, 6).scorecard.rows.to_dicts()
    assert (row["direction"], row["direction_by"], row["no_chart"]) == (word, by, "longer")
    assert [row[c] for c in ("chart_of", "chart_value", "chart_mean", "signal")] == [None] * 4
    assert row["months_concern"] == 0
    (section,) = pack(card, Panel("p", (REVIEWS,), smallest=6)).sections
    assert section.limits is None and "alone" not in " ".join(section.travel)


def test_nothing_of_charts_ratings_and_marks_is_left_to_read(card):
    safe = published(card, 6).scorecard
    assert [getattr(safe, name).height for name in ("charts", "ratings", "revisions", "used", "marks")] == [0] * 5


def test_limits_are_no_more_exact_than_they_are_printed(made_up):
    (section,) = pack(improving(made_up.MadeUpSource().scorecard()), Panel("p", (REVIEWS,))).sections
    found = section.limits
    assert [round(x, 1) for x in (found.mean, found.lower, found.upper)] == [found.mean, found.lower, found.upper]
