"""What each column of a counted table is made from: declared, and found out by blanking fields one by one."""

from __future__ import annotations

import polars as pl
import pytest

from data import periods, synthetic
from data.read import read
from data.returns import find
from data.returns.schema import Kind
from expectations.suites.common import needed_columns
from indicators import catalogue
from indicators.folding import WINDOWS
from indicators.holdings import Holdings
from indicators.tables import TABLES
from indicators.tables.fields import FEEDS, OF_NO_RETURN, ROWS, fields

PEOPLE = 5  # one child in so many is kept
READ_BY = {table: {c for i in catalogue.ALL if i.table == table for c in i.columns} for table in TABLES}


@pytest.fixture(scope="module")
def held(tmp_path_factory) -> Holdings:
    """A month of the made-up council, a fifth of its children, as read and not checked. One month, so that nothing is
    folded: which records a later file takes back is no matter of a field."""
    folder = tmp_path_factory.mktemp("returns")
    synthetic.write(folder, months=1)
    lists = {name for table in TABLES.values() for name in table.lists}
    rows, files = {}, {}
    for name in sorted(lists):
        schema, frames = find(name), []
        for path in sorted(folder.glob(f"*/{name}.csv")):
            period = path.parent.name
            frame = read(
                path.read_bytes(), filename=path.name, schema=schema, extract_date=periods.month_end(period)
            ).frame
            frames.append(frame.with_columns(period=pl.lit(period)))
        if not frames:  # a list that the council does not send
            continue
        whole = pl.concat(frames)
        if "child_id" in schema.schema:
            whole = whole.filter(pl.col("child_id").str.slice(-2).cast(pl.Int64, strict=False) % PEOPLE == 0)
        rows[name], files[name] = whole, tuple(sorted(whole["period"].unique()))
    return Holdings(rows, files, tuple(sorted(files[min(files)])))


@pytest.mark.parametrize("table", FEEDS)
def test_what_is_declared_exists(table):
    made = TABLES[table].build(Holdings({}, {}, ())).collect_schema()
    for column, sources in FEEDS[table].items():
        assert column == ROWS or column in made
        for name, field in sources:
            assert name in TABLES[table].lists
            assert field in find(name).schema


@pytest.mark.parametrize("indicator", catalogue.ALL, ids=lambda i: i.id)
def test_every_indicator_rests_on_fields_of_its_lists(indicator):
    found = fields(indicator.table, indicator.columns)
    if indicator.table in TABLES:
        assert found
        assert {name for name, _ in found} <= set(TABLES[indicator.table].lists)


def test_a_column_that_nobody_declared_is_an_error():
    with pytest.raises(KeyError, match="does not say what 'sdq_score' of children_in_care"):
        fields("children_in_care", {"sdq_score"})


def changed(holdings: Holdings, table: str, name: str, blank: list[str], before: pl.DataFrame) -> set[str]:
    """The columns whose values are others (or ROWS, where there are more or fewer rows) when every third cell of
    these fields is blank."""
    third = pl.int_range(pl.len()) % 3 == 0
    blanked = holdings.rows[name].with_columns(pl.when(~third).then(pl.col(field)).alias(field) for field in blank)
    now = Holdings(holdings.rows | {name: blanked}, holdings.files, holdings.reporting)
    after = of(now, table)
    if after.height != before.height:
        return {ROWS}
    return {c for c in before.columns if not before[c].sort().equals(after[c].sort())} - OF_NO_RETURN


def of(holdings: Holdings, table: str) -> pl.DataFrame:
    return TABLES[table].build(holdings).select(sorted(READ_BY[table])).collect()


def test_what_of_a_merge_key_may_be_blank_is_declared_or_known_to_matter_to_no_figure():
    """Of lists that are folded: a further one must be thought about, as at the top of the fields."""
    may_be_blank = {
        (name, column) for name in WINDOWS for column in set(find(name).merge_key) - set(needed_columns(find(name)))
    }
    assert may_be_blank == {
        ("children_in_need", "cin_start_date"),  # declared: who is in need at the month end rests on it
        ("contacts", "contact_source"),
        ("referrals", "referral_source"),
    }
    assert all(set(find(name).key) == set(find(name).merge_key) for name, _ in may_be_blank)  # so the gate tells


@pytest.mark.parametrize("table", TABLES)
def test_blanking_a_field_changes_only_columns_that_declare_it(held, table):
    before = of(held, table)
    declared = {c: fields(table, {c}) for c in READ_BY[table]} | {ROWS: fields(table, READ_BY[table])}
    for name in set(TABLES[table].lists) & set(held.rows):
        schema = find(name)
        # The gate keeps a record without its person out; a key that is no date tells records apart and nothing else.
        keys = {schema.person} | {c for c in schema.merge_key if schema.column(c).kind is not Kind.DATE}
        rest_on = {field for sources in declared.values() for of_list, field in sources if of_list == name}
        kept_out = set(schema.merge_key) & set(needed_columns(schema))  # without it no record is stored
        others = [field for field in schema.schema if field not in rest_on | keys | kept_out]
        assert changed(held, table, name, others, before) == set()
        for field in sorted(rest_on - keys):
            for column in changed(held, table, name, [field], before):
                assert (name, field) in declared[column], f"{column or 'which rows'} depends on {name}.{field}"
