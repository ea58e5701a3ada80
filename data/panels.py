"""The panels that packs are made for, as data: which indicators, in which order, how public."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from data.errors import BadInput, NotFound

OWN = "panels.toml"  # a council's own file, in the folder of its store
CYCLES = ("monthly", "quarterly", "half-yearly", "yearly")
SMALLEST = 6


@dataclass(frozen=True)
class Panel:
    """A panel. `indicators`: ids in the order of its papers, empty for every indicator. `smallest`: the smallest count
    that its papers print, 0 where they are not public. `signed_by`: a role."""

    name: str
    indicators: tuple[str, ...] = ()
    cycle: str = ""
    smallest: int = 0
    title_page: str = ""
    signed_by: str = ""
    logo: Path | None = None

    @property
    def is_public(self) -> bool:
        """Whether anybody may read its papers."""
        return self.smallest > 0


def panels(folder: Path | None = None) -> tuple[Panel, ...]:
    """Those that come with the program, and the council's own in the folder of its store.

    Raises BadInput for a file that cannot be read, saying where and what was expected.
    """
    own = folder / OWN if folder is not None else None
    if own is None or not own.exists():
        return _shipped()
    found = {slug(p.name): p for p in _shipped()}
    found |= {slug(p.name): p for p in _read(own.read_bytes(), own.name, own.parent)}
    return tuple(found.values())


def find(name: str, folder: Path | None = None) -> Panel:
    """The panel of this name, however it is spelt (`corporate_parenting`). Raises NotFound."""
    known = panels(folder)
    wanted = slug(name)
    same = [p for p in known if slug(p.name) == wanted]
    alike = same or [p for p in known if wanted and slug(p.name).startswith(wanted)]
    if len(alike) != 1:
        names = [p.name for p in known]
        raise NotFound("panel", name, names, f"Declared are {', '.join(map(repr, names))}.")
    return alike[0]


def slug(name: str) -> str:
    """A name without spelling: `Corporate parenting panel` as `corporate-parenting-panel`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


# ------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _shipped() -> tuple[Panel, ...]:
    return _read(files("data.reference").joinpath(OWN).read_bytes(), OWN, None)


def _read(raw: bytes, name: str, folder: Path | None) -> tuple[Panel, ...]:
    try:
        told = tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise BadInput(f"{name} cannot be read as TOML: {problem}. Mend it and try again.") from problem
    return tuple(_panel(entry, f"{name}, panel {n}", folder) for n, entry in enumerate(told.get("panel", []), start=1))


def _panel(entry: dict, where: str, folder: Path | None) -> Panel:
    expected = {"name": str, "indicators": list, "cycle": str, "smallest": int, "title_page": str, "signed_by": str}
    for key, value in entry.items():
        kind = (expected | {"logo": str}).get(key)
        if kind is None:
            raise BadInput(f"{where}: '{key}' is not known. A panel has {', '.join([*expected, 'logo'])}.")
        if not isinstance(value, kind) or isinstance(value, bool):
            raise BadInput(f"{where}: {key} should be {_KINDS[kind]}, not {value!r}.")
    if not slug(entry.get("name", "")):
        raise BadInput(f"{where} has no name.")
    if entry.get("cycle", CYCLES[0]) not in CYCLES:
        raise BadInput(f"{where}: cycle is '{entry['cycle']}'; it should be one of {', '.join(CYCLES)}.")
    if not 0 <= entry.get("smallest", SMALLEST) <= 100:
        raise BadInput(f"{where}: smallest is {entry['smallest']}; it should lie from 0 (not public) to 100.")
    logo = folder / entry["logo"] if folder is not None and entry.get("logo") else None
    if logo is not None and not logo.is_file():
        raise BadInput(f"{where}: there is no picture {entry['logo']} beside {OWN}.")
    return Panel(
        name=entry["name"].strip(),
        indicators=tuple(map(str, entry.get("indicators", ()))),
        cycle=entry.get("cycle", CYCLES[0]),
        smallest=entry.get("smallest", SMALLEST),
        title_page=entry.get("title_page", ""),
        signed_by=entry.get("signed_by", ""),
        logo=logo,
    )


_KINDS = {str: "a text", list: "a list of indicator ids", int: "a whole number"}
