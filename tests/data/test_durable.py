"""A file is there whole, or as it was before."""

import pytest

from data import durable


def test_a_file_is_written_whole(tmp_path):
    with durable.written(tmp_path / "a.csv") as part:
        part.write_bytes(b"one")
        assert not (tmp_path / "a.csv").exists()
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.csv", b"one")]


@pytest.mark.parametrize("cut", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_cuts_the_writing_short_leaves_the_earlier_file_and_nothing_else(tmp_path, cut):
    (tmp_path / "a.csv").write_bytes(b"before")
    with pytest.raises(type(cut)), durable.written(tmp_path / "a.csv") as part:
        part.write_bytes(b"half of")
        raise cut
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.csv", b"before")]
