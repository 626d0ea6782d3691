"""The accounts of new media that a portal lists, and what is wrong or unclear about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Account, AccountList, Dossier


class Listed(NamedTuple):
    """The lists of accounts that count: those of the section, else that of the home page."""

    lists: tuple[AccountList, ...]
    accounts: tuple[Account, ...]

    @property
    def codes(self) -> int:
        """Pictures of codes behind which accounts may stand."""
        return sum(one.codes for one in self.lists)

    @property
    def none(self) -> AccountList | None:
        """The page that says there are no accounts, where no page lists any."""
        return next((one for one in self.lists if one.none and not self.accounts), None)


def listed(dossier: Dossier) -> Listed:
    """What the portal lists; the home page counts where its section lists nothing."""
    every = [one for one in dossier.records if isinstance(one, AccountList)]
    own = tuple(one for one in every if one.role is Role.NEW_MEDIA)
    if any(one.accounts for one in own) or any(one.none for one in own):
        return _listed(own)
    home = tuple(one for one in every if one.role is Role.HOME)
    return _listed((*own, *home))


def _listed(lists: tuple[AccountList, ...]) -> Listed:
    accounts = dict.fromkeys(account for one in lists for account in one.accounts)
    return Listed(lists, tuple(accounts))


def label(account: Account) -> str:
    """What an account is called in a sentence."""
    return account.name or account.platform


def posted_on(account: Account, today: date) -> date | None:
    """The day of its last post as the list tells; what lies ahead is not known yet."""
    day = account.updated_on.value if account.updated_on is not None else None
    return day if day is not None and day <= today else None


def faulty(
    accounts: Sequence[Account], today: date, max_age_days: int, closed_words: Sequence[str]
) -> list[tuple[Account, str]]:
    """Accounts that the list itself calls closed, or whose last post it tells is too old; why."""
    found = []
    for one in accounts:
        day = posted_on(one, today)
        if any(plain(word) in plain(one.state) for word in closed_words):
            found.append((one, one.state))
        elif day is not None and today - day > timedelta(days=max_age_days):
            found.append((one, f"最近更新{day}"))
    return found


def lacking(accounts: Sequence[Account]) -> list[str]:
    """Which of name, kind and owner some account is listed without."""
    parts = {
        "名称": [one.name for one in accounts],
        "类型": [one.platform for one in accounts],
        "主办单位": [one.owner for one in accounts],
    }
    return [part for part, values in parts.items() if not all(values)]


def doubled(accounts: Sequence[Account]) -> list[str]:
    """Owners with several accounts of one kind: a person has to say whether they are too many."""
    kept = Counter(
        (plain(one.owner), one.platform) for one in accounts if one.owner and one.platform
    )
    twice = {key for key, count in kept.items() if count > 1}
    return list(
        dict.fromkeys(
            f"{one.owner}的{one.platform}"
            for one in accounts
            if (plain(one.owner), one.platform) in twice
        )
    )
