"""The words and signs that a pack prints, explained once at its end."""

from __future__ import annotations

from dashboard import words

GLOSSARY: tuple[tuple[str, str], ...] = (
    ("0", "A true zero: the return is held, and nothing in it is counted."),
    ("No cases", "A return is held, but it names no case that the figure could be worked out from. It is not zero."),
    ("No return", "The return that the figure is counted from has not been received for the month. It is not zero."),
    (
        "Not available",
        "The figure looks back over more months than there are returns for (a part-year figure). It would mislead, "
        "so it is not shown.",
    ),
    (
        "Not recorded",
        "Cases that cannot be judged because what decides it is blank. Where it is not clear that a case belongs, it "
        "is left out; where it belongs but its result is blank, it stays in the denominator and is not counted in the "
        "numerator.",
    ),
    ("Not yet due", "The figure comes each quarter or year, and none is due for the month."),
    ("Withheld", "A figure is held and not shown, because the numbers are so small that a child could be recognised."),
    ("Not published", "There is no national figure that this could be set beside."),
    *(
        (f"[{letter}]", f"In published figures: {meaning}.")
        for letter, meaning in words.SYMBOLS.values()
        if letter != "–"
    ),
    ("On target", "The figure meets the target. Figures are compared before they are rounded."),
    ("Close to target", "The figure misses the target but is within the distance allowed."),
    ("Off target", "The figure misses the target by more than the distance allowed."),
    ("No target", "No target is set, or neither higher nor lower is better by itself."),
    ("As reported", "Counted from the returns of that month and of earlier months."),
    ("Restated", "Counted again for the same month from all the returns held when this pack was made."),
    ("Months changed", "How many of the last 24 months have another figure now than when they were reported."),
    ("Good is", "Whether a higher or a lower figure is better; “Neither” where it depends on the reasons."),
    ("Year end", "The figure of the month of March that ended the last financial year."),
    ("Median", "The middle figure when all are put in order."),
    ("Neighbours", "The councils most like this one by the national model of statistical neighbours."),
    ("Points", "Percentage points: from 40% to 38% is 2 points lower."),
    ("FTE", "Full-time equivalent: two people who each work half a week are one."),
    ("Per 10,000", "For every 10,000 children aged 0 to 17 who live in the area."),
)
