"""The `[cases]` table: the office's terms and habits in following problems up.

The figures are those of practice and no notice's: each can be set.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from crawler.portals.secrecy import quoted
from crawler.portals.table import Table

_PERSONS = ("person", "automatic")
_NOTIFIERS = ("mail", "person")
_MAY_BE_ZERO = frozenset({"appeal"})


@dataclass(frozen=True)
class Cases:
    """Terms in working days, except `privacy_hours`.

    `sign`: 签收; `appeal`: 申诉; `rectify`: 整改; `links`: 整改 of dead and wrong links;
    `recheck`: 复核. `notified_by` says what counts as telling a unit: the mail server's taking of
    a "mail", or a "person" only. `freeze` says who freezes a round after its appeal term: a
    "person", or the first night after it ("automatic"). An absence that comes and goes is
    confirmed when `confirm_failures` of the last `confirm_of` measurements failed, and resolved
    when `resolve_passes` of the last `resolve_of` passed.
    """

    sign: int = 2
    appeal: int = 5
    rectify: int = 10
    links: int = 3
    privacy_hours: int = 24
    recheck: int = 5
    notified_by: str = "mail"
    freeze: str = "person"
    confirm_failures: int = 2
    confirm_of: int = 3
    resolve_passes: int = 3
    resolve_of: int = 4


def read_cases(table: Table) -> Cases:
    """The settings of the table; what is not given has the figure of practice."""
    standard = Cases()
    given: dict[str, Any] = {}
    for fld in dataclasses.fields(Cases):
        if not isinstance(fld.default, int):
            continue
        value = table.take(fld.name, int, "a whole number")
        if value is None:
            continue
        least = 0 if fld.name in _MAY_BE_ZERO else 1
        if not least <= value <= 250:
            table.fault(fld.name, f"must be from {least} to 250, not {value}")
            continue
        given[fld.name] = value
    notified_by = table.read("notified_by", _one_of(_NOTIFIERS)) or standard.notified_by
    freeze = table.read("freeze", _one_of(_PERSONS)) or standard.freeze
    made = replace(Cases(**given), notified_by=notified_by, freeze=freeze)
    for few, many in (("confirm_failures", "confirm_of"), ("resolve_passes", "resolve_of")):
        if getattr(made, few) > getattr(made, many):
            table.fault(few, f"cannot be more than {many}")
    table.close()
    return made


def _one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            known = " or ".join(repr(word) for word in words)
            raise ValueError(f"must be {known}, not {quoted(text)}")
        return text

    return read
