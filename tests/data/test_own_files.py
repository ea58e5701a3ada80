"""An edited file of the council's own is noticed, without being read."""

import os

import pytest

from data import own_files


@pytest.mark.parametrize("name", ["caseload_limits.csv", "panels.toml"])
def test_a_file_that_comes_is_edited_or_goes_is_noticed(tmp_path, name):
    states = [own_files.state(tmp_path)]
    file = tmp_path / name
    file.write_text("first")
    states.append(own_files.state(tmp_path))
    file.write_text("other")  # as long as before
    os.utime(file, ns=(1, 2))
    states.append(own_files.state(tmp_path))
    assert len(set(states)) == 3 and states[0] == ""
    assert own_files.state(tmp_path) == states[-1]
    file.unlink()
    assert own_files.state(tmp_path) == ""


def test_a_store_that_is_not_there_yet_has_none(tmp_path):
    assert own_files.state(tmp_path / "store") == ""
