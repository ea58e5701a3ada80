"""Indicators that no list of children or workers can give: councils send their totals in the summary return."""

from indicators.catalogue.sent import (
    care_leavers,
    children_in_care,
    front_door,
    health_education,
    protection,
    quality,
    workforce,
)

__all__ = [
    "care_leavers",
    "children_in_care",
    "front_door",
    "health_education",
    "protection",
    "quality",
    "workforce",
]
