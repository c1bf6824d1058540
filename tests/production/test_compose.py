"""docker-compose.yaml against the Compose Specification, our settings and Airflow's own parser."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tawthiq.settings import NAMES, PROJECT, load_settings

HERE = Path(__file__).parent
FILE = PROJECT / "docker-compose.yaml"
#: Settings that mean a single machine and have no place in the production form.
LOCAL_ONLY = {"TAWTHIQ_HOME", "TAWTHIQ_PORT", "TAWTHIQ_NEWSROOM_PORT"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return loaded


def example() -> dict[str, str]:
    lines = (PROJECT / ".env.example").read_text("utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in pairs}


def named_in_compose() -> dict[str, str]:
    """Variables of the file with what follows the name: `:-default`, `:?message` or nothing."""
    found: dict[str, str] = {}
    for name, rest in re.findall(r"(?<!\$)\$\{([A-Z_]+)([^}]*)\}", FILE.read_text("utf-8")):
        found[name] = found.get(name) or rest
    return found


def test_it_keeps_to_the_specification(compose: dict[str, Any]) -> None:
    schema = json.loads((HERE / "compose_spec.json").read_text("utf-8"))
    jsonschema.Draft201909Validator(schema).validate(compose)


def test_the_specification_would_catch_a_misspelt_key(compose: dict[str, Any]) -> None:
    schema = json.loads((HERE / "compose_spec.json").read_text("utf-8"))
    broken = json.loads(json.dumps(compose))
    broken["services"]["redis"]["healthchek"] = broken["services"]["redis"].pop("healthcheck")
    with pytest.raises(jsonschema.ValidationError, match="healthchek"):
        jsonschema.Draft201909Validator(schema).validate(broken)


def test_every_part_of_airflow_and_its_stores_is_there(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {
        *("postgres", "redis", "setup"),
        *("api-server", "scheduler", "dag-processor", "triggerer", "worker"),
    }


def test_whatever_keeps_running_has_a_health_check(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert ("healthcheck" in service) == (name != "setup"), name


def test_our_containers_run_without_root_and_privileges(compose: dict[str, Any]) -> None:
    ours = [s for s in compose["services"].values() if "build" in s]
    assert len(ours) == 6
    for service in ours:
        assert service["user"] == "50000:0"
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert "privileged" not in service
    assert re.search(r"^USER 50000", (PROJECT / "Dockerfile").read_text("utf-8"), re.MULTILINE)


def test_only_the_pages_are_published_and_on_loopback(compose: dict[str, Any]) -> None:
    published = {n: s["ports"] for n, s in compose["services"].items() if "ports" in s}
    assert published == {"api-server": ["${AIRFLOW_LISTEN:-127.0.0.1:8080}:8080"]}


def test_no_secret_is_written_down() -> None:
    secret = re.compile(r"PASSWORD|SECRET|KEY")
    for name, rest in named_in_compose().items():
        if secret.search(name):
            assert rest.startswith(":?"), f"{name} has a default"
    for name, value in example().items():
        if secret.search(name):
            assert value == "", f"{name} has a value in .env.example"


def test_the_example_names_exactly_what_is_read() -> None:
    names = set(example())
    assert {n for n in names if n in NAMES} == set(NAMES)
    assert names - set(NAMES) == set(named_in_compose()) - set(NAMES)
    assert set(NAMES) - set(named_in_compose()) == LOCAL_ONLY


def test_the_example_shows_the_defaults() -> None:
    shown = example()
    assert {name: shown[name] for name in NAMES} == {
        n: default for n, (default, _) in NAMES.items()
    }
    assert load_settings({n: shown[n] for n in NAMES}) == load_settings({})
    for name, rest in named_in_compose().items():
        if rest.startswith(":-") and name not in NAMES:
            assert rest.removeprefix(":-") == shown[name], name


def test_the_settings_of_the_containers_are_sound(compose: dict[str, Any]) -> None:
    given = {
        name: re.sub(r"\$\{POSTGRES_PASSWORD\}", "x", re.sub(r"^\$\{\w+:-(.*)\}$", r"\1", value))
        for name, value in compose["x-environment"].items()
        if name in NAMES
    }
    settings = load_settings(given)
    assert settings.warehouse_url == "postgresql://tawthiq:x@postgres:5432/warehouse"
    assert settings.airflow_db_url == "postgresql+psycopg2://tawthiq:x@postgres:5432/airflow"
    assert settings.store_url == "/var/lib/tawthiq/stages"


def test_one_variable_moves_each_part_elsewhere(compose: dict[str, Any]) -> None:
    environment = compose["x-environment"]
    for name in ("TAWTHIQ_WAREHOUSE_URL", "TAWTHIQ_AIRFLOW_DB_URL", "TAWTHIQ_STORE"):
        assert environment[name].startswith(f"${{{name}:-")
    assert (
        environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] == environment["TAWTHIQ_AIRFLOW_DB_URL"]
    )


def test_what_the_containers_run_is_copied_into_the_image() -> None:
    copied = re.findall(r"^COPY (.*) \S+$", (PROJECT / "Dockerfile").read_text("utf-8"), re.M)
    names = {name for line in copied for name in line.split()}
    assert {"include", "dags", "plugins", "requirements.txt", "requirements-nodeps.txt"} <= names
    allowed = (PROJECT / ".dockerignore").read_text("utf-8").splitlines()
    assert {f"!{name}" for name in names} <= set(allowed)
    assert all((PROJECT / name).exists() for name in names)


@pytest.mark.airflow
@pytest.mark.slow
def test_airflow_understands_the_commands(compose: dict[str, Any]) -> None:
    from airflow.cli.cli_parser import get_parser

    parser = get_parser()
    understood = []
    for name, service in compose["services"].items():
        for command in _airflow_commands(service):
            parser.parse_args(command)
            understood.append((name, command[0]))
    assert ("worker", "celery") in understood
    assert ("setup", "users") in understood
    assert len(understood) == 8  # five services, two health checks, one user


def _airflow_commands(service: dict[str, Any]) -> list[list[str]]:
    command = service.get("command", [])
    found = [command[1:]] if command[:1] == ["airflow"] else []
    scripts = command[2:] if command[:1] == ["sh"] else []
    check = service.get("healthcheck", {}).get("test", [])
    scripts += check[1:] if check[:1] == ["CMD-SHELL"] else []
    for script in scripts:
        for line in script.replace("\\\n", " ").splitlines():
            words = shlex.split(line)
            if words[:1] == ["airflow"]:
                found.append(words[1:])
    return found
