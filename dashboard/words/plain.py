"""What is said of figures in plain words, for young people and members: the same on the page and in packs.

Pure functions: text out, nothing read.
"""

from __future__ import annotations

from dashboard import words
from dashboard.words import Tag
from indicators.direction import HIGHER, IMPROVING, LOWER, NO_CHANGE, WORSENING

LIKE_US = "Councils like us"
NOTHING = "Nothing to show here this month."
NOT_PUBLISHED, SIZES = "Not published", "Councils differ in size"
TARGETS = {
    words.RAG["on_target"]: "It meets our target",
    words.RAG["close_to_target"]: "It just misses our target",
    words.RAG["off_target"]: "It does not meet our target",
}
WHEN = {
    "at the month end": "",
    "in the month": "in {}",
    "in the last 3 months": "in the three months to {}",
    "in the last 12 months": "in the year to {}",
}
CHANGED = {IMPROVING: "Better", WORSENING: "Worse", HIGHER: "Higher", LOWER: "Lower"}  # than something
UNTOLD = {"few_cases": "Too few to say", "nothing_before": "No earlier figure", "not_tested": "We cannot tell"}
TRAVELLED = {
    IMPROVING: "It is getting better",
    WORSENING: "It is getting worse",
    HIGHER: "It is going up",
    LOWER: "It is going down",
    NO_CHANGE: "It has not really changed",
}
CARE = {"use_with_care": "Use with care", "do_not_rely": "Do not rely on it"}
FOR_EVERY = {"rate_per_10k": "10,000 children", "rate_per_1k": "1,000", "rate_per_100k": "100,000"}

# What the words mean: a term and its meaning.
TARGET = ("Target", "The figure that we want to reach.")
CHANGE = (
    "Better or worse",
    "Figures go up and down a little by chance. We say that one has changed only if chance does not explain it: set "
    "against the same month last year, or against what it usually is.",
)
ALIKE = (
    LIKE_US,
    "The ten in England whose children and families live most like ours. We give the figure in the middle of theirs, "
    "from the latest national statistics: it is older than ours.",
)
RELIED_ON = (
    CARE["use_with_care"],
    "There are gaps in the records behind the figure. Where it says not to rely on it, there are many.",
)


def target(rating: Tag, aim: str) -> str:
    """`It meets our target (40% or less).`; empty where there is none to meet."""
    return f"{TARGETS[rating]} ({aim})." if rating in TARGETS else ""


def travelled(direction: str) -> str:
    """`It is getting better.` of `Improving` or `improving`; empty where no direction is given."""
    if not direction:
        return ""
    return f"{TRAVELLED.get(direction.lower(), 'We cannot tell if it has really changed')}."


def like_us(figure: str) -> str:
    """`Councils like us: 38%`."""
    return f"{LIKE_US}: {figure}"


def for_every(unit: str) -> str:
    """`for every 10,000 children`; empty where the unit is no rate."""
    return f"for every {FOR_EVERY[unit]}" if unit in FOR_EVERY else ""


def in_every_100(value: float) -> str:
    """`about 34 in every 100`; never `about 0` where there are some, nor `about 100` where some are missing."""
    if 0 < value < 1:
        return "fewer than 1 in every 100"
    if 99 < value < 100:
        return "more than 99 in every 100"
    exact = "" if float(value).is_integer() else "about "
    return f"{exact}{words.number(value, 0)} in every 100"


def kept_back(hidden: int, sign: str) -> str:
    """`2 figures are kept back ([c]), so that nobody can be recognised.`; empty where none is."""
    if not hidden:
        return ""
    are = "figure is" if hidden == 1 else "figures are"
    return f"{words.count(hidden)} {are} kept back ({sign}), so that nobody can be recognised."
