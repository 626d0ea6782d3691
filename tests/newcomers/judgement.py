"""The findings that the standing rulebook makes of a newcomer's facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.records.addresses import normalise
from tests.newcomers.facts import AS_OF, ELEMENTS, FIELDS, HALF, WINDOW, Doc, Unit, between, due


def _row(
    unit: Unit,
    check: str,
    subject: str,
    outcome: str,
    aspect: str | None = None,
    note: str = "",
    also: tuple[str, ...] = (),
    cause: str | None = None,
) -> dict[str, Any]:
    bare, mark, tail = subject.partition("#")
    return {
        "portal": unit.id,
        "check": check,
        "subject": normalise(bare) + mark + tail,
        "outcome": outcome,
        "aspect": aspect,
        "cause": cause,
        "note": note,
        "also": list(also),
    }


def truth(unit: Unit) -> list[dict[str, Any]]:
    """Every finding due for one portal."""
    rows: list[dict[str, Any]] = []
    for check, found in (
        ("message_reply_latency", _letters(unit)),
        ("interpretation_latency", _interpreted(unit, True)),
        ("interpretation_present", _interpreted(unit, False)),
        ("interpretation_linked", _linked(unit)),
        ("interpretation_elements", _elements(unit)),
        ("doc_metadata_complete", _metadata(unit)),
        ("doc_publication_latency", _publication(unit)),
        ("doc_validity_current", _validity(unit)),
    ):
        some = list(found)
        rows += some or [_row(unit, check, unit.home, "inapplicable", note="nothing in scope")]
    rows += _portal(unit)
    return rows


def _letters(unit: Unit) -> Iterator[dict[str, Any]]:
    check = "message_reply_latency"
    for one in unit.letters:
        if one.on < WINDOW:
            continue
        assert one.url, one.no
        if one.broken:
            yield _row(unit, check, one.url, "cant_tell", cause=one.broken)
            continue
        if one.kind in ("投诉", "举报", "检举", "信访"):
            yield _row(unit, check, one.url, "inapplicable", note=one.kind)
            continue
        real = [on for on, _, meant in one.replies if meant]
        limit = due(one.on, 3)
        if not real:
            outcome = "pending" if limit >= AS_OF else "failed"
            yield _row(unit, check, one.url, outcome, note=f"no answer, due {limit}; {one.note}")
            continue
        days = between(one.on, min(real))
        outcome, cause = ("passed" if days <= 3 else "failed"), None
        if one.start == "accepted" and days <= 3:
            outcome, cause = "cant_tell", "ambiguous"
        if one.end == "closed" and days > 3:
            outcome, cause = "cant_tell", "ambiguous"
        note = f"{one.on}→{min(real)}: {days} wd; {one.start}/{one.end} {one.note}"
        yield _row(unit, check, one.url, outcome, note=note, cause=cause)


def _scope(doc: Doc) -> bool:
    return (
        doc.own
        and not doc.lapsed
        and not doc.matter
        and not doc.broken
        and not doc.bulk
        and doc.on >= WINDOW
        and (doc.on - doc.signed).days <= 180
    )


def _interpreted(unit: Unit, timed: bool) -> Iterator[dict[str, Any]]:
    check = "interpretation_latency" if timed else "interpretation_present"
    for doc in unit.docs:
        if doc.on < WINDOW:
            continue
        if doc.broken:
            yield _row(
                unit,
                check,
                doc.url,
                "cant_tell",
                cause="unreachable",
                note="500",
                also=("inapplicable", "passed"),
            )
        elif not _scope(doc):
            yield _row(unit, check, doc.url, "inapplicable", note=doc.matter or "not in scope")
        elif doc.interps:
            first = min(one.on for one in doc.interps)
            days = between(doc.on, first)
            outcome = "failed" if timed and days > 3 else "passed"
            yield _row(unit, check, doc.url, outcome, note=f"{doc.on}→{first}: {days} wd")
        else:
            limit = due(doc.on, 3)
            outcome = "pending" if limit >= AS_OF else "failed"
            yield _row(unit, check, doc.url, outcome, note=f"none; due {limit}")


def _linked(unit: Unit) -> Iterator[dict[str, Any]]:
    for doc in unit.docs:
        if not _scope(doc) or not doc.interps:
            continue
        missing = []
        if not any(one.fwd for one in doc.interps):
            missing.append("document→interpretation")
        if not any(one.back for one in doc.interps):
            missing.append("interpretation→document")
        yield _row(
            unit,
            "interpretation_linked",
            doc.url,
            "failed" if missing else "passed",
            "、".join(missing) or None,
        )


def _elements(unit: Unit) -> Iterator[dict[str, Any]]:
    check = "interpretation_elements"
    for one in unit.interps:
        if one.on < WINDOW:
            continue
        if one.sort in ("repost", "expert", "media"):
            yield _row(unit, check, one.url, "inapplicable", note=one.sort)
        elif one.sort == "picture":
            texts = [o for o in (one.doc.interps if one.doc else []) if o.sort == "own"]
            yield _row(
                unit,
                check,
                one.url,
                "inapplicable" if texts else "cant_tell",
                note="picture",
                cause=None if texts else "unreadable",
            )
        else:
            lack = "、".join(e for e in ELEMENTS if e in one.lack)
            yield _row(unit, check, one.url, "failed" if lack else "passed", lack or None)


def _metadata(unit: Unit) -> Iterator[dict[str, Any]]:
    check = "doc_metadata_complete"
    for doc in unit.docs:
        assert doc.url, doc.key
        if not doc.own or doc.lapsed:
            yield _row(unit, check, doc.url, "inapplicable", note=doc.state)
        elif doc.broken:
            yield _row(unit, check, doc.url, "cant_tell", cause="unreachable")
        else:
            bad = "、".join(f for f in (*FIELDS, "日期矛盾") if f in doc.faults)
            yield _row(
                unit, check, doc.url, "failed" if bad else "passed", bad or None, also=doc.also1
            )


def _publication(unit: Unit) -> Iterator[dict[str, Any]]:
    check = "doc_publication_latency"
    for doc in unit.docs:
        if doc.on < WINDOW:
            continue
        if not doc.own or doc.lapsed:
            yield _row(unit, check, doc.url, "inapplicable")
        elif doc.broken:
            yield _row(
                unit, check, doc.url, "cant_tell", cause="unreachable", also=("inapplicable",)
            )
        elif doc.unsigned:
            yield _row(unit, check, doc.url, "cant_tell", cause="unreadable", also=doc.also3)
        elif (doc.on - doc.signed).days > 180 or doc.signed > doc.on or doc.bulk:
            yield _row(unit, check, doc.url, "cant_tell", cause="ambiguous", also=doc.also3)
        else:
            seen = min(doc.on, doc.earlier or doc.on)
            days = between(doc.signed, seen)
            yield _row(
                unit,
                check,
                doc.url,
                "passed" if days <= 20 else "failed",
                note=f"{doc.signed}→{seen}: {days} wd",
                also=doc.also3,
            )


def _validity(unit: Unit) -> Iterator[dict[str, Any]]:
    check = "doc_validity_current"
    for doc in unit.docs:
        if not doc.own:
            yield _row(unit, check, doc.url, "inapplicable")
        elif doc.broken:
            yield _row(
                unit, check, doc.url, "cant_tell", cause="unreachable", also=("inapplicable",)
            )
        elif doc.lapsed:
            yield _row(unit, check, doc.url, "passed", note=doc.state)
        elif "有效性" in doc.faults:
            yield _row(
                unit,
                check,
                doc.url,
                "passed",
                note="no state shown",
                also=("inapplicable", "cant_tell"),
            )
        else:
            yield _row(unit, check, doc.url, "failed" if doc.expired else "passed")


_AGES = {"news": 14, "notices": 180, "policy_documents": 180, "interpretations": 180}


def _portal(unit: Unit) -> Iterator[dict[str, Any]]:
    government = unit.kind in ("city", "county")
    roles: tuple[str, ...] = ("leaders", "agency_profile", "information_request")
    if government:
        roles = (
            "interpretations",
            "normative_documents",
            *roles,
            "consultations",
            "message_board",
            "gazette",
        )
    for role in roles:
        outcome, note = unit.sections.get(role, ("passed", ""))
        yield _row(unit, "section_present", unit.home, outcome, role, note)
    for role in _AGES if government else ("notices",):
        entries = unit.lists[role]
        if entries is None:
            yield _row(unit, "section_freshness", unit.home, "inapplicable", role, "absent")
            continue
        if role == "interpretations" and not any(_scope(x) and x.on >= HALF for x in unit.docs):
            yield _row(
                unit, "section_freshness", unit.home, "inapplicable", role, "nothing called for one"
            )
            continue
        newest = max(one.on for one in entries if one.on <= AS_OF)
        age = (AS_OF - newest).days
        outcome = "passed" if age <= _AGES[role] else "failed"
        yield _row(unit, "section_freshness", unit.home, outcome, role, f"{newest}, {age} days")
    parts = "、".join(unit.missing_parts)
    yield _row(
        unit,
        "platform_structure_complete",
        unit.home,
        "failed" if parts else "passed",
        parts or None,
    )
    yield _row(unit, "leader_duty_disclosed", unit.home, unit.leaders[0], None, unit.leaders[1])
    if unit.report != "-":
        limit = "2026-03-31" if government else "2026-01-31"
        good = bool(unit.report) and unit.report <= limit
        yield _row(
            unit,
            "annual_report_on_time",
            unit.home,
            "passed" if good else "failed",
            "2025",
            unit.report or "absent",
        )
    state = "inapplicable" if unit.guest else "passed" if unit.ipv6 == "whole" else "failed"
    yield _row(unit, "ipv6_support", unit.home, state, unit.host, f"IPv6: {unit.ipv6}")
