"""Russian: tags of inflected forms and the constructions in which speech is attributed."""

from __future__ import annotations

import pytest

from onrecord.attribution.discourse import document_drafts
from onrecord.languages import language
from onrecord.tagging.segmentation import paragraphs

RUSSIAN = language("ru")
assert RUSSIAN is not None


@pytest.mark.parametrize(
    ("form", "tag", "cue_class"),
    [
        ("сообщил", "V", "say"),
        ("сообщили", "V", "say+pl"),
        ("сообщает", "V", "say"),
        ("подчёркивает", "V", "say"),
        ("подчеркивает", "V", "say"),
        ("добавив", "v", "say+ing"),
        ("указано", "S", "say+ed"),
        ("полагают", "V", "think+pl"),
        ("уверен", "V", "think"),
        ("уверена", "S", "think+ed"),
        ("раскритиковала", "V", "evaluate"),
        ("потребовал", "V", "urge"),
        ("намерено", "V", "intend"),
        ("сообщается", "V", "passive"),
        ("вели", "w", None),
        ("открыл", "w", None),
        ("открыв", "r", None),
        ("открыть", "B", None),
        ("открыта", "S", None),
        ("закон", "N", None),
        ("экономист", "m", None),
        ("Экономист", "m", None),
        ("министр", "F", None),
        ("власти", "H", None),
        ("Власти", "H", None),
        ("экономиста", "g", None),
        ("экономисту", "d", None),
        ("экономистом", "i", None),
        ("экономисте", "l", None),
        ("газету", "c", None),
        ("Сариев", "P", None),
        ("Сариева", "P", None),
        ("Сариевым", "i", None),
        ("Осмоновой", "g", None),
        ("Мээрим", "P", None),
        ("МИД", "P", None),
        ("Tolukpress", "P", None),
        ("новый", "A", None),
        ("нового", "a", None),
        ("открывший", "Z", None),
        ("построенного", "z", None),
        ("420", "n", None),
        ("она", "O", None),
        ("её", "K", None),
        ("что", "T", None),
        ("чтобы", "C", None),
        ("в", "e", None),
        ("об", "o", None),
    ],
)
def test_form(form: str, tag: str, cue_class: str | None) -> None:
    assert RUSSIAN is not None
    assert RUSSIAN.tag(form) == (tag, cue_class)


@pytest.mark.parametrize(
    ("text", "frame", "speaker", "cue", "content"),
    [
        (
            "«Мы готовы работать вместе», — сказал журналистам мэр.",
            "quote-cue-subject",
            "мэр",
            "сказал",
            "«Мы готовы работать вместе»",
        ),
        (
            "Источник в министерстве сообщил, что дорога открыта.",
            "subject-cue-that",
            "Источник в министерстве",
            "сообщил",
            "дорога открыта",
        ),
        ("На вопрос журналистов посол ответил: «Нет».", "subject-cue-quote", "посол", "ответил", "«Нет»"),
        (
            "В мэрии подтвердили, что дорога открыта.",
            "place-cue-that",
            "мэрии",
            "подтвердили",
            "дорога открыта",
        ),
        (
            "Дорога открыта, сообщила ТАСС в среду представитель мэрии Жанна Лир.",
            "clause-cue-subject",
            "представитель мэрии Жанна Лир",
            "сообщила",
            "Дорога открыта",
        ),
        (
            "Дорога, считает эксперт, ещё опасна.",
            "clause-around-cue",
            "эксперт",
            "считает",
            "Дорога … ещё опасна",
        ),
        (
            "По данным министерства транспорта, дорога открыта.",
            "source-first",
            "министерства транспорта",
            "По данным",
            "дорога открыта",
        ),
        (
            "Дорога открыта, сообщает «Толук-Инфо» со ссылкой на мэрию.",
            "link",
            "мэрию",
            "со ссылкой на",
            "Дорога открыта",
        ),
        (
            "Мэр рассказал жителям о ремонте моста.",
            "subject-cue-about",
            "Мэр",
            "рассказал",
            "о ремонте моста",
        ),
        ("Депутат обвинил министра во лжи.", "subject-evaluate", "Депутат", "обвинил", "министра во лжи"),
        (
            "Этот закон депутат назвал ошибкой.",
            "object-evaluate",
            "депутат",
            "назвал",
            "Этот закон … ошибкой",
        ),
        (
            "Новую дорогу депутат назвал ошибкой.",
            "object-evaluate",
            "депутат",
            "назвал",
            "Новую дорогу … ошибкой",
        ),
        (
            "Мэр призвал жителей не выходить из дома.",
            "subject-urge-act",
            "Мэр",
            "призвал",
            "не выходить из дома",
        ),
        (
            "Экономист уверена, что дорога открыта.",
            "subject-cue-that",
            "Экономист",
            "уверена",
            "дорога открыта",
        ),
        ("Сообщается, что дорога открыта.", "unknown-passive-that", "", "Сообщается", "дорога открыта"),
        (
            "Мост, как ожидается, откроют весной.",
            "unknown-as-passive",
            "",
            "ожидается",
            "Мост … откроют весной",
        ),
        (
            "В докладе комиссии указано, что мост треснул.",
            "document-says-that",
            "докладе комиссии",
            "указано",
            "мост треснул",
        ),
        ("Вели министра в зал по длинной лестнице.", None, "", "", ""),
        ("Победителя назвал министр.", None, "", "", ""),
    ],
)
def test_construction(text: str, frame: str | None, speaker: str, cue: str, content: str) -> None:
    assert RUSSIAN is not None
    found = document_drafts(text, [(span, RUSSIAN) for span in paragraphs(text)])
    if frame is None:
        assert not found
        return
    (draft,) = found
    parts = [" … ".join(text[a:b] for a, b in spans) for spans in (draft.speaker, draft.cue, draft.content)]
    assert (draft.frame, *parts) == (frame, speaker, cue, content)
