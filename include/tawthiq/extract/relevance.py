"""A quick look: can an article hold events in Syria at all?"""

from __future__ import annotations

import re

from tawthiq.model import Article

# Stems, not words: clitics and endings vary. Either spelling of the country, its people, or one of
# the names under which wire reports open without saying "Syria". Those of one beginning stand
# together: at each letter of the text, every beginning is tried once.
_SYRIA = re.compile(
    "سوري|ال(?:غوط|لاذقي|رق[ةه]|قنيطر|قلمون|قامشلي|حسك|سويدا|جولان|زبداني|يرموك|بوكمال|ميادين)|"
    "د(?:مشق|لب|رعا|ير ?الزور|وما|اريا)|ح(?:لب|ما[ةه]|مص|رستا)|ع(?:فرين|ين عيسى|ين العرب)|"
    "م(?:نبج|عرة النعمان)|ت(?:دمر|ل أبيض)|كوباني|خان شيخون|رأس العين|جسر الشغور|أريحا"
)
_VIOLENCE = re.compile(
    "قت[لي]|قُت|استشهد|شهيد|شهداء|جرح|جريح|صيب|صاب|أسر|أسير|خطف|ختط|عتقل|قصف|غار[اةه]|شتباك|معار?ك|هجوم|"
    "هجم|تفجير|نفجار|صاروخ|صواريخ|قذائف|قذيف|مصرع|سيطر|ستعاد|نسحب|نسحاب|نزح|نزوح|كيم[ياا]|ضرب|ستهد|مجزر|"
    "هاجم|قتحم|دارت|قنص|رصاص|أعدم|إعدام|غتي[اال]|مدفع|قنبل|قنابل|طائرات|طيران|دمر|تدمير|داهم|"
    "برميل|براميل|ضحي|ضحايا|تحرير|إجلاء|قتتال|عبو[ةه]|تحييد|إخلاء|إخراج|لغم|ألغام|كمين|أسقط|"
    "حرر|عتقا|نتزع|فجر|جث[ثةه]|ختناق|لقبض|حتجز|وفاة|توفي|فارق|أرواح|هجير|طرد|إسقاط|صد[تى]|تسلل|مفقود|"
    "طلاق ال?نار|يفر|فر[ت ]|فروا|فرار|غتال|شتبك|"
    "عطب|ستول|غتن|تسليم|سلمت|ستعيد|دخل|سقط|سقوط|خسر|فقد|تسلم|خالي|خروج|غادر|تفاق|تسوي|بتر|صفت|صفي[ةه]|"
    "أحرق|حطم|قضى|عاد|الأسر|ستحو"
)


def may_hold_events(article: Article, places: frozenset[str]) -> bool:
    """Return whether the article mentions Syria, or a place in it, and violence.

    `places` are names that stand for nothing but a place in Syria, with the clitics they bear.
    """
    text = f"{article.title}\n{article.text}"
    # The country first: it is missing from most articles of the world, violence from few.
    if not _SYRIA.search(text) and places.isdisjoint(text.split()):
        return False
    return bool(_VIOLENCE.search(text))
