"""The page of a trial visit (试采集): what was found of one portal, for the person who adds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from checks.judging.drifts import family_name
from crawler.portals import Portal, Role
from crawler.records import Dossier, Entry, Section
from crawler.records.dossier import ReadState
from crawler.records.ledger import HostLedger
from reports.page.environment import template
from reports.page.views import Table
from reports.reasons import reason_text
from reports.safety import address, shown, web_link
from reports.trial_words import KIND_NAMES, SOURCE_NAMES, field_name, place_text, value_text
from reports.wording import (
    CAUSES,
    KINDS,
    READ_STATES,
    SAMPLE_BANNER,
    moment_text,
    role_name,
)

_NEWEST = 5
_MOST = 200


@dataclass(frozen=True)
class FieldShown:
    """One field of a record: name, value, text as the page shows it, and where it stood."""

    name: str
    value: str
    raw: str
    source: str
    place: str


@dataclass(frozen=True)
class Example:
    """One record of a kind, and what was read of it."""

    kind: str
    title: str
    url: str
    fields: tuple[FieldShown, ...]


@dataclass(frozen=True)
class Unclear:
    """What the rulebooks could not have told: requirement, its title, cause, one sentence."""

    requirement: str
    title: str
    cause: str
    statement: str


@dataclass(frozen=True)
class Trial:
    """A trial visit. `errors` are faults of ours; `seconds` is how long the visit took."""

    portal: Portal
    as_of: datetime
    dossier: Dossier | None
    examples: tuple[Example, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    ledger: tuple[HostLedger, ...] = ()
    errors: tuple[str, ...] = ()
    seconds: float = 0.0
    sample: bool = False


@dataclass(frozen=True)
class SectionView:
    """A section for the page; `rows` are its newest entries as (day, title, link)."""

    name: str
    state: str
    mark: str
    label: str
    links: tuple[tuple[str, str | None], ...]
    facts: tuple[str, ...]
    doubt: str
    rows: Table


def sections_of(trial: Trial) -> tuple[Section, ...]:
    """The sections of a trial: first what was seen, then what was not, each in the order read."""
    found = tuple(trial.dossier.sections.values()) if trial.dossier is not None else ()
    return tuple(sorted(found, key=lambda one: not one.seen))


def render_trial(trial: Trial) -> str:
    """The whole page as HTML; it loads nothing and runs nothing."""
    dossier = trial.dossier
    found = sections_of(trial)
    return template("trial.html.j2").render(
        name=shown(trial.portal.name),
        kind=KINDS[trial.portal.kind],
        home=(address(trial.portal.home), web_link(trial.portal.home)),
        cut=moment_text(trial.as_of),
        banner=SAMPLE_BANNER if trial.sample else "",
        family=family_name(dossier.family) if dossier is not None else "未知",
        seconds=round(trial.seconds),
        totals=totals(trial),
        seen=[_view(one, dossier) for one in found if one.seen],
        unseen=[_view(one, dossier) for one in found if not one.seen],
        examples=[_example(one) for one in trial.examples],
        unclear=_unclear(trial.unclear),
        ledger=_ledger(trial.ledger),
        misses=_misses(trial),
        errors=[shown(one, 500) for one in trial.errors],
        failed=dossier is None,
    )


def totals(trial: Trial) -> tuple[tuple[str, str, int], ...]:
    """The counts at the top, each as (name of its colour, what is counted, how many)."""
    found = sections_of(trial)
    states = Counter(one.state for one in found)
    records = trial.dossier.records if trial.dossier is not None else ()
    misses = trial.dossier.misses if trial.dossier is not None else ()
    return (
        *((_MARKS[state], READ_STATES[state], states[state]) for state in ReadState),
        ("", "列表条目", sum(isinstance(one, Entry) for one in records)),
        ("cant_tell", "无法判定事项", len(trial.unclear)),
        ("", "未采集到的页面", len(misses)),
    )


_MARKS = {
    ReadState.WHOLE: "passed",
    ReadState.PART: "cant_tell",
    ReadState.EMPTY: "cant_tell",
    ReadState.ABSENT: "failed",
    ReadState.UNOBSERVABLE: "cant_tell",
}


def summary(trial: Trial) -> Iterator[str]:
    """The same counts as lines of text, then a line for every section."""
    yield f"{shown(trial.portal.name)}  {address(trial.portal.home)}"
    yield "  ".join(f"{words} {count}" for _, words, count in totals(trial))
    for one in sections_of(trial):
        label = f"“{shown(one.name, 40)}”" if one.name else ""
        parts = [READ_STATES[one.state], label, *_facts(one)]
        if one.cause:
            parts.append(f"存疑：{CAUSES[one.cause]}")
        yield f"  {one.role.chinese}：{'，'.join(part for part in parts if part)}"
    yield f"请求次数 {sum(row.requests for row in trial.ledger)}，用时 {trial.seconds:.0f} 秒"
    yield from (f"故障：{shown(one, 300)}" for one in trial.errors)


def _facts(section: Section) -> Iterator[str]:
    """How much a section holds."""
    if section.entries:
        yield f"{section.entries} 条"
        yield f"{section.list_pages} 个列表页"
    if section.newest_on:
        yield f"最新 {section.newest_on}"
    if section.text_chars and not section.entries:
        yield f"正文 {section.text_chars} 字"


def _view(section: Section, dossier: Dossier | None) -> SectionView:
    entries = dossier.entries(section.role) if dossier is not None else ()
    facts = list(_facts(section))
    if section.clicks is not None:
        facts.append(f"距首页 {section.clicks} 次点击")
    if section.elsewhere:
        facts.append("在上级网站")
    doubt = shown(section.reason, 300) or (CAUSES[section.cause] if section.cause else "")
    return SectionView(
        name=section.role.chinese,
        state=READ_STATES[section.state],
        mark=_MARKS[section.state],
        label=shown(section.name, 60),
        links=tuple((address(url, 160), web_link(url)) for url in section.urls[:_NEWEST]),
        facts=tuple(facts),
        doubt=doubt if section.state is not ReadState.WHOLE or section.cause else "",
        rows=Table(("日期", "标题"), tuple(_newest(entries))),
    )


def _newest(entries: Iterable[Entry]) -> Iterator[tuple[object, ...]]:
    """The newest rows of a section; those without a date come last, in the order listed."""

    def day(one: Entry) -> date:
        return one.date.value if one.date is not None and one.date.value else date.min

    for one in sorted(entries, key=day, reverse=True)[:_NEWEST]:
        when = "" if day(one) == date.min else str(day(one))
        yield when or "无日期", (shown(one.title, 120) or "（无标题）", web_link(one.url))


def _example(one: Example) -> Mapping[str, object]:
    rows = tuple(
        (
            field_name(f.name), shown(value_text(f.name, f.value), 200) or "（空）",
            shown(f.raw, 200), SOURCE_NAMES.get(f.source, ""), shown(place_text(f.place), 80),
        )
        for f in one.fields[:_MOST]
    )  # fmt: skip
    return {
        "kind": KIND_NAMES.get(one.kind, "其他记录"),
        "title": shown(one.title, 120),
        "link": web_link(one.url),
        "table": Table(("字段", "读作", "页面原文", "来源", "位置"), rows),
    }


def _unclear(found: tuple[Unclear, ...]) -> Table:
    """What could not be told, each requirement and cause once: a first visit has many alike."""
    alike: dict[tuple[str, str], list[Unclear]] = {}
    for one in found:
        alike.setdefault((one.requirement, one.cause), []).append(one)
    rows = tuple(
        (
            shown(requirement, 80), str(len(same)), cause, shown(same[0].title, 120),
            shown(same[0].statement, 300),
        )
        for (requirement, cause), same in alike.items()
    )  # fmt: skip
    return Table(("指标", "件数", "原因", "事项（首件）", "说明"), rows[:_MOST], len(rows[_MOST:]))


def _ledger(found: tuple[HostLedger, ...]) -> Table:
    rows = tuple(
        (
            shown(row.host), str(row.requests), f"{row.bytes / 1000:.0f} KB",
            str(row.peak_per_second), str(row.retries), str(row.complaints),
            str(row.robots_skips), f"{row.seconds:.0f}",
        )
        for row in found
    )  # fmt: skip
    headings = (
        "主机", "请求数", "流量", "每秒最多请求", "重试", "忙碌应答",
        "按 robots.txt 略过", "用时（秒）",
    )  # fmt: skip
    return Table(headings, rows)


def _misses(trial: Trial) -> Table:
    found = trial.dossier.misses if trial.dossier is not None else ()
    rows = tuple(
        (
            role_name(Role(miss.role)), CAUSES[miss.cause],
            reason_text(miss.detail), (address(miss.url, 120), web_link(miss.url)),
        )
        for miss in found[:_MOST]
    )  # fmt: skip
    return Table(("栏目", "原因", "说明", "页面"), rows, len(found) - len(rows))
