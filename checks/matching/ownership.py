"""Whose a document is (standing rulebook, reading 3)."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from checks.matching.numbers import parse
from checks.matching.titles import is_forwarded
from checks.matching.words import WORDS, plain
from crawler.portals import GOVERNMENT_KINDS, Portal, PortalKind
from crawler.records import Document, Source, Validity

_BODIES = WORDS["bodies"]
_LEAD = re.compile(_BODIES["lead_separators"])
_PARENTHESES = re.compile(r"[(\[【〔].*?[)\]】〕]")
_OFFICE_AND_MORE = re.compile(r"(?<=政府)(?:办公室|办公厅|办(?!事处)).*$")
_PRESS_OFFICE = re.compile(r"(?<=[省市县区州盟旗])(?:政府)?新闻办(?:公室)?$")
"""A government's office that speaks to the press for it (市政府新闻办)."""
_SHORT_OFFICE = re.compile(r"(?<=[省市县区州盟旗镇乡])府(?=办)")
_PLACE = re.compile(rf"^.{{1,10}}?(?:{'|'.join(_BODIES['places'])})")
_GOVERNMENT = re.compile(_BODIES["government_letters"])
_UNIT = re.compile(_BODIES["units"])
_SUBDISTRICT = re.compile(r"(?<=街道)(?:办事处|办)$")
_TOWNS = ("镇", "乡", "街道", "苏木")
_TOWN_HALL = re.compile(r"^(?:人民政府|政府|办事处)")
_RANK = re.compile(
    "国家|国务院|全国|中央|省|自治区|自治州|地区|市(?!场|容|政(?![府务协法])|[中南北]区)|[州盟县区旗](?!域|划)"
)
"""The rank that a body's name begins with where its place is left out (县教育局)."""
_FIELD = re.compile(
    "(?:^|(?<=[和与及、]))(?:城市|市场|市政(?!府|务|协|法)|市容|社区|区域|区划|县域|[城乡][镇乡村])"
)
"""Fields of work whose words hold a place's letter (城市管理局)."""
_TOWN = re.compile(r"[一-鿿]{2,3}(?:镇|乡|街道|苏木)(?:人民政府|政府|党委|办事处|办|$)")
"""A town with what governs it, whatever letter its name begins with (省庄镇政府)."""
_OF_THE_NATION = ("部", "署", "总局")
_SHORTEST = ("局", "委", "厅")
"""What a department calls itself within its own walls: 局办公室."""
_GOVERNED = re.compile(_BODIES["governed"])
_TITLED = re.compile(
    r"(?P<body>(?:(?!关于|印发|转发|公布|发布|[\d对在的致向《]).){2,60}?"
    r"(?:政府|国务院|办公室|办公厅|委员会|管委会|[局厅委部院署会]))(?=关于|印发|公布|发布)"
)
"""The body that a title names before what it does: …政府关于…, …厅印发…"""
_SURELY_ABOVE = re.compile(r"政府|国务院|办公厅|^(?:中共|中央|全国|国家|省)|[省市县区州]委")
_HAVING_OFFICES = GOVERNMENT_KINDS | {PortalKind.TOWNSHIP}


class Whose(StrEnum):
    """Who issued a document, seen from the monitored body."""

    OWN = "own"
    OTHER = "other"
    FORWARDED = "forwarded"


def whose(document: Document, portal: Portal) -> Whose:
    """By the issuing-body field, else the number's agency word, else the signature, else own.

    Where none of them tells, a title that begins with another body's name (国务院关于…) does. The
    field may name who posted a page: it says nothing against a number and a title that both are
    another body's.
    """
    if is_forwarded(document.title):
        return Whose.FORWARDED
    answers = (
        is_own(document.issuer.value, portal)
        if document.issuer is not None and document.issuer.value
        and document.issuer.source is not Source.COMMENT else None,
        is_own_number(document.number.value, portal)
        if document.number is not None and document.number.value else None,
        is_own(document.signature.body, portal) if document.signature is not None else None,
    )  # fmt: skip
    first = next((answer for answer in answers if answer is not None), None)
    if first is not False and (first is None or answers[1] is False):
        first = not _titled_as_another_s(document.title, portal)
    return Whose.OWN if first else Whose.OTHER


def _titled_as_another_s(title: str, portal: Portal) -> bool:
    """Whether a title begins with the name of a body that surely is another.

    A department may stand under an old name in its titles: there only governments, party organs
    and bodies of the nation or the province are surely others.
    """
    match = _TITLED.match(unicodedata.normalize("NFKC", title).strip())
    if match is None or is_own(match["body"], portal) is not False:
        return False
    return portal.kind in _HAVING_OFFICES or _SURELY_ABOVE.search(match["body"]) is not None


def is_ended(document: Document) -> bool:
    """Whether its page shows it as 失效 or 废止."""
    shown = document.validity
    return (
        shown is not None
        and shown.source is not Source.COMMENT
        and shown.value in (Validity.LAPSED, Validity.REPEALED)
    )


def is_own(body: str, portal: Portal) -> bool | None:
    """Whether a body's name is the portal's own or its office's; None if it is no body's name.

    Of several names joined the first leads. 县政府, 政府办 and the like stand for the full name,
    an abbreviation (发改委) for a department's, a department's or township's unit (水务局节水科,
    石桥镇党政办) speaks for it.
    """
    lead = next((part for part in _LEAD.split(_tidy(body)) if part), "")
    name, own = _short(lead), _short(_tidy(portal.name))
    if not lead or not own:
        return None
    if lead in _BODIES["office_endings"]:
        return True
    if portal.kind not in GOVERNMENT_KINDS and _says_we(lead, own):
        return True
    if _one(name, own) or (own.startswith(name) and name == place_of(own)):
        return True
    if portal.kind is PortalKind.TOWNSHIP and name in ("党政", "党政综合"):
        return True
    if portal.kind not in GOVERNMENT_KINDS and _is_unit(plain(lead), own, portal.kind):
        return True
    if not own.endswith("政府") and len(name) >= 3 and _abbreviates(name, own):
        return True
    return False if lead.endswith(tuple(_BODIES["organ_endings"])) else None


