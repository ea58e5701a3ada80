import pytest

from data import years
from data.errors import BadInput


@pytest.mark.parametrize(
    ("label", "year"),
    [
        ("2025", 2025),
        ("2024-25", 2025),
        ("2024/25", 2025),
        ("2014-16", 2016),
        ("2021/22-23/24", 2024),
        ("2024-25 (OT)", 2025),
        ("2025 (prov)", 2025),
        ("2021 (Final)", 2021),
        ("202425", 2025),
        ("1999-00", 2000),
        (" 2025 ", 2025),
    ],
)
def test_the_year_in_which_a_period_ends(label, year):
    assert years.end(label) == year


@pytest.mark.parametrize("label", ["0", "", "latest", "20", "3024", "2025 Q1", "2024-2"])
def test_other_labels_are_refused(label):
    with pytest.raises(BadInput, match="year label"):
        years.end(label)
