"""When the scanner doubts itself, and when a lone portal is simply down."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.night.preflight import LACKING, Capability, _blind, _texts
from tests.crawler.fetching.readers import only_programs


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


def test_it_names_the_formats_that_no_program_here_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_programs(monkeypatch, tmp_path, pdftotext="exit", antiword="exit")
    found = _texts()
    assert not found.ok
    assert "xls（须安装 catdoc 或 libreoffice）" in found.note
    assert "pdf" not in found.note
    assert found.name in LACKING
    only_programs(monkeypatch, tmp_path, soffice="exit")
    assert _texts() == Capability("texts", True, "")
