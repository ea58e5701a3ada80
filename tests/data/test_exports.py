"""Tables of the store as files for other programs."""

import polars as pl
import pytest

from data import exports
from data.errors import BadInput
from data.store import MEASURES, Store

ROW = dict.fromkeys(MEASURES) | {"authority": "999", "indicator": "cla_count", "period": "2026-09", "basis": "restated"}


def test_a_team_s_name_is_never_run_by_a_spreadsheet(tmp_path):
    teams = ["", "North", "=cmd|x", "-1", "@home"]
    measures = pl.DataFrame([ROW | {"breakdown": team} for team in teams], schema=MEASURES)
    Store(tmp_path).replace("measures", measures, "999")
    told = exports.measures(Store(tmp_path), "restated")["breakdown"].to_list()
    assert sorted(told) == ["", "'=cmd|x", "'@home", "-1", "North"]
    assert exports.measures(Store(tmp_path), "as_reported").is_empty()


@pytest.mark.parametrize(("name", "kind"), [("a.csv", None), ("a.CSV", None), ("a.txt", "csv"), ("b/a.parquet", None)])
def test_a_frame_is_written_whole_in_place_of_an_earlier_file(tmp_path, name, kind):
    for value in (1, 2):
        exports.write(pl.DataFrame({"x": [value]}), tmp_path / name, kind)
    read = pl.read_parquet if name.endswith("parquet") else pl.read_csv
    assert read(tmp_path / name)["x"].to_list() == [2]
    assert [f.name for f in (tmp_path / name).parent.iterdir()] == [(tmp_path / name).name]


def test_what_cannot_be_written_leaves_the_earlier_file(tmp_path):
    exports.write(pl.DataFrame({"x": [1]}), tmp_path / "a.csv")
    with pytest.raises(pl.exceptions.PolarsError):
        exports.write(pl.DataFrame({"x": [[1]]}), tmp_path / "a.csv")  # a list has no form in CSV
    assert (tmp_path / "a.csv").read_text() == "x\n1\n" and len(list(tmp_path.iterdir())) == 1


def test_a_file_without_a_known_ending_is_refused(tmp_path):
    with pytest.raises(BadInput, match="say --format"):
        exports.write(pl.DataFrame(), tmp_path / "a.txt")
