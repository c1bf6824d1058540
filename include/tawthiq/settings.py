"""The environment, read once: what can be moved elsewhere, and to where it was moved.

`NAMES` is the one list of variables; `.env.example` is tested against it.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parents[2]

#: A night begins at midnight UTC and is to be done by six: analysts start at seven.
NIGHT_MAY_TAKE = timedelta(hours=6)

#: Every variable with its default and meaning. An empty default is explained by its meaning.
NAMES: Mapping[str, tuple[str, str]] = {
    "TAWTHIQ_HOME": (
        ".tawthiq",
        "Folder of all state: database, stage files, Airflow's home, reports. "
        "A relative path starts at the project.",
    ),
    "TAWTHIQ_WAREHOUSE_URL": (
        "",
        "The warehouse, postgresql://user:password@host:5432/warehouse. "
        "Empty: the embedded PostgreSQL in TAWTHIQ_HOME.",
    ),
    "TAWTHIQ_AIRFLOW_DB_URL": (
        "",
        "Airflow's metadata, postgresql+psycopg2://user:password@host:5432/airflow. "
        "Empty: the embedded PostgreSQL in TAWTHIQ_HOME.",
    ),
    "TAWTHIQ_STORE": (
        "",
        "Where stages leave their files: a folder, or object storage as s3://bucket/folder "
        "(with the fsspec driver of that protocol installed). Empty: TAWTHIQ_HOME/stages.",
    ),
    "TAWTHIQ_GAZETTEER": (
        "",
        "The table of places that `tawthiq gazetteer build` wrote, or `shipped` for the project's "
        "own alone. Empty: TAWTHIQ_HOME/gazetteer.tsv if there is one, else the project's own.",
    ),
    "TAWTHIQ_WORKERS": (
        "",
        "How many processes extract and how many tasks Airflow runs at a time on this machine. "
        "Empty: one per core.",
    ),
    "TAWTHIQ_KEPT_RUNS": (
        "60",
        "How many runs keep their quality pages and Data Docs; older ones are removed.",
    ),
    "TAWTHIQ_ALERTS": (
        "",
        "Whom to tell of critical failures and missed deadlines, beside the log; several parted by "
        "blanks: https://chat.example/hook, smtp://user:password@host:25/to@example.org. "
        "Empty: the log alone.",
    ),
    "TAWTHIQ_CONTACT": (
        "",
        "Where outlets may write to about requests of ours: an address of mail or of a page. "
        "It stands in the user agent. Set it before the first night.",
    ),
    "TAWTHIQ_PORT": ("8090", "Port of Airflow's pages on 127.0.0.1 under `make up`."),
    "TAWTHIQ_NEWSROOM_PORT": ("8765", "Port of the sample newsroom on 127.0.0.1."),
}

#: It is sent in a header: neither blanks nor brackets.
_CONTACT = re.compile(r"[^\s@()<>;]+@[^\s@()<>;]+|https?://[^\s()<>;]+")

#: Read by the tests alone: where annotated articles and archives lie, beside the project if unset.
FOR_TESTS = frozenset({"TAWTHIQ_SHARED"})


class SettingsError(ValueError):
    """A variable has a value that cannot be right; the message names it and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment says. URLs may hold passwords and are kept out of `repr`."""

    home: Path
    warehouse_url: str = field(default="", repr=False)  # "" = embedded
    airflow_db_url: str = field(default="", repr=False)  # "" = embedded
    store_url: str
    workers: int
    port: int
    kept_runs: int = 60
    gazetteer: Path | None = None  # None = the shipped one
    alerts: tuple[str, ...] = field(default=(), repr=False)
    contact: str = ""  # "" = the user agent names the project alone

    @property
    def reports(self) -> Path:
        """Folder of report pages and Data Docs."""
        return self.home / "reports"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read and check the environment.

    Raises:
        SettingsError: a TAWTHIQ_ name is unknown or a value cannot be right.
    """
    _refuse_unknown(environ)
    said = {name: environ.get(name, "").strip() or default for name, (default, _) in NAMES.items()}
    home = _folder(said["TAWTHIQ_HOME"], "TAWTHIQ_HOME")
    return Settings(
        home=home,
        warehouse_url=_postgres(said["TAWTHIQ_WAREHOUSE_URL"], "TAWTHIQ_WAREHOUSE_URL"),
        airflow_db_url=_with_driver(
            _postgres(said["TAWTHIQ_AIRFLOW_DB_URL"], "TAWTHIQ_AIRFLOW_DB_URL")
        ),
        store_url=_store(said["TAWTHIQ_STORE"], home),
        gazetteer=_gazetteer(said["TAWTHIQ_GAZETTEER"], home),
        workers=_number(said["TAWTHIQ_WORKERS"] or str(cores()), "TAWTHIQ_WORKERS", 1, 256),
        port=_number(said["TAWTHIQ_PORT"], "TAWTHIQ_PORT", 1024, 65535),
        alerts=tuple(_alert(a) for a in said["TAWTHIQ_ALERTS"].split()),
        contact=_contact(said["TAWTHIQ_CONTACT"]),
        kept_runs=_number(said["TAWTHIQ_KEPT_RUNS"], "TAWTHIQ_KEPT_RUNS", 1, 10_000),
    )


