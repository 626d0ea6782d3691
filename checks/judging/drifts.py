"""Drifts: what newly fails out of a change that may be the scanner's doing accuses nobody.

The pages of a portal may be made anew, or a reader may no longer understand them; from one night
to the next both look alike. Until so many reads on end have shown the change that it is believed,
a failure that was not there before and rests on what changed is held: it cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.judging.wording import WORDS
from crawler.portals import Role
from crawler.records import Cause, Dossier, Drift, DriftKind

_PROBED = frozenset({Role.HOME})
"""What a check reads that looks at answers of hosts, not at what pages are made like."""


def told(drift: Drift) -> str:
    """A drift as a Chinese clause."""
    said = WORDS["drift"]
    if drift.kind is DriftKind.FAMILY:
        before, now = family_name(drift.before), family_name(drift.now)
        return str(said["family"].format(before=before, now=now))
    section = drift.role.chinese if drift.role is not None else ""
    if drift.kind is DriftKind.ROWS:
        name = drift.what or section
        return str(said["rows"].format(section=name, before=drift.before, now=drift.now))
    field = WORDS["fields"].get(drift.what.rpartition(".")[2], drift.what)
    text = said["field"].format(section=section, field=field, before=drift.before, now=drift.now)
    return str(text)


def family_name(family: str) -> str:
    """What a content system is called."""
    return str(WORDS["families"].get(family, family))


def drifts_under(dossier: Dossier, reads: Sequence[Role], basis: Basis) -> Iterator[Drift]:
    """The drifts on which a finding of a check that reads these sections may rest.

    Rows that are missed matter to what rests on absence alone; so does what drifts on a portal
    above, where what is sought may stand.
    """
    roles = frozenset(reads)
    for one in (dossier, *dossier.higher):
        for drift in one.manner.drifts:
            own = one is dossier and drift.kind is not DriftKind.ROWS
            if not own and basis is not Basis.ABSENCE:
                continue
            if drift.role in roles or (drift.role is None and not roles <= _PROBED):
                yield drift


def held(finding: Finding, dossier: Dossier, reads: Sequence[Role]) -> Finding:
    """The finding; `cant_tell` in the place of a failure that is new and rests on a drift.

    What failed before the drift is no doing of it.
    """
    if finding.outcome is not Outcome.FAILED or finding.case_id in dossier.manner.accused:
        return finding
    drift = next(drifts_under(dossier, reads, finding.basis), None)
    if drift is None:
        return finding
    text = WORDS["drift"]["held"].format(
        what=told(drift), reads=drift.reads, judged=finding.statement.removesuffix("。")
    )
    return replace(finding, outcome=Outcome.CANT_TELL, cause=Cause.SCANNER, statement=text)
