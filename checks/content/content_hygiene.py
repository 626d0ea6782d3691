"""Entries are worth reading: none blank, double, out of date, without sense (内容规范).

What is measured
    Of the entries of the sections that the requirement names, within its window, the rules that it
    names: blank pages (what most pages share, masthead and menus, is no text of theirs), one text
    twice in one section (under one title or a shortened one), pinned entries on matters long over,
    titles that say nothing, months put up all on one day, left-overs of templates in the text.
    One finding, aspect: the faults of which there are more than allowed.
Why it matters
    Who finds the third blank page does not come back.
Evidence
    The pages and list pages with the entries at fault; for blank pages the coverage manifest.
Not judged
    Pages behind rows are read by sample. One matter in two sections, one text put up again on
    another day (a notice may be given anew), archived columns, wording and typing errors, fonts
    and spacing. Whether an entry has to do with the section, a person
    tells: off-topic words, and twins that could not be read, are cannot tell. So is all that
    accounts of new media post.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.content.entries import Entries, Hit, entries_of, roles_of
from checks.content.faults import RULES, off_topic, unsure_twins
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, nothing_judged, set_locally
from crawler.portals import Role
from crawler.records import Cause, Dossier, SoughtPage

CHECK = Check(
    slug="content_hygiene",
    title="内容规范",
    reads=(
        Role.NEWS, Role.NOTICES, Role.POLICY_DOCUMENTS, Role.NORMATIVE_DOCUMENTS,
        Role.INTERPRETATIONS,
    ),
    terms=(
        "rules", "scope", "roles", "window_days", "max_hits", "min_text_chars", "min_twin_chars",
        "filler_patterns",
        "timed_patterns", "expired_days", "batch_periods", "batch_age_days", "layout_patterns",
        "off_topic_words", "statement_days",
    ),
    samples=True,
    choices=(("rules", (*RULES, "off_topic")), ("scope", ("portal", "new_media"))),
)  # fmt: skip
_EXAMPLES = 3


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    if "portal" not in terms["scope"]:
        lead = "政务新媒体账号发布的内容不在门户网站上，未予采集"
        yield bench.cant_tell(None, Cause.UNREADABLE, lead)
        return
    entries = entries_of(dossier, requirement)
    if not entries.rows:
        yield from nothing_judged(bench, roles_of(terms["roles"]), "期间没有发布信息")
        return
    yield _judge(bench, entries)


def _judge(bench: Bench, entries: Entries) -> Finding:
    row, terms = bench.requirement, bench.requirement.terms
    faults: dict[str, tuple[str, list[Hit]]] = {}
    for rule in terms["rules"]:
        if rule in RULES:
            name, find = RULES[rule]
            hits = list(find(entries, terms))
            if len(hits) > int(terms["max_hits"].get(rule, 0)):
                faults[rule] = (name, hits)
    if faults:
        said = [
            f"{name}{len(hits)}条（如“{'”“'.join(title for title, _ in hits[:_EXAMPLES])}”）"
            for name, hits in faults.values()
        ]
        shown = tuple(one for _, hits in faults.values() for _, one in hits[:_EXAMPLES])
        basis = Basis.ABSENCE if set(faults) == {"empty"} else Basis.WORDS
        text = f"{'；'.join(said)}{set_locally(row, 'max_hits')}。"
        return bench.give(
            Outcome.FAILED, None, text, aspect="、".join(name for name, _ in faults.values()),
            basis=basis, evidence=shown,
        )  # fmt: skip
    doubtful = list(off_topic(entries, terms)) if "off_topic" in terms["rules"] else []
    if doubtful:
        lead = f"信息“{doubtful[0][0]}”等{len(doubtful)}条疑似与政府工作无关，需人工核对"
        shown = tuple(one for _, one in doubtful[:_EXAMPLES])
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=shown)
    unsure = unsure_twins(entries) if "duplicate" in terms["rules"] else []
    if len(unsure) > int(terms["max_hits"].get("duplicate", 0)):
        lead = f"信息“{unsure[0].title}”在同一栏目出现两次，页面未能读取"
        return bench.cant_tell(None, Cause.UNREADABLE, lead)
    pages = sum(isinstance(page, SoughtPage) for page in entries.pages.values())
    text = f"查看期间信息{len(entries.rows)}条，抽查页面{pages}个，未见要求列明的问题。"
    return bench.give(Outcome.PASSED, None, text)
