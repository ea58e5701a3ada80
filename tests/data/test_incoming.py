"""Which list and month each file of a folder is, and what cannot be meant."""

from pathlib import Path

import pytest

from data.errors import BadInput
from data.incoming import gather


@pytest.fixture
def month(tmp_path):
    def made(*names: str, period: str = "2026-09"):
        folder = tmp_path / period
        folder.mkdir(exist_ok=True)
        for name in names:
            (folder / name).write_text("x")
        return folder

    return made


def names(found) -> list[tuple[str, str]]:
    return [(file.schema.name, file.period) for file in found]


def test_a_folder_of_month_folders_is_read_month_by_month(month, tmp_path):
    month("care_leavers.csv", "x4_pep.csv", period="2026-10")
    month("annex_a_list_9.csv")
    (tmp_path / "notes").mkdir()
    assert names(gather([tmp_path])) == [("care_leavers", "2026-09"), ("care_leavers", "2026-10"), ("pep", "2026-10")]


def test_an_ending_in_capitals_is_an_ending(month):
    assert names(gather([month("CARE_LEAVERS.CSV")])) == [("care_leavers", "2026-09")]


def test_what_a_system_keeps_beside_the_files_is_none_of_them(month):
    folder = month("care_leavers.csv", "._care_leavers.csv", "~$care_leavers.csv", ".DS_Store")
    assert [file.path.name for file in gather([folder])] == ["care_leavers.csv"]


def test_a_month_is_told_from_within_its_folder(month, monkeypatch):
    monkeypatch.chdir(month("care_leavers.csv"))
    assert names(gather([Path("care_leavers.csv")])) == names(gather([Path()])) == [("care_leavers", "2026-09")]


def test_one_month_is_not_said_of_a_folder_of_another(month, tmp_path):
    month("care_leavers.csv")
    month("care_leavers.csv", period="2026-10")
    with pytest.raises(BadInput, match="holds the returns of 2026-09, and --period says 2026-10"):
        gather([tmp_path], period="2026-10")
    assert names(gather([tmp_path / "2026-10"], period="2026-10")) == [("care_leavers", "2026-10")]


def test_one_list_is_not_said_of_many_files(month):
    with pytest.raises(BadInput, match="holds 2 files, and --list says which list one file is"):
        gather([month("care_leavers.csv", "contacts.csv")], list="care_leavers")
    assert names(gather([month("export.csv", period="2026-10")], list="care_leavers")) == [("care_leavers", "2026-10")]


def test_two_files_of_one_list_in_a_folder_would_replace_each_other(month):
    with pytest.raises(BadInput, match=r"care_leavers\.csv and list_9\.csv are both Care leavers for September 2026"):
        gather([month("care_leavers.csv", "list_9.csv")])


def test_a_file_that_is_no_list_is_named_with_what_to_do(month):
    with pytest.raises(BadInput, match=r"care_leaver\.csv\? Did you mean 'care_leavers'\? Name the file"):
        gather([month("care_leaver.csv")])


@pytest.mark.parametrize(("name", "said"), [("care_leavers.csv", "Which month"), ("none.csv", "There is no file")])
def test_a_file_without_a_month_or_that_is_not_there_is_refused(tmp_path, name, said):
    (tmp_path / "care_leavers.csv").write_text("x")
    with pytest.raises(BadInput, match=said):
        gather([tmp_path / name])


def test_a_folder_without_returns_is_refused(month, tmp_path):
    with pytest.raises(BadInput, match="holds no month folder"):
        gather([tmp_path])
    with pytest.raises(BadInput, match="No CSV file was found"):
        gather([month()])
