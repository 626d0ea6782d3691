"""What a score rests on (得分依据): a hundred points from one judgement say little."""

from __future__ import annotations

from dataclasses import dataclass

from checks.engine.requirement import Rulebook, Scoring
from checks.engine.scoring import Score

FEW_JUDGEMENTS = 5
SMALL_SHARE = 0.5
"""A score from fewer judgements, or from a smaller share of what was to be measured, be it
counted in findings or in requirements, is warned about."""


WARNING = "依据不足，得分仅供参考"


@dataclass(frozen=True)
class Footing:
    """How much of what was to be measured a score rests on.

    `judged` counts findings that passed or failed and count, `planned` with them those that
    could not be told or are only suspected; `rows` and `planned_rows` are the requirements that
    they belong to. What is not yet due, inapplicable or old stock was not to be measured.
    `attested` counts the requirements that a person's verdict (人工认定) counts for.
    """

    judged: int
    planned: int
    rows: int
    planned_rows: int
    attested: int = 0

    @property
    def little(self) -> bool:
        """Whether the score rests on little."""
        return (
            self.judged < FEW_JUDGEMENTS
            or self.judged < SMALL_SHARE * self.planned
            or self.rows < SMALL_SHARE * self.planned_rows
        )

    @property
    def text(self) -> str:
        """In words: 依据1条测评记录（应测4条的25%），测得指标1/4项."""
        share = f"（应测{self.planned}条的{self._share}）" if self.planned else ""
        rows = f"，测得指标{self.rows}/{self.planned_rows}项" if self.planned_rows else ""
        said = f"，另有人工认定{self.attested}项计入" if self.attested else ""
        return f"依据{self.judged}条测评记录{share}{rows}{said}"

    @property
    def _share(self) -> str:
        """Never rounded to nothing or to the whole."""
        whole = 100 * self.judged // self.planned
        return f"{whole}%" if whole or not self.judged else "不足1%"

    @property
    def warning(self) -> str:
        """A plain warning; empty for a score that rests on enough."""
        return WARNING if self.little else ""


def footing(score: Score, rulebook: Rulebook) -> Footing:
    """What a score rests on; rows that are never scored do not count."""
    scored = {
        r.id for r in rulebook.requirements if r.scoring in (Scoring.SHARE, Scoring.PER_DEFECT)
    }
    lines = [line for line in score.lines if line.requirement in scored]
    made = [line.passed + line.failed for line in lines]
    missed = [line.cant_tell + line.suspected for line in lines]
    return Footing(
        judged=sum(made),
        planned=sum(made) + sum(missed),
        rows=sum(count > 0 for count in made),
        planned_rows=sum(a + b > 0 for a, b in zip(made, missed, strict=True)),
        attested=sum(line.attested is not None for line in lines),
    )
