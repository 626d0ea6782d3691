"""Login by OpenID Connect: authorization code flow with PKCE (RFC 7636), ID token verified.

What a login that is under way needs (state, nonce, verifier) stays here and goes with the process;
the browser holds a random key to it, and each is used once.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.oauth2.client import OAuth2Client  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from crawler.portals.serve import Oidc, by_tls
from reports.console.people import Unproved

BACK = "/oidc/back"
"""Where the provider leads back to, below the console's own address."""
PATIENCE = timedelta(minutes=10)
"""So long a person may take at the provider."""
_MOST = 5_000
_METADATA_FOR = timedelta(hours=1)
_LEEWAY_S = 60
_TIMEOUT_S = 10.0
# By the provider's key alone: with HS256 whoever knows our secret could sign, with none anybody.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]


@dataclass(frozen=True)
class _Begun:
    state: str
    nonce: str
    verifier: str
    onward: str
    at: datetime


class OidcLogin:
    """One provider, as `reports.console.people.Voucher` asks for it."""

    def __init__(
        self,
        settings: Oidc,
        secret: str,
        now: Callable[[], datetime],
        http: httpx.Client | None = None,
    ) -> None:
        self.name = settings.name
        self._settings = settings
        self._secret = secret
        self._now = now
        self._http = http or httpx.Client(timeout=_TIMEOUT_S, follow_redirects=False)
        self._begun: dict[str, _Begun] = {}
        self._lock = threading.Lock()
        self._metadata: tuple[datetime, Mapping[str, Any]] | None = None
        self._keys: Any = None

    def begin(self, onward: str) -> tuple[str, str]:
        """A new login: the key that the browser keeps, and the provider's address to go to."""
        state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        begun = _Begun(state, nonce, secrets.token_urlsafe(48), onward, self._now())
        url, _ = self._client().create_authorization_url(
            self._told("authorization_endpoint"),
            state=begun.state,
            code_verifier=begun.verifier,
            nonce=begun.nonce,
        )
        key = secrets.token_urlsafe(32)
        with self._lock:
            since = begun.at - PATIENCE
            self._begun = {k: one for k, one in self._begun.items() if one.at > since}
            while len(self._begun) >= _MOST:
                self._begun.pop(next(iter(self._begun)))
            self._begun[key] = begun
        return key, str(url)

    def finish(self, key: str, answer: Mapping[str, str]) -> tuple[str, str]:
        """The account's name, and where the person wanted to go.

        Raises Unproved for an answer that is not to a login of this browser, or proves nobody.
        """
        with self._lock:
            begun = self._begun.pop(key, None)
        if begun is None or self._now() - begun.at > PATIENCE:
            raise Unproved("no login is under way")
        if not hmac.compare_digest(answer.get("state", "").encode(), begun.state.encode()):
            raise Unproved("the state is another")
        if answer.get("iss", self._settings.issuer) != self._settings.issuer:
            raise Unproved("the answer is another provider's")
        if "error" in answer or not answer.get("code"):
            raise Unproved(f"the provider says {answer.get('error', 'nothing')[:60]!r}")
        return self._account(answer["code"], begun), begun.onward

    def _account(self, code: str, begun: _Begun) -> str:
        try:
            token = self._client().fetch_token(
                self._told("token_endpoint"),
                grant_type="authorization_code",
                code=code,
                code_verifier=begun.verifier,
                **self._own_proof(),
            )
            claims = self._verified(token, begun.nonce)
        except (AuthlibBaseError, JoseError, httpx.HTTPError) as error:
            raise Unproved(f"{type(error).__name__}: {error}"[:200]) from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Unproved(f"the provider's answer cannot be read: {error}"[:200]) from error
        name = claims.get(self._settings.claim)
        if not isinstance(name, str) or not name:
            raise Unproved(f"the ID token has no {self._settings.claim}")
        if self._settings.claim == "email" and claims.get("email_verified") is not True:
            raise Unproved("the mail address is not verified")
        return name

    def _verified(self, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        """The claims of an ID token: signature, issuer, audience, times, nonce, access token."""
        text = token["id_token"]
        registry = JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)
        try:
            read = jwt.decode(text, self._key_set(), registry=registry)
        except (InvalidKeyIdError, ValueError):
            # The provider may have changed its keys since we asked for them.
            read = jwt.decode(text, self._key_set(anew=True), registry=registry)
        settings = self._settings
        claims = CodeIDToken(
            read.claims,
            read.header,
            {
                "iss": {"essential": True, "value": settings.issuer},
                "aud": {"essential": True, "value": settings.client_id},
                "exp": {"essential": True},
            },
            {
                "nonce": nonce,
                "client_id": settings.client_id,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(now=int(self._now().timestamp()), leeway=_LEEWAY_S)
        return dict(claims)

    def _client(self) -> Any:
        return OAuth2Client(
            self._http,
            client_id=self._settings.client_id,
            scope="openid profile email",
            redirect_uri=self._settings.address + BACK,
            code_challenge_method="S256",
        )

    def _own_proof(self) -> dict[str, Any]:
        """How we prove who we are at the token endpoint: as the provider takes it."""
        known = self._about().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" in known:
            return {"auth": httpx.BasicAuth(self._settings.client_id, self._secret)}
        return {
            "auth": httpx.Auth(),
            "client_id": self._settings.client_id,
            "client_secret": self._secret,
        }

    def _told(self, key: str) -> str:
        try:
            return by_tls(str(self._about()[key]))
        except (KeyError, ValueError) as error:
            raise Unproved(f"the provider's description: {key}: {error}") from error

    def _about(self) -> Mapping[str, Any]:
        """The provider's description of itself (OpenID Connect Discovery)."""
        if self._metadata is None or self._now() - self._metadata[0] > _METADATA_FOR:
            issuer = self._settings.issuer
            found = self._json(issuer.rstrip("/") + "/.well-known/openid-configuration")
            if found.get("issuer") != issuer:
                raise Unproved("the provider's description is another provider's")
            self._metadata = self._now(), found
            self._keys = None
        return self._metadata[1]

    def _key_set(self, anew: bool = False) -> Any:
        if self._keys is None or anew:
            found = self._json(self._told("jwks_uri"))
            self._keys = KeySet.import_key_set(found)  # type: ignore[arg-type]
        return self._keys

    def _json(self, url: str) -> Mapping[str, Any]:
        try:
            answer = self._http.get(url)
            answer.raise_for_status()
            found = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Unproved(f"{url}: {type(error).__name__}") from error
        if not isinstance(found, dict):
            raise Unproved(f"{url}: is no object")
        return found
