import pytest

from dashboard.words import uploading


@pytest.mark.parametrize(
    ("stored", "read", "said"),
    [
        (73, 73, "73 rows would be stored."),
        (1, 1, "1 row would be stored."),
        (0, 0, "0 rows would be stored."),
        (323, 326, "323 of 326 rows would be stored."),
        (0, 1, "0 of 1 row would be stored."),
    ],
)
def test_what_is_kept_out_shows_in_the_first_sentence(stored, read, said):
    assert uploading.would_be_stored(stored, read) == said


def test_files_that_nothing_names_are_asked_about():
    assert uploading.unnamed(0) == ""
    assert uploading.unnamed(1).endswith("say which list and month one file is.")
    assert uploading.unnamed(2).endswith("say which list and month 2 files are.")
