"""The language of a text by its function words, and of texts in other alphabets by their letters: `en`, `de`, `uk`, …

Refuses: to guess. Too few words, or two languages too near each other, give `und` (undetermined, as in ISO 639-2).
"""

from __future__ import annotations

import re
from collections import Counter

UNKNOWN = "und"
#: Of running text 25 to 50 % of words are on its language's list.
MIN_SHARE = 0.12
#: The best language has at least so many times the next one's words, and this many.
LEAD, MIN_HITS = 1.25, 4
MIN_WORDS = 8
LOOK = 2500
#: A text with this share of English function words is English, and no other language is tried.
SURELY_ENGLISH = 0.25

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LISTS = {
    "en": "the of and to in is that for it was on with as at by be this from have are not they had has but which his he"
    " she were said who will been their its an would when more than you we or after there about can",
    "de": "der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat"
    " dass sie nach wird bei einer um am sind noch wie einem über war haben nur oder aber wurde sein durch",
    "fr": "le la les et des du en un une est que dans qui par pour au il sur plus pas avec ce ne se sont son cette ont"
    " mais comme aux été leur ses elle être nous vous sa deux depuis après c'est d'un d'une qu'il n'est",
    "es": "el la los las de y en que del un una por con para su al lo se no más sus este ha sobre entre cuando muy sin"
    " ser como pero también fue son desde está hasta donde años todo esta ya",
    "it": "il lo la gli le di che è e un una per con non sono del della dei delle nel nella al alla da si più anche"
    " come ma ha stato ai dal sul tra questo dopo essere suo loro dell'a",
    "pt": "o a os as de do da dos das e em que um uma não para com por na no se mais ao como foi mas são seu sua pelo"
    " pela também ele ela já está entre até depois ser à",
    "nl": "de het een en van in dat niet voor te zijn met op aan er om ook als bij door naar is was over maar hij zij"
    " heeft worden wordt deze meer nog uit hun tot dan die",
    "sv": "och att det som en är på för av med till den inte har ett om var jag han de så vi från men efter kan sig"
    " också eller vid när nu under även skulle säger",
    "da": "og at det som en er på for af med til den ikke har et om var jeg han de så vi fra men efter kan sig også"
    " eller ved når nu blev siger hun bliver mere være",
    "no": "og at det som en er på for av med til den ikke har et om var jeg han de så vi fra men etter kan seg også"
    " eller ved når nå ble sier hun blir mer være",
    "pl": "i w na z się nie że do jest to o jak po co ale od za przez dla są tak był także oraz już tym jego które"
    " który ma może być czy ze tylko przed będzie która",
    "cs": "a v na se že je to s z do o jako za pro ale by ve k po od jsou byl také který která které podle už jsem není"
    " jeho při ze však má bude může aby",
    "sk": "a v na sa že je to s z do o ako za pre ale by vo k po od sú bol aj ktorý ktorá ktoré podľa už som nie jeho"
    " pri zo však má bude môže aby",
    "ro": "și de în la cu pe care a nu este că din un o mai pentru sunt al ale lui au fost să prin ce dar după fi"
    " această acest către într cel sau are",
    "hu": "a az és hogy nem is egy van volt ez de meg már csak el mint ki azt még be fel lesz több szerint ami akkor"
    " után vagy lehet pedig között által",
    "fi": "ja on ei se että hän oli ovat mutta kun joka myös kuin sen mukaan ole niin jo tai voi mitä nyt sekä vain"
    " jos olla hänen tämä vielä joka ollut",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar en ama olduğu ne var değil ise göre her"
    " tarafından ancak o dedi büyük yeni",
    "hr": "i u na je se da za od su s o koji kako nije iz bi a će do što kao koja koje bio te samo biti već prema ali"
    " još nakon ili sve sam",
    "ca": "el la els les de i en que del un una per amb al no es més va ser són com aquest aquesta també ha seva seu"
    " però entre després fins molt",
    "id": "yang dan di dari untuk dengan ini itu pada tidak dalam akan ke juga adalah oleh sebagai ada karena bisa"
    " mereka telah atau saat kata tersebut lebih sudah",
    "ru": "и в не на что с по как это к из за для от он но его все так у же бы о то был а они до при после было мы",
    "uk": "і в не на що з та до як це за для від він але його все так у й про є був а вони при після було ми які також",
    "bg": "и в не на че с по като това от за да се са е но той след при до ще бе което които или им му още",
    "sr": "и у не на да је за од се су с о који као није из би а ће до што она али још након или све",
}
_SETS = {language: frozenset(words.split()) for language, words in _LISTS.items()}
#: Languages by a letter or an alphabet of their own, the narrower first.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")), ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")), ("th", re.compile("[\u0e00-\u0e7f]")), ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")), ("fa", re.compile("[پچژگ]")), ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")), ("bn", re.compile("[\u0980-\u09ff]")), ("ta", re.compile("[\u0b80-\u0bff]")),
    ("hy", re.compile("[\u0530-\u058f]")), ("ka", re.compile("[\u10a0-\u10ff]")),
)  # fmt: skip
#: Share of a text's letters that such an alphabet has at least (kana and Persian letters are fewer).
_FEW = {"ja": 0.1, "fa": 0.01}
_LETTERS = re.compile(r"[^\W\d_]")
_OTHER = re.compile("[\u0370-\u03ff\u0530-\u11ff\u2e80-\ud7af]")


def language_of(text: str) -> str:
    """The ISO 639-1 code of a text's language, or `und`."""
    start = text[:LOOK]
    if not start.isascii():
        told = _by_script(start)
        if told:
            return told
    start = start.lower()
    rough = start.split()
    if len(rough) >= MIN_WORDS and sum(map(_SETS["en"].__contains__, rough)) >= SURELY_ENGLISH * len(rough):
        return "en"
    found = _WORD.findall(start.replace("’", "'"))
    total = len(found)
    if total < MIN_WORDS:
        return UNKNOWN
    words = Counter(found)
    hits = {language: sum(words[word] for word in known if word in words) for language, known in _SETS.items()}
    (language, best), (_, second) = sorted(hits.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    if best < max(MIN_HITS, MIN_SHARE * total):
        return UNKNOWN
    return language if best >= LEAD * second or best - second >= 12 else UNKNOWN


def _by_script(start: str) -> str:
    """The language of a text in an alphabet that says which; empty for Latin and Cyrillic."""
    letters = len(_LETTERS.findall(start)) or 1
    if len(_OTHER.findall(start)) < 0.3 * letters:
        return ""
    return next((name for name, letter in _SCRIPTS if len(letter.findall(start)) >= _FEW.get(name, 0.3) * letters), "")
