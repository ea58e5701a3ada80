"""What a reader can work out, and what is hidden against it: shared cases, worked ones, random papers attacked."""

import importlib
import itertools
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import BadInput
from indicators.disclosure import audit, certificate, protect, protection
from indicators.disclosure.case import Case


def case(cells, relations=(), hidden=(), threshold=6, **more):
    sensitive = [n for n, v in cells.items() if 0 < v < threshold]
    published = {n: v for n, v in cells.items() if n not in {*sensitive, *hidden}}
    made = {"threshold": threshold, "cells": cells, "relations": list(relations), "published": published}
    return made | {"sensitive": sensitive} | more


def without(papers, hidden):
    """The papers as they are printed then: what is worked out from hidden counts goes with them."""
    left = papers | {"published": {n: v for n, v in papers["published"].items() if n not in hidden}}
    left["ratios"] = [r for r in papers.get("ratios", ()) if not {r["num"], r["den"]} & set(hidden)]
    left["extra"] = [e for e in papers.get("extra", ()) if not set(e[0]) & set(hidden)]
    return {k: v for k, v in left.items() if k != "marked"}


def possible(papers, name):
    """Every count of one cell that prints these papers, by trying all counts of the parts; for small sums only."""
    totals = dict(papers["relations"])
    free = [n for n in papers["cells"] if n not in papers["published"] and n not in totals]
    most = max(5, *papers["cells"].values())
    found = set()
    for counts in itertools.product(range(most + 1), repeat=len(free)):
        world = papers["published"] | dict(zip(free, counts, strict=True))
        sums = {total: sum(world[p] for p in parts) for total, parts in totals.items()}
        if all(papers["published"].get(total, count) == count for total, count in sums.items()):
            found.add((world | sums)[name])
    return found


def test_the_shared_cases_have_their_verdicts_and_protection_makes_each_safe(shared):
    for papers in json.loads((shared / "oracle/disclosure_cases.json").read_text()):
        assert audit(papers) == papers["expected"], papers["id"]
        hidden = protect(papers)
        assert hidden >= set(papers["sensitive"])
        assert audit(without(papers, hidden)) == "safe", papers["id"]


LINE = [["T", ["a", "b", "c"]]]


@pytest.mark.parametrize(
    ("papers", "verdict"),
    [
        (case({"a": 3, "b": 8, "c": 40, "T": 51}, LINE), "unsafe"),  # a = T - b - c
        (case({"a": 3, "b": 8, "c": 40, "T": 51}, LINE, hidden=["b"]), "safe"),  # a + b = 11
        (case({"a": 2, "b": 3, "c": 40, "T": 45}, LINE), "unsafe"),  # a + b = 5 is itself small
        (case({"a": 2, "b": 3, "c": 40, "T": 45}, LINE, hidden=["c"]), "safe"),
        (case({"a": 0, "b": 8, "c": 40, "T": 48}, LINE), "safe"),  # a true zero is shown
        (case({"x": 4}), "safe"),
        (case({"x": 7}, threshold=10), "safe"),
        (case({"n": 4, "d": 80}, ratios=[{"num": "n", "den": "d", "pct": 5.0, "dp": 1}]), "unsafe"),
        (case({"n": 4, "d": 3000}, ratios=[{"num": "n", "den": "d", "pct": 0, "dp": 0}]), "safe"),
        (case({"old": 5, "new": 8}, extra=[[{"new": 1, "old": -1}, 3, 3]]), "unsafe"),
        (case({"a": 2, "b": 9, "T": 11}, [["T", ["a", "b"]]], hidden=["b"], marked={"a": "primary"}), "safe"),
        (case({"a": 1, "b": 6, "T": 7}, [["T", ["a", "b"]]], hidden=["b"], marked={"b": "secondary"}), "unsafe"),
    ],
)
def test_worked_cases(papers, verdict):
    assert audit(papers) == verdict
    assert audit(without(papers, protect(papers))) == "safe"


def tables():
    """Small tables of two rows and two columns with their totals."""
    return st.lists(st.integers(0, 7), min_size=4, max_size=4).map(
        lambda v: case(
            dict(zip(("a", "b", "c", "d"), v, strict=True))
            | {"r": v[0] + v[1], "s": v[2] + v[3], "k": v[0] + v[2], "l": v[1] + v[3]},
            [["r", ["a", "b"]], ["s", ["c", "d"]], ["k", ["a", "c"]], ["l", ["b", "d"]]],
            hidden=("a", "d"),
        )
    )


@settings(max_examples=15, deadline=None)
@given(tables())
def test_the_verdict_is_that_of_trying_every_count(papers):
    unsafe = bool(Case.of(papers).unions())
    for name in papers["sensitive"]:
        found = possible(papers, name)
        unsafe |= min(found) > 1 or max(found) < 5
    if not Case.of(papers).unions():
        assert audit(papers) == ("unsafe" if unsafe else "safe")


