"""Look over an installation: each check says what it found and, where that is wrong, the remedy."""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tawthiq.settings import PROJECT, Settings, SettingsError, load_settings, without_password

#: One night of the sample newsroom with everything takes 0.3 GB; an archive of 30,000 articles 1.
NEEDED_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found; a sound one needs no remedy."""

    check: str
    found: str
    remedy: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether nothing is to be done."""
        return not self.remedy

    def record(self) -> dict[str, Any]:
        """Return the finding as a dictionary for JSON."""
        return {**asdict(self), "is_sound": self.is_sound}


def examine(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the findings, cheapest first; settings that are wrong end it."""
    yield _python()
    yield _packages()
    try:
        settings = load_settings(environ)
    except SettingsError as error:
        yield Finding(check="settings", found=str(error), remedy="correct or unset the variable")
        return
    yield Finding(check="settings", found=f"state in {settings.home}, {settings.workers} workers")
    for check in CHECKS:
        yield check(settings)


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    wrong = sys.version_info[:2] != (3, 11)
    remedy = "remove .venv and run `make setup PYTHON=python3.11`" if wrong else ""
    return Finding(check="python", found=found, remedy=remedy)


def _packages() -> Finding:
    """Compare what is installed with the lock."""
    wrong = []
    for name in ("requirements.txt", "requirements-nodeps.txt"):
        for line in (PROJECT / name).read_text("utf-8").splitlines():
            package, _, wanted = line.partition(" ")[0].partition("==")
            try:
                if wanted and version(package.partition("[")[0]) != wanted:
                    wrong.append(package)
            except PackageNotFoundError:
                wrong.append(package)
    if wrong:
        shown = ", ".join(wrong[:5]) + (" …" if len(wrong) > 5 else "")
        return Finding(
            check="packages",
            found=f"{len(wrong)} not as locked: {shown}",
            remedy="remove .venv/installed and run `make setup`",
        )
    return Finding(check="packages", found="as locked")


def _space(settings: Settings) -> Finding:
    there = next(p for p in (settings.home, *settings.home.parents) if p.exists())
    free = shutil.disk_usage(there).free
    few = free < NEEDED_BYTES
    remedy = f"free {NEEDED_BYTES // 1024**3} GB or move TAWTHIQ_HOME" if few else ""
    return Finding(check="disk", found=f"{free / 1024**3:.1f} GB free", remedy=remedy)


def _writable(settings: Settings) -> Finding:
    probe = settings.home / "run" / ".probe"
    try:
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        remedy = "run as the owner of that folder, or move TAWTHIQ_HOME"
        return Finding(check="home", found=f"{error.filename}: {error.strerror}", remedy=remedy)
    return Finding(check="home", found=f"{settings.home} can be written")


def _store(settings: Settings) -> Finding:
    from tawthiq.store import open_store

    store = open_store(settings.store_url)
    try:
        store.write_lines("doctor", "probe", [{"is": "written"}])
        rows = list(store.read_lines("doctor", "probe"))
        store.path("doctor", "probe").unlink()
    except (OSError, ImportError, ValueError) as error:
        remedy = "correct TAWTHIQ_STORE, its credentials or its fsspec driver"
        return Finding(check="store", found=str(error), remedy=remedy)
    found = f"{settings.store_url} written and read ({len(rows)} row)"
    return Finding(check="store", found=found)


def _warehouse(settings: Settings) -> Finding:
    from tawthiq import server, warehouse

    try:
        connection = warehouse.connect(server.warehouse_dsn(settings))
    except (server.ServerError, warehouse.WarehouseError) as error:
        where = without_password(settings.warehouse_url) or "the embedded server"
        remedy = f"see whether {where} is up and may be reached"
        return Finding(check="warehouse", found=str(error).splitlines()[0], remedy=remedy)
    try:
        exists = "SELECT to_regclass('ops.migration') IS NOT NULL AS exists"
        if not warehouse.execute(connection, exists)[0]["exists"]:
            return Finding(check="warehouse", found="empty", remedy="run `make setup`")
        done = warehouse.execute(connection, "SELECT count(*) AS n FROM ops.migration")[0]["n"]
    finally:
        connection.close()
    wanted = len(warehouse.migrations())
    remedy = "" if done == wanted else "run `make setup` with the current release"
    return Finding(check="warehouse", found=f"{done} of {wanted} migrations applied", remedy=remedy)


def _port(settings: Settings) -> Finding:
    from tawthiq import supervisor

    if supervisor.is_up(settings):
        return Finding(check="airflow", found=f"up on 127.0.0.1:{settings.port}")
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", settings.port)) == 0
    if taken:
        return Finding(
            check="airflow",
            found=f"port {settings.port} is taken by another program",
            remedy="set TAWTHIQ_PORT to a free one",
        )
    return Finding(check="airflow", found=f"not up; port {settings.port} is free")


def _leftovers(settings: Settings) -> Finding:
    """Look for torch, which camel-tools would bring: 5 GB that nothing here needs."""
    heavy = [p.name for p in Path(sys.prefix).glob("lib/python*/site-packages/torch")]
    remedy = "install with `make setup`, not plain pip, into a fresh .venv" if heavy else ""
    return Finding(check="size", found="torch is installed" if heavy else "no torch", remedy=remedy)


CHECKS: tuple[Callable[[Settings], Finding], ...] = (
    _leftovers,
    _space,
    _writable,
    _store,
    _warehouse,
    _port,
)
