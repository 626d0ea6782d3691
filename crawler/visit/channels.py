"""The owner's channel for applications (依申请公开): the owner's alone, or its guests', too?"""

from __future__ import annotations

from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.model import Portal
from crawler.portals.roles import Role
from crawler.records.model import StaticPage
from crawler.visit.words import names_body, short_name, words

_OWN_TEXT = 50
_MOST = 3


class Channels:
    """The channels in the owner's menu, which stands on a guest's pages, too.

    Whose such a channel is its page tells. `open` are those (address and label) that may be the
    guest's as far as is known.
    """

    def __init__(self, owner: Portal | None, guest: Portal) -> None:
        self.open: dict[str, str] = {}
        self._owner = owner
        self._guest = guest
        self._asked: set[str] = set()

    def offer(self, url: str, label: str) -> None:
        """Take down a channel that a menu offers."""
        if url not in self._asked:
            self.open.setdefault(url, label)

    def tasks(self) -> list[Task]:
        """The pages to be seen before it can be told whose the channels are, each once."""
        if self._owner is None or len(self.open) > _MOST:
            return []
        asked = [url for url in self.open if url not in self._asked]
        self._asked.update(asked)
        return [Task(Purpose.EXPLORE, url, Role.INFORMATION_REQUEST, clicks=0) for url in asked]

    def heard(self, url: str, reading: Reading | None) -> None:
        """Take in the page of a channel; None if it could not be seen."""
        owner = self._owner
        if (
            reading is not None
            and owner is not None
            and is_owners_alone(reading, owner, self._guest)
        ):
            self.open.pop(url, None)


def is_owners_alone(reading: Reading, owner: Portal, guest: Portal) -> bool:
    """Whether the page says whom to apply to, and that is nobody but the owner of the host.

    It is not where the page names the guest, speaks of several bodies, or leads on to a form in
    which a body may have to be chosen.
    """
    written = (record.text for record in reading.records if isinstance(record, StaticPage))
    text = "".join("\n".join(written).split())
    labels = [target.label for target in reading.targets if not target.template]
    if reading.shell or len(text) < _OWN_TEXT or short_name(owner.name) not in text:
        return False
    if names_body(text, guest.name) or any(names_body(label, guest.name) for label in labels):
        return False
    return not any(words().common_channels.search(piece) for piece in (text, *labels))
