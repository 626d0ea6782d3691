"""What systemd is told (sd_notify): a datagram to the socket that it names."""

from __future__ import annotations

import os
import socket


def notify(state: str) -> bool:
    """Tell systemd "READY=1", "WATCHDOG=1" or "STOPPING=1"; False where nobody listens."""
    path = os.environ.get("NOTIFY_SOCKET", "")
    if not path:
        return False
    # A name that begins with @ lies in the abstract name space of Linux.
    address = "\0" + path[1:] if path.startswith("@") else path
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as speaker:
            speaker.connect(address)
            speaker.sendall(state.encode())
    except OSError:
        return False
    return True
