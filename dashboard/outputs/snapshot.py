"""A snapshot: the documents of a pack in a folder of their own with a manifest, written once and never changed."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

from dashboard.outputs.html import html
from dashboard.outputs.pack import Pack, pack
from dashboard.outputs.pdf import pdf
from dashboard.outputs.table import as_csv, as_json
from dashboard.outputs.xlsx import xlsx
from dashboard.views.choice import slug
from data.errors import BadInput
from data.panels import Panel
from indicators.scorecard import Scorecard

FORMATS = {"pdf": pdf, "xlsx": xlsx, "html": html, "csv": as_csv, "json": as_json}
MANIFEST = "manifest.json"
MANIFEST_VERSION = 1


def make(scorecard: Scorecard, *, panel: Panel, out: Path, formats: Iterable[str] | None = None) -> list[Path]:
    """Write the snapshot of a scorecard into the folder `out`; the paths of its files, the manifest last.

    The same scorecard, panel and formats give the same bytes. Raises BadInput for an unknown format, a panel without
    a name, and a folder that holds anything else: a snapshot is never written over.
    """
    wanted = _formats(FORMATS if formats is None else formats)
    if not slug(panel.name):
        raise BadInput("A snapshot needs the name of its panel, for example --panel 'Corporate parenting panel'.")
    content = pack(scorecard, panel)
    name = f"scorecard-{slug(content.authority)}-{content.period}-{slug(content.panel)}"
    documents = {f"{name}.{ending}": FORMATS[ending](content) for ending in wanted}
    documents[MANIFEST] = manifest(content, documents)
    _write_once(Path(out), documents)
    return [Path(out) / file for file in documents]


def manifest(content: Pack, documents: dict[str, bytes]) -> bytes:
    """What the snapshot is and rests on, and the SHA-256 of each of its documents, as JSON."""
    facts = {
        "manifest_version": MANIFEST_VERSION,
        "authority": content.authority,
        "authority_name": content.council,
        "synthetic": content.synthetic,
        "panel": content.panel,
        "period": content.period,
        "as_at": content.as_at.isoformat(),
        "loaded_at": content.loaded_at.isoformat() if content.loaded_at else None,
        "marking": content.marking,
        "missing_lists": list(content.missing),
        "measures_sha256": content.measures_sha256,
        "definition_versions": dict(content.versions),
        "targets": {i: {"target": t, "limit": limit, "basis": basis} for i, t, limit, basis in content.targets},
        "files": {file: hashlib.sha256(written).hexdigest() for file, written in documents.items()},
    }
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


# ------------------------------------------------------------------------------------------------------


def _formats(formats: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(f.strip().lower() for f in formats if f.strip()))
    unknown = [f for f in wanted if f not in FORMATS]
    if unknown or not wanted:
        asked = f"The format '{unknown[0]}' is not known" if unknown else "No format was asked for"
        raise BadInput(f"{asked}. A snapshot can be made as {' and '.join(FORMATS)}.")
    return wanted


def _write_once(out: Path, documents: dict[str, bytes]) -> None:
    """Put the documents where they belong all at once; leave a folder that holds just them as it is."""
    if out.exists() and not out.is_dir():
        raise BadInput(f"{out} is a file. Choose a folder for the snapshot.")
    if out.is_dir() and any(out.iterdir()):
        held = {p.name: p.read_bytes() if p.is_file() else None for p in out.iterdir()}
        if held != documents:
            raise BadInput(
                f"The folder {out} already holds {_what(held, documents)}. A snapshot is never written over: "
                "choose another folder."
            )
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
        written = Path(folder) / "snapshot"
        written.mkdir()
        for file, content in documents.items():
            (written / file).write_bytes(content)
        if out.is_dir():
            out.rmdir()
        written.rename(out)


def _what(held: dict[str, bytes | None], documents: dict[str, bytes]) -> str:
    if MANIFEST not in held:
        return "other files"
    changed = sorted(set(documents) & {f for f in held if held[f] != documents.get(f)} - {MANIFEST})
    return f"another snapshot ({changed[0]} differs)" if changed else "another snapshot"
