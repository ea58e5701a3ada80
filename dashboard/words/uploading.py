"""What is said of files that were sent: how much of them is kept, where they are at fault. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import words


def would_be_stored(stored: int, read: int) -> str:
    """`323 of 326 rows would be stored.`; `73 rows would be stored.` where that is all."""
    rows = words.plural(max(stored, read), "row")
    return f"{words.count(stored)} of {rows} would be stored." if stored < read else f"{rows} would be stored."


def unnamed(files: int) -> str:
    """What the officer must say before anything can be checked; empty where nothing is."""
    if not files:
        return ""
    those = "one file is" if files == 1 else f"{words.count(files)} files are"
    return f"Nothing is checked yet: say which list and month {those}."


def where(count: int, lines: Sequence[int], values: Sequence[str]) -> str:
    """`12 rows, for example lines 43, 51 and 60 (“a”)`, `Line 7`; empty for the file as a whole."""
    found = ""
    if count == 1 and lines:
        found = f"Line {lines[0]}"
    elif lines:
        example = "for example " if count > len(lines) else ""
        found = f"{words.plural(count, 'row')}, {example}{'line' if len(lines) == 1 else 'lines'} "
        found += words.joined(map(str, lines))
    said = "; ".join(f"“{v}”" for v in values)
    return f"{found} ({said})" if found and said else found
