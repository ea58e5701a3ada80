"""How a column is declared: one short call a kind, so that a return reads as a table of its columns."""

from __future__ import annotations

from data.returns.schema import Column, Kind


def person(name: str, header: str = "", *aliases: str, required: bool = True) -> Column:
    """An id of a child, adopter or worker: text, never a number."""
    return _column(name, header, aliases, Kind.PERSON_ID, required=required)


def text(name: str, header: str = "", *aliases: str, required: bool = False) -> Column:
    """Free text."""
    return _column(name, header, aliases, Kind.TEXT, required=required)


def code(name: str, codes: str, header: str = "", *aliases: str, required: bool = False) -> Column:
    """A code of the named set."""
    return _column(name, header, aliases, Kind.CODE, codes=codes, required=required)


def yes_no(name: str, header: str = "", *aliases: str, required: bool = False) -> Column:
    """Y or N; "Unknown" reads as null."""
    return _column(name, header, aliases, Kind.YES_NO, codes="yes_no", required=required)


def yes_no_unknown(name: str, header: str = "", *aliases: str, required: bool = False) -> Column:
    """Y, N or U."""
    return _column(name, header, aliases, Kind.YES_NO, codes="yes_no_unknown", required=required)


def day(name: str, header: str = "", *aliases: str, required: bool = False, spine: bool = False) -> Column:
    """A date; `spine` where the row is about an event that must already have happened."""
    return _column(name, header, aliases, Kind.DATE, required=required, spine=spine)


def moment(name: str, header: str = "", *aliases: str, required: bool = False, spine: bool = False) -> Column:
    """A date and time."""
    return _column(name, header, aliases, Kind.DATETIME, required=required, spine=spine)


def count(name: str, header: str = "", *aliases: str, required: bool = False, maximum: float | None = None) -> Column:
    """A whole number, 0 or more."""
    return _column(name, header, aliases, Kind.INTEGER, required=required, minimum=0, maximum=maximum)


def number(name: str, header: str = "", *aliases: str, required: bool = False, maximum: float | None = None) -> Column:
    """A number with decimals, 0 or more."""
    return _column(name, header, aliases, Kind.NUMBER, required=required, minimum=0, maximum=maximum)


def _column(name: str, header: str, aliases: tuple[str, ...], kind: Kind, **facts) -> Column:
    return Column(name=name, header=header or name, kind=kind, aliases=aliases, **facts)
