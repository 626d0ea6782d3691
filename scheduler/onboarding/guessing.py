"""What a new portal may be called and be: guesses, each with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from crawler.fetching.archive import Item
from crawler.pages.families.family import fingerprint
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.words.text import simplify
from crawler.portals import PortalKind
from crawler.portals.reach import literal
from crawler.portals.values import identifier
from crawler.records.site import SiteIdentity

_DOOR = re.compile(r"(?:index|default|main|home)(?:\.\w{2,5})?", re.I)
_BETWEEN = re.compile(r"\s*[-_|—–·>《》【】,，:：]+\s*|\s{2,}")
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,24}?(?:人民政府|街道办事处|管理委员会|委员会|管理局|局|厅|办公室"
    r"|医院|学校|中学|小学|学院|大学|中心|集团|公司)"
)
_GREETING = re.compile(r"^(?:热烈)?欢迎(?:您)?(?:来到|访问|光临)?|^首页|^中国")
_OWNED = re.compile(
    r"\s*(?:版权所有|主办|政府信息公开|政务公开|信息公开|门户网站|网站|网|(?:返回)?首页)[\s\S]*$"
)
_LINES = 400
_LONGEST = 40
_KINDS: tuple[tuple[str, PortalKind], ...] = (
    (r"(?:镇|乡|街道|苏木)(?:人民政府|办事处)", PortalKind.TOWNSHIP),
    (r"街道办事处", PortalKind.TOWNSHIP),
    (r"(?:省|自治区)人民政府$|^(?:北京|上海|天津|重庆)市人民政府$", PortalKind.PROVINCE),
    (r"(?:市|自治州|地区|盟)人民政府$", PortalKind.CITY),
    (r"(?:县|区|旗)人民政府$", PortalKind.COUNTY),
    (r"(?:集团|公司)", PortalKind.ENTERPRISE),
    (r"(?:医院|学校|中学|小学|学院|大学|中心)$", PortalKind.INSTITUTION),
    (r"(?:局|厅|委员会|办公室)$", PortalKind.DEPARTMENT),
)


@dataclass(frozen=True)
class Guess:
    """A guessed value and, in Chinese, what it rests on; `sure` is false for a mere stand-in."""

    value: str
    why: str
    sure: bool = True


@dataclass(frozen=True)
class HomePage:
    """What the home page tells of the portal beyond its sections.

    `family` goes with how sure that is (0 to 1) and with `generator`, the content system's own
    words, which carry its version where it gives one. `subdomains` are the hosts (with port)
    below the portal's own domain that the page links to. `lines` are short lines of the page
    itself and the words that stand for pictures, in their order.
    """

    title: str = ""
    organiser: str = ""
    family: str = ""
    certainty: float = 0.0
    generator: str = ""
    lines: tuple[str, ...] = ()
    subdomains: tuple[str, ...] = ()


def read_home(home: Item | None, identity: SiteIdentity | None, host: str) -> HomePage:
    """What an archived home page tells; nothing where it was not seen."""
    if home is None or identity is None:
        return HomePage()
    page = Page.parse(home.url, home.body, home.header("Content-Type"))
    family, certainty = fingerprint(page)
    organiser = dict(identity.fields).get("organiser")
    hrefs = (node.attributes.get("href") or "" for node in page.tree.css("a[href]"))
    return HomePage(
        title=simplify(identity.title),
        organiser=simplify(organiser.value or "") if organiser is not None else "",
        family=family,
        certainty=certainty,
        generator=page.meta.get("generator", ""),
        lines=tuple(_short_lines(page)),
        subdomains=below(host, (_host(home.url, href) for href in hrefs)),
    )


def _short_lines(page: Page) -> Iterator[str]:
    """What could be the body's name beside the title: the head, headings, pictures, the foot."""
    for node in page.tree.css("img[alt], img[title]"):
        yield simplify((node.attributes.get("alt") or node.attributes.get("title") or "").strip())
    lines = [line.text.strip() for line in shown(page).lines]
    for line in (*lines[:_LINES], *lines[-_LINES:]) if len(lines) > 2 * _LINES else lines:
        if 4 <= len(line) <= _LONGEST:
            yield simplify(line)


