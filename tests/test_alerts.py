"""Alerts reach a mail server and a webhook on loopback, and never fail what they are about."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tawthiq import alerts
from tawthiq.settings import load_settings

ALERT = alerts.Alert(subject="nightly failed", text="توقفت الليلة: batch.one_extractor_read_it")


@contextmanager
def webhook(status: int = 200) -> Iterator[tuple[str, list[dict[str, str]]]]:
    got: list[dict[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/secret-hook", got
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def mail_server() -> Iterator[tuple[str, list[str]]]:
    """A mail server of one connection, as far as one mail needs it."""
    listener = socket.create_server(("127.0.0.1", 0))
    said: list[str] = []

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rwb") as line:

            def answer(words: str) -> None:
                line.write(words.encode() + b"\r\n")
                line.flush()

            answer("220 ready")
            in_mail = False
            for raw in line:
                heard = raw.decode().rstrip("\r\n")
                said.append(heard)
                if in_mail:
                    if heard == ".":
                        in_mail = False
                        answer("250 taken")
                elif heard.upper() == "DATA":
                    in_mail = True
                    answer("354 go on")
                elif heard == "QUIT":
                    answer("221 bye")
                    return
                else:
                    answer("250 ok")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}/night@example.org", said
        thread.join(5)
    finally:
        listener.close()


def test_without_a_setting_the_log_alone_knows(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "tawthiq"):
        assert alerts.tell(load_settings({}), ALERT) == []
    assert "batch.one_extractor_read_it" in caplog.text


def test_a_webhook_and_a_mail_server_are_told() -> None:
    with webhook() as (hook, got), mail_server() as (mail, said):
        settings = load_settings({"TAWTHIQ_ALERTS": f"{hook} {mail}"})
        assert alerts.tell(settings, ALERT) == []
    assert got == [{"text": f"tawthiq: {ALERT.subject}\n{ALERT.text}"}]
    assert "Subject: tawthiq: nightly failed" in said
    assert any(line.lower().startswith("rcpt to:<night@example.org>") for line in said)


def test_a_place_that_does_not_answer_is_a_complaint_without_its_secret() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    settings = replace(load_settings({}), alerts=(f"http://127.0.0.1:{port}/secret-hook",))
    (complaint,) = alerts.tell(settings, ALERT)
    assert "127.0.0.1" in complaint
    assert "secret-hook" not in complaint


def test_a_refusal_is_a_complaint() -> None:
    with webhook(status=500) as (hook, _):
        settings = replace(load_settings({}), alerts=(hook,))
        assert "500" in alerts.tell(settings, ALERT)[0]


def test_a_subject_cannot_bring_a_header_of_its_own() -> None:
    hostile = replace(ALERT, subject="late\r\nBcc: all@example.org")
    with mail_server() as (mail, said):
        alerts.tell(replace(load_settings({}), alerts=(mail,)), hostile)
    assert "Subject: tawthiq: late Bcc: all@example.org" in said
