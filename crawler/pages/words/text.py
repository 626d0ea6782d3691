"""Text as pages write it, brought to one form: white space, widths, script, glosses.

Three degrees: `clean` for what is shown, `simplify` for what is read, `key` for labels.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import opencc

SENTENCE = re.compile(r"[，。；！？,;!?]")
"""The signs of running text: what has one is no label and no name."""
CLAUSES = re.compile(r"[，。；！？,;!?\s]+")
"""What stands between the clauses of a text."""
_SPACE = re.compile(r"\s+")
# Zero-width and direction marks, soft hyphen, byte-order mark, the private-use marks that word
# processors leave for indents, and control characters other than white space.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffc"
    "\ue000-\uf8ff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+"
)
# What the compatibility form changes without loss: full-width letters and digits, radicals and
# duplicate ideographs of bad conversions, small-form brackets. Chinese punctuation stays.
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufe54-\ufe6b０-９Ａ-Ｚａ-ｚ＠／．－]+")
# Anything of these, and white space but for the blank, in a single set: that is searched quickest.
_ODD = re.compile(f"{_INVISIBLE.pattern[:-2]}{_COMPATIBLE.pattern[1:-1]}")
_UNTIDY = re.compile(
    f"{_ODD.pattern[:-1]}\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_HAN = "\u3400-\u9fff"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_TONED_GLOSS = re.compile(
    f"(?<=[{_HAN}])[(（] ?[a-zü\u0300-\u030c]{{0,5}}[{_TONED}][a-zü\u0300-\u030c]{{0,5}} ?[)）]"
)
_PLAIN_GLOSS = re.compile(f"(?<=[{_HAN}])[(（] ?[a-zü]{{1,6}} ?[)）]")
_COMBINING = re.compile("[\u0300-\u030c]")
_NOT_KEY = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """One line of text as shown: invisible characters gone, any white space as one blank.

    Full-width letters and digits become plain ones; Chinese punctuation and 〔〕 stay.
    """
    if _UNTIDY.search(text) is None and "  " not in text:
        return text.strip()  # as most texts are: the case for which no call is made
    return " ".join(_visible(text).split())


def squeeze(text: str) -> str:
    """As `clean`, but a blank at either end stays: for runs that are joined afterwards."""
    # Single blanks between other characters are as they should be.
    if _UNTIDY.search(text) is None and "  " not in text:
        return text
    if text.isspace():  # as between the elements of an indented source
        return " "
    return _SPACE.sub(" ", _visible(text))


def _visible(text: str) -> str:
    """The text with plain forms of its characters, white space left as it is."""
    if _ODD.search(text) is None:
        return text
    text = _INVISIBLE.sub("", text)
    return _COMPATIBLE.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)


def simplify(text: str) -> str:
    """The text in simplified script without pinyin glosses such as 号(hào).

    Simplified text keeps the odd character that only the traditional script should have (乌濛,
    a name): see `is_traditional`.
    """
    if len(text) <= _SHORT:
        return _simplified_before(text)
    return _simplified_lately(text) if len(text) <= _LINE else _simplified(text)


def _simplified(text: str) -> str:
    if _COMBINING.search(text):
        text = unicodedata.normalize("NFC", text)
    if "(" in text or "（" in text:
        shorn, found = _TONED_GLOSS.subn("", text)
        if found:
            # Syllables without a tone are glosses only beside others that have one.
            text = _PLAIN_GLOSS.sub("", shorn)
    if is_traditional(text):
        converted: str = _converter("t2s").convert(text)
        return converted
    return text


_SHORT = 120
"""Short texts come again on every page of a portal: labels, menus, names."""
_simplified_before = lru_cache(maxsize=16384)(_simplified)
_LINE = 4_000
"""Longer lines are asked for by several readers of one page, and seldom on another."""
_simplified_lately = lru_cache(maxsize=512)(_simplified)


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What is left of a label for comparison: simplified letters and digits, in lower case."""
    return _NOT_KEY.sub("", simplify(clean(text))).lower()


def is_traditional(text: str) -> bool:
    """Whether the text is in traditional script, or has a good piece of it (a pager, a heading).

    One odd character among simplified ones is a name and says nothing, unless it is a word of
    government (縣) that no name keeps.
    """
    there = _pattern("t2s").findall(text)
    if not there:
        return False
    if not _TELLING.isdisjoint(there):
        return True
    simplified = len(_pattern("s2t").findall(text))
    return len(there) > simplified or (len(set(there)) >= 4 and 20 * len(there) > simplified)


_TELLING = frozenset("縣區鎮鄉廳處會辦發號規劃開業務機構單關報職責證條實產權聯電話時間領導")


@cache
def _converter(direction: str) -> opencc.OpenCC:
    return opencc.OpenCC(direction)


# Traditional characters that simplified text uses too, in names above all; and characters that
# are simplified forms of one word and the traditional script's own for another.
_SHARED = frozenset(
    "乾徵於瞭甯藉著覆麽夥鍾昇后里面干斗谷丑余范郁台系制松术表云舍征向游只志注札咸采卷万几与丰"
    "仆合回家尽布当才折板准占吁叶吊同周咽困复奸姜宁布帘弦御扎托扣挂据旋朱机杆杰杯极栗核棱欲沈沾"
    "洼涂淀灶炮独疴症皂盖秋种秘签筑累纤线绷胄胜胡致苏苹药获虫蜡蝎蔑踊辟采里钟霉鬼须髻"
)


@cache
def _pattern(direction: str) -> re.Pattern[str]:
    """The characters that a conversion changes: those of the script it starts from alone."""
    every = [chr(code) for code in range(0x4E00, 0xA000)]
    turned = _converter(direction).convert("\n".join(every)).split("\n")
    changed = (a for a, b in zip(every, turned, strict=True) if a != b and a not in _SHARED)
    return re.compile("[" + "".join(changed) + "]")
