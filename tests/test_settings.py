from __future__ import annotations

from pathlib import Path

import pytest

from tawthiq.settings import (
    NAMES,
    PROJECT,
    Settings,
    SettingsError,
    cores,
    load_settings,
    without_password,
)


def test_without_any_variable_all_state_lies_in_the_project() -> None:
    settings = load_settings({})
    assert settings.home == PROJECT / ".tawthiq"
    assert settings.store_url == str(PROJECT / ".tawthiq" / "stages")
    assert (settings.warehouse_url, settings.airflow_db_url) == ("", "")
    assert settings.workers == cores() >= 1


def test_an_empty_variable_is_an_unset_one() -> None:
    assert load_settings(dict.fromkeys(NAMES, "")) == load_settings({})


def test_the_home_moves_the_stage_files_with_it(tmp_path: Path) -> None:
    settings = load_settings({"TAWTHIQ_HOME": str(tmp_path)})
    assert settings.store_url == str(tmp_path / "stages")
    assert settings.reports == tmp_path / "reports"


def test_a_relative_folder_starts_at_the_project_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings({"TAWTHIQ_HOME": "state"}).home == PROJECT / "state"


@pytest.mark.parametrize(
    ("said", "libpq", "sqlalchemy"),
    [
        ("postgres://h/d", "postgresql://h/d", "postgresql+psycopg2://h/d"),
        ("postgresql://u:p@h/d", "postgresql://u:p@h/d", "postgresql+psycopg2://u:p@h/d"),
        ("postgresql+psycopg2://h/d", "postgresql://h/d", "postgresql+psycopg2://h/d"),
    ],
)
def test_each_database_address_is_spelt_as_its_library_needs_it(
    said: str, libpq: str, sqlalchemy: str
) -> None:
    settings = load_settings({"TAWTHIQ_WAREHOUSE_URL": said, "TAWTHIQ_AIRFLOW_DB_URL": said})
    assert settings.warehouse_url == libpq
    assert settings.airflow_db_url == sqlalchemy


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("TAWTHIQ_WORKERS", "0", "from 1 to 256"),
        ("TAWTHIQ_WORKERS", "many", "from 1 to 256"),
        ("TAWTHIQ_WORKERS", "٤", "from 1 to 256"),  # Arabic-Indic four
        ("TAWTHIQ_KEPT_RUNS", "0", "from 1 to 10000"),
        ("TAWTHIQ_CONTACT", "the desk", "desk@example.org"),
        ("TAWTHIQ_CONTACT", "a@b.org)\r\nX: y", "desk@example.org"),
        ("TAWTHIQ_ALERTS", "ana@example.org", "smtp://host:25/to@example.org"),
        ("TAWTHIQ_ALERTS", "file:///etc/passwd", "https://host/hook"),
        ("TAWTHIQ_PORT", "80", "from 1024 to 65535"),
        ("TAWTHIQ_WAREHOUSE_URL", "mysql://h/d", "postgresql://user"),
        ("TAWTHIQ_WAREHOUSE_URL", "warehouse", "postgresql://user"),
        ("TAWTHIQ_AIRFLOW_DB_URL", "sqlite:///x.db", "postgresql://user"),
        ("TAWTHIQ_STORE", "s4://bucket", "s3://bucket"),
        ("TAWTHIQ_HOME", __file__, "not a folder"),
        ("TAWTHIQ_WORKER", "2", "did you mean TAWTHIQ_WORKERS?"),
        ("TAWTHIQ_COLOUR", "2", "known: TAWTHIQ_HOME"),
    ],
)
def test_a_wrong_value_names_its_variable_and_the_remedy(
    name: str, value: str, remedy: str
) -> None:
    with pytest.raises(SettingsError, match=rf"^{name}: ") as caught:
        load_settings({name: value})
    assert remedy in str(caught.value)


def test_passwords_are_shown_nowhere() -> None:
    address = "postgresql://ana:s3cret@db/warehouse"
    assert without_password(address) == "postgresql://ana:***@db/warehouse"
    assert "s3cret" not in repr(load_settings({"TAWTHIQ_WAREHOUSE_URL": address}))
    with pytest.raises(SettingsError) as caught:
        load_settings({"TAWTHIQ_WAREHOUSE_URL": address.replace("postgresql", "mysql")})
    assert "s3cret" not in str(caught.value)


def test_object_storage_is_kept_as_it_was_named() -> None:
    assert load_settings({"TAWTHIQ_STORE": "s3://news/stages"}).store_url == "s3://news/stages"


def test_settings_cannot_be_changed_on_the_way() -> None:
    settings = load_settings({})
    with pytest.raises(AttributeError):
        settings.workers = 3  # type: ignore[misc]
    assert isinstance(settings, Settings)