@settings(max_examples=15, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_protected_papers_stay_safe_whatever_their_order(papers, chance):
    hidden = protect(papers)
    assert audit(without(papers, hidden)) == "safe"
    names = list(papers["cells"])
    chance.shuffle(names)
    turned = papers | {
        "cells": {n: papers["cells"][n] for n in names},
        "relations": papers["relations"][::-1],
        "sensitive": papers["sensitive"][::-1],
    }
    assert protect(turned) == hidden


def test_random_papers_withstand_another_attack():
    papers = importlib.import_module("tests.benchmarks.disclosure")
    chance = random.Random(7)
    cases = [papers.table(chance, 4, 3) for _ in range(12)] + [papers.months(chance, 15) for _ in range(2)]
    for one in cases:
        assert not list(papers.attacked(one, protect(one)))


def test_the_proof_is_worth_something():
    papers = case({"a": 3, "b": 8, "c": 40, "T": 51}, LINE)
    found = protection(papers)
    assert certificate.faults(papers, set(found.hidden), found.worlds) == []
    assert certificate.faults(papers, set(papers["sensitive"]), found.worlds)  # one cell shown again
    assert certificate.faults(papers, set(found.hidden), found.worlds[:1])  # half of the worlds
    wrong = [w | {"T": w["T"] + 1} for w in found.worlds]
    assert "T is" in certificate.faults(papers, set(found.hidden), wrong)[0]


def test_an_earlier_paper_that_gives_it_away_is_named():
    papers = case(
        {"a": 3, "b": 8, "T": 11}, [["T", ["a", "b"]]], fixed={"b": "the pack of May", "T": "the pack of May"}
    )
    with pytest.raises(BadInput, match="the pack of May"):
        protect(papers)
    with pytest.raises(BadInput, match="the pack of June has printed it"):
        protect(case({"a": 3}, fixed={"a": "the pack of June"}))


@settings(max_examples=15, deadline=None)
@given(tables(), st.sets(st.sampled_from("abcdrskl")), st.sets(st.sampled_from("abcdrskl")))
def test_hiding_more_never_makes_papers_unsafe(papers, hidden, more):
    if audit(without(papers, hidden)) == "safe":
        assert audit(without(papers, hidden | more)) == "safe"


def test_where_nothing_is_said_of_what_is_printed_everything_is():
    papers = {"cells": {"a": 3, "b": 8, "c": 40, "T": 51}, "relations": LINE}
    assert audit(papers) == "unsafe"
    assert protect(papers) == {"a", "b"}


def test_a_case_that_names_a_cell_it_does_not_have_is_refused():
    with pytest.raises(BadInput, match="'c', which is not among its cells"):
        audit({"cells": {"a": 3, "b": 8, "T": 51}, "relations": LINE})


@pytest.mark.parametrize("count", [-2, 3.5])
def test_a_cell_that_is_no_count_is_refused(count):
    with pytest.raises(BadInput, match=r"'change' is .*give a change"):
        protect({"cells": {"august": 9, "change": count}})


def test_hidden_totals_tell_what_is_left_of_their_parts_together():
    """North and South are hidden, but Borough - N2 - S2 = N1 + S1 = 5."""
    cells = {"N1": 2, "N2": 9, "North": 11, "S1": 3, "S2": 20, "South": 23, "Borough": 34}
    sums = [["North", ["N1", "N2"]], ["South", ["S1", "S2"]], ["Borough", ["North", "South"]]]
    papers = case(cells, sums, hidden=("North", "South"))
    assert audit(papers) == "unsafe"
    assert audit(without(papers, protect(papers))) == "safe"
    larger = case(cells | {"S1": 12, "South": 32, "Borough": 43}, sums, hidden=("North", "South", "S1"))
    assert audit(larger) == "safe"


def test_a_percentage_stays_in_print_where_more_can_be_hidden_for_it_and_goes_where_not():
    share = {"ratios": [{"num": "n", "den": "d", "pct": 95.7, "dp": 1}]}
    papers = case({"n": 22, "rest": 1, "d": 23}, [["d", ["n", "rest"]]], **share)
    assert (
        audit(papers | {"published": {n: v for n, v in papers["published"].items() if n not in protect(papers)}})
        == "safe"
    )
    band = {"extra": [[{"n": 1, "d": -0.35}, 0, None], [{"n": 1, "d": -0.5}, None, -0.001]]}
    assert protect(case({"n": 4, "d": 10}, **band)) == {"n"}


def test_a_cell_that_is_never_printed_must_not_be_known_to_be_small():
    papers = case({"x": 4, "y": 20, "T": 24}, [["T", ["x", "y"]]]) | {"sensitive": [], "latent": ["x"]}
    papers["published"] = {"y": 20, "T": 24}
    assert audit(papers) == "unsafe"
    assert protect(papers) == {"x", "y"}
    assert audit(papers | {"published": {"T": 24}}) == "safe"


def test_what_was_hidden_before_is_hidden_again_rather_than_another():
    papers = case({"a": 3, "b": 9, "c": 10, "T": 22}, LINE)
    assert protect(papers) == {"a", "b"}
    assert protect(papers | {"preferred": ["c"]}) == {"a", "c"}
