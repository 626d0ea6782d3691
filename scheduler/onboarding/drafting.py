"""The draft of a watchlist entry: TOML with what was found, and what was not, in comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.judging.drifts import family_name
from crawler.pages.words.roles import roles_of
from crawler.portals import Role
from crawler.records import Cause, Section
from crawler.records.dossier import ReadState
from reports.safety import address, shown, web_link
from reports.wording import READ_STATES
from scheduler.onboarding.guessing import Guess, HomePage
from scheduler.onboarding.trying import Tried

_SURE = 0.8  # of what a label must speak for, to be a role's own name


_GATHERS = re.compile("(?:中心|频道|专区)$")


@dataclass(frozen=True)
class Draft:
    """What the entry says. `parent` is the listed owner of a guest's host, empty for none."""

    id: str
    home: str
    name: Guess
    kind: Guess
    rulebooks: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    parent: str = ""


def draft_text(draft: Draft, tried: Tried | None, home: HomePage) -> str:
    """The entry as TOML; whatever came from the portal is quoted or one line of comment."""
    lines = ["[[portals]]", f"id = {_quoted(draft.id)}"]
    lines.append(f"name = {_quoted(draft.name.value)}  # {shown(draft.name.why)}")
    lines.append(f"kind = {_quoted(draft.kind.value)}  # {shown(draft.kind.why)}")
    lines.append(f"home = {_address(draft.home)}")
    lines.append(f"rulebooks = [{', '.join(map(_quoted, draft.rulebooks))}]")
    if draft.hosts:
        lines.append(f"hosts = [{', '.join(map(_address, draft.hosts))}]")
    if draft.parent:
        lines.append(f"parent = {_quoted(draft.parent)}  # 该主机属于此单位")
    if tried is not None:
        lines += [f"# {line}" for line in _notes(draft, tried, home)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string: JSON's escapes are TOML's, and `shown` leaves no other control character."""
    return json.dumps(shown(text), ensure_ascii=False)


def _address(url: str) -> str:
    """An address as a basic string, nothing in it masked."""
    return json.dumps(address(url), ensure_ascii=False)


def _notes(draft: Draft, tried: Tried, home: HomePage) -> Iterator[str]:
    dossier = tried.dossier
    if dossier is None:
        yield f"采集未能完成：{shown('；'.join(tried.errors), 300)}"
        return
    words = shown(home.generator, 80) or "页面未标明"
    family = family_name(home.family or dossier.family)
    yield f"建站系统：{family}（把握 {home.certainty:.2f}；版本：{words}）"
    asked, most = sum(row.requests for row in tried.ledger), tried.bounds
    yield (
        f"本次探查：请求 {asked} 次，用时 {tried.seconds:.0f} 秒"
        f"（上限 {most.pages} 页、{most.seconds:.0f} 秒）；每个栏目只看前两页"
    )
    if tried.cut:
        yield "已到上限：下列未找到的栏目可能只是没有看到，可用 --pages、--seconds 放宽后重新探查"
    others = [one for one in home.subdomains if one not in draft.hosts]
    if others:
        yield "首页链接到的下级域名，本次未访问；属本单位的写入 hosts（或用 --host 重新探查）："
        yield f"hosts = [{', '.join(_address(one) for one in others[:20])}]"
    found = [one for one in dossier.sections.values() if one.role is not Role.HOME]
    yield "以下栏目每次采集时自动查找，不必写入；只有找错的，才取消注释并改正地址："
    seen = [one for one in found if one.seen]
    if seen:
        yield "[portals.sections]"
    for section in seen:
        yield from _seen(section)
    unseen = [one for one in found if not one.seen]
    if unseen:
        yield "未找到或未能判断的栏目（网站上确有的，照上面的样子写明地址）："
    for section in unseen:
        yield f"{section.role.value}：{section.role.chinese}，{shown(section.reason, 200)}"


def _seen(section: Section) -> Iterator[str]:
    urls = [url for url in section.urls if web_link(url)]
    place = f"{section.role.value} = {_address(urls[0])}" if urls else section.role.value
    yield place
    label = f"“{shown(section.name, 40)}”" if section.name else "（链接无文字）"
    more = f"，另有 {len(urls) - 1} 个地址" if len(urls) > 1 else ""
    yield (
        f"    {section.role.chinese}：{label}，把握{confidence(section)}，{_content(section)}{more}"
    )
    if _force(section) < _SURE:
        yield f"    存疑：名称与“{section.role.chinese}”不尽相同，请核对"
    if section.cause is not None and section.cause is not Cause.LIMIT:
        yield f"    存疑：{shown(section.reason, 200)}"


def _content(section: Section) -> str:
    """What the first pages hold, in a few words."""
    if section.entries:
        newest = f"，最新 {section.newest_on}" if section.newest_on else ""
        return f"前两页 {section.entries} 条{newest}"
    if section.state is ReadState.EMPTY:
        return READ_STATES[section.state]
    return f"正文 {section.text_chars} 字" if section.text_chars else "下设栏目或入口"


def confidence(section: Section) -> str:
    """How sure a section is what it is held for: by its label, and by what stands there.

    A page that gathers columns (新闻中心) may hold more than the one that is meant.
    """
    force = _force(section)
    read = section.cause in (None, Cause.LIMIT) and section.state is not ReadState.EMPTY
    gathers = _GATHERS.search(section.name) is not None
    if force >= _SURE and read and not gathers:
        return "高"
    return "中" if force >= _SURE or read else "低"


def _force(section: Section) -> float:
    """How much the site's own name for a section speaks for its role."""
    if section.name == section.role.chinese:
        return 1.0
    return max((force for role, force in roles_of(section.name) if role is section.role), default=0)
