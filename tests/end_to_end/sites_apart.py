"""Portals, their name server and a bucket at one address: ADDRESS LOG NAME…

Every request for a page adds the address that asked to the log.
"""

from __future__ import annotations

import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
from dnslib import QTYPE, RR, A
from dnslib.server import BaseResolver, DNSServer
from moto.server import ThreadedMotoServer

from tests.end_to_end.small_portal import small_portal

PAGES = small_portal()


def main() -> None:
    address, log, *names = sys.argv[1:]
    lines = Path(log).open("a", encoding="utf-8")  # noqa: SIM115

    class Site(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            lines.write(self.client_address[0] + "\n")
            lines.flush()
            time.sleep(0.05)
            body = PAGES.get(self.path, "404").encode()
            self.send_response(200 if self.path in PAGES else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    class Zone(BaseResolver):  # type: ignore[misc]
        def resolve(self, request: Any, handler: Any) -> Any:
            reply = request.reply()
            known = str(request.q.qname).removesuffix(".test.") in names
            if known and QTYPE[request.q.qtype] == "A":
                reply.add_answer(RR(request.q.qname, QTYPE.A, rdata=A(address)))
            return reply

    DNSServer(Zone(), address=address, port=5353).start_thread()
    ThreadedMotoServer(address, 9000, verbose=False).start()
    bucket: Any = boto3.client("s3", endpoint_url=f"http://{address}:9000", region_name="us-east-1")
    bucket.create_bucket(Bucket="zwgk")
    server = ThreadingHTTPServer((address, 8080), Site)
    lines.write("")
    lines.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
