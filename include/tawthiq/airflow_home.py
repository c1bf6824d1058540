"""The environment that Airflow runs in on this machine; what it needs to keep lies in its home.

Nothing here imports Airflow: these variables have to stand before its first import. In production
the same variables come from `docker-compose.yaml`.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tawthiq import server
from tawthiq.settings import PROJECT, Settings

USER = "admin"

#: A second account under `make up`, to see what someone sees who may look but not decide.
VIEWER = "viewer"

#: Airflow's settings that do not depend on ours. Loopback only, no examples, nothing sent home.
FIXED: Mapping[str, str] = {
    "AIRFLOW__API__HOST": "127.0.0.1",
    "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
    "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
    "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin,{VIEWER}:viewer",
    "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "10",
    "AIRFLOW__DATABASE__LOAD_DEFAULT_CONNECTIONS": "False",
    "AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK": "False",
    "GX_ANALYTICS_ENABLED": "False",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
}


class AirflowHomeError(RuntimeError):
    """Airflow's metadata cannot be prepared; ends with Airflow's own last words."""


def folder(settings: Settings) -> Path:
    """Return Airflow's home, made if need be."""
    home = settings.home / "airflow"
    home.mkdir(parents=True, exist_ok=True)
    return home


def environment(settings: Settings) -> dict[str, str]:
    """Return the variables that Airflow needs, starting the embedded server where that is meant."""
    home = folder(settings)
    kept = _secrets(home)
    base = f"http://127.0.0.1:{settings.port}"
    return {
        **FIXED,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__API__BASE_URL": base,
        "AIRFLOW__API__PORT": str(settings.port),
        "AIRFLOW__API__SECRET_KEY": kept["secret_key"],
        "AIRFLOW__API_AUTH__JWT_SECRET": kept["jwt_secret"],
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{base}/execution/",
        "AIRFLOW__CORE__FERNET_KEY": kept["fernet_key"],
        "AIRFLOW__CORE__PARALLELISM": str(settings.workers),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home / "passwords.json"),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": server.airflow_url(settings),
        "CAMELTOOLS_DATA": str(settings.home / "camel"),
        "PYTHONPATH": str(PROJECT / "include"),
        "TAWTHIQ_HOME": str(settings.home),
    }


def enter(settings: Settings) -> None:
    """Give this process Airflow's environment; call it before Airflow is imported."""
    os.environ.update(environment(settings))


def migrate(settings: Settings) -> bool:
    """Bring Airflow's metadata to this release; return whether there was anything to do.

    Raises:
        AirflowHomeError: Airflow's own command failed.
    """
    mark = folder(settings) / "migrated"
    wanted = _state(settings)
    if mark.exists() and mark.read_text("utf-8") == wanted:
        return False
    done = subprocess.run(
        [sys.executable, "-m", "airflow", "db", "migrate"],
        env=os.environ | environment(settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        raise AirflowHomeError(f"airflow db migrate failed; its last words:\n{last}")
    mark.write_text(wanted, "utf-8")
    return True


def _state(settings: Settings) -> str:
    """Name the release and the database that a migration was for."""
    from importlib.metadata import version

    if settings.airflow_db_url:
        database = settings.airflow_db_url.rpartition("@")[2]
    else:
        made = settings.home / "postgres" / "PG_VERSION"
        server.start(settings)
        database = f"embedded {made.stat().st_mtime_ns}"
    return f"{version('apache-airflow')} {database}"


def _secrets(home: Path) -> dict[str, str]:
    """Return this installation's keys and password, made at the first call."""
    path = home / "secrets.json"
    if not path.exists():
        made = {
            "fernet_key": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii"),
            "jwt_secret": secrets.token_urlsafe(64),  # HS512 wants 64 bytes or more
            "secret_key": secrets.token_urlsafe(32),
            "password": secrets.token_urlsafe(9),
        }
        _write_private(path, made)
        accounts = {USER: made["password"], VIEWER: secrets.token_urlsafe(9)}
        _write_private(home / "passwords.json", accounts)
    kept: dict[str, str] = json.loads(path.read_text("utf-8"))
    return kept


def login(settings: Settings) -> tuple[str, str]:
    """Return user name and password of Airflow's pages."""
    return USER, _secrets(folder(settings))["password"]


def _write_private(path: Path, content: dict[str, str]) -> None:
    part = path.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_text(json.dumps(content, indent=2), "utf-8")
    part.replace(path)
