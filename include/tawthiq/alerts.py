"""Tell people what cannot wait: a critical failure, a missed deadline.

Always into the log; by mail or webhook where settings name one. That an alert cannot be delivered
is logged and never fails the run that it is about.
"""

from __future__ import annotations

import http.client
import json
import logging
import smtplib
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from tawthiq.settings import Settings

_LOG = logging.getLogger("tawthiq.alerts")
#: A server that does not answer by then is not there; the run must not wait for it.
TIMEOUT_SECONDS = 10
_SENDER = "tawthiq@localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What happened, in one line and in full."""

    subject: str
    text: str


def tell(settings: Settings, alert: Alert) -> list[str]:
    """Log an alert and send it wherever the settings say; return what could not be delivered."""
    _LOG.error("%s: %s", alert.subject, alert.text)
    complaints = []
    for address in settings.alerts:
        try:
            _send(address, alert)
        except (OSError, smtplib.SMTPException, http.client.HTTPException) as error:
            complaints.append(f"{_shown(address)}: {type(error).__name__}: {error}")
            _LOG.error("alert not delivered to %s", complaints[-1])
    return complaints


def _send(address: str, alert: Alert) -> None:
    if urlsplit(address).scheme in ("smtp", "smtps"):
        _mail(address, alert)
    else:
        _post(address, alert)


def _shown(address: str) -> str:
    """Return an address without what opens it: a webhook's path is its password."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.hostname}"


def _mail(address: str, alert: Alert) -> None:
    """Send a mail by `smtp[s]://user:password@host:port/to@example.org`; TLS wherever offered."""
    parts = urlsplit(address)
    message = EmailMessage()
    message["Subject"] = " ".join(f"tawthiq: {alert.subject}".split())
    message["From"] = _SENDER
    message["To"] = unquote(parts.path.strip("/"))
    message.set_content(alert.text)
    secure = ssl.create_default_context()
    host = parts.hostname or "localhost"
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=secure)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT_SECONDS)
    with server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=secure)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _post(address: str, alert: Alert) -> None:
    """Post `{"text": …}`, the form that chat servers take."""
    body = json.dumps({"text": f"tawthiq: {alert.subject}\n{alert.text}"}, ensure_ascii=False)
    request = urllib.request.Request(  # noqa: S310 - settings take http and https alone
        address, body.encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310 - as above
        pass
