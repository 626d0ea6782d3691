"""Login by OpenID Connect, against a provider of our own on this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey

from crawler.portals.serve import Oidc
from scheduler.desk.accounts import disable_person
from scheduler.desk.oidc import OidcLogin
from scheduler.desk.tables import open_desk
from scheduler.workplace import Workplace
from tests.console.builders import NOW, Browser, Console, routes_of
from tests.console.test_rights import TABLE

SECRET = "the-client-secret-of-the-tests"


class Provider:
    """What the provider says; tests change it."""

    def __init__(self) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": "one"})
        self.issuer = ""
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {"alg": "ES256", "kid": "one"}
        self.signs: Any = self.key
        self.described: dict[str, Any] = {}
        self.asked: list[tuple[str, dict[str, list[str]], str]] = []
        self.status = 200

    def answer(self, path: str, body: str, authorization: str) -> Any:
        self.asked.append((path, parse_qs(body), authorization))
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
            } | self.described
        if path == "/jwks":
            return KeySet([self.key]).as_dict(private=False)
        text = jwt.encode(self.header, self.claims, self.signs, algorithms=["ES256", "HS256"])
        return {"access_token": "at", "token_type": "Bearer", "id_token": text}


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(size).decode()
            told = made.answer(self.path, body, self.headers.get("Authorization") or "")
            content = json.dumps(told).encode()
            self.send_response(made.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def console(town: Workplace, tmp_path: Path, provider: Provider) -> Console:
    settings = Oidc(provider.issuer, "gongkai", "http://desk.test", name="市统一认证")
    made: list[Console] = []
    login = OidcLogin(settings, SECRET, lambda: made[0].clock())
    made.append(Console(town, tmp_path, voucher=login))
    return made[0]


def begun(console: Console, provider: Provider, onward: str = "/findings") -> tuple[Browser, Any]:
    """A browser at the provider, and what it was sent there with; the claims are in order."""
    browser = console.browser()
    answer = browser.get("/oidc/login", params={"next": onward})
    assert answer.status_code == 303
    parts = urlsplit(answer.headers["location"])
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{provider.issuer}/authorize"
    sent = {key: value for key, (value,) in parse_qs(parts.query).items()}
    now = int(console.clock().timestamp())
    provider.claims = {
        "iss": provider.issuer, "sub": "1", "aud": "gongkai", "exp": now + 300, "iat": now,
        "nonce": sent["nonce"], "preferred_username": "reader",
    }  # fmt: skip
    return browser, sent


def back(browser: Browser, sent: Any, **changed: str) -> Any:
    return browser.get("/oidc/back", params={"code": "the-code", "state": sent["state"]} | changed)


def reasons(console: Console) -> list[str]:
    return [one.about for one in console.people.noted(9) if one.what == "login failed"]


def test_a_person_comes_in_by_the_provider(console: Console, provider: Provider) -> None:
    browser, sent = begun(console, provider)
    assert sent["response_type"] == "code"
    assert sent["redirect_uri"] == "http://desk.test/oidc/back"
    assert sent["code_challenge_method"] == "S256"
    assert "openid" in sent["scope"].split()
    answer = back(browser, sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/findings")
    session = console.people.session(browser.token)
    assert session is not None
    assert session.person.name == "reader"
    path, form, authorization = provider.asked[1]
    assert path == "/token"
    challenge = hashlib.sha256(form["code_verifier"][0].encode()).digest()
    assert base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() == sent["code_challenge"]
    assert form["grant_type"] == ["authorization_code"]
    assert form["redirect_uri"] == ["http://desk.test/oidc/back"]
    assert base64.b64decode(authorization.removeprefix("Basic ")).decode() == f"gongkai:{SECRET}"
    assert "client_secret" not in form
    # Once only, and for nobody else's browser.
    assert back(browser, sent).status_code == 401


def test_the_button_stands_where_a_provider_is_set(console: Console, town: Workplace) -> None:
    text = console.browser().get("/login?next=/findings%3Frun%3D1").text
    assert "市统一认证" in text
    assert 'href="/oidc/login?next=/findings%3Frun%3D1"' in text
    own = set(routes_of(console.app)) - set(TABLE)
    assert own == {("GET", "/oidc/login"), ("GET", "/oidc/back")}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"iss": "https://other.test"}, "iss"),
        ({"aud": "another"}, "aud"),
        ({"aud": ["another", "third"]}, "aud"),
        ({"aud": ["gongkai", "another"], "azp": "another"}, "azp"),
        ({"exp": 1}, "xpired"),
        ({"exp": None}, "exp"),
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"iat": 4_000_000_000}, "in the future"),
        ({"at_hash": "AAAA"}, "at_hash"),
        ({"preferred_username": None}, "preferred_username"),
        ({"preferred_username": ["reader"]}, "preferred_username"),
        ({"preferred_username": ""}, "preferred_username"),
    ],
)
def test_an_id_token_must_be_right(
    console: Console, provider: Provider, changed: dict[str, Any], words: str
) -> None:
    browser, sent = begun(console, provider)
    told = provider.claims | changed
    provider.claims = {key: value for key, value in told.items() if value is not None}
    answer = back(browser, sent)
    assert answer.status_code == 401
    assert not browser.token
    assert "没有通过" in answer.text
    (reason,) = reasons(console)
    assert words in reason


@pytest.mark.parametrize("how", ["another key", "our secret", "public key", "none"])
def test_an_id_token_must_be_signed_by_the_provider(
    console: Console, provider: Provider, how: str
) -> None:
    browser, sent = begun(console, provider)
    if how == "another key":
        provider.signs = ECKey.generate_key("P-256", {"kid": "one"})
    elif how == "none":
        parts = [{"alg": "none"}, provider.claims]
        text = ".".join(
            base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode()
            for one in parts
        )
        given = {"access_token": "at", "token_type": "Bearer", "id_token": text + "."}
        usual = provider.answer
        provider.answer = (  # type: ignore[method-assign]
            lambda path, body, mark: given if path == "/token" else usual(path, body, mark)
        )
    else:
        text = SECRET if how == "our secret" else json.dumps(provider.key.as_dict(private=False))
        provider.header = {"alg": "HS256", "kid": "one"}
        provider.signs = OctKey.import_key(text)
    assert back(browser, sent).status_code == 401
    assert not browser.token


def test_keys_that_the_provider_changed_are_asked_for_anew(
    console: Console, provider: Provider
) -> None:
    assert back(*begun(console, provider)).status_code == 303
    provider.key = provider.signs = ECKey.generate_key("P-256", {"kid": "two"})
    provider.header = {"alg": "ES256", "kid": "two"}
    assert back(*begun(console, provider)).status_code == 303


@pytest.mark.parametrize(
    "changed",
    [{"state": "another"}, {"state": ""}, {"code": ""}, {"error": "access_denied"},
     {"iss": "https://other.test"}],
)  # fmt: skip
def test_an_answer_must_be_to_this_login(
    console: Console, provider: Provider, changed: dict[str, str]
) -> None:
    browser, sent = begun(console, provider)
    assert back(browser, sent, **changed).status_code == 401
    assert back(browser, sent).status_code == 401, "a login that failed is begun anew"
    assert not browser.token


def test_another_browser_gets_nowhere_with_the_answer(console: Console, provider: Provider) -> None:
    _, sent = begun(console, provider)
    stranger = console.browser()
    assert back(stranger, sent).status_code == 401
    begun(console, provider)
    assert not stranger.token
    late, sent = begun(console, provider)
    console.clock.on(minutes=11)
    assert back(late, sent).status_code == 401


def test_only_accounts_that_live_get_in(console: Console, provider: Provider) -> None:
    for name in ("nobody", "Reader", "reader "):
        browser, sent = begun(console, provider)
        provider.claims["preferred_username"] = name
        assert back(browser, sent).status_code == 401
    db = open_desk(console.place.places.desk)
    disable_person(db, "reader", NOW)
    db.close()
    browser, sent = begun(console, provider)
    assert back(browser, sent).status_code == 401
    assert len([one for one in console.people.noted(99) if one.what == "login failed"]) == 4


def test_nobody_is_led_away_after_it(console: Console, provider: Provider) -> None:
    browser, sent = begun(console, provider, "https://evil.test/")
    assert back(browser, sent).headers["location"] == "/"


@pytest.mark.parametrize(
    "described",
    [{"issuer": "https://other.test"}, {"authorization_endpoint": "http://192.0.2.1/"},
     {"authorization_endpoint": None}],
)  # fmt: skip
def test_a_provider_that_describes_another_is_none(
    console: Console, provider: Provider, described: dict[str, Any]
) -> None:
    provider.described = described
    assert console.browser().get("/oidc/login").status_code == 401
    assert reasons(console)


def test_a_provider_that_is_away_is_told(console: Console, provider: Provider) -> None:
    provider.status = 503
    answer = console.browser().get("/oidc/login")
    assert answer.status_code == 401
    assert 'name="password"' in answer.text, "who has a password comes in all the same"


def test_logins_under_way_are_bounded(
    console: Console, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.desk.oidc._MOST", 2)
    first, sent = begun(console, provider)
    for _ in range(2):
        begun(console, provider)
    assert back(first, sent).status_code == 401


def test_a_mail_address_must_be_verified(
    provider: Provider, town: Workplace, tmp_path: Path
) -> None:
    settings = Oidc(provider.issuer, "gongkai", "http://desk.test", claim="email")
    login = OidcLogin(settings, SECRET, lambda: NOW)
    console = Console(town, tmp_path, voucher=login)
    for verified, status in ((None, 401), ("true", 401), (False, 401), (True, 303)):
        browser, sent = begun(console, provider)
        provider.claims |= {"email": "reader", "email_verified": verified}
        assert back(browser, sent).status_code == status
