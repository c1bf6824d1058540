"""A quick look: can an article hold events in Syria at all?"""

from __future__ import annotations

import re

from tawthiq.model import Article

# Stems, not words: clitics and endings vary. Either spelling of the country, its people, or one of
# the names under which wire reports open without saying "Syria".
_SYRIA = re.compile(
    "سوري|الغوط|دمشق|حلب|دلب|درعا|عفرين|حماة|حماه|حمص|اللاذقي|دير ?الزور|الرق[ةه]|القنيطر|الحسك|"
    "السويدا|دوما|منبج|كوباني|تدمر|الجولان|القلمون|الزبداني|داريا|اليرموك|القامشلي|حرستا|البوكمال|الميادين"
)
_VIOLENCE = re.compile(
    "قت[لي]|قُت|استشهد|شهيد|شهداء|جرح|جريح|صيب|صاب|أسر|أسير|خطف|ختط|عتقل|قصف|غار[اةه]|شتباك|معار?ك|هجوم|"
    "هجم|تفجير|نفجار|صاروخ|صواريخ|قذائف|قذيف|مصرع|سيطر|ستعاد|نسحب|نسحاب|نزح|نزوح|كيم[ياا]|ضرب|ستهد|مجزر|"
    "برميل|براميل|ضحي|ضحايا|تحرير|إجلاء|قتتال|عبو[ةه]|لغم|ألغام|كمين|أسقط"
)


def may_hold_events(article: Article) -> bool:
    """Return whether the article mentions Syria, or a place in it, and violence."""
    text = article.text
    return bool(
        (_SYRIA.search(text) or _SYRIA.search(article.title))
        and (_VIOLENCE.search(text) or _VIOLENCE.search(article.title))
    )
