"""The certificate of a connection that was made anyway: nothing is asked for it alone."""

from __future__ import annotations

import ssl
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import httpx

from crawler.records.certificate import Certificate
from crawler.records.moments import beijing_date

REFUSED = "CERTIFICATE_VERIFY_FAILED"
_FAULTS = (
    ("certificate has expired", "expired"),
    ("not yet valid", "not_yet"),
    ("mismatch", "name"),
    ("doesn't match", "name"),
    ("certificate in certificate chain", "chain"),
    ("self-signed certificate", "self_signed"),
    ("self signed certificate", "self_signed"),
)
"""Words of OpenSSL's refusals, the first that fits; any other is about the chain."""


def accepted(answer: httpx.Response) -> Certificate | None:
    """The certificate of an answer over TLS; None if there is none to be had."""
    stream = answer.extensions.get("network_stream")
    told = stream.get_extra_info("ssl_object") if stream is not None else None
    found = told.getpeercert() if told is not None else None
    return Certificate("", _expires_on(found), _issuer(found)) if found else None


def refused(error: str) -> Certificate | None:
    """What an error says of the certificate; None if it says nothing."""
    if REFUSED not in error:
        return None
    fault = next((name for words, name in _FAULTS if words in error), "chain")
    return Certificate(fault, said=error.partition(REFUSED)[2].strip("] :")[:160])


def _expires_on(found: dict[str, Any]) -> date | None:
    with suppress(ValueError, KeyError):
        seconds = ssl.cert_time_to_seconds(found["notAfter"])
        return beijing_date(datetime.fromtimestamp(seconds, UTC))
    return None


def _issuer(found: dict[str, Any]) -> str:
    names = {key: value for part in found.get("issuer", ()) for key, value in part}
    return str(names.get("organizationName") or names.get("commonName") or "")[:80]
