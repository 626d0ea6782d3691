"""The principal leader (主要负责人) explains policies in person so many times a year.

What is measured
    Pieces of the year in the sections of interpretations, press conferences and responses whose
    speaker or author is the body's principal leader: by the interpreter's name, the name in the
    title or the opening of the text, or the post in the title. Where the clause speaks of one
    matter, those on it. One finding; its aspect is the year.
Why it matters
    The notices make the head of a body the first interpreter (第一解读人) of its policies.
Evidence
    The pieces; for what is missing the lists looked through and the coverage manifest.
Not judged
    Deputies do not count. Press conferences of which neither the title nor the page says who
    spoke (a recording, a page that was not read), lists not read to the beginning of the year, no
    list of leaders: cannot tell.
    What was said in other media is not seen: a failure is a question to the body.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.disclosure.period import Period, period_of
from checks.disclosure.reach import looked_at, unseen_in
from checks.disclosure.spans import Span, spans
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.interpretation.leaders import Spoken, spoken
from checks.judging import Bench, Sum, chinese_date, set_locally
from checks.judging.bench import proof
from checks.matching.titles import in_marks
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="interpretation_by_leader",
    title="主要负责人解读",
    reads=(Role.INTERPRETATIONS, Role.PRESS_CONFERENCES, Role.RESPONSES, Role.LEADERS),
    terms=(
        "min_per_year", "keywords", "principal_posts", "acting_words", "speaking_words",
        "event_words", "roles", "lead_chars", "title_patterns", "min_text_chars",
    ),
    looks_into=True,
    falls_due=True,
)  # fmt: skip

_MOST_PROOFS = 3


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address, on the last year that the period asks for."""
    bench, period = Bench(CHECK, dossier, requirement), period_of(dossier, requirement)
    pieces = list(spoken(dossier, requirement.terms))
    years = spans("year", period)
    ended = [year for year in years if year.last < dossier.today]
    year = ended[-1] if ended else years[-1]
    yield _judge(bench, period, year, pieces)


def _judge(bench: Bench, period: Period, year: Span, pieces: list[Spoken]) -> Finding:
    dossier, row = bench.dossier, bench.requirement
    least, label = int(row.terms["min_per_year"]), year.label[:4]
    inside = [p for p in pieces if p.on is not None and year.first <= p.on <= year.last]
    own = [piece for piece in inside if piece.by_leader]
    asked = f"每年应不少于{least}次{set_locally(row, 'min_per_year')}"
    total = Sum(year.last, None, len(own), "events")
    said = f"{label}年主要负责人解读{len(own)}次，{asked}"
    if len(own) >= least:
        proofs = tuple(proof(p.record, p.record.title) for p in own[:_MOST_PROOFS])
        return bench.give(
            Outcome.PASSED, None, f"{said}。", aspect=label, identity=label, evidence=proofs,
            total=total,
        )  # fmt: skip
    if dossier.today <= year.last:
        text = f"{said}，期限为{chinese_date(year.last)}，尚未届满。"
        return bench.give(Outcome.PENDING, None, text, aspect=label, identity=label, total=total)
    roles = tuple(Role(value) for value in row.terms["roles"])
    there = tuple(role for role in roles if role in dossier.sections)
    unseen = unseen_in(dossier, there, period)
    vague = [p for p in pieces if (p.by_leader is None and (p.on is None or p in inside))
             or (p.by_leader and p.on is None)]  # fmt: skip
    doubt: tuple[Cause, str] | None = None
    if unseen is not None:
        doubt = (unseen[0], f"“{unseen[1]}”未能采集完整，{label}年主要负责人解读次数")
    elif vague:
        doubt = (Cause.AMBIGUOUS, f"{in_marks(vague[0].record.title)}等没有写明由谁解读")
    elif not any(leader.name for leader in dossier.leaders):
        cause = dossier.section(Role.LEADERS).cause or Cause.AMBIGUOUS
        doubt = (cause, "未见领导名单，无法辨认主要负责人")
    if doubt is not None:
        return bench.cant_tell(None, *doubt, aspect=label, identity=label)
    return bench.give(
        Outcome.FAILED, None, f"{said}。", aspect=label, identity=label, basis=Basis.ABSENCE,
        total=total, evidence=looked_at(dossier, there),
    )  # fmt: skip
