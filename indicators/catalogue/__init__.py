"""Every indicator, by domain, in the order in which pages show them."""

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
    workforce,
)
from indicators.model import Indicator

ALL: tuple[Indicator, ...] = (
    *front_door.INDICATORS,
    *protection.INDICATORS,
    *plans.INDICATORS,
    *missing.AT_HOME,
    *permanence.BEFORE_COURT,
    *children_in_care.INDICATORS,
    *missing.INDICATORS,
    *placements.INDICATORS,
    *health_education.INDICATORS,
    *care_leavers.INDICATORS,
    *permanence.INDICATORS,
    *placements.PERMANENCE,
    *workforce.INDICATORS,
    *quality.INDICATORS,
)
BY_ID = {indicator.id: indicator for indicator in ALL}
DOMAINS = tuple(dict.fromkeys(indicator.domain for indicator in ALL))


def find(indicator_id: str) -> Indicator:
    """The indicator of this id. Raises NotFound with near names."""
    if indicator_id not in BY_ID:
        raise NotFound("indicator", indicator_id, BY_ID)
    return BY_ID[indicator_id]
