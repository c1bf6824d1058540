"""Bad archives: one clear line each, and nothing else is lost."""

import gzip
import json
import resource
import subprocess
import sys
import zipfile

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.read import archives as make
from tests.read.test_formats import ARABIC, all_of, kept

from tawthiq.read import read

GOOD = make.article(7)


@pytest.mark.parametrize(
    ("content", "reasons", "count"),
    [
        (b"", ["empty_archive"], 0),
        (make.zipped({}), ["empty_archive"], 0),
        (make.tarred({}), ["empty_member"], 0),
        (make.zipped({"a.json": b""}), ["empty_member"], 0),
        (make.zipped({"../../x.json": make.json_array([GOOD]), "b.json": make.json_array([GOOD])}),
         ["unsafe_name"], 1),
        (make.tarred({"/etc/x.json": make.json_array([GOOD]), "b.json": make.json_array([GOOD])}),
         ["unsafe_name"], 1),
        (make.zipped({"C:\\x.json": make.json_array([GOOD])}), ["unsafe_name"], 0),
        (make.tarred({"a.json": b"[{]", "b.json": make.json_array([GOOD])}), ["broken_json"], 1),
        (make.json_lines([GOOD]) + b"{broken\n[1]\n" + make.json_lines([GOOD]),
         ["broken_json", "not_an_object"], 2),
        (json.dumps([GOOD, "words", {"title": "x"}]).encode(), ["not_an_object", "no_text"], 1),
        (make.json_lines([GOOD]) + b'{"text": "\xff\xfe\xfd' + b"\x81" * 20 + b'"}\n',
         ["bad_encoding"], 1),
        (make.csv_rows([GOOD]) + b"only,two\n", ["broken_row"], 1),
        (make.csv_rows([GOOD]) + b"a,b,c,d,\xff\xfe\n", ["bad_encoding"], 1),
        (b"name,age\nx,1\n", ["unknown_format"], 0),
        (make.xml([GOOD])[:-12], ["broken_xml"], 1),
        (b"<?xml version='1.0'?><list><thing>x</thing></list>", ["unknown_format"], 0),
        (make.json_lines([GOOD, make.article(8, text="ا" * 20_000_000), make.article(9)]),
         ["too_large"], 2),
        (make.zipped({"a.txt": make.ant(make.article(text="ا" * 20_000_000)),
                      "b.txt": make.ant(GOOD)}), ["too_large"], 1),
        (make.zipped({"a.html": make.page(make.article(text="ا" * 2_000_000)),
                      "b.html": make.page(GOOD)}), ["too_large"], 1),
        (b"Rar!\x1a\x07\x01\x00" + bytes(100), ["unknown_format"], 0),
    ],
)  # fmt: skip
def test_one_clear_line_each_and_nothing_else_is_lost(tmp_path, content, reasons, count):
    articles, rejected = all_of(kept(tmp_path, content))
    assert rejected == reasons
    assert len(articles) == count


def test_a_broken_file_of_a_zip_does_not_harm_the_others(tmp_path):
    files = {f"{n}.json": make.json_array([make.article(n)]) for n in range(3)}
    content = bytearray(make.zipped(files, zipfile.ZIP_STORED))
    at = content.index(b"news.example/1")
    content[at : at + 4] = b"NEWS"  # the checksum no longer fits
    articles, rejected = all_of(kept(tmp_path, bytes(content)))
    assert [a.url[-1] for a in articles] == ["0", "2"]
    assert rejected == ["broken_archive"]


def test_a_zip_with_a_password_says_so(tmp_path):
    content = bytearray(make.zipped({"a.json": make.json_array([GOOD])}))
    content[6] |= 1  # the flag of encryption, in the file's header and in the directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert all_of(kept(tmp_path, bytes(content))) == ([], ["encrypted"])


