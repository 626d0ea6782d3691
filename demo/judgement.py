"""Ground truth of records: letters, documents, interpretations; and of a whole unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from demo import files, gazette, truth, workdays
from demo.content.filed import SILENT
from demo.content.letters import COMPLAINTS
from demo.content.model import ELEMENTS, METADATA, DocFacts, InterpFacts, Item, LetterFacts
from demo.organisation import organisation
from demo.participation import participation_truth
from demo.sitewide import sitewide_truth
from demo.truth import CAUSES, Truth, View

REPLY_DAYS = 3
INTERPRETATION_DAYS = 3
PUBLICATION_DAYS = 20
WINDOW = timedelta(days=365)
OLD_STOCK = timedelta(days=180)


def unit_truth(
    view: View,
    paths: Mapping[str, str],
    columns: Mapping[str, str],
    dead: frozenset[str] = frozenset(),
) -> tuple[Truth, ...]:
    """Every finding that is due for one unit; the mappings give address paths by key.

    `dead` are the paths of pages and files that answer with an error.
    """
    pairs = _pairs(view)
    half_year = view.unit.as_of - timedelta(days=180)
    recent = any(one.in_scope and one.item.on >= half_year for one in pairs)
    judged: list[Truth] = []
    for check, found in (
        ("message_reply_latency", _letters(view, paths)),
        ("interpretation_latency", _latency(view, paths, pairs)),
        ("interpretation_present", _present(view, paths, pairs)),
        ("interpretation_linked", _linked(view, paths, pairs)),
        ("interpretation_elements", _elements(view, paths)),
        ("doc_metadata_complete", _metadata(view, paths, pairs)),
        ("doc_publication_latency", _publication(view, paths, pairs)),
        ("doc_validity_current", _validity(view, paths, pairs)),
        ("doc_download_available", files.downloads(view, paths, _documents(pairs))),
        ("doc_integrity_stable", files.unaltered(view, paths, _documents(pairs))),
    ):
        rows = list(found)
        if not rows:
            rows = [view.say(check, view.home, "inapplicable", note="nothing in scope")]
        judged += rows
    judged += truth.sections_present(view)
    judged += truth.sections_fresh(view, recent)
    judged += truth.platform(view)
    judged += truth.leaders(view)
    judged += truth.yearly_report(view)
    judged += truth.report_form(view, paths)
    judged += truth.address_families(view)
    judged += organisation(view, paths)
    judged += participation_truth(view, paths)
    judged += gazette.cadence(view, _documents(pairs))
    judged += sitewide_truth(view, paths, columns, dead)
    return tuple(judged)


# letters


def _letters(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    column = view.unit.by_role("message_board")
    check = "message_reply_latency"
    if column is None:
        return
    if column.condition != "ok":
        yield view.say(check, view.home, "cant_tell", cause=CAUSES[column.condition])
        return
    for key, facts, condition in truth.letters_of(column):
        start = facts.submitted or facts.accepted
        assert start is not None
        if start < view.unit.as_of - WINDOW:
            continue
        subject = view.address(paths[key])
        if condition != "ok":
            yield view.say(check, subject, "cant_tell", cause=CAUSES[condition])
        elif facts.kind in COMPLAINTS:
            yield view.say(check, subject, "inapplicable", note=facts.kind)
        else:
            outcome, cause, note = _reply(view, facts)
            yield view.say(check, subject, outcome, cause=cause, note=note)


def _reply(view: View, facts: LetterFacts) -> tuple[str, str | None, str]:
    start = facts.submitted or facts.accepted
    assert start is not None
    if facts.substantive is None:
        return _open_until(view, workdays.after(start, REPLY_DAYS), "no answer")
    days = workdays.between(start, facts.substantive)
    if days is None:
        return "cant_tell", "calendar", "beyond the calendar"
    in_time, note = days <= REPLY_DAYS, f"{days} working days"
    if facts.submitted is None and in_time:  # a lower bound only
        return "cant_tell", "ambiguous", note + ", from acceptance"
    if facts.closed is not None and not in_time:  # an upper bound only
        return "cant_tell", "ambiguous", note + ", to closing"
    return ("passed" if in_time else "failed"), None, note


def _open_until(view: View, due: object, note: str) -> tuple[str, str | None, str]:
    if due is None:
        return "cant_tell", "calendar", "the due date lies beyond the calendar"
    return ("pending" if due >= view.unit.as_of else "failed"), None, note  # type: ignore[operator]


# documents and their interpretations


@dataclass(frozen=True)
class _Pair:
    """A document with every interpretation of it that exists."""

    item: Item
    facts: DocFacts
    interps: tuple[InterpFacts, ...]
    recent: bool

    @property
    def lapsed(self) -> bool:
        return self.facts.validity in ("失效", "废止")

    @property
    def old_stock(self) -> bool:
        return self.facts.bulk or self.facts.published - self.facts.signed > OLD_STOCK

    @property
    def unseen(self) -> str | None:
        return CAUSES.get(self.item.condition)

    @property
    def in_scope(self) -> bool:
        """Whether an interpretation is owed, as far as the page tells."""
        bound = self.facts.own and not self.lapsed and self.facts.matter == "normal"
        return bound and self.recent and not self.old_stock and self.unseen is None


def _pairs(view: View) -> list[_Pair]:
    column = view.unit.by_role("normative_documents")
    board = view.unit.by_role("interpretations")
    found: list[_Pair] = []
    for item in column.items if column else ():
        if isinstance(item.facts, DocFacts):
            mine = tuple(
                other.facts
                for other in (board.items if board else ())
                if isinstance(other.facts, InterpFacts) and other.facts.document == item.key
            )
            recent = item.facts.published >= view.unit.as_of - WINDOW
            found.append(_Pair(item, item.facts, mine, recent))
    return found


def _documents(pairs: list[_Pair]) -> list[files.Told]:
    """Documents with their facts, and why their pages cannot be seen or judged."""
    return [
        files.Told(pair.item.key, pair.facts, pair.unseen, bound=pair.facts.own and not pair.lapsed)
        for pair in pairs
    ]


def documents_told(view: View) -> list[files.Told]:
    """The documents of a unit's library as of the day."""
    return _documents(_pairs(view))


