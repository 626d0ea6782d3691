"""Both catalogues are complete: every message is there, and none that nobody shows."""

from __future__ import annotations

import os
import re

import pytest

from reports.console.environment import environment
from reports.console.language import say
from tests.console.messages import CHINESE, known, needed, write

_WIDE = re.compile("[\u3000-\u303f\uff01-\uff5e]")
_NAMED = re.compile(r"%\((\w+)\)s")


def test_both_catalogues_say_every_message_and_no_other() -> None:
    messages = needed()
    if os.environ.get("GONGKAI_WRITE_DOCS"):
        for language in ("zh", "en"):
            write(language, messages)
    for language in ("zh", "en"):
        said = known(language)
        assert sorted(said) == messages, f"{language}.po: GONGKAI_WRITE_DOCS=1 writes it anew"
        assert [message for message, text in said.items() if not text] == []
    assert all(said.rpartition("\x04")[2] == text for said, text in known("zh").items())


def test_the_english_catalogue_is_english_and_keeps_the_names_of_values() -> None:
    for message, text in known("en").items():
        assert not CHINESE.search(text), message
        assert not _WIDE.search(text), message
        assert sorted(_NAMED.findall(text)) == sorted(_NAMED.findall(message)), message


@pytest.mark.parametrize(("language", "word"), [("zh", "不符合"), ("en", "Not met")])
def test_a_page_speaks_its_language(language: str, word: str) -> None:
    assert say(language, "不符合") == word
    template = environment(language).from_string("{{ _('不符合') }}")
    assert template.render() == word


def test_an_unknown_language_is_chinese() -> None:
    assert say("fr", "不符合") == "不符合"
