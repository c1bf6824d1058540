"""docker-compose.yaml's services as processes of this machine: the same commands, environment and
health checks, with services' names turned into 127.0.0.1, ports into free ones, and the image's
folders into the project's and the test's own.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import yaml

from tawthiq import server
from tawthiq.settings import PROJECT, load_settings

#: What an operator writes into .env; nothing is secret here.
SECRETS = {
    "POSTGRES_PASSWORD": "unused",
    "REDIS_PASSWORD": "redis-word",
    "AIRFLOW_ADMIN_PASSWORD": "admin-word",
    "AIRFLOW_SECRET_KEY": "s" * 64,
    "AIRFLOW_JWT_SECRET": "j" * 64,
    "AIRFLOW_FERNET_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "TAWTHIQ_WORKERS": "2",
}
_VARIABLE = re.compile(r"(?<!\$)\$\{([A-Z_]+)(?::([-?])([^{}]*))?\}")  # the innermost one


class Production:
    """The services of one compose file."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "state"
        self.settings = load_settings({"TAWTHIQ_HOME": str(self.state)})
        self.warehouse = server.warehouse_dsn(self.settings)
        metadata = server.airflow_url(self.settings)
        self._given = SECRETS | {
            "TAWTHIQ_WAREHOUSE_URL": self.warehouse,
            "TAWTHIQ_AIRFLOW_DB_URL": metadata,
        }
        pages, health, redis, *logs = (str(_free_port()) for _ in range(5))
        self._elsewhere = {
            f"postgresql://tawthiq:{SECRETS['POSTGRES_PASSWORD']}@postgres:5432/airflow": metadata,
            "@redis:6379": f"@127.0.0.1:{redis}",
            "redis-server": f"redis-server --bind 127.0.0.1 --port {redis}",
            "redis-cli": f"redis-cli -p {redis}",
            "//api-server:8080": f"//127.0.0.1:{pages}",
            "localhost:8080": f"localhost:{pages}",
            "localhost:8974": f"localhost:{health}",
            "0.0.0.0": "127.0.0.1",
            "/var/lib/tawthiq": str(self.state),
            "/opt/tawthiq": str(PROJECT),
        }
        self._pages = pages
        self._local = {
            "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT": health,
            "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": logs[0],
            "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": logs[1],
            "AIRFLOW__CORE__HOSTNAME_CALLABLE": "socket.gethostname",
            "HOSTNAME": socket.gethostname(),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }
        text = (PROJECT / "docker-compose.yaml").read_text("utf-8")
        while (filled := _VARIABLE.sub(self._value, text)) != text:
            text = filled
        self._services = yaml.safe_load(text)["services"]
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def once(self, name: str) -> None:
        """Run a service to its end, as `depends_on: service_completed_successfully` asks."""
        done = self._run(self._command(name), self._environment(name))
        assert done.returncode == 0, f"{name}: {done.stdout[-2000:]}{done.stderr[-2000:]}"

    def start(self, name: str) -> None:
        """Start a service."""
        with (self.state / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                self._command(name),
                env=self._environment(name),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_healthy(self, name: str, seconds: float) -> None:
        """Ask a service's health check until it passes."""
        kind, *words = self._services[name]["healthcheck"]["test"]
        command = ["sh", "-c", words[0]] if kind == "CMD-SHELL" else words
        until = time.monotonic() + seconds
        while (done := self._run(self._moved(command), self._environment(name))).returncode != 0:
            ended = self._running[name].poll()
            assert ended is None, f"{name} ended with {ended}: {self.last_words(name)}"
            said = f"{done.stdout[-500:]}{done.stderr[-500:]}{self.last_words(name)}"
            assert time.monotonic() < until, f"{name} is not healthy: {said}"
            time.sleep(1)

    def airflow(self, *words: str) -> str:
        """Run Airflow's command line beside the services."""
        done = self._run(["airflow", *words], self._environment("scheduler"))
        assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done.stdout

    def last_words(self, name: str) -> str:
        """Return the end of a service's log."""
        return (self.state / f"{name}.log").read_text("utf-8", "replace")[-2000:]

    def stop(self) -> dict[str, int]:
        """Stop all services as compose does, and return how each ended."""
        for process in self._running.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        ended = {name: process.wait(60) for name, process in self._running.items()}
        self._running = {}
        return ended

    def _command(self, name: str) -> list[str]:
        return self._moved(self._services[name]["command"])

    def _moved(self, words: list[str]) -> list[str]:
        moved = [self._here(word.replace("$$", "$")) for word in words]
        plain = [self._pages if word == "8080" else word for word in moved]
        # What became several words ("redis-cli -p 6380") is cut again, except in a shell's script.
        return [*shlex.split(plain[0]), *plain[1:]]

    def _environment(self, name: str) -> dict[str, str]:
        image = re.findall(r"(\w+)=(\S+)", " ".join(_env_lines()))
        told: Mapping[str, Any] = self._services[name].get("environment", {})
        given = {k: self._here(str("" if v is None else v)) for k, v in (*image, *told.items())}
        return {"LANG": "C.UTF-8", **given, **self._local}

    def _here(self, text: str) -> str:
        for name, place in self._elsewhere.items():
            text = text.replace(name, place)
        return text

    def _value(self, found: re.Match[str]) -> str:
        name, sign, rest = found.groups()
        return self._given.get(name) or (rest if sign == "-" else "")

    def _run(self, words: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )


@contextmanager
def production(folder: Path) -> Iterator[Production]:
    """Give the services of docker-compose.yaml; whatever was started is stopped at the end."""
    (folder / "state").mkdir()
    services = Production(folder)
    try:
        yield services
    finally:
        services.stop()
        server.stop(services.settings)


def _env_lines() -> list[str]:
    """Return the ENV instructions of the Dockerfile, continued lines joined."""
    text = (PROJECT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.startswith("ENV ")]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
