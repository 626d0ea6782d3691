"""When the scanner doubts itself, and when a lone portal is simply down."""

from __future__ import annotations

import pytest

from scheduler.preflight import Capability, _blind


@pytest.mark.parametrize(
    ("dns", "ipv4", "hosts", "said"),
    [
        (True, True, 2, ""),
        (False, False, 2, "监测端域名解析不可用"),
        (True, False, 2, "监测端IPv4网络不可用"),
        (False, False, 1, ""),
    ],
)
def test_it_doubts_itself_where_nobody_answers(
    dns: bool, ipv4: bool, hosts: int, said: str
) -> None:
    lacks = (Capability("dns", dns), Capability("ipv4", ipv4), Capability("disk", False))
    assert _blind(lacks, hosts) == said