def below(host: str, others: Iterable[str]) -> tuple[str, ...]:
    """Those of other hosts that lie below the domain of a host, in order, each once."""
    name = _bare(host).removeprefix("www.")
    if literal(_bare(host)) is not None or "." not in name:
        return ()
    found = dict.fromkeys(one for one in others if _bare(one).endswith(f".{name}"))
    return tuple(one for one in found if one != host)


def _host(base: str, href: str) -> str:
    try:
        parts = urlsplit(urljoin(base, href.strip()))
        return parts.netloc.lower() if parts.port != 0 and "@" not in parts.netloc else ""
    except ValueError:
        return ""


def _bare(host: str) -> str:
    return urlsplit(f"//{host}").hostname or ""


def name_of(home: HomePage, host: str, owner: str = "") -> Guess:
    """The body's name from the title, else from who runs the site, else from a line or picture of
    the page, else the host itself; never that of the `owner` on whose host it is a guest.

    Titles often drop the place (县水利局): a line of the page that says it in full is preferred.
    """
    lines = [name for line in home.lines for name in _names(line, whole=True) if name != owner]
    told = (
        ("首页标题", [one for part in _BETWEEN.split(home.title) for one in _names(part)]),
        ("页脚主办单位", _names(home.organiser) if not owner else []),
        ("首页文字", lines),
    )
    for where, names in told:
        for name in names:
            if name != owner:
                fuller = [one for one in lines if one.endswith(name)]
                return Guess(max((name, *fuller), key=len), where)
    return Guess(host, "首页未见单位名称，暂用主机名，须改", sure=False)


def _names(text: str, *, whole: bool = False) -> list[str]:
    """The name of a body that a text begins with; with `whole` only if that is all it says."""
    plain = _GREETING.sub("", text.strip())
    found = _BODY.match(plain)
    if found is None or (whole and _OWNED.sub("", plain[found.end() :]).strip()):
        return []
    return [found.group().removesuffix("办公室") or found.group()]


def kind_of(name: Guess) -> Guess:
    """The kind of body that a name speaks of."""
    if name.sure:
        for pattern, kind in _KINDS:
            found = re.search(pattern, name.value)
            if found is not None:
                return Guess(kind.value, f"名称含“{found.group()}”")
    return Guess(PortalKind.COUNTY.value, "无法从名称判断，须核对", sure=False)


def id_of(url: str, taken: Collection[str] = ()) -> str:
    """An id from an address: the first own label of the host, with the last folder of a guest."""
    parts = urlsplit(url)
    name = parts.hostname or "portal"
    labels = [one for one in name.split(".") if one not in ("www", "gov", "cn", "com", "org")]
    own = name if literal(name) is not None else "-".join(labels[:-1] or labels or ["portal"])
    folders = [one for one in parts.path.split("/") if one and not _DOOR.fullmatch(one)]
    text = "-".join((own, *folders[-1:]))
    if name.endswith(".gov.cn"):
        text = "-".join((*labels, *folders[-1:]))
    plain = re.sub(r"[^a-z0-9-]+", "-", text.lower()).strip("-")[:56].strip("-") or "portal"
    try:
        identifier(plain)
    except ValueError:
        plain = f"portal-{plain}"
    used = {one.casefold() for one in taken}
    return next(
        one for one in (plain, *(f"{plain}-{n}" for n in range(2, 9999))) if one not in used
    )


def is_below(url: str) -> bool:
    """Whether an address is not the front door of its host: somebody else may own that."""
    parts = urlsplit(url)
    folders = [one for one in parts.path.split("/") if one]
    return bool(parts.query) or len(folders) > 1 or not all(_DOOR.fullmatch(f) for f in folders)
