from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.language import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The council voted late on Tuesday to close the bridge after it had been found to be weak."),
        ("de", "Der Rat hat am Dienstag beschlossen, die Brücke zu sperren, weil sie schwach ist."),
        ("fr", "Le conseil a décidé mardi de fermer le pont parce que les piliers ne sont plus sûrs."),
        ("es", "El consejo decidió el martes cerrar el puente porque los pilares ya no son seguros."),
        ("it", "Il consiglio ha deciso martedì di chiudere il ponte perché i piloni non sono più sicuri."),
        ("pt", "O conselho decidiu na terça-feira fechar a ponte porque os pilares não são mais seguros."),
        ("nl", "De raad heeft dinsdag besloten de brug te sluiten omdat de pijlers niet meer veilig zijn."),
        ("sv", "Rådet beslutade på tisdagen att stänga bron eftersom pelarna inte längre är säkra."),
        ("pl", "Rada zdecydowała we wtorek o zamknięciu mostu, ponieważ filary nie są już bezpieczne."),
        ("ro", "Consiliul a decis marți să închidă podul, pentru că pilonii nu mai sunt siguri."),
        ("hu", "A tanács kedden úgy döntött, hogy lezárja a hidat, mert a pillérek már nem biztonságosak."),
        ("ru", "Совет решил во вторник закрыть мост, потому что опоры больше не безопасны, и это не на один год."),
        ("uk", "Рада вирішила у вівторок закрити міст, тому що опори вже не є безпечними, і це не на рік."),
        ("el", "Το συμβούλιο αποφάσισε την Τρίτη να κλείσει τη γέφυρα."),
        ("zh", "市议会周二决定关闭大桥，因为桥墩不再安全。"),
        ("ja", "市議会は火曜日に橋を閉鎖することを決めた。"),
        ("ko", "시의회는 화요일에 다리를 폐쇄하기로 결정했다."),
        ("ar", "قرر المجلس يوم الثلاثاء إغلاق الجسر لأن الدعامات لم تعد آمنة."),
        ("und", "Bridge closed"),
        ("und", "Kyiv Lviv Odesa Kharkiv Dnipro Donetsk Mariupol Kherson Sumy Poltava"),
        ("und", "1,234 5,678 ... +++ --- 12:30"),
        ("und", ""),
    ],
)
def test_language(language, text):
    assert language_of(text) == language


def test_a_foreign_quotation_leaves_the_language():
    text = "The minister said in Paris: “Je ne suis pas le maire de la ville.” He was then asked to leave the room."
    assert language_of(text) == "en"


@given(st.text(max_size=400))
def test_any_text_has_a_code_or_none(text):
    assert 2 <= len(language_of(text)) <= 3
