"""Whether the counts add up, in words, on the page and in the terminal."""

import polars as pl
import pytest

from dashboard.commands.terminal import counts_text
from dashboard.pages import adding_up
from dashboard.serving.markup import markup
from dashboard.views.conservation import counts, of_month
from data.incoming import gather
from data.store import Store
from expectations.loading import Sender, load
from indicators import conservation


def balance(*rows: dict) -> pl.DataFrame:
    """Rows of the check for July 2025."""
    from datetime import date

    facts = {
        "stock": "on_plan",
        "period": "2025-07",
        "since": date(2025, 7, 1),
        "late": 0,
        "ended_before": 0,
        "gone": 0,
    }
    return conservation.balance(pl.DataFrame([facts | r for r in rows], schema=conservation.FLOWS))


ADDS_UP = {"opening": 10, "begun": 3, "ended": 2, "closing": 11}
DOES_NOT = {"stock": "in_care", "opening": 10, "begun": 3, "ended": 2, "closing": 9, "ended_before": 3, "late": 1}


def test_a_count_that_adds_up():
    [count] = of_month(balance(ADDS_UP), "2025-07")
    assert count.sentence == (
        "Child protection plans: 10 on 30 June 2025, 3 begun, 2 ended: 11 on 31 July 2025. It adds up."
    )
    assert count.gap_words == "none"


def test_a_gap_is_named_with_what_makes_it():
    [count] = of_month(balance(DOES_NOT), "2025-07")
    assert count.sentence == (
        "Children looked after: 10 on 30 June 2025, 3 begun, 2 ended: 11 expected on 31 July 2025, 9 counted, 2 fewer. "
        "1 recorded late and 3 ended earlier than the file before knew."
    )
    assert count.gap_words == "−2"


def test_what_cancels_out_is_said_too():
    [count] = of_month(balance(ADDS_UP | {"late": 1, "gone": 1}), "2025-07")
    assert count.sentence.endswith("It adds up. 1 recorded late and 1 no longer in the file.")


def test_a_year_of_episodes():
    row = {"stock": "in_care_903", "opening": 437, "begun": 150, "ended": 228, "closing": 367}
    unknown = dict.fromkeys(("late", "ended_before", "gone"))
    [count] = of_month(balance(row | unknown), "2025-07")
    assert "359 expected on 31 July 2025, 367 counted, 8 more. Episodes of the return" in count.sentence
    assert count.gap_words == "+8"


def test_another_month_says_nothing():
    assert of_month(balance(ADDS_UP), "2025-06") == ()
    assert adding_up.section(()) is None
    assert counts_text(()) == ""


def test_the_page_and_the_terminal_say_the_same():
    found = of_month(balance(ADDS_UP, DOES_NOT), "2025-07")
    page, text = markup(adding_up.section(found)), " ".join(counts_text(found).split())
    for count in found:
        assert count.sentence in page
        assert count.sentence in text
    assert page.count('scope="row"') == 2
    assert ">−2<" in page


@pytest.fixture
def store(shared, tmp_path) -> Store:
    made = Store(tmp_path / "store")
    load(gather([shared / "samples" / "returns_small"]), Sender(authority="877"), made)
    return made


def test_of_a_store(store):
    found = counts(store, "877", "2024-12")
    assert [c.title for c in found] == ["Children in need", "Child protection plans", "Children looked after"]
    assert all(c.closing - c.expected == c.gap for c in found)
    assert counts(store, "877", "2024-10") == ()  # nothing before the first month
