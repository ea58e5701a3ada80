"""Columns and frames that many rules share: birth, the episode before and after, periods of care, UASC, a year in
care."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from expectations.rules903.tables import Tables
from expectations.rules903.terms import END, ROW, SHORT_BREAKS, START, blank, col, given, one_of

CHAINED = ("DECOM", "DEC", "DEC_text", "REC", "RNE", "LS", "PLACE", "PLACE_PROVIDER", "PL_POST", "URN")
CHAINED += ("REASON_PLACE_CHANGE", ROW)
STILL_OPEN = date(9999, 12, 31)


def enriched(tables: Tables) -> Tables:
    """The tables with the columns that `rule.DERIVED` names and the episode before and after (`prev_`, `next_`)."""
    frames = dict(tables.frames)
    if "Episodes" in frames:
        frames["Episodes"] = marked(chained(_until(frames["Episodes"])), "uasc", _uasc(tables))
    if "Header" in frames:
        frames["Header"] = _uasc_now(tables)
    if "OC2" in frames and tables.has("Episodes", "CHILD DECOM DEC LS REC RNE"):
        frames["OC2"] = marked(frames["OC2"], "continuous", looked_after_all_year(frames["Episodes"]))
    if tables.has("Header", "CHILD DOB"):
        born = frames["Header"].group_by("CHILD").agg(col("DOB").min().alias("born"))
        for name, frame in frames.items():
            if name not in ("Header", "Header_last") and "CHILD" in frame.columns:
                frames[name] = frame.join(born, on="CHILD", how="left", maintain_order="left")
    return replace(tables, frames=frames)


def marked(frame: pl.DataFrame, name: str, children: pl.Series) -> pl.DataFrame:
    """The frame with a statement about each row's child: whether it is among these."""
    if "CHILD" not in frame.columns:
        return frame
    return frame.with_columns(col("CHILD").is_in(children.drop_nulls().unique().to_list()).fill_null(False).alias(name))


def chained(episodes: pl.DataFrame) -> pl.DataFrame:
    """Episodes in order of child and start, each with columns of the child's episode before and after it."""
    if not {"CHILD", "DECOM"} <= set(episodes.columns):
        return episodes
    ends = ["DEC"] if "DEC" in episodes.columns else []
    ordered = episodes.sort("CHILD", "DECOM", *ends, ROW, nulls_last=True)
    columns = [c for c in CHAINED if c in ordered.columns]
    before, after = col("CHILD") == col("CHILD").shift(1), col("CHILD") == col("CHILD").shift(-1)
    return ordered.with_columns(
        *(pl.when(before).then(col(c).shift(1)).alias(f"prev_{c}") for c in columns),
        *(pl.when(after).then(col(c).shift(-1)).alias(f"next_{c}") for c in columns),
    )


def looked_after_all_year(episodes: pl.DataFrame) -> pl.Series:
    """Children looked after at the start of the year with no start, no exit and no short break within it."""
    this_year = episodes.filter((col("until").is_null() | (col("until") >= START)) & (col("DECOM") <= END))
    begins = one_of("RNE", ["S"]) & (col("DECOM") > START)
    leaves = given("REC") & (col("REC") != "X1") & (col("DEC") < END)
    return (
        this_year.group_by("CHILD")
        .agg(
            in_care=(col("DECOM") <= START).any(),
            broken=(begins | leaves | one_of("LS", SHORT_BREAKS)).fill_null(False).any(),
        )
        .filter(col("in_care") & ~col("broken"))["CHILD"]
    )


def periods_of_care(tables: Tables) -> pl.DataFrame:
    """One row per child and unbroken run of episodes: CHILD, starts, ends (null while it is open)."""
    episodes = tables["Episodes"].filter(col("DECOM").is_not_null() & col("CHILD").is_not_null())
    ends = col("DEC").fill_null(STILL_OPEN)
    return (
        episodes.select("CHILD", "DECOM", ends.alias("DEC"))
        .sort("CHILD", "DECOM", "DEC")
        .with_columns(reached=col("DEC").cum_max().shift(1).over("CHILD"))
        .with_columns(run=(col("DECOM") > col("reached")).fill_null(True).cum_sum().over("CHILD"))
        .group_by("CHILD", "run")
        .agg(starts=col("DECOM").min(), ends=col("DEC").max())
        .select("CHILD", "starts", pl.when(col("ends") < STILL_OPEN).then("ends").alias("ends"))
    )


def runs_of(tables: Tables, legal_status: str) -> pl.DataFrame:
    """One row per episode under this legal status: row and the days of the whole unbroken run that it belongs to."""
    episodes = tables["Episodes"].filter(one_of("LS", [legal_status]) & col("DECOM").is_not_null())
    goes_on = ((col("prev_LS") == legal_status) & (col("prev_DEC") == col("DECOM"))).fill_null(False)
    runs = episodes.sort("CHILD", "DECOM", "DEC", ROW, nulls_last=True).with_columns(run=(~goes_on).cum_sum())
    # the episode before may have ended before it began; a run then starts anew because the dates do not meet
    length = (col("until").max() - col("DECOM").min()).dt.total_days()
    return runs.select(ROW, length.over("run").alias("days"))


def children(*tables: pl.DataFrame) -> pl.Series:
    """The children of these tables, each once."""
    return pl.concat([t["CHILD"] for t in tables]).drop_nulls().unique()


def those(tables: Tables, names: Sequence[str], columns: str) -> pl.DataFrame:
    """The rows of the tables that are there, this year's and last year's together, with these columns."""
    found = [tables[n].select(columns.split()) for n in names if tables.has(n, columns)]
    return pl.concat(found)


def _until(episodes: pl.DataFrame) -> pl.DataFrame:
    """Adds `until`: the end of the episode, or of the collection year while it is open."""
    if "DEC" not in episodes.columns:
        return episodes
    return episodes.with_columns(until=pl.when(blank("DEC")).then(END).otherwise("DEC"))


def _uasc(tables: Tables) -> pl.Series:
    """Children who are or were unaccompanied asylum-seekers.

    The mark in the header decides where the file has it. Otherwise a row in this year's UASC table does. In last
    year's table only a date on which the status ceased does.
    """
    headers = [tables[n] for n in ("Header", "Header_last") if tables.has(n, "CHILD UASC")]
    found = [header.filter(col("UASC") == "1") for header in headers]
    if tables.has("UASC", "CHILD") and not tables.has("Header", "UASC"):
        found.append(tables["UASC"])
    found += [tables[n].filter(given("DUC")) for n in ("UASC", "UASC_last") if tables.has(n, "CHILD DUC")]
    return children(*found) if found else pl.Series([], dtype=pl.String)


def _uasc_now(tables: Tables) -> pl.DataFrame:
    """The header with whether the child is an unaccompanied asylum-seeker this year, where that can be known."""
    header = tables["Header"]
    if tables.has("Header", "UASC"):
        return header.with_columns(uasc_now=one_of("UASC", ["1"]))
    return marked(header, "uasc_now", children(tables["UASC"])) if tables.has("UASC", "CHILD") else header
