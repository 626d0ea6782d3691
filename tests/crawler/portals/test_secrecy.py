"""No error repeats a password or a token: errors end in mails and at the open health endpoint."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import WatchlistError
from crawler.portals.watchlist import load_watchlist

SECRETS = ("s3cret", "t0ken")


@pytest.mark.parametrize(
    "text",
    [
        '[mail]\nserver = "smtp://user:s3cret@host:99999"',
        '[mail]\nserver = "smtp://user:s3\'cret/s3cret@host:x"',
        '[mail]\nserver = "user:s3cret@host"',
        '[mail]\nserver = "ftp://user:s3cret@host"',
        f'[mail]\nserver = "smtp://user:s3cret{"x" * 90}@host:x"',
        '[mail]\nserver = "wecombot://t0ken"',
        '[mail]\nsender = "https://host/?key=t0ken"',
        '[mail]\nsender = "smtp://user:s3cret@host\\u0007"',
        '[mail]\nserver = ["smtp://user:s3cret@host"]',
        '[mail]\noffice = ["smtp://user:s3cret@host"]',
        '[schedule]\nheartbeat = "https://host:99999/t0ken"',
        '[schedule]\nheartbeat = "https://host/t0ken#x"',
        '[schedule]\nheartbeat = "https://user:s3cret@host/t0ken"',
        '[schedule]\nheartbeat = ["https://host/t0ken"]',
        '[schedule]\nheartbeat = "https://host/t0ken\\u0007"',
        '[schedule]\nhealth = "https://user:s3cret@host:x"',
        '[[channels]]\nname = "a"\nenv = "wecombot://t0ken"\ngets = ["dingtalk://t0ken"]',
    ],
)
def test_an_error_names_the_key_and_no_secret(tmp_path: Path, text: str) -> None:
    path = tmp_path / "gongkai.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WatchlistError) as raised:
        load_watchlist(path, frozenset({"standing"}))
    told = str(raised.value)
    assert text[1:].split("]")[0].strip("[") in told
    assert not any(secret in told for secret in SECRETS)
