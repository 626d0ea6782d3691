"""What the fourteen checks should say, by the letter of the standing rulebook.

A note that begins with `open:` marks a row on which the letter allows other outcomes too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.strangers import days
from tests.strangers.facts import ELEMENTS, FIELDS, Doc, Interp, Letter, Plan

_GOVERNMENT = (
    "interpretations", "normative_documents", "leaders", "agency_profile",
    "information_request", "consultations", "message_board", "gazette",
)  # fmt: skip
_OTHERS = ("leaders", "agency_profile", "information_request")
_UNSEEN = ("500", "robots", "login", "script")
PLATFORM = {
    "guide": "政府信息公开指南",
    "system_rules": "政府信息公开制度",
    "statutory_content": "法定主动公开内容",
    "annual_reports": "政府信息公开年报",
}
OUT = "open: out of the row's scope, no finding is equally right"


@dataclass(frozen=True)
class Row:
    """One expected finding."""

    portal: str
    check: str
    subject: str
    aspect: str | None
    outcome: str
    note: str


@dataclass(frozen=True)
class Addresses:
    """Where the pages of a portal are, normalised."""

    home: str
    doc: Callable[[Doc], str]
    interp: Callable[[Interp], str]
    letter: Callable[[Letter], str]


class Oracle:
    """Judges one plan."""

    def __init__(self, plan: Plan, where: Addresses, as_of: date) -> None:
        self.plan = plan
        self.where = where
        self.as_of = as_of
        self.since = as_of - timedelta(365)

    def rows(self) -> Iterator[Row]:
        yield from self._letters()
        yield from self._documents()
        yield from self._elements()
        yield from self._sections()
        yield from self._freshness()
        yield from self._home()

    def _row(
        self, check: str, subject: str, outcome: str, note: str, aspect: str | None = None
    ) -> Row:
        return Row(self.plan.key, check, subject, aspect, outcome, note)

    # Letters -------------------------------------------------------------------------------

    def _letters(self) -> Iterator[Row]:
        check = "message_reply_latency"
        for letter in self.plan.letters:
            outcome, note = self._letter(letter)
            yield self._row(check, self.where.letter(letter), outcome, note)
        if not self.plan.letters:
            unseen = self.plan.state.get("message_board") in _UNSEEN
            outcome = "cant_tell" if unseen else "inapplicable"
            yield self._row(check, self.where.home, outcome, "no letter was judged")

    def _letter(self, letter: Letter) -> tuple[str, str]:
        note = letter.recipe
        if letter.broken:
            return "cant_tell", f"page answers {letter.broken}"
        if letter.kind in ("投诉", "举报", "检举", "信访"):
            return "inapplicable", f"kind {letter.kind}"
        if letter.submitted is None:
            assert letter.accepted is not None
            assert letter.replied is not None
            late = days.between(letter.accepted, letter.replied) > 3
            return ("failed" if late else "cant_tell"), note
        if letter.submitted < self.since:
            return "inapplicable", OUT
        due = days.add(letter.submitted, 3)
        holding = letter.recipe.startswith("holding")
        if letter.closed is not None:
            return ("passed" if letter.closed <= due else "cant_tell"), note
        if letter.replied is None or holding:
            return ("pending" if self.as_of <= due else "failed"), note
        return ("passed" if letter.replied <= due else "failed"), note

    # Documents -----------------------------------------------------------------------------

    def _documents(self) -> Iterator[Row]:
        checks = (
            ("doc_metadata_complete", self._metadata),
            ("doc_publication_latency", self._publication),
            ("doc_validity_current", self._validity),
            ("interpretation_latency", self._latency),
            ("interpretation_present", self._present),
            ("interpretation_linked", self._linked),
        )
        for check, judge in checks:
            for doc in self.plan.docs:
                outcome, note, aspect = judge(doc)
                yield self._row(check, self.where.doc(doc), outcome, note, aspect)
            if not self.plan.docs:
                stated = self.plan.state.get("normative_documents") == "none"
                note = "statement of none" if stated else "open: no such section, may not bind"
                yield self._row(check, self.where.home, "inapplicable", note)

    def _exempt(self, doc: Doc) -> str:
        if not doc.own:
            return "issued by another body"
        return f"shown as {doc.validity}" if doc.validity in ("失效", "废止") else ""

    def _metadata(self, doc: Doc) -> tuple[str, str, str | None]:
        if doc.broken:
            return "cant_tell", doc.broken, None
        if exempt := self._exempt(doc):
            return "inapplicable", exempt, None
        faults = [zh for key, zh in FIELDS.items() if key in doc.shown]
        if doc.signed > doc.published:
            faults.append("日期矛盾")
        return ("failed", doc.recipe, "、".join(faults)) if faults else ("passed", doc.recipe, None)

    def _publication(self, doc: Doc) -> tuple[str, str, str | None]:
        if doc.broken and doc.published >= self.since:
            return "cant_tell", doc.broken, None
        if doc.published < self.since:
            return "inapplicable", OUT, None
        if exempt := self._exempt(doc):
            return "inapplicable", exempt, None
        if "signed" in doc.shown:
            return "cant_tell", "open: the signature still shows a date", None
        if self._stock(doc) or doc.signed > doc.published:
            return "cant_tell", doc.recipe, None
        seen = min(doc.published, doc.earlier or doc.published)
        late = seen > days.add(doc.signed, 20)
        return ("failed" if late else "passed"), doc.recipe, None

    def _stock(self, doc: Doc) -> bool:
        return doc.bulk or (doc.published - doc.signed).days > 180

    def _validity(self, doc: Doc) -> tuple[str, str, str | None]:
        if doc.broken:
            return "cant_tell", doc.broken, None
        if not doc.own:
            return "inapplicable", "issued by another body", None
        if "validity" in doc.shown:
            return "inapplicable", "open: no validity is shown (passed, cant_tell)", None
        if doc.validity in ("失效", "废止"):
            return "passed", f"shown as {doc.validity}", None
        over = doc.expires is not None and doc.expires < self.as_of and not doc.continued
        return ("failed" if over else "passed"), doc.recipe, None

    def _scope(self, doc: Doc) -> str:
        """Why a document needs no interpretation; empty if it needs one."""
        if doc.published < self.since:
            return OUT
        if exempt := self._exempt(doc):
            return exempt
        if doc.excluded:
            return f"excluded: {doc.excluded}"
        return "old stock" if self._stock(doc) else ""

    def _matched(self, doc: Doc) -> list[Interp]:
        return [item for item in self.plan.interps if item.doc == doc.n]

    def _latency(self, doc: Doc) -> tuple[str, str, str | None]:
        if why := self._scope(doc):
            return "inapplicable", why, None
        if doc.broken:
            return "cant_tell", doc.broken, None
        due = days.add(doc.published, 3)
        note = doc.recipe
        if "published" in doc.shown:
            note = "open: publication date on the list only"
        found = self._matched(doc)
        if not found:
            return ("pending" if self.as_of <= due else "failed"), note, None
        if all(item.broken for item in found):
            return "cant_tell", "its interpretation cannot be read", None
        late = min(item.published for item in found) > due
        return ("failed" if late else "passed"), note, None

    def _present(self, doc: Doc) -> tuple[str, str, str | None]:
        if why := self._scope(doc):
            return "inapplicable", why, None
        if doc.broken:
            return "cant_tell", doc.broken, None
        if self._matched(doc):
            return "passed", doc.recipe, None
        due = days.add(doc.published, 3)
        return ("pending" if self.as_of <= due else "failed"), doc.recipe, None

    def _linked(self, doc: Doc) -> tuple[str, str, str | None]:
        if why := self._scope(doc):
            return "inapplicable", why, None
        if doc.broken:
            return "cant_tell", f"open: {doc.broken}, or no finding", None
        found = self._matched(doc)
        if not found:
            return "inapplicable", OUT, None
        if all(item.broken for item in found):
            return "cant_tell", "its interpretation cannot be read", None
        faults = []
        if not doc.links_interpretation:
            faults.append("document→interpretation")
        if not any(item.links_document for item in found):
            faults.append("interpretation→document")
        return ("failed" if faults else "passed"), doc.recipe, "、".join(faults) or None

    def _elements(self) -> Iterator[Row]:
        check = "interpretation_elements"
        for item in self.plan.interps:
            outcome, note, aspect = self._element(item)
            yield self._row(check, self.where.interp(item), outcome, note, aspect)
        if not self.plan.interps:
            yield self._row(
                check, self.where.home, "inapplicable", "open: no such section, may not bind"
            )

    def _element(self, item: Interp) -> tuple[str, str, str | None]:
        if item.published < self.since:
            return "inapplicable", OUT, None
        if item.broken:
            return "cant_tell", item.broken, None
        if item.kind in ("expert", "repost"):
            return "inapplicable", item.kind, None
        if item.kind == "picture":
            twin = any(
                other.doc == item.doc and other.kind == "text" for other in self.plan.interps
            )
            return ("inapplicable" if twin else "cant_tell"), "pictures only", None
        missing = "、".join(name for name in ELEMENTS if name in item.missing)
        return ("failed" if missing else "passed"), missing or "all eight", missing or None

    # Sections ------------------------------------------------------------------------------

    def _sections(self) -> Iterator[Row]:
        for role in _GOVERNMENT if self.plan.government else _OTHERS:
            state = self.plan.state.get(role, "ok")
            outcome, note = ("failed", state) if state in ("absent", "empty", "thin") else (
                ("cant_tell", state) if state in _UNSEEN else ("passed", state)
            )  # fmt: skip
            yield self._row("section_present", self.where.home, outcome, note, role)

    def _freshness(self) -> Iterator[Row]:
        roles = ["notices"]
        if self.plan.government:
            roles = ["news", "notices", "policy_documents", "interpretations"]
        for role in roles:
            outcome, note = self._fresh(role)
            yield self._row("section_freshness", self.where.home, outcome, note, role)

    def _fresh(self, role: str) -> tuple[str, str]:
        state = self.plan.state.get(role, "ok")
        if state in ("absent", "none"):
            return "inapplicable", state
        if state in _UNSEEN:
            return "cant_tell", state
        span = timedelta(14 if role == "news" else 180)
        if role == "interpretations":
            start = self.as_of - span
            if not any(d.published >= start and not self._scope(d) for d in self.plan.docs):
                return "inapplicable", "nothing called for one"
            dates = [item.published for item in self.plan.interps]
        else:
            dates = [row.day for row in self.plan.lists.get(role, [])]
        if state == "empty" or not dates:
            return "failed", "without entries"
        newest = max(dates)
        return ("passed" if newest >= self.as_of - span else "failed"), f"newest {newest}"

    # One finding a portal ------------------------------------------------------------------

    def _home(self) -> Iterator[Row]:
        home = self.where.home
        state = self.plan.state
        missing = [zh for role, zh in PLATFORM.items() if state.get(role) in ("absent", "empty")]
        unseen = [role for role in PLATFORM if state.get(role) in _UNSEEN]
        outcome = "failed" if missing else "cant_tell" if unseen else "passed"
        aspect = "、".join(missing) or None
        yield self._row("platform_structure_complete", home, outcome, ",".join(unseen), aspect)
        yield self._leaders(home)
        yield from self._report(home)
        host = self.plan.host
        verdict = "inapplicable" if self.plan.guest else (
            "passed" if self.plan.ipv6 == "ok" else "failed"
        )  # fmt: skip
        yield self._row("ipv6_support", home, verdict, self.plan.ipv6, host)

    def _leaders(self, home: str) -> Row:
        duties = [leader.duty for leader in self.plan.leaders]
        if not any(duties):
            outcome = "cant_tell"
        else:
            named = any("政务公开" in duty or "政府信息公开" in duty for duty in duties)
            outcome = "passed" if named else "failed"
        return self._row("leader_duty_disclosed", home, outcome, "")

    def _report(self, home: str) -> Iterator[Row]:
        if self.plan.kind == "township":
            return
        check = "annual_report_on_time"
        last = self.as_of.year - 1
        due = date(last + 1, 3, 31) if self.plan.government else date(last + 1, 1, 31)
        state = self.plan.state.get("annual_reports", "ok")
        found = [r.day for r in self.plan.lists.get("annual_reports", []) if f"{last}年" in r.title]
        if state in _UNSEEN:
            outcome = "cant_tell"
        else:
            outcome = "passed" if found and min(found) <= due else "failed"
        yield self._row(check, home, outcome, str(found[:1] or "none"), str(last))
