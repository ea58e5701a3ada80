"""Corrected lines sent alone: loaded as the whole file that they are from, never in its place."""

import pytest

from data.errors import BadInput
from data.faulty_lines import faulty_lines
from data.incoming import gather
from data.returns import find
from data.store import Store
from expectations.loading import Sender, check, load

SENDER = Sender(authority="382", authority_name="Kirklees")


@pytest.fixture
def month(tmp_path):
    folder = tmp_path / "2025-09"
    folder.mkdir()
    return folder


def test_a_corrected_line_completes_the_month(made, month, tmp_path):
    store, path = Store(tmp_path / "store"), month / "contacts.csv"
    path.write_bytes(made.file("contacts", [*[{}] * 30, {"contact_date": "31/02/2025"}]))
    (first,) = load(gather([month]), SENDER, store)
    assert first.rows_stored == 30
    lines = faulty_lines(path.read_bytes(), path.name, find("contacts"), first.sha256, first.issues)
    path.write_text(lines.replace("31/02/2025", "28/09/2025"), encoding="utf-8")
    (checked,) = check(gather([month]), SENDER, store)
    (second,) = load(gather([month]), SENDER, store)
    assert (checked.verdict, second.verdict, second.rows_read, second.rows_stored) == ("accept", "accept", 31, 31)
    assert store.rows("contacts").height == 31
    assert store.archive.path(second.sha256).exists()


def test_without_the_store_nobody_knows_the_rest_of_the_file(made, month):
    path = month / "contacts.csv"
    raw = made.file("contacts", [*[{}] * 30, {"contact_date": "31/02/2025"}])
    decision = made.decide("contacts", [*[{}] * 30, {"contact_date": "31/02/2025"}])
    lines = faulty_lines(raw, path.name, find("contacts"), decision.sha256, decision.issues)
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(BadInput, match="--store"):
        check(gather([month]), SENDER)


def test_corrected_lines_never_go_into_another_month(made, month, tmp_path):
    store, path = Store(tmp_path / "store"), month / "contacts.csv"
    path.write_bytes(made.file("contacts", [*[{}] * 30, {"contact_date": "31/02/2025"}]))
    (first,) = load(gather([month]), SENDER, store)
    lines = faulty_lines(path.read_bytes(), path.name, find("contacts"), first.sha256, first.issues)
    sent = tmp_path / "faulty-lines-1.csv"
    sent.write_text(lines.replace("31/02/2025", "28/09/2025"), encoding="utf-8")
    with pytest.raises(BadInput, match="--list and --period"):
        gather([sent])
    with pytest.raises(BadInput, match="Contacts, September 2025, and was said to be Contacts, August 2025"):
        load(gather([sent], list="contacts", period="2025-08"), SENDER, store)
    (second,) = load(gather([sent], list="contacts", period="2025-09"), SENDER, store)
    assert second.rows_stored == 31