def _due_interpretation(view: View, pair: _Pair) -> tuple[str, str | None, str]:
    return _open_until(
        view, workdays.after(pair.facts.published, INTERPRETATION_DAYS), "no interpretation"
    )


def _latency(view: View, paths: Mapping[str, str], pairs: list[_Pair]) -> Iterator[Truth]:
    check = "interpretation_latency"
    for pair in pairs:
        if not pair.recent:
            continue
        subject = view.address(paths[pair.item.key])
        if pair.unseen:
            yield view.say(check, subject, "cant_tell", cause=pair.unseen)
        elif not pair.in_scope:
            yield view.say(check, subject, "inapplicable", note=pair.facts.matter)
        elif pair.interps:
            days = workdays.between(
                pair.facts.published, min(one.published for one in pair.interps)
            )
            if days is None:
                yield view.say(check, subject, "cant_tell", cause="calendar")
                continue
            outcome = "passed" if days <= INTERPRETATION_DAYS else "failed"
            yield view.say(check, subject, outcome, note=f"{days} working days")
        else:
            outcome, cause, note = _due_interpretation(view, pair)
            yield view.say(check, subject, outcome, cause=cause, note=note)


def _present(view: View, paths: Mapping[str, str], pairs: list[_Pair]) -> Iterator[Truth]:
    check = "interpretation_present"
    for pair in pairs:
        if not pair.recent:
            continue
        subject = view.address(paths[pair.item.key])
        if pair.unseen:
            yield view.say(check, subject, "cant_tell", cause=pair.unseen)
        elif not pair.in_scope:
            yield view.say(check, subject, "inapplicable", note=pair.facts.matter)
        elif pair.interps:
            yield view.say(check, subject, "passed")
        else:
            outcome, cause, note = _due_interpretation(view, pair)
            yield view.say(check, subject, outcome, cause=cause, note=note)


def _linked(view: View, paths: Mapping[str, str], pairs: list[_Pair]) -> Iterator[Truth]:
    check = "interpretation_linked"
    for pair in pairs:
        if not pair.recent:
            continue
        subject = view.address(paths[pair.item.key])
        if pair.unseen:
            yield view.say(check, subject, "cant_tell", cause=pair.unseen)
            continue
        if not pair.in_scope:
            yield view.say(check, subject, "inapplicable", note=pair.facts.matter)
            continue
        if not pair.interps:
            continue
        missing = []
        if not any(one.linked_by_document for one in pair.interps):
            missing.append("document→interpretation")
        if not any(one.links_document for one in pair.interps):
            missing.append("interpretation→document")
        yield view.say(
            check,
            subject,
            "failed" if missing else "passed",
            "、".join(missing) or None,
        )