def cores() -> int:
    """Return how many cores this process may use (cgroup and taskset count)."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _contact(value: str) -> str:
    if value and not _CONTACT.fullmatch(value):
        raise SettingsError(
            f"TAWTHIQ_CONTACT: {value!r} is no address to write to; "
            "write desk@example.org or https://example.org/about"
        )
    return value


def without_password(url: str) -> str:
    """Return the URL as it may be shown."""
    parts = urlsplit(url)
    if parts.password is None:
        return url
    return url.replace(f":{parts.password}@", ":***@")


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    for name in environ:
        if name.startswith("TAWTHIQ_") and name not in NAMES and name not in FOR_TESTS:
            near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.8)
            hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(NAMES)}"
            raise SettingsError(f"{name}: no such setting; {hint}")


def _folder(value: str, name: str) -> Path:
    path = Path(os.path.abspath(PROJECT / Path(value).expanduser()))  # noqa: PTH100 - keeps symlinks
    if path.exists() and not path.is_dir():
        raise SettingsError(f"{name}: {path} is not a folder; name a folder that may be created")
    return path


def _postgres(value: str, name: str) -> str:
    scheme = urlsplit(value).scheme
    if value and scheme not in {"postgresql", "postgres", "postgresql+psycopg2"}:
        raise SettingsError(
            f"{name}: {without_password(value)!r} is not a PostgreSQL address; "
            "write postgresql://user:password@host:5432/database, or leave it empty"
        )
    if name == "TAWTHIQ_WAREHOUSE_URL" and value:
        return "postgresql" + value.removeprefix(scheme)  # libpq knows no driver in the scheme
    return value


def _with_driver(url: str) -> str:
    """SQLAlchemy 2.1 takes a bare postgresql:// for psycopg 3; Airflow needs psycopg2."""
    scheme, colon, rest = url.partition(":")
    return f"postgresql+psycopg2{colon}{rest}" if scheme else ""


def _store(value: str, home: Path) -> str:
    if not value:
        return str(home / "stages")
    if "://" not in value:
        return str(_folder(value, "TAWTHIQ_STORE"))
    from fsspec.registry import known_implementations  # here: `--help` stays fast

    protocol = value.partition("://")[0]
    if protocol not in known_implementations:
        raise SettingsError(
            f"TAWTHIQ_STORE: {protocol}:// is no known storage; write a folder or, say, s3://bucket"
        )
    return value


def _gazetteer(value: str, home: Path) -> Path | None:
    if value == "shipped":
        return None
    if not value:
        built = home / "gazetteer.tsv"
        return built if built.exists() else None
    path = PROJECT / Path(value).expanduser()
    if not path.is_file():
        raise SettingsError(
            f"TAWTHIQ_GAZETTEER: {path} is not there; write it with `tawthiq gazetteer build`, "
            "or say `shipped`"
        )
    return path


def _alert(value: str) -> str:
    parts = urlsplit(value)
    is_mail = parts.scheme in ("smtp", "smtps") and "@" in parts.path
    if not parts.hostname or not (is_mail or parts.scheme in ("http", "https")):
        raise SettingsError(
            f"TAWTHIQ_ALERTS: {without_password(value)!r} is no address of alerts; write "
            "https://host/hook or smtp://host:25/to@example.org"
        )
    return value


def _number(value: str, name: str, low: int, high: int) -> int:
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise SettingsError(f"{name}: {value!r} is not a whole number from {low} to {high}")
    return int(value)
