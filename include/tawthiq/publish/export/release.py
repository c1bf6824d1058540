"""A release on disk: data, dictionary, ledger, manifest, checksums, licence and citation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tawthiq.publish.export.facts import Incident

FOLDER = Path(__file__).parents[3]
LICENCE = """\
Figures, codes and coordinates of this release may be used under the Creative Commons Attribution
4.0 International licence (https://creativecommons.org/licenses/by/4.0/).

Titles and quoted words belong to their publishers; they stand here as evidence of each figure.
Place names, P-codes and coordinates rest in part on OCHA's COD-AB (CC BY-IGO) and GeoNames (CC BY).
What is modelled on ACLED's and UCDP's columns is not data of theirs: a machine coded every row.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Where a release lies and what its manifest says."""

    folder: Path
    manifest: Mapping[str, Any]


def versions(incidents: Sequence[Incident]) -> dict[str, Any]:
    """Return what the rows depend on: package, extractors, and the data folders by checksum."""
    extractors = {r.extractor_version for i in incidents for r in i.reports}
    return {
        "tawthiq": version("tawthiq"),
        "extractor": sorted(extractors),
        **{name: folder_version(FOLDER / name) for name in ("lexicon", "gazetteer", "codings")},
    }


def folder_version(folder: Path) -> str:
    """Return 12 hexadecimal digits over the names and bytes of a folder's tables."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.tsv")):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def write_release(out: Path, about: Mapping[str, Any], files: Mapping[str, bytes]) -> Release:
    """Write files, manifest and checksums into a folder named after format, days and content."""
    content = _hash(files)
    name = f"tawthiq_{about['format']}_{about['from']}_{about['to']}_{content[:8]}"
    manifest = {
        "name": name,
        **about,
        "content_sha256": content,
        "files": {
            file: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for file, data in sorted(files.items())
        },
        "licence": "CC-BY-4.0 for figures and codes; see LICENCE.txt",
        "citation": citation(name, about),
    }
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    everything = {
        **files,
        "LICENCE.txt": LICENCE.encode(),
        "CITATION.txt": (citation(name, about) + "\n").encode(),
        "manifest.json": (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode(),
    }
    sums = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {file}\n" for file, data in sorted(everything.items())
    )
    for file, data in (everything | {"SHA256SUMS": sums.encode()}).items():
        part = folder / f".{file}.part"
        part.write_bytes(data)
        part.replace(folder / file)
    return Release(folder=folder, manifest=manifest)


def citation(name: str, about: Mapping[str, Any]) -> str:
    """Return how the release is to be cited."""
    made = about["versions"]
    return (
        f"tawthiq {made['tawthiq']}: conflict incidents in Syria from Arabic news, "
        f"{about['from']} to {about['to']}, release {name} "
        f"(extractor {', '.join(made['extractor']) or 'none'}; lexicon {made['lexicon']})."
    )


def _hash(files: Mapping[str, bytes]) -> str:
    told = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
