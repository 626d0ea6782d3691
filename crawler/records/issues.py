"""What rulebooks ask of a gazette (政府公报) beyond its list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class IssuesAsked:
    """Issues to be opened: those of the last `days`, and a `sample` of all that the lists show.

    `texts` asks for the pages of the documents that they carry, too.
    """

    days: int = 0
    sample: int = 0
    texts: bool = False

    def __or__(self, other: IssuesAsked) -> IssuesAsked:
        """What both ask for together."""
        return IssuesAsked(
            max(self.days, other.days), max(self.sample, other.sample), self.texts or other.texts
        )

    def __bool__(self) -> bool:
        """Whether any issue is to be opened."""
        return bool(self.days or self.sample)


NO_ISSUES = IssuesAsked()
"""None at all."""
