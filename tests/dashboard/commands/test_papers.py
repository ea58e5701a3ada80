"""The commands for snapshots: frozen and published in one go, withdrawn with a reason."""

from dashboard.cli import main
from data.snapshots import Snapshots

NAME = "2025-09-scrutiny-committee"


def test_a_snapshot_is_published_and_withdrawn(store, tmp_path, capsys):
    of_store = ["--store", str(store.folder)]
    freeze = ["snapshot", *of_store, "--period", "2025-09", "--panel", "scrutiny", "--formats", "csv"]
    for folder in ("a", "b"):  # the second time it stands as it is
        assert main([*freeze, "--publish", "--out", str(tmp_path / folder)]) == 0
    assert f"The snapshot {NAME} is published." in capsys.readouterr().err
    assert main(["withdraw", NAME, *of_store, "--reason", " "]) == 1
    assert "say why it is withdrawn" in capsys.readouterr().err
    assert main(["withdraw", NAME, *of_store, "--reason", "A return was wrong"]) == 0
    (one,) = Snapshots(store.folder).all()
    assert [(m.state, m.reason) for m in one.marks] == [
        ("made", ""),
        ("published", ""),
        ("withdrawn", "A return was wrong"),
    ]
    assert main([*freeze, "--publish", "--out", str(tmp_path / "c")]) == 1
    assert "was withdrawn before" in capsys.readouterr().err
    assert main(["withdraw", "2025-09-scrutiny-comittee", *of_store, "--reason", "x"]) == 1
    assert f"Did you mean '{NAME}'?" in capsys.readouterr().err