def is_beneath(body: str, portal: Portal) -> bool:
    """Whether a government's portal tells of a body of its own: a department or a town there.

    Named with its place, with its government's rank (县教育局) or with neither. Bodies of
    another place or rank and those of the nation are none.
    """
    name, own = plain(body), body_name(portal)
    place = place_of(own)
    if portal.kind not in GOVERNMENT_KINDS or not place:
        return False
    if name.startswith(place):
        return True
    if _TOWN.match(name):
        return True
    if (rank := _RANK.match(name)) is not None:
        return rank.group() in (place[-1], place[-3:])
    if (theirs := _PLACE.match(_FIELD.sub("", name))) is not None:
        return theirs.group().endswith(_TOWNS)
    return not name.endswith(_OF_THE_NATION)


def _says_we(lead: str, own: str) -> bool:
    """Whether a department speaks of itself: 我局, 本委."""
    return len(lead) == 2 and lead[0] in "我本" and own.endswith(lead[1])


def _is_unit(lead: str, own: str, kind: PortalKind) -> bool:
    """Whether a name is that of a unit within the body, or a township by its place alone.

    Villages, the party's organs and what others keep in a town (派出所) are none.
    """
    if kind is PortalKind.TOWNSHIP:
        place = place_of(own)
        ending = next((one for one in _TOWNS if place.endswith(one)), "")
        before, found, rest = lead.partition(place if place in lead else ending)
        outer = own.partition(place)[0]
        if not ending or not found or not (before in own or (outer and before.endswith(outer))):
            return False
        rest = _TOWN_HALL.sub("", rest)
        return not rest or _UNIT.fullmatch(rest) is not None
    tails = (own[at:] for at in range(len(own) - 2))
    tail = next((one for one in (*tails, *_SHORTEST) if lead.startswith(one)), "")
    return bool(tail) and _UNIT.fullmatch(lead.removeprefix(tail)) is not None


def _tidy(name: str) -> str:
    text = _PARENTHESES.sub("", unicodedata.normalize("NFKC", name).strip())
    return text.replace("人民政府", "政府").replace("委员会", "委")


def _short(name: str) -> str:
    """A body's name without its office, the site it stands on, and white space."""
    text = _PRESS_OFFICE.sub("政府", _SHORT_OFFICE.sub("政府", plain(name)))
    text = _OFFICE_AND_MORE.sub("", text)
    site = _without_site(text)
    if site != text:
        return site
    for ending in _BODIES["office_endings"]:
        if text.endswith(ending) and len(text) > len(ending):
            return text.removesuffix(ending)
    return text


def _without_site(name: str) -> str:
    """A name without the words for a site at its end; a place's site is its government's."""
    for ending in _BODIES["site_endings"]:
        rest = name.removesuffix(ending)
        if rest != name and rest:
            if ending.startswith("政府") and rest.endswith(("人民", *_BODIES["places"])):
                return f"{rest}政府"
            rest = _without_site(rest)
            return f"{rest}政府" if _GOVERNED.search(rest) else rest
    return name


def body_name(portal: Portal) -> str:
    """The name of the body whose portal it is: without 门户网站, 信息公开 at its end."""
    return _without_site(plain(portal.name))


def _one(name: str, own: str) -> bool:
    """Whether one is the other with a place before it: 县政府, 云州市云溪县政府."""
    if name.endswith(own):
        before = name.removesuffix(own)
        return not before or before.endswith(tuple(_BODIES["places"]))
    return len(name) >= 2 and own.endswith(name)


def place_of(name: str) -> str:
    """The place that a body's name begins with; of a place in a place the inner one."""
    name = _SUBDISTRICT.sub("政府", name.replace("人民政府", "政府"))
    match = _PLACE.match(name)
    if name.endswith("政府"):
        place = name.removesuffix("政府")
        inner = place.removeprefix(match.group()) if match else ""
        return inner if len(inner) >= 3 else place
    return match.group() if match else ""


def _abbreviates(short: str, full: str) -> bool:
    letters = iter(full)
    return short[-1] == full[-1] and all(letter in letters for letter in short)


def is_own_number(text: str, portal: Portal) -> bool | None:
    """Whether a document number's agency word is the portal's own; None if it tells nothing."""
    number = parse(text)
    if number is None:
        return None
    own, code = _short(_tidy(portal.name)), number.code
    place = place_of(own)
    if code.endswith(("令", "公告", "通告")) and "政府" in code:
        return is_own(code[: code.rindex("政府") + 2], portal)
    if code.startswith(tuple(_BODIES["national_letters"])):
        return False
    if code.startswith("省") and "省" not in place:
        return False
    government = _GOVERNMENT.search(code)
    if government and code[government.end() : government.end() + 1] in tuple(
        _BODIES["not_government_after"]
    ):
        government = None
    if portal.kind in _HAVING_OFFICES and government:
        before = code[: government.start()]
        return not before or any(letter in place for letter in before)
    rest = "".join(letter for letter in code if letter not in place)
    if portal.kind not in _HAVING_OFFICES:
        letters = own.removeprefix(place)
        if code[:1] not in place + letters and not government:
            return None  # another place's letters, or an old name of its own: others tell
        if any(one in letters and one not in _BODIES["telling_nothing"] for one in rest):
            return True
        if government:
            return False
    return False if any(word in rest for word in _BODIES["department_letters"]) else None
