"""`tawthiq sources`: the list, and what a check finds on the sample newsroom and on nothing."""

import socket

import pytest
from newsroom.serve import serve

from tawthiq.cli import run


@pytest.fixture
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "250")


def test_the_list_names_the_real_sources_alone(capsys, wide):
    assert run(["sources", "list", "*", "!sample-*"]) == 0
    told = capsys.readouterr().out
    assert "sohr" in told
    assert "sample-nida" not in told
    assert len(told.splitlines()) >= 33


def test_a_misspelt_source_is_one_line(capsys):
    assert run(["sources", "check", "shor"]) == 1
    assert "no source matches 'shor'" in capsys.readouterr().err


def test_a_check_fetches_a_feed_and_an_article_and_reads_it(capsys, wide, monkeypatch):
    with serve() as base:
        monkeypatch.setenv("TAWTHIQ_NEWSROOM_PORT", base.rpartition(":")[2])
        status = run(["sources", "check", "sample-mutawassit", "--day", "2018-03-08"])
    told = capsys.readouterr()
    (row,) = [line for line in told.out.splitlines() if "sample-mutawassit" in line]
    assert "200" in row
    assert "2018-03-0" in row
    assert row.split()[-1] in {"1.00", "0.99", "0.98"}, "selectors and extractor agree"
    assert "1 sound, 0 with remarks" in told.err
    assert status == 0


def test_a_dead_source_is_a_row_with_its_remark(capsys, wide, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers there
        monkeypatch.setenv("TAWTHIQ_NEWSROOM_PORT", str(taken.getsockname()[1]))
        assert run(["sources", "check", "sample-nida"]) == 1
    told = capsys.readouterr().out
    assert "names no article" in told