def cut_off(name):
    content = make.FORMATS[name].rstrip(b"\0")  # a tar is filled up with zeros
    return content[: len(content) * 3 // 4]


@pytest.mark.parametrize("name", make.FORMATS)
def test_a_truncated_archive_is_told(tmp_path, name):
    articles, rejected = all_of(kept(tmp_path, cut_off(name)))
    assert len(articles) < 3
    assert rejected, "what is missing must be told"


def test_a_damaged_warc_is_read_on_after_the_damage(tmp_path):
    packed = [make.warc([make.answer(f"http://x.example/{n}", ARABIC)]) for n in range(5)]
    packed[2] = packed[2][:200] + bytes(50) + packed[2][250:]
    found = list(read(kept(tmp_path, b"".join(packed), "x.warc.gz"), {}))
    told = [getattr(one, "reason", None) for one in found]
    assert told.count(None) == 4
    assert told.count("broken_archive") == 1


BOMBS = {
    "gzip": gzip.compress(b"[" + b" " * 300_000_000),
    "gzip in gzip": gzip.compress(gzip.compress(b"{" + b" " * 300_000_000)),
    "zip": make.zipped({"a.json": b"[" + b" " * 300_000_000}),
    "tar": make.tarred({"a.json": b'["' + b"a" * 300_000_000}),
    "zstd": zstandard.compress(b"[" + b" " * 300_000_000),
    "zip in tar": make.tarred({"a.zip": make.zipped({"a": b"{" + b" " * 300_000_000})}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_while_it_streams(tmp_path, name):
    path = kept(tmp_path, BOMBS[name])
    probe = (
        "import resource, sys; sys.path.insert(0, 'include'); from tawthiq.read import read;"
        "from tawthiq.read.dates import read_stamp;"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "found = [r.reason for r in read(sys.argv[1], {})];"
        "after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "print(found[-1], (after - before) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, str(path)], capture_output=True, text=True, check=True
    )
    reason, grown = done.stdout.split()
    assert reason in {"too_large", "broken_json"}
    assert int(grown) < 200, "megabytes while reading"


def test_archives_within_archives_end_somewhere(tmp_path):
    content = make.json_array([GOOD])
    for _ in range(8):
        content = make.tarred({"inner": content}, "w")
    assert all_of(kept(tmp_path, content)) == ([], ["too_deep"])


def test_an_endless_element_ends(tmp_path):
    content = b"<list><article>" + b"<p>x</p>" * 300_000
    articles, rejected = all_of(kept(tmp_path, content))
    assert articles == []
    assert rejected == ["broken_xml"]


def test_entities_are_neither_loaded_nor_multiplied(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("لا يقرأ " * 20, "utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    content = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY l0 "ها">'
        f"{laughs}]><d><article><text>{make.TEXT} &x; &l9;</text></article></d>"
    ).encode()
    for one in read(kept(tmp_path, content), {}):
        assert "لا يقرأ" not in str(one)
        assert len(str(one)) < 10_000


def shuffled(content, order):
    size = max(1, len(content) // 8)
    parts = [content[at : at + size] for at in range(0, len(content), size)]
    return b"".join(parts[i % len(parts)] for i in order)


@settings(max_examples=30, deadline=20_000, suppress_health_check=list(HealthCheck))
@given(
    keep=st.floats(0, 1),
    order=st.lists(st.integers(0, 9), min_size=1, max_size=12),
    noise=st.lists(st.tuples(st.integers(0, 10**9), st.binary(min_size=1, max_size=8)), max_size=6),
)
@pytest.mark.parametrize("name", make.FORMATS)
def test_no_damage_crashes_or_hangs_a_reader(tmp_path, name, keep, order, noise):
    whole = make.FORMATS[name]
    dented = bytearray(whole)
    for at, words in noise:
        at %= len(dented)
        dented[at : at + len(words)] = words
    for content in (whole[: int(len(whole) * keep)], shuffled(whole, order), bytes(dented)):
        for one in read(kept(tmp_path, content), {}):
            assert one.__class__.__name__ in ("Article", "Rejected")
            assert getattr(one, "reason", "article")


@settings(max_examples=60, deadline=20_000, suppress_health_check=list(HealthCheck))
@given(
    start=st.sampled_from(
        [b"", b"[", b"{", b"<", b"<DOC>", b"PK\x03\x04", b"\x1f\x8b", b"BZh9", b"\x28\xb5\x2f\xfd",
         b"WARC/1.0\r\n", b"a,text\n", b" CDX N b a\n", b"<urlset>", b'[["urlkey"', b"<html>"]
    ),
    noise=st.binary(max_size=600),
)  # fmt: skip
def test_noise_after_any_beginning_is_told(tmp_path, start, noise):
    for one in read(kept(tmp_path, start + noise), {}):
        assert one.__class__.__name__ in ("Article", "Rejected")


def test_memory_stays_flat(tmp_path):
    """Ten times as many records take no more memory: 2,000 and 20,000 of 10 kB."""
    line = json.dumps(make.article(text=make.TEXT * 60), ensure_ascii=False).encode() + b"\n"
    path = tmp_path / "long.jsonl.gz"
    peaks = []
    for count in (2_000, 20_000):
        with gzip.open(path, "wb", 1) as file:
            for _ in range(count):
                file.write(line)
        assert sum(1 for _ in read(path, {})) == count
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    assert peaks[1] - peaks[0] < 30_000, "kilobytes"
