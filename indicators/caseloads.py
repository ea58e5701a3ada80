"""How many cases each worker holds at the month end, against the limit of the role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from data import periods
from data.caseload_limits import Limit, limits
from data.codes import SOCIAL_WORK_POSTS
from data.store import Store
from indicators.cohorts import open_at_month_end
from indicators.holdings import Holdings
from indicators.tables.workforce import reviewing_officers, workers

LISTS = ("workforce_people", "allocations")
CARE = "children_looked_after"  # a reviewing officer's cases are children in care
SOCIAL_WORKER, ADVISER, OFFICER = "SW", "PA", "IRO"
ROLES = (SOCIAL_WORKER, ADVISER, OFFICER)
WORKER = {
    "worker_id": pl.String(),
    "name": pl.String(),
    "team": pl.String(),
    "role": pl.String(),  # one of ROLES: seniors and team managers are social workers
    "fte": pl.Float64(),
    "agency": pl.Boolean(),  # null where it is not recorded
    "cases": pl.Int64(),
    "per_fte": pl.Float64(),  # null where the hours are not recorded, or none
    "limit": pl.Float64(),
    "over": pl.Boolean(),  # more cases than the limit, whatever the hours
    "over_for_hours": pl.Boolean(),  # more for their hours than the limit for a whole week
}


@dataclass(frozen=True, eq=False)
class Caseloads:
    """`workers`: one row per worker in post of a role in ROLES, with or without a case: the columns of WORKER.
    `limits`: role -> the limit in force. `missing`: lists that the month lacks, so that nothing can be told."""

    period: str
    workers: pl.DataFrame
    limits: Mapping[str, Limit]
    missing: tuple[str, ...] = ()
    officers: bool = True  # whether the month's children in care are held, without which officers' cases are not known
    nobodys: Mapping[str, int] = field(default_factory=dict)  # role -> children allocated to nobody in `workers`
    roleless: int = 0  # workers in post whose role is blank, and who are therefore not in `workers`


def caseloads(store: Store, authority: str, period: str) -> Caseloads:
    """The caseloads of a month of a store. Raises BadInput for a council's own limits that cannot be used."""
    held = store.held().filter((pl.col("authority") == authority) & (pl.col("period") == period))["list"].to_list()
    known = limits(periods.month_end(period), store.folder)
    missing = tuple(name for name in LISTS if name not in held)
    if missing:
        return Caseloads(period, pl.DataFrame(schema=WORKER), known.by_role, missing)
    read = [name for name in (*LISTS, CARE) if name in held]
    rows = {name: store.rows(name, authority=authority, period=period) for name in read}
    holdings = Holdings(rows, {name: (period,) for name in read}, (period,))
    found = of(holdings, CARE in held)
    told = [known.of(role, worker) for role, worker in found.select("role", "worker_id").iter_rows()]
    limit = pl.Series("limit", [t.limit if t else None for t in told], dtype=pl.Float64)
    found = found.with_columns(limit).with_columns(
        over=pl.col("cases") > pl.col("limit"),
        over_for_hours=pl.when(pl.col("fte") == 0)  # any case is too many for no hours
        .then(pl.col("cases") > 0)
        .otherwise(pl.col("per_fte") > pl.col("limit")),
    )
    blank = workers(holdings).filter("in_post", pl.col("role").is_null()).collect().height
    found = found.select(list(WORKER))
    return Caseloads(
        period, found, known.by_role, officers=CARE in held, nobodys=nobodys(holdings, found), roleless=blank
    )


def of(holdings: Holdings, officers: bool = True) -> pl.DataFrame:
    """One row per worker in post: the columns of WORKER but those that rest on a limit."""
    social = _of_role(
        workers(holdings).filter(pl.col("role").is_in(SOCIAL_WORK_POSTS) & pl.col("in_post") & _works()),
        SOCIAL_WORKER,
        "cases",
    )
    advisers = _of_role(
        workers(holdings).filter((pl.col("role") == ADVISER) & pl.col("in_post")), ADVISER, "young_people"
    )
    found = [social, advisers]
    if officers:
        found.append(_of_role(reviewing_officers(holdings), OFFICER, "children"))
    return pl.concat(found).collect().sort("role", "cases", "worker_id", descending=[False, True, False])


def nobodys(holdings: Holdings, found: pl.DataFrame) -> dict[str, int]:
    """Role -> children with an open allocation in that role to someone who is not among the workers found."""
    open_now = holdings.own("allocations").filter(open_at_month_end("start_date", "end_date"))
    left = open_now.join(found.lazy().select("worker_id", "role"), on=["worker_id", "role"], how="anti")
    counted = left.filter(pl.col("role").is_in(ROLES)).group_by("role").agg(pl.col("child_id").n_unique())
    return dict(counted.collect().sort("role").iter_rows())


def _works() -> pl.Expr:
    """Whether the hours are some, or not recorded: the rule of the indicators leaves out who works none."""
    return pl.col("fte").is_null() | (pl.col("fte") > 0)


def _of_role(rows: pl.LazyFrame, role: str, cases: str) -> pl.LazyFrame:
    hours = pl.when(pl.col("fte") > 0).then(pl.col("fte"))
    return rows.select(
        "worker_id",
        "name",
        "team",
        role=pl.lit(role),
        fte="fte",
        agency=pl.when(pl.col("agency").is_in(["Y", "N"])).then(pl.col("agency") == "Y"),
        cases=pl.col(cases).cast(pl.Int64),
        per_fte=pl.col(cases) / hours,
    )


def by_team(caseload: pl.DataFrame) -> pl.DataFrame:
    """One row per team (null: no team recorded) of the workers given: `workers` who hold a case, `none` who hold none,
    `cases`, `median`, `lowest`, `highest`, `over`, `over_for_hours`, `hours_unknown`, `agency`, `agency_unknown`."""
    holds = pl.col("cases") >= 1
    return (
        caseload.group_by("team")
        .agg(
            workers=holds.sum(),
            none=(~holds).sum(),
            cases=pl.col("cases").sum(),
            median=pl.col("cases").filter(holds).median(),
            lowest=pl.col("cases").filter(holds).min(),
            highest=pl.col("cases").max(),
            over=(holds & pl.col("over")).sum(),
            over_for_hours=(holds & pl.col("over_for_hours").fill_null(False)).sum(),
            hours_unknown=(holds & pl.col("fte").is_null()).sum(),
            agency=(holds & pl.col("agency").fill_null(False)).sum(),
            agency_unknown=(holds & pl.col("agency").is_null()).sum(),
        )
        .sort("over", "team", descending=[True, False], nulls_last=True)
    )
