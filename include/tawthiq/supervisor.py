"""Airflow for daily use on this machine: four components started, watched and stopped in order.

`airflow standalone` is not used: stopped by SIGTERM it leaves its components behind as orphans, and
it opens log servers on every network interface. Here one process watches the four, nothing listens
but 127.0.0.1:TAWTHIQ_PORT, and when one component dies all are stopped and the log says which.

    make up → tawthiq up → (detached) python -m tawthiq.supervisor → scheduler, dag-processor,
                                                                     triggerer, api-server
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tawthiq import airflow_home
from tawthiq.settings import PROJECT, Settings, load_settings

#: In the order of starting; stopped in the reverse, so that no task loses the API under it.
COMPONENTS = {
    "api-server": ("api-server",),
    "dag-processor": ("dag-processor",),
    "triggerer": ("triggerer", "--skip-serve-logs"),
    "scheduler": ("scheduler", "--skip-serve-logs"),
}
READY_SECONDS = 120  # measured: 8 to 12 s with two idle cores
STOP_SECONDS = 30  # measured: 5 s; 12 s with a task waiting in the triggerer
PR_SET_PDEATHSIG = 1


class SupervisorError(RuntimeError):
    """Airflow does not come up or go down; names the component and its log."""


def up(settings: Settings) -> str:
    """Start Airflow detached, wait until it is healthy, return its address. Up already: at once.

    Raises:
        SupervisorError: a component died or is not healthy in time; everything is stopped again.
    """
    address = f"http://127.0.0.1:{settings.port}"
    if is_up(settings):
        return address
    _refuse_taken_port(settings)
    with (_logs(settings) / "supervisor.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tawthiq.supervisor"],
            cwd=PROJECT,
            env=os.environ | {"TAWTHIQ_HOME": str(settings.home), "PYTHONPATH": _import_path()},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    for _ in range(READY_SECONDS * 2):
        if process.poll() is not None:
            raise SupervisorError(f"Airflow stopped while starting:\n{_last_words(settings)}")
        if not _unhealthy(address):
            return address
        time.sleep(0.5)
    waiting = ", ".join(_unhealthy(address))
    down(settings)
    raise SupervisorError(
        f"not healthy after {READY_SECONDS} s: {waiting}; see {_logs(settings)}, then `make up`"
    )


def down(settings: Settings) -> bool:
    """Stop Airflow and wait for it; return whether it was up.

    Raises:
        SupervisorError: the supervisor does not end; names its process.
    """
    pid = _supervisor(settings)
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM)
    for _ in range((STOP_SECONDS * len(COMPONENTS) + 10) * 10):
        if _supervisor(settings) is None:
            return True
        time.sleep(0.1)
    raise SupervisorError(f"process {pid} does not end; look into {_logs(settings)}")


def is_up(settings: Settings) -> bool:
    """Tell whether a supervisor of this home is at work."""
    return _supervisor(settings) is not None


def supervise(settings: Settings) -> int:
    """Run the four components until told to stop; return 1 where one of them ended by itself."""
    with _owner(settings):
        stopping: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda got, _frame: stopping.append(got))
        environment = os.environ | airflow_home.environment(settings)  # starts and holds PostgreSQL
        running: dict[str, subprocess.Popen[bytes]] = {}
        try:
            for name, arguments in COMPONENTS.items():
                running[name] = _spawn(settings, name, arguments, environment)
            while not stopping:
                ended = [name for name, p in running.items() if p.poll() is not None]
                if ended:
                    _say(f"{', '.join(ended)} ended by itself; stopping the others")
                    return 1
                time.sleep(0.5)
        finally:
            _stop(running)
    return 0


def _spawn(
    settings: Settings, name: str, arguments: tuple[str, ...], environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    with (_logs(settings) / f"{name}.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - Airflow's own commands, arguments from above
            [sys.executable, "-m", "airflow", *arguments],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=_own_group_and_no_orphan,
        )


def _own_group_and_no_orphan() -> None:
    """Lead a group of its own, and get SIGTERM should the supervisor be killed (Linux)."""
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, process in reversed(running.items()):
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            _say(f"{name} does not end within {STOP_SECONDS} s: killed")
        with contextlib.suppress(ProcessLookupError):  # its children, where any are left
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextlib.contextmanager
def _owner(settings: Settings) -> Iterator[None]:
    """Be the one supervisor of this home; a lock says so, whatever killed a former one."""
    with _lock_file(settings) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SupervisorError("Airflow is up already; `make down` stops it") from error
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()).encode("ascii"))
        file.flush()
        yield


def _supervisor(settings: Settings) -> int | None:
    with _lock_file(settings) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            said = file.read()
            return int(said) if said.isdigit() else None
    return None


def _lock_file(settings: Settings) -> IO[bytes]:
    path = settings.home / "run" / "supervisor.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path.open("r+b")


def _unhealthy(address: str) -> list[str]:
    """Return the components that do not report as healthy; all, where nothing answers."""
    try:
        with urllib.request.urlopen(f"{address}/api/v2/monitor/health", timeout=5) as answer:  # noqa: S310 - http on loopback
            health = json.load(answer)
    except (OSError, urllib.error.URLError, ValueError):
        return list(COMPONENTS)
    parts = {"scheduler": "scheduler", "dag_processor": "dag-processor", "triggerer": "triggerer"}
    return [
        name for key, name in parts.items() if (health.get(key) or {}).get("status") != "healthy"
    ]


def _refuse_taken_port(settings: Settings) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", settings.port))
        except OSError as error:
            raise SupervisorError(
                f"port {settings.port} is taken by another program; set TAWTHIQ_PORT to a free one"
            ) from error


def _logs(settings: Settings) -> Path:
    folder = airflow_home.folder(settings) / "logs" / "components"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _last_words(settings: Settings) -> str:
    said = (_logs(settings) / "supervisor.log").read_text("utf-8", "replace").splitlines()
    return "\n".join([*said[-5:], f"(logs: {_logs(settings)})"])


def _import_path() -> str:
    return str(PROJECT / "include")


def _say(line: str) -> None:
    sys.stderr.write(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} {line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(supervise(load_settings()))
