"""What the column that lists a page says of it, where the page itself is silent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.pages.words.masking import mask
from crawler.portals.roles import Role
from crawler.records.model import Field, Interpretation, Message, Source
from crawler.visit.same import Same
from crawler.visit.survey import Survey
from crawler.visit.words import bare, words


@dataclass(frozen=True)
class _Listed:
    """The label of the column that lists a page, and the address of its list."""

    label: str
    url: str


class Columns:
    """Per page the one column (媒体解读, 投诉) that lists it.

    What several columns list is told by none of them; a section above its columns does not
    count.
    """

    def __init__(self, laid: Survey, same: Same) -> None:
        self._pieces = _listing(laid, same, Role.INTERPRETATIONS)
        self._letters = _listing(laid, same, Role.MESSAGE_BOARD)

    def of_piece(self, piece: Interpretation) -> Interpretation:
        """An interpretation with its column."""
        listed = self._pieces.get(piece.url)
        return piece if piece.column or listed is None else replace(piece, column=listed.label)

    def of_letter(self, letter: Message) -> Message:
        """A letter with its kind, which boards kept for one kind say by their name alone."""
        listed = self._letters.get(letter.url)
        known = letter.message_kind is not None and letter.message_kind.value
        if known or listed is None or not words().letter_kind.fullmatch(bare(listed.label)):
            return letter
        label = mask(listed.label)
        kind = Field(label, label, Source.LABEL, "栏目", "所在栏目", listed.url)
        return replace(letter, message_kind=kind)


def _listing(laid: Survey, same: Same, role: Role) -> dict[str, _Listed]:
    sections = laid.of(role)
    above = {opened.task.section_url for opened in sections if opened.is_part}
    found: dict[str, dict[str, str]] = {}
    for opened in sections:
        task = opened.task
        if task.label and task.url not in above:
            for entry in opened.run.entries:
                found.setdefault(same.subject(entry.url), {}).setdefault(task.label, task.url)
    return {
        url: _Listed(*next(iter(labels.items())))
        for url, labels in found.items()
        if len(labels) < 2
    }
