"""Source files: those of the project hold together, wrong ones say where and how to mend them."""

from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import tawthiq
from tawthiq.model import SourceClass
from tawthiq.sources import SourceError, load_source, load_sources

FOLDER = Path(tawthiq.__file__).parent.parent / "sources"
REAL = {k: s for k, s in load_sources(FOLDER).items() if not k.startswith("sample-")}

SOUND = """title: {ar: س, en: s}
camp: monitor
homepage: https://s.example/
feeds:
  - https://s.example/feed
licence: test
verified_on: null
"""


def test_thirty_outlets_of_all_camps():
    assert len(REAL) >= 32
    camps = {source.camp for source in REAL.values()}
    wanted = {"monitor", "opposition", "government", "sdf", "russia", "turkey", "iran", "reporter"}
    assert wanted <= {SourceClass(camp).value for camp in camps}


def test_no_two_sources_share_a_host():
    hosts = Counter(
        host
        for source in REAL.values()
        for host in {urlsplit(u).netloc for u in (*source.feeds, *source.sitemaps, source.homepage)}
    )
    assert [host for host, count in hosts.items() if count > 1] == []


def test_none_is_called_verified_and_none_may_ask_loopback():
    assert {source.verified_on for source in REAL.values()} == {None}
    assert not any(source.loopback for source in REAL.values())
    assert all(source.manners.delay_seconds >= 3 for source in REAL.values())
    assert all(source.manners.obey_robots for source in REAL.values())


def test_the_readme_names_every_source_and_every_field():
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert [k for k in REAL if f"| `{k}` |" not in readme] == []
    record = next(iter(REAL.values()))
    fields = set(type(record).model_fields) - {"id", "manners", "expect"}
    assert [f for f in fields if f"`{f}`" not in readme] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("licence: test\n", "licence: test\nlicense: x\n"), r"line 7: license: Extra"),
        (("camp: monitor", "camp: rebels"), r"line 2: camp: .*'monitor'"),
        (("camp: monitor", "camp: monitor\ncamp: other"), r"'camp' stands twice.*\n.*line 3"),
        (("example/feed", "example/{week}"), r"line 4: feeds: .*\{week\} is not known; known: day"),
        (("https://s.example/feed", "file:///etc/passwd"), "no web address"),
        (("https://s.example/feed", "https://u:p@s.example/feed"), "no user names"),
        (("feeds:\n  - https://s.example/feed\n", ""), "no feeds, sitemaps or listings"),
        (("feeds:", "listings:"), "want article_url"),
        (("licence: test", "licence: test\nloopback: true"), "sample newsroom"),
        (("licence: test", "licence: test\ntime_zone: Syria/Homs"), "IANA time zone"),
        (("licence: test", "licence: test\narticle_url: '['"), "no regular expression"),
        (
            ("licence: test", "licence: test\nexpect: {articles_per_night: {min: 9, max: 2}}"),
            "line 7: expect.articles_per_night: min 9 is more",
        ),
        (("licence: test", "licence: [test"), "not YAML"),
        ((SOUND, "- a\n- b\n"), "keys and values are wanted"),
    ],
)
def test_a_wrong_file_says_where_and_how(tmp_path, change, said):
    path = tmp_path / "outlet.yml"
    path.write_text(SOUND.replace(*change), "utf-8")
    with pytest.raises(SourceError, match=r"outlet\.yml.*" + said):
        load_source(path)


def test_the_sound_one_is_sound_and_fills_its_addresses(tmp_path):
    path = tmp_path / "outlet.yml"
    path.write_text(SOUND.replace("/feed", "/{year}/{month}?d={day}"), "utf-8")
    source = load_source(path)
    day = date(2018, 3, 6)
    assert source.addresses(source.feeds, day) == ["https://s.example/2018/03?d=2018-03-06"]
    assert source.gives_old_nights


@pytest.mark.parametrize(
    ("hours", "allowed"),
    [
        ("{from: 22, to: 6}", {22, 23, 0, 1, 2, 3, 4, 5}),
        ("{from: 1, to: 3}", {1, 2}),
        ("{}", set(range(24))),
    ],
)
def test_hours(tmp_path, hours, allowed):
    path = tmp_path / "outlet.yml"
    path.write_text(SOUND + f"manners: {{hours: {hours}}}\n", "utf-8")
    found = load_source(path).manners.hours
    assert {h for h in range(24) if found.allow(h)} == allowed
