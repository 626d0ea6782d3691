from pathlib import Path

import pytest

from crawler.errors import WatchlistError
from crawler.portals.serve import Oidc, Serve
from crawler.portals.watchlist import load_watchlist

PORTAL = """
[monitor]
rulebooks = ["standing"]
[[portals]]
id = "a"
name = "甲县人民政府"
kind = "county"
home = "http://www.a.test:1/"
"""


def load(folder: Path, table: str) -> Serve:
    path = folder / "gongkai.toml"
    path.write_text(table + PORTAL, encoding="utf-8")
    return load_watchlist(path).serve


def test_nothing_is_public_unless_it_is_said(tmp_path: Path) -> None:
    assert load(tmp_path, "") == Serve(public=False, name="政务公开监测")
    made = load(tmp_path, '[serve]\npublic = true\nname = "云州市政务公开"\n')
    assert made == Serve(public=True, name="云州市政务公开")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('[serve]\npublic = "yes"\n', "public: must be true or false"),
        ("[serve]\npublik = true\n", "did you mean 'public'"),
        ('[serve]\nname = ""\n', "name: is empty"),
    ],
)
def test_faults_name_the_key(tmp_path: Path, table: str, words: str) -> None:
    with pytest.raises(WatchlistError, match=r"\[serve\]") as told:
        load(tmp_path, table)
    assert words in str(told.value)


OIDC = '[serve.oidc]\nissuer = "https://login.test/realm/"\nclient_id = "gongkai"\n'


def test_a_provider_of_logins(tmp_path: Path) -> None:
    made = load(tmp_path, OIDC + 'address = "https://desk.test/"\n').oidc
    assert made == Oidc("https://login.test/realm/", "gongkai", "https://desk.test")
    more = OIDC + 'address = "http://127.0.0.1:8000"\nclaim = "sub"\nname = "统一登录"\n'
    made = load(tmp_path, more).oidc
    assert made is not None
    assert (made.address, made.claim, made.name) == ("http://127.0.0.1:8000", "sub", "统一登录")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (OIDC, "address: is missing"),
        (OIDC + 'address = "https://desk.test/console"\n', "has no path"),
        (OIDC + 'address = "http://desk.test"\n', "is no https address"),
        (OIDC + 'address = "https://a@desk.test"\n', "is no https address"),
        (OIDC.replace("https", "http") + 'address = "https://d.test"\n', "is no https address"),
        (OIDC + 'secret = "x"\n', "unknown key"),
        ('[serve]\noidc = "x"\n', "must be a table"),
    ],
)
def test_a_provider_that_others_could_listen_to_is_refused(
    tmp_path: Path, table: str, words: str
) -> None:
    with pytest.raises(WatchlistError) as told:
        load(tmp_path, table)
    assert words in str(told.value)
