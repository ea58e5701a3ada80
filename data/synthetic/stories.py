"""The stories that the made-up council tells: what drifts, improves or goes wrong, and when.

Every share is a chance at a day, told by the months that remain to the last month of the returns (0 = its last
day, -12 = a year before). Everything not named here is stable with natural noise.
"""

from __future__ import annotations

from dataclasses import dataclass

MONTH = 30.44
BULGE_TEAM = "Assessment Team East"
BUSY_TEAM = "Children in Need North"  # has fewer posts for its share of the work than the other two
EMPTIED = (215, 118)  # days before the end: two of its workers leave and are not replaced
SEASONS = (1.0, 1.02, 1.06, 0.98, 1.04, 1.05, 1.06, 0.86, 1.0, 1.05, 1.04, 0.88)  # contacts, January first


@dataclass(frozen=True)
class Stories:
    """The same stories for any last day."""

    last: int

    def months_left(self, day: int) -> float:
        return (day - self.last) / MONTH

    def conference_in_time(self, day: int) -> float:
        """Chance that a conference is held within 15 working days: worse and worse over the last five months."""
        late = max(0.0, self.months_left(day) + 6.0)
        return 0.81 if late <= 0 else max(0.40, 0.74 - 0.07 * late)

    def not_in_work_or_school(self, day: int) -> float:
        """Share of care leavers not in education, employment or training: better over the last eight months."""
        gain = max(0.0, self.months_left(day) + 8.0) / 8.0
        return 0.425 - 0.07 * gain

    def assessment_late(self, team: str, day: int) -> tuple[float, int, int]:
        """Chance that an assessment runs over 45 working days, and how long the late ones run (from, to)."""
        if team == BULGE_TEAM and -6.3 <= self.months_left(day) <= -2.6:
            return 0.40, 60, 98
        return 0.09, 46, 72
