"""The words and signs that a pack prints, explained once at its end."""

from __future__ import annotations

from dashboard import words

METHOD = (
    "Every figure is counted from the council’s own returns of its month, by the definition on its page, and stays as "
    "it was reported then. What later returns changed is listed under restated figures.",
    "A direction is given only where chance does not explain the change: by a control chart of up to 36 months, or by "
    "a test against a year or a quarter before (95%).",
    "Neighbours, region and England are the latest published statistics. Beside the mean and the median of the "
    "neighbours stands how many of them have a figure.",
)

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
    (
        "Withheld",
        "A figure is held and shown as [c], because the numbers are so small that a child could be recognised, or "
        "because another could be worked out from it. So are its direction, mean and limits.",
    ),
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
    ("↑ ↓", "The way that the figure itself moves, up or down. Whether that is good, the word beside it says."),
    (
        "Improving, worsening",
        "The figure has really moved, towards or away from what is good: by more than chance makes.",
    ),
    ("Higher, lower", "It has really moved, and neither way is better by itself."),
    ("No real change", "What moved is no more than chance makes from month to month."),
    ("Too few to compare", "With fewer than ten cases a change cannot be told from chance."),
    ("No earlier figure", "No figure of a year or a quarter before is held to set it beside."),
    ("Not tested", "Averages and shares of full-time posts: how far chance moves them is not known here."),
    (
        "Mean and usual range",
        "Of a control chart: chance alone keeps nearly every month within the range, so that one "
        "outside it, or a long run on one side of the mean, is a real change.",
    ),
    ("Year to date", "The months since April together, as each was reported."),
    ("Months changed", "How many of the last 24 months have another figure now than when they were reported."),
    ("Good is", "Whether a higher or a lower figure is better; “Neither” where it depends on the reasons."),
    ("Year end", "The figure of the month of March that ended the last financial year."),
    ("Year ago", "The figure of the same month a year before."),
    ("Mean", "All figures added up and shared out equally: what is often called the average."),
    ("Median", "The middle figure when all are put in order."),
    ("Stale", "A published figure of a time that ended more than 18 months before the month it stands beside."),
    ("Neighbours", "The councils most like this one by the national model of statistical neighbours."),
    ("Points", "Percentage points: from 40% to 38% is 2 points lower."),
    ("FTE", "Full-time equivalent: two people who each work half a week are one."),
    ("Per 10,000", "For every 10,000 children aged 0 to 17 who live in the area."),
)
