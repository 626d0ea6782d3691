"""The ground truth: every finding that the checks should give, from the content alone.

Nothing of `checks` is used: working days come from `demo.workdays`, outcomes from the facts
of the content model and the standing rulebook's words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from crawler.records import normalise
from demo.content.filed import SILENT
from demo.content.model import Column, LeaderFacts, LetterFacts, ReportFacts, Unit

GOVERNMENT = frozenset({"city", "county"})
CAUSES = {
    "error": "unreachable",
    "soft404": "soft_404",
    "challenge": "challenged",
    "robots": "robots",
}


@dataclass(frozen=True)
class Truth:
    """One finding that is due.

    `subject` is the normalised address as the portal first lists it. `also` names further
    outcomes that the rulebook leaves open for this case; `note` says why, for a person.
    """

    portal: str
    check: str
    subject: str
    outcome: str
    aspect: str | None = None
    cause: str | None = None
    note: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """A unit with the addresses under which its skin shows it."""

    unit: Unit
    address: Callable[[str], str]
    guest: bool
    ipv6: str

    @property
    def home(self) -> str:
        return self.address(self.unit.home)

    def say(
        self,
        check: str,
        subject: str,
        outcome: str,
        aspect: str | None = None,
        cause: str | None = None,
        note: str = "",
        also: tuple[str, ...] = (),
    ) -> Truth:
        return Truth(self.unit.id, check, subject, outcome, aspect, cause, note, also)


def subject_of(origin: str, path: str) -> str:
    """The subject for a path of a host; a fragment names a letter inside its list."""
    bare, mark, fragment = path.partition("#")
    return normalise(origin + bare) + (mark + fragment if mark else "")


def as_json(truth: Iterable[Truth]) -> str:
    """The truth as JSON text, one object a line inside one array."""
    lines = [json.dumps(asdict(one), ensure_ascii=False) for one in truth]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def from_json(text: str) -> tuple[Truth, ...]:
    """The truth that `as_json` wrote."""
    return tuple(Truth(**{**one, "also": tuple(one["also"])}) for one in json.loads(text))


# judgements on sections, platform, leaders, reports, address families

_ROLES = {
    "government": (
        "interpretations",
        "normative_documents",
        "leaders",
        "agency_profile",
        "information_request",
        "consultations",
        "message_board",
        "gazette",
    ),
    "other": ("leaders", "agency_profile", "information_request"),
}


def _content(column: Column | None) -> str:
    """What a section comes to: passed, failed, inapplicable, or a condition that hides it."""
    if column is None:
        return "failed"
    if column.condition != "ok":
        return column.condition
    if column.shape == "statement":
        return "inapplicable"
    if column.shape in ("outside", "hub", "platform"):
        return "passed"
    if column.shape == "single":
        return "passed" if sum(len(block.text) for block in column.blocks) >= 50 else "failed"
    return "passed" if column.items else "failed"


def sections_present(view: View) -> Iterator[Truth]:
    kind = "government" if view.unit.kind in GOVERNMENT else "other"
    for role in _ROLES[kind]:
        state = _content(view.unit.by_role(role))
        cause = CAUSES.get(state)
        yield view.say(
            "section_present",
            view.home,
            "cant_tell" if cause else state,
            role,
            cause,
            "" if view.unit.by_role(role) else "no such section",
        )


_MAX_AGE = {"news": 14, "notices": 180, "policy_documents": 180, "interpretations": 180}


def sections_fresh(view: View, scope_in_half_year: bool) -> Iterator[Truth]:
    roles = tuple(_MAX_AGE) if view.unit.kind in GOVERNMENT else ("notices",)
    for role in roles:
        if role == "news" and view.guest:
            continue
        column = view.unit.by_role(role)
        outcome, cause, note = "passed", None, ""
        if column is None or column.shape == "statement":
            outcome, note = "inapplicable", "absent or a statement of none"
        elif column.condition != "ok":
            outcome, cause = "cant_tell", CAUSES[column.condition]
        elif role == "interpretations" and not scope_in_half_year:
            outcome, note = "inapplicable", "no document called for one"
        elif not column.items:
            outcome, note = "failed", "present and without entries"
        else:
            age = (view.unit.as_of - max(item.on for item in column.items)).days
            outcome, note = ("passed" if age <= _MAX_AGE[role] else "failed"), f"{age} days"
        yield view.say("section_freshness", view.home, outcome, role, cause, note)


_PARTS = (
    ("guide", "政府信息公开指南"),
    ("system_rules", "政府信息公开制度"),
    ("statutory_content", "法定主动公开内容"),
    ("annual_reports", "政府信息公开年报"),
)


def platform(view: View) -> Iterator[Truth]:
    states = {title: _content(view.unit.by_role(role)) for role, title in _PARTS}
    missing = [title for title, state in states.items() if state == "failed"]
    hidden = [CAUSES[state] for state in states.values() if state in CAUSES]
    outcome = "failed" if missing else "cant_tell" if hidden else "passed"
    yield view.say(
        "platform_structure_complete",
        view.home,
        outcome,
        "、".join(missing) or None,
        hidden[0] if hidden and not missing else None,
    )


def leaders(view: View) -> Iterator[Truth]:
    column = view.unit.by_role("leaders")
    check = "leader_duty_disclosed"
    if column is None:
        yield view.say(check, view.home, "inapplicable", note="no section", also=("cant_tell",))
        return
    if column.condition != "ok":
        yield view.say(check, view.home, "cant_tell", cause=CAUSES[column.condition])
        return
    facts = [item.facts for item in column.items if isinstance(item.facts, LeaderFacts)]
    texts = ["".join(one.division.split()) for one in facts if not one.former and one.division]
    if not texts:
        yield view.say(check, view.home, "cant_tell", note="no division of work anywhere")
        return
    named = any("政务公开" in text or "政府信息公开" in text for text in texts)
    yield view.say(check, view.home, "passed" if named else "failed")


def yearly_report(view: View) -> Iterator[Truth]:
    unit = view.unit
    if unit.kind not in GOVERNMENT | {"department"}:
        return
    check, year = "annual_report_on_time", unit.as_of.year - 1
    column = unit.by_role("annual_reports")
    if column is not None and column.condition != "ok":
        yield view.say(check, view.home, "cant_tell", str(year), CAUSES[column.condition])
        return
    due = unit.as_of.replace(month=3 if unit.kind in GOVERNMENT else 1, day=31)
    dates = [
        item.on
        for item in (column.items if column else ())
        if isinstance(item.facts, ReportFacts) and item.facts.own and item.facts.year == year
    ]
    if dates:
        outcome = "passed" if min(dates) <= due else "failed"
    else:
        outcome = "pending" if unit.as_of <= due else "failed"
    yield view.say(check, view.home, outcome, str(year), note=f"{dates[:1]} due {due}")


_FORM = ("章节", "表格", "勾稽")


def report_form(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    unit, check = view.unit, "annual_report_well_formed"
    column = unit.by_role("annual_reports")
    if column is not None and column.condition != "ok":
        yield view.say(check, view.home, "cant_tell", cause=CAUSES[column.condition])
        return
    found = [
        (item, item.facts)
        for item in (column.items if column else ())
        if isinstance(item.facts, ReportFacts)
        and (item.facts.own, item.facts.year) == (True, unit.as_of.year - 1)
    ]
    if not found:
        yield view.say(check, view.home, "inapplicable", note="no report of last year")
    for item, facts in found:
        subject = view.address(paths[item.key])
        if facts.hides or item.leaves in SILENT:
            yield view.say(check, subject, "cant_tell", cause="unreadable", note="in pictures")
        else:
            lack = "、".join(part for part in _FORM if part in facts.lack)
            yield view.say(check, subject, "failed" if lack else "passed", lack or None)


def address_families(view: View) -> Iterator[Truth]:
    outcome = "inapplicable" if view.guest else "passed" if view.ipv6 == "whole" else "failed"
    host = view.home.split("/")[2]
    yield view.say("ipv6_support", view.home, outcome, host, note=f"IPv6: {view.ipv6}")
    yield view.say("site_available", view.home, "inapplicable", host, note="opened by no daemon")


def letters_of(column: Column) -> list[tuple[str, LetterFacts, str]]:
    """Key, facts and condition of every letter of a board."""
    return [
        (item.key, item.facts, item.condition)
        for item in column.items
        if isinstance(item.facts, LetterFacts)
    ]
