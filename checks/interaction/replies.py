"""Which reply is one: substance told from acknowledging, passing on and promising."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from checks.matching.words import plain
from crawler.records import Message, Reply

_WORDS = tomllib.loads(Path(__file__).with_name("replies.toml").read_text(encoding="utf-8"))
_CLAUSE, _CLOCK = re.compile(_WORDS["clause_sign"]), re.compile(_WORDS["clock"])
_SPEAKER = re.compile(_WORDS["speaker"])
_EMPTY = tuple(re.compile(pattern) for pattern in _WORDS["empty"])
_LATER = tuple(re.compile(pattern) for pattern in (*_WORDS["later"], _WORDS["extended"]))
_BEGUN = tuple(re.compile(pattern) for pattern in _WORDS["begun"])
_RETURNED = tuple(re.compile(pattern) for pattern in _WORDS["returned"])
_ANSWERED = re.compile(_WORDS["status"]["answered"])
_OPEN = re.compile(_WORDS["status"]["open"])
_WITHDRAWN = re.compile(_WORDS["status"]["withdrawn"])
_INVALID = re.compile(_WORDS["status"]["invalid"])
_EXTENDED, _LONGER = re.compile(_WORDS["status"]["extended"]), re.compile(_WORDS["extended"])
_OTHER_KINDS = re.compile(_WORDS["status"]["other_kinds"])
_PRAISE, _ASKS = re.compile(_WORDS["praise"]), re.compile(_WORDS["asks"])
_PRAISE_KIND = re.compile(
    "(?:我要)?(?:表扬|感谢|致谢|点赞)(?:与|和|及)?(?:感谢|表扬)?(?:类|信|信件)?"
)
_ASKS_KIND = re.compile("投诉|举报|检举|信访|求助|求决")
_NO_LETTERS = re.compile(r"[\W_]+")


def is_substantive(text: str) -> bool:
    """Whether a reply says something of the matter, or returns it with a reason.

    A text that could not be had (an empty one) counts: its date stands beside a reply.
    """
    if not plain(text):
        return True
    said = _CLOCK.sub(r"\g<day>", _SPEAKER.sub("", plain(text)))
    clauses = [clause for clause in _CLAUSE.split(said) if clause]
    holding = (*_EMPTY, *_LATER)
    if any(_fits(clause, _LATER) for clause in clauses):
        holding = (*holding, *_BEGUN)
    left = 0
    for clause in clauses:
        if _fits(clause, holding):
            continue
        if _fits(clause, _RETURNED):
            return True
        left += len(_NO_LETTERS.sub("", clause))
    return left >= int(_WORDS["least_characters"])


def is_praise(message: Message) -> bool:
    """Whether a letter only praises or thanks; one that asks or complains besides does not."""
    kind = message.message_kind
    said = plain(kind.value) if kind is not None and kind.value else ""
    title = plain(message.title)
    praises = _PRAISE.search(title) is not None or _PRAISE_KIND.fullmatch(said) is not None
    return praises and _ASKS.search(title) is None and _ASKS_KIND.search(said) is None


def _fits(clause: str, patterns: tuple[re.Pattern[str], ...]) -> bool:
    return any(pattern.search(clause) for pattern in patterns)


def substantive_replies(message: Message) -> tuple[Reply, ...]:
    """The replies of a message that are replies."""
    return tuple(reply for reply in message.replies if is_substantive(reply.text))


def first_reply(replies: Sequence[Reply]) -> Reply | None:
    """The reply that settles a message: the earliest dated, else the first on the page."""
    dated = [
        (reply.replied_on.value, number)
        for number, reply in enumerate(replies)
        if reply.replied_on is not None and reply.replied_on.value is not None
    ]
    return replies[min(dated)[1]] if dated else next(iter(replies), None)


def says_answered(message: Message) -> bool:
    """Whether the board calls the message answered or closed."""
    status = message.status
    return bool(status is not None and status.value and _ANSWERED.search(plain(status.value)))


def is_contradicted(message: Message) -> bool:
    """Whether all there is of a reply is that one is said to be there, beside an open state."""
    replies = substantive_replies(message)
    bare = bool(replies) and not any(plain(reply.text) for reply in replies)
    return bare and _OPEN.fullmatch(_state(message)) is not None


def set_aside(message: Message, kinds: tuple[str, ...]) -> str:
    """Why a letter is owed no answer within the term, as a clause; empty if it is.

    Another procedure governs it, the board says that it was withdrawn or is no valid letter, or it
    only praises.
    """
    if _is_excluded(message, kinds):
        return "该留言属于投诉、举报、检举或信访"
    state = _state(message)
    if _WITHDRAWN.fullmatch(state):
        return f"该留言已标注“{state}”，由来信人撤回"
    if _INVALID.fullmatch(state):
        return f"该留言已标注“{state}”，不是有效留言"
    return "该留言只是表扬或感谢，没有提出诉求" if is_praise(message) else ""


def extension_in(message: Message) -> str:
    """The words by which a page tells that the answer takes longer (延期); empty if none do."""
    state = _state(message)
    if _EXTENDED.search(state):
        return state
    clauses = (one for reply in message.replies for one in _CLAUSE.split(plain(reply.text)))
    return next((one for one in clauses if _LONGER.search(one)), "")


def _state(message: Message) -> str:
    return plain(message.status.value or "") if message.status is not None else ""


def _is_excluded(message: Message, kinds: tuple[str, ...]) -> bool:
    """Whether a message is of a kind that another procedure governs (投诉 举报 检举 信访).

    A kind that names another one beside it (咨询投诉) leaves it open which it is: it is judged.
    """
    kind = message.message_kind
    text = plain(kind.value) if kind is not None and kind.value else ""
    return any(word in text for word in kinds) and _OTHER_KINDS.search(text) is None
