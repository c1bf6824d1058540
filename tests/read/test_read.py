import io
import json
import tarfile
import zipfile
from datetime import date

import pytest

from tawthiq.model import Article, Rejected
from tawthiq.read import read
from tawthiq.read.charset import decode

TEXT = "قتل ثلاثة مدنيين بقصف مدفعي على مدينة دوما في الغوطة الشرقية قرب دمشق اليوم."
ANT = """<DOC>
<DOCNO>X-1</DOCNO>
<URL>http://example.test/1</URL>
<SRC>BBC</SRC>
<TITLE>عنوان & خبر</TITLE>
<TIME>{time}</TIME>
<TEXT>
{text}
</TEXT>
</DOC>"""


def all_of(path):
    found = list(read(path, {}))
    articles = [a for a in found if isinstance(a, Article)]
    return articles, [r.reason for r in found if isinstance(r, Rejected)]


def zipped(tmp_path, content, name="2015-07-21.json"):
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, content)
    return path


def record(**changes):
    base = {
        "source": "aawsat",
        "url": "http://example.test/1",
        "date_extracted": "2015-07-21 02:51:32",
        "title": "عنوان",
        "author": "",
        "content": TEXT,
    }
    return base | changes


def test_a_zip_with_a_json_array(tmp_path):
    (article,), rejected = all_of(zipped(tmp_path, json.dumps([record()])))
    assert rejected == []
    assert article.outlet == "الشرق الأوسط"
    assert article.text == TEXT
    assert article.published_on == date(2015, 7, 21)


def test_a_tar_of_documents_that_are_no_xml(tmp_path):
    path = tmp_path / "ant.tar.gz"
    content = ANT.format(time="Sun, 04 Feb 2018 23:57:05 +0400", text=TEXT).encode()
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo("BBC/x.txt")
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    (article,), rejected = all_of(path)
    assert rejected == []
    assert article.outlet == "بي بي سي عربي"
    assert article.published_on == date(2018, 2, 4)
    assert article.published_at.isoformat() == "2018-02-04T19:57:05+00:00"


def test_json_lines_in_any_disguise(tmp_path):
    path = tmp_path / "articles.txt"
    line = json.dumps({"doc_id": "a", "text": TEXT, "published": "2018-03-08", "outlet": "س"})
    path.write_text(line + "\n\n" + line.replace('"a"', '"b"') + "\n{broken\n", "utf-8")
    articles, rejected = all_of(path)
    assert [a.doc_id for a in articles] == ["a", "b"]
    assert rejected == ["broken_json"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"content": ""}, "no_text"),
        ({"content": "قصير"}, "no_text"),
        ({"content": "ا" * 6_000_000}, "too_long"),
    ],
)
def test_a_bad_record_is_rejected_and_the_next_is_read(tmp_path, changes, reason):
    content = json.dumps([record(**changes), record(url="http://example.test/2")])
    articles, rejected = all_of(zipped(tmp_path, content))
    assert rejected == [reason]
    assert len(articles) == 1


def test_a_record_without_a_day_is_read_and_left_without(tmp_path):
    (article,), _ = all_of(zipped(tmp_path, json.dumps([record(date_extracted="")])))
    assert article.published_on is None


def test_the_same_address_is_the_same_article_and_other_words_another_version(tmp_path):
    both = [record(), record(content=TEXT + " وأصيب آخرون.")]
    (one, other), _ = all_of(zipped(tmp_path, json.dumps(both)))
    assert one.doc_id == other.doc_id
    assert one.version != other.version


@pytest.mark.parametrize("keep", [0, 1, 30, 200])
def test_a_truncated_zip_gives_one_clear_line(tmp_path, keep):
    path = zipped(tmp_path, json.dumps([record()]))
    path.write_bytes(path.read_bytes()[:keep])
    articles, rejected = all_of(path)
    assert articles == []
    assert len(rejected) == 1
    assert rejected[0] in {"empty_archive", "broken_archive", "unknown_format"}


def test_an_array_that_breaks_off_keeps_what_came_before(tmp_path):
    articles, rejected = all_of(zipped(tmp_path, json.dumps([record(), record()])[:-20]))
    assert len(articles) == 1
    assert rejected == ["broken_json"]


def test_a_missing_file_is_named(tmp_path):
    (found,) = read(tmp_path / "none.zip", {})
    assert found.reason == "missing_file"
    assert "none.zip" in found.detail


def test_random_bytes_are_one_rejected_record(tmp_path):
    path = tmp_path / "noise"
    path.write_bytes(bytes(range(7, 256)) * 40)
    assert all_of(path) == ([], ["unknown_format"])


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("said", ["", "utf-8", "windows-1256", "iso-8859-1", "nonsense"])
def test_a_wrong_declaration_does_not_mislead(encoding, said):
    text = "قال المرصد السوري إن القصف على الغوطة الشرقية أدى إلى مقتل المدنيين"
    assert decode(text.encode(encoding), said) == text