def _elements(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    column = view.unit.by_role("interpretations")
    check = "interpretation_elements"
    facts = [(item.key, item.facts) for item in (column.items if column else ())]
    leaves = {item.key: item.leaves for item in (column.items if column else ())}
    texts = {one.document for _, one in facts if isinstance(one, InterpFacts) and one.sort == "own"}
    for key, one in facts:
        assert isinstance(one, InterpFacts)
        if one.published < view.unit.as_of - WINDOW:
            continue
        subject = view.address(paths[key])
        if one.sort in ("repost", "expert", "media"):
            yield view.say(check, subject, "inapplicable", note=one.sort)
        elif one.sort == "picture":
            has_text = bool(one.document) and one.document in texts
            outcome, cause = ("inapplicable", None) if has_text else ("cant_tell", "unreadable")
            yield view.say(check, subject, outcome, cause=cause, note="picture only")
        elif leaves[key] in SILENT:
            yield view.say(check, subject, "cant_tell", cause="unreadable", note=leaves[key])
        else:
            missing = "、".join(part for part in ELEMENTS if part in one.lack)
            yield view.say(check, subject, "failed" if missing else "passed", missing or None)


def _faults(facts: DocFacts) -> list[str]:
    if facts.buried:
        return list(METADATA)
    faults = []
    if facts.number_shown != facts.number:
        faults.append("文号")
    faults += [name for name in ("成文日期", "发布日期") if name in facts.hide]
    if facts.validity_shown != facts.validity:
        faults.append("有效性")
    if facts.signed > facts.published:
        faults.append("日期矛盾")
    return faults


def _metadata(view: View, paths: Mapping[str, str], pairs: list[_Pair]) -> Iterator[Truth]:
    check = "doc_metadata_complete"
    for pair in pairs:
        subject = view.address(paths[pair.item.key])
        if not pair.facts.own or pair.lapsed:
            yield view.say(check, subject, "inapplicable", note=pair.facts.validity)
        elif pair.unseen:
            yield view.say(check, subject, "cant_tell", cause=pair.unseen)
        else:
            faults = _faults(pair.facts)
            yield view.say(
                check, subject, "failed" if faults else "passed", "、".join(faults) or None
            )


def _publication(view: View, paths: Mapping[str, str], pairs: list[_Pair]) -> Iterator[Truth]:
    check = "doc_publication_latency"
    for pair in pairs:
        facts = pair.facts
        if not pair.recent:
            continue
        subject = view.address(paths[pair.item.key])
        if not facts.own or pair.lapsed:
            yield view.say(check, subject, "inapplicable")
        elif pair.unseen:
            yield view.say(check, subject, "cant_tell", cause=pair.unseen)
        elif pair.old_stock or facts.signed > facts.published:
            yield view.say(check, subject, "cant_tell", cause="ambiguous")
        else:
            shown = min(facts.published, facts.seen_earlier or facts.published)
            days = workdays.between(facts.signed, shown)
            if days is None:
                yield view.say(check, subject, "cant_tell", cause="calendar")
                continue
            outcome = "passed" if days <= PUBLICATION_DAYS else "failed"
            yield view.say(check, subject, outcome, note=f"{days} working days")


def _validity(view: View, paths: Mapping[str, str], pairs: list[_Pair]) -> Iterator[Truth]:
    check = "doc_validity_current"
    for pair in pairs:
        facts = pair.facts
        subject = view.address(paths[pair.item.key])
        if not facts.own:
            yield view.say(check, subject, "inapplicable")
        elif pair.unseen:
            yield view.say(check, subject, "cant_tell", cause=pair.unseen)
        elif pair.lapsed:
            yield view.say(check, subject, "passed", note=facts.validity)
        elif facts.buried or facts.validity_shown != "有效":
            yield view.say(
                check, subject, "passed", note="no state shown", also=("inapplicable", "cant_tell")
            )
        else:
            today = view.unit.as_of
            ended = facts.repealed is not None and facts.repealed < today
            ended |= facts.ends_on is not None and facts.ends_on < today and not facts.continued
            yield view.say(check, subject, "failed" if ended else "passed")
