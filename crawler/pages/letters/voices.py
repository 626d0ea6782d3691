"""Whether a text speaks as one who answers a letter, or as one who wrote it."""

from __future__ import annotations

import re

from crawler.pages.letters.answers import ANSWERING
from crawler.pages.letters.lettertexts import OPENS
from crawler.pages.words.text import CLAUSES, SENTENCE, simplify
from crawler.pages.words.wording import pattern

# Words of whoever writes a letter. A greeting or thanks alone are either's.
_ASKS = re.compile(
    r"请问|咨询一下|想(?:请|咨|问|了解)|盼[复望早能您]|恳[请求切]|"
    r"(?:希望|请求?|望)(?![您你])[^，。；！？,;!?]{0,10}(?:尽快|早日|帮助|帮忙|解决|修复|处理|重视|给个|给予)|"
    r"尊敬的[^，。]{0,8}(?:领导|书记|县长|市长|区长|州长|镇长|乡长|局长|主任|部长)|"
    r"我(?:家|村|队|们村|们小区|的孩子)|本人|至今(?:没|未|仍|还)|一直(?:没|未)|什么时候|怎么办|能否|能不能|"
    r"[?？]\s?$|谢谢[!！。.]?\s?$|此致|敬礼"
)
# Words of whoever answers that no writer of a letter uses.
_ANSWERS_ONLY = re.compile(
    r"(?:答复|回复|说明|解答|反馈)如下|[您你](?:所)?(?:反映|咨询|提出|来信|留言|提问|关心)的|"
    r"[您你]的(?:来信|留言|问题|诉求|咨询)|(?:来信|留言|信件)(?:已)?(?:收悉|收到|阅悉)|特此(?:回复|答复|说明)|"
    r"(?:网友|网民|市民|同志|先生|女士)(?:朋友)?[\s,，:：]*[您你]好|"
    r"(?:^|[，。；！,;!:：]\s?)经(?:核实|核查|了解|调查|查|现场)|感谢您对[^，。]{2,24}(?:关注|支持|监督|理解)|此复"
)
# Those of them that no note of the page itself has (您的来信将在三个工作日内…).
_OUTRIGHT = re.compile(
    r"(?:答复|回复|解答|反馈)如下|[您你](?:所)?(?:反映|咨询|提出)的|"
    r"(?:^|[。！!:：])\s?经(?:核实|核查|了解|调查|查|现场)[^。]{0,8}[，,]|"
    r"^(?:尊敬的)?(?:网友|网民|市民|[\u3400-\u9fff*＊×]{1,3}(?:先生|女士))(?:朋友)?[\s,，:：]*[您你]好"
)
_THANKS = re.compile(r"(?:感谢|谢谢)[您你]?[!！。.]?\s?$")
_BOARD_NOTE, _BOARD_MORE, _PUTS_OFF = map(pattern, ("board_note", "board_more", "puts_off"))
_SENTENCES = re.compile(r"[。；！？;!?]+")
_LEAST_SAID = 8
_LEAST = 20
_COURTESY = re.compile(
    r"(?:再次|非常|衷心|十分)?(?:感谢|谢谢|您好|你好)[^，。；！？,;!?]{0,16}|"
    r"(?:也|并)?(?:热诚|热烈)?欢迎[您你]?(?:今后|以后)?(?:再次|继续|随时|经常)?(?:来信|留言|来电|咨询|监督)"
)
_HOLDING = re.compile(
    r"收悉|收到|阅悉|已?转(?:交|办|送|至|给|相关|有关|[^，。]{2,16}(?:办理|处理|核实))|正在|耐心等待|尽快"
)
_LONGEST_HOLDING = 80


def asks(text: str) -> bool:
    """Whether a text speaks as the one who wrote a letter."""
    return _ASKS.search(text) is not None and _ANSWERS_ONLY.search(text) is None


def reads_as_letter(text: str) -> bool:
    """Whether words above the day of an answer are a letter, and no kind, name or count."""
    return SENTENCE.search(text) is not None or asks(text)


def of_others(text: str, *, signed: bool = False) -> bool:
    """Whether a text asks, or instructs those who write, whoever signs it: thanks are either's.

    What an office has `signed` apart from the letter instructs only if it says nothing else.
    """
    words = simplify(text)
    note = instructs(words) and not (signed and _says_more(words))
    return (asks(without_thanks(words)) or note) and not answers_outright(words)


def without_thanks(text: str) -> str:
    """The words without thanks at their end, which are either's."""
    return _THANKS.sub("", text)


def instructs(text: str) -> bool:
    """Whether a text has words with which a board speaks to those who write to it."""
    return _BOARD_NOTE.search(simplify(text)) is not None


def _says_more(words: str) -> bool:
    """Whether a text with words of a board's note has a sentence of the matter as well."""
    told = [one for one in _SENTENCES.split(words) if len(one) >= _LEAST_SAID]
    headed = _BOARD_NOTE.match(words) is not None
    return not headed and any(
        _BOARD_NOTE.search(one) is None and _BOARD_MORE.search(one) is None for one in told
    )


def answers_surely(text: str) -> bool:
    """Whether a text has words that only the one who answers writes."""
    return _ANSWERS_ONLY.search(simplify(text)) is not None


def answers_in_words(text: str) -> bool:
    """Whether a text opens or speaks as an answer does, and is no letter and no mere courtesy."""
    words = simplify(text)
    if OPENS.match(words) is None and ANSWERING.search(words) is None:
        return False
    return not asks(words) and not courtesy(words)


def answers_outright(text: str) -> bool:
    """Whether a line of a page is certainly that of an answer which says something."""
    words = simplify(text)
    if len(words) < _LEAST or _OUTRIGHT.search(words) is None:
        return False
    said = [one for one in CLAUSES.split(words) if len(one) >= _LEAST_SAID or "已" in one]
    return not holds_off(words) or not all(
        _HOLDING.search(one) or courtesy(one) or _PUTS_OFF.search(one) for one in said
    )


def answers_in_full(text: str) -> bool:
    """Whether a line is certainly that of an answer, and some clause of it says more than that
    the letter was received or passed on."""
    words = simplify(text)
    return (
        len(words) >= _LEAST and _OUTRIGHT.search(words) is not None and not only_holds_off(words)
    )


def courtesy(text: str) -> bool:
    """Whether a text is nothing but thanks and greetings."""
    clauses = [clause for clause in CLAUSES.split(text) if clause]
    return all(_COURTESY.fullmatch(clause) for clause in clauses)


def only_holds_off(text: str) -> bool:
    """Whether an answer acknowledges, passes on or promises, and no clause of it says more."""
    clauses = [one for one in CLAUSES.split(simplify(text)) if len(one) >= _LEAST_SAID]
    return holds_off(text) and all(_HOLDING.search(one) or courtesy(one) for one in clauses)


def holds_off(text: str) -> bool:
    """Whether a short answer only acknowledges, passes on or promises."""
    if answers_surely(text) and "如下" in text:
        return False
    return len(text) <= _LONGEST_HOLDING and _HOLDING.search(text) is not None
