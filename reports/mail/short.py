"""The same in a few lines, for chat groups and OA: plain text that can neither call nor mark up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from checks.engine.outcome import Outcome
from reports.banner import banner
from reports.mail.digest import Digest, Recipient, is_urgent
from reports.mail.grouping import NOT_DUE, kind_of
from reports.mail.items import unit_of
from reports.mail.terms import last_day
from reports.model import JudgedFinding, RunReport
from reports.remedies import remedy_of
from reports.safety import address, shown
from reports.subjects import place_of, title_of
from reports.wording import moment_text, short_day

SHORT_FOOTER = "本消息为自动提醒，不替代正式通知。"
MOST_CHARACTERS = 1_000
MOST_BYTES = 2_000
"""A text message of 企业微信 holds 2,048 bytes, and Chinese takes three for a character."""
_LINKS = 2
_HARMLESS = str.maketrans({"@": "＠", "<": "＜", ">": "＞", "[": "［", "]": "］", "`": "｀"})
_IN_ADDRESS = {"@": "%40", "<": "%3C", ">": "%3E", "[": "%5B", "]": "%5D", "`": "%60"}
_PARTS = (
    ("new", "新增"), ("nearly_due", "临期"), ("overdue", "逾期"), ("returned", "退回重改"),
    ("unlisted", "页面已撤下，不等于已整改"), ("mended", "系统复测通过"),
    ("lifted", "核销或免予处理"),
)  # fmt: skip
_NOTHING_TO_DO = frozenset({"mended", "lifted"})


def harmless(text: str) -> str:
    """Text in which a chat program finds no mention (@所有人, <at …>) and no markup."""
    return text.translate(_HARMLESS)


def short_text(
    report: RunReport,
    recipient: Recipient,
    parts: Digest,
    title: str,
    *,
    characters: int = MOST_CHARACTERS,
    octets: int | None = None,
) -> str:
    """The digest within `characters` (and `octets` of UTF-8): whole entries, the rest counted."""
    head = [harmless(shown(title, 200)), f"数据截止{moment_text(report.data_cut)}"]
    if report.sample:
        head.insert(0, banner(report))
    tail = ["", SHORT_FOOTER]
    several = recipient.office or len(recipient.portals) > 1
    entries = list(_entries(report, recipient, parts, several=several))
    kept: list[str] = []
    left_out = 0
    for number, (entry, count) in enumerate(entries):
        rest = sum(size for _, size in entries[number + 1 :])
        trial = [*head, *kept, entry, *_more(rest), *tail]
        if count and not _fits("\n".join(trial), characters, octets):
            left_out = rest + count
            break
        kept.append(entry)
    while kept and not kept[-1].startswith(("·", " ")):
        kept.pop()  # a heading with nothing under it
    return "\n".join([*head, *kept, *_more(left_out), *tail])


def _more(count: int) -> list[str]:
    return [f"另有{count}项，详见邮件和台账。"] if count else []


def _fits(text: str, characters: int, octets: int | None) -> bool:
    return len(text) <= characters and (octets is None or len(text.encode()) <= octets)


def _entries(
    report: RunReport, recipient: Recipient, parts: Digest, *, several: bool
) -> Iterator[tuple[str, int]]:
    """Lines, each with how many problems it stands for; a heading stands for none."""
    for name, heading in _PARTS:
        found: tuple[JudgedFinding, ...] = getattr(parts, name)
        if not found:
            continue
        yield f"\n【{heading}{len(found)}项】", 0
        ordered = sorted(found, key=lambda j: (not is_urgent(j), kind_of(j)))
        for _, group in groupby(ordered, kind_of):
            over = name in _NOTHING_TO_DO
            telling = not recipient.office
            yield _entry(list(group), report, several=several, over=over, telling=telling)


def _entry(
    group: list[JudgedFinding], report: RunReport, *, several: bool, over: bool, telling: bool
) -> tuple[str, int]:
    first = group[0]
    who = unit_of(first, report) + "：" if several else ""
    count = f"{len(group)}项" if len(group) > 1 else ""
    press = "（请立即处理）" if is_urgent(first) else ""
    press += NOT_DUE if first.finding.outcome is Outcome.PENDING else ""
    lines = [harmless(f"· {who}{first.requirement.title}{count}{press}")]
    for judged in group[:_LINKS]:
        day = last_day(judged, report, telling=telling)
        until = f"，{short_day(day)}前" if day and not over else ""
        lines.append("  " + harmless(title_of(judged.finding, 40)) + until)
        if not over:
            lines.append("  " + _plain_address(place_of(judged.finding)))
    if len(group) > _LINKS:
        lines.append("  等")
    remedy = "" if over else remedy_of(first)
    if remedy:
        lines.append("  怎么做：" + harmless(shown(remedy, 80)))
    return "\n".join(lines), len(group)


def _plain_address(url: str) -> str:
    text = address(url, 200)
    return "".join(_IN_ADDRESS.get(char, char) for char in text)
