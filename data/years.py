"""Year labels of published statistics, and the year in which each period ends."""

from __future__ import annotations

import re

from data.errors import BadInput

# 2025, 2024-25, 2024/25, 2023-25, 2021/22-23/24, each perhaps with a remark such as (prov)
LABEL = re.compile(r"^((?:19|20)\d{2})((?:[-/]\d{2}(?:\d{2})?)*)(?: \([A-Za-z ]+\))?$")
SIX_FIGURES = re.compile(r"^((?:19|20)\d{2})(\d{2})$")


def end(label: str) -> int:
    """The year in which the period of this label ends: 2025 of `2025`, `2024-25 (OT)`, `2023-25`, `202425`.

    Raises BadInput for a label of another kind.
    """
    match = LABEL.match(label.strip()) or SIX_FIGURES.match(label.strip())
    if not match:
        raise BadInput(f"'{label}' is not a year label of a known kind, such as 2025, 2024-25 or 2024/25.")
    first, last = int(match[1]), re.split("[-/]", match[2])[-1]
    if len(last) != 2:
        return int(last or first)
    year = first // 100 * 100 + int(last)
    return year if year >= first else year + 100
