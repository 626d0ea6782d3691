"""Records on new media (政务新媒体): the accounts that a page lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from crawler.records.model import Field, Record


@dataclass(frozen=True)
class Account:
    """An account (政务新媒体账号) as a page lists it; what the page does not say is empty.

    `platform` is what it is an account of (微信公众号, 微博, 客户端 …), `owner` the body that
    keeps it, `state` the words on its state. `updated_on` is the day of its last post, where the
    list tells: accounts themselves are on hosts that are never asked.
    """

    name: str = ""
    platform: str = ""
    owner: str = ""
    state: str = ""
    updated_on: Field[date] | None = None
    url: str = ""


@dataclass(frozen=True)
class AccountList(Record):
    """The accounts that a page of new media, or a home page, lists.

    `none` are words of the page that there are none. `codes` counts pictures that look like
    codes to scan: an account may stand behind each.
    """

    kind: ClassVar[str] = "account_list"
    accounts: tuple[Account, ...] = ()
    none: str = ""
    codes: int = 0
