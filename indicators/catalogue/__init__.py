"""Every indicator, by domain, in the order in which pages show them."""

from dataclasses import replace

from data.errors import NotFound
from indicators.catalogue import (
    care_leavers,
    children_in_care,
    front_door,
    health_education,
    missing,
    permanence,
    placements,
    plans,
    protection,
    quality,
    sent,
    tags,
    workforce,
)
from indicators.model import Indicator

DECLARED: tuple[Indicator, ...] = (
    *front_door.INDICATORS,
    *sent.front_door.INDICATORS,
    *protection.INDICATORS,
    *plans.INDICATORS,
    *missing.AT_HOME,
    *permanence.BEFORE_COURT,
    *sent.protection.INDICATORS,
    *children_in_care.INDICATORS,
    *missing.INDICATORS,
    *placements.INDICATORS,
    *sent.children_in_care.INDICATORS,
    *health_education.INDICATORS,
    *sent.health_education.INDICATORS,
    *care_leavers.INDICATORS,
    *sent.care_leavers.INDICATORS,
    *permanence.INDICATORS,
    *placements.PERMANENCE,
    *workforce.INDICATORS,
    *sent.workforce.INDICATORS,
    *quality.INDICATORS,
    *sent.quality.INDICATORS,
)


def _with_tags(indicator: Indicator) -> Indicator:
    if indicator.tags and indicator.agency:
        return indicator
    said, agency = tags.BY_ID.get(indicator.id, ((), ""))
    return replace(indicator, tags=indicator.tags or said, agency=indicator.agency or agency)


ALL: tuple[Indicator, ...] = tuple(_with_tags(i) for i in DECLARED)
BY_ID = {indicator.id: indicator for indicator in ALL}


def find(indicator_id: str) -> Indicator:
    """The indicator of this id. Raises NotFound with near names."""
    if indicator_id not in BY_ID:
        raise NotFound("indicator", indicator_id, BY_ID, "The definitions page and 'scorecard show' list them all.")
    return BY_ID[indicator_id]
