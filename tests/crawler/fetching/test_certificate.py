"""What the probe's own connections show of a certificate: a real handshake with a host of ours."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawler.fetching.certificate import refused
from crawler.fetching.names import Names
from crawler.fetching.probe import ScannerIpv6, probe_ipv6, read_probe
from crawler.portals import Limits, Portal, PortalKind
from crawler.records import Certificate
from crawler.records.site import Ipv6Probe
from tests.crawler.fetching.dns_double import name_server

ERROR = "ConnectError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: {} (_ssl.c:1006)"
SAID = {
    "certificate has expired": "expired",
    "certificate is not yet valid": "not_yet",
    "Hostname mismatch, certificate is not valid for 'a.test'.": "name",
    "self-signed certificate": "self_signed",
    "self-signed certificate in certificate chain": "chain",
    "unable to get local issuer certificate": "chain",
}


@pytest.mark.parametrize(("words", "fault"), SAID.items())
def test_refusals(words: str, fault: str) -> None:
    told = refused(ERROR.format(words))
    assert told is not None
    assert told.fault == fault
    assert words[:20] in told.said


def test_other_errors_say_nothing_of_a_certificate() -> None:
    assert refused("ConnectError: All connection attempts failed") is None


@contextmanager
def site(folder: Path, name: str) -> Iterator[tuple[int, Path]]:
    """A host with a certificate of its own making for that name."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-keyout", key,
         "-out", certificate, "-subj", "/O=Sample/CN=" + name, "-addext",
         f"subjectAltName=DNS:{name}"],
        check=True, capture_output=True,
    )  # fmt: skip

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server.server_address[1], certificate
    finally:
        server.shutdown()
        server.server_close()


def run(port: int) -> Ipv6Probe:
    with name_server({"a.test": ["127.0.0.1"]}) as dns:
        portal = Portal("a", "甲", PortalKind.COUNTY, f"https://a.test:{port}/", ("standing",))
        names = Names(frozenset({f"a.test:{port}"}), dns.address)
        now = datetime(2026, 11, 20, 2, tzinfo=UTC)
        able, limits = ScannerIpv6(True, False), Limits(request_seconds=5)
        probe, transcript = probe_ipv6(portal, (), names, able, "Gongkai/0", limits, lambda: now)
        assert read_probe(probe.snapshot, transcript) == probe
        return probe


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_a_handshake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with site(tmp_path, "a.test") as (port, certificate):
        unknown = run(port)
        assert unknown.certificate is not None
        assert unknown.certificate.fault == "self_signed"
        assert unknown.status_v4 == 200  # looked past
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        known = run(port).certificate
        assert known is not None
        assert (known.fault, known.issuer) == ("", "Sample")
        assert known.expires_on is not None


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_a_certificate_of_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with site(tmp_path, "b.test") as (port, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert run(port).certificate == Certificate("name", said=run(port).certificate.said)  # type: ignore[union-attr]
