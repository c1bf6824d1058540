"""Addresses of articles: one spelling each, without what only tells who sent the reader."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

#: Parameters that count readers and change no word of a page.
_TRACKING = re.compile(
    r"utm_\w+|(fb|g|y|ms|tw|dc)clid|mc_[ce]id|_ga|igshid|ref_src|cmpid|ocid|at_(medium|campaign)",
    re.IGNORECASE,
)
_FRONTS = re.compile(r"^(www|m|amp|mobile)\.")


def tidy(url: str) -> str:
    """Return the one spelling of an address (percent-encoded, sorted, no fragment, no tracking).

    >>> tidy("https://a.test/خبر?utm_source=x&id=7#top")
    'https://a.test/%D8%AE%D8%A8%D8%B1?id=7'
    """
    try:
        parts = urlsplit(url.strip())
        kept = [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not _TRACKING.fullmatch(name)
        ]
        bare = urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), ""))
        return str(canonicalize_url(bare))
    except ValueError:  # such as http://[broken
        return url


def address_of(url: str, canonical: str | None) -> str:
    """Return the address of an article: the canonical one where it is believable.

    One that leads to another host, or from an article to the front page, is a slip of the site.
    """
    if not canonical:
        return tidy(url)
    try:
        wanted, asked = urlsplit(urljoin(url, canonical.strip())), urlsplit(url)
        same = _site(wanted.hostname) == _site(asked.hostname)
    except ValueError:
        return tidy(url)
    is_front = not wanted.path.strip("/") and not wanted.query and bool(asked.path.strip("/"))
    if wanted.scheme not in ("http", "https") or not same or is_front:
        return tidy(url)
    return tidy(wanted.geturl())


def _site(host: str | None) -> str:
    return _FRONTS.sub("", (host or "").lower())
