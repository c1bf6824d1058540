"""Names compared over scripts: what is one name, and what only sounds near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.atlas.names import alike, consonants

ONE = """
معرة النعمان = Ma`arrat an Nu`man
معرة النعمان = Maarat Nouman
خان شيخون = Khan Shaykhun
خان شيخون = Khân Cheïkhoûn
جسر الشغور = Jisr ash-Shugur
القامشلي = Quamishli
الزبداني = Az-Zabdani
تل أبيض = Tell Abiad
ضمير = Dhameer
كفر تخاريم = Kafr Takharim
الحسكة = Al-Hasakeh
ديركوش = Darkosh
Big Habbuba = حبوبة كبيرة
Upper Hfeir = حفير الفوقا
Western Kafr Jum = كفر جوم الغربية
Ein Elsoda (Tall Kalakh) = عين السودة
إدلب = Idleb
"""
OTHER = """
دوما = Daraya
حزة = Hama
الباب = Al Bab al Kabir
حفير الفوقا = Hafir at Tahta
كفر نبل = Kafr Zita
خربة غزالة = Khirbat al Mus`ab
عين الحور = Ain
"""


def pairs(text):
    return [tuple(line.split(" = ")) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), pairs(ONE))
def test_one_name(one, other):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(("one", "other"), pairs(OTHER))
def test_other_names(one, other):
    assert not alike(one, other)
    assert not alike(other, one)


@pytest.mark.parametrize("name", ["", "-", "(حي)", "ااا", "al-"])
def test_a_name_without_consonants_is_like_none(name):
    assert not alike(name, name)


@given(st.text(max_size=40))
def test_any_text_has_consonants_or_none(text):
    assert consonants(text) == consonants(text)
    assert " " not in consonants(text)
