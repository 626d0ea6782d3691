"""ipv6_support, as a table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.records import Cause
from tests.builders import dossier, judge_one, portal, probe

CHECK = "ipv6_support"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE


Row = tuple[str, int | None, int | None]


def pages(both: int, only_v4: int, neither: int = 0) -> tuple[Row, ...]:
    rows: list[Row] = [("u", 200, 200)] * both
    return (*rows, *[("u", 200, None)] * only_v4, *[("u", 404, 404)] * neither)


CASES: dict[str, tuple[dict[str, Any], Outcome, Cause | None]] = {
    "all answer": ({"inner": pages(10, 0)}, PASSED, None),
    "nine of ten inner pages": ({"inner": pages(9, 1)}, PASSED, None),
    "eight of ten inner pages": ({"inner": pages(8, 2)}, FAILED, None),
    "dead pages count for neither family": ({"inner": pages(9, 1, 5)}, PASSED, None),
    "no inner page sampled": ({"inner": ()}, PASSED, None),
    "no AAAA": ({"aaaa": (), "usable": (), "status_v6": None}, FAILED, None),
    "only an address that does not count": (
        {"aaaa": ("fe80::1",), "usable": (), "status_v6": None}, FAILED, None),
    "AAAA, and silence": ({"status_v6": None, "error_v6": "timed out"}, FAILED, None),
    "another status over IPv6": ({"status_v6": 403}, FAILED, None),
    "an error over IPv6 alone": ({"status_v6": 502}, FAILED, None),
    "IPv6 alone": ({"a": (), "status_v4": None}, PASSED, None),
    "refused over both": ({"status_v4": 403, "status_v6": 403}, CANT_TELL, Cause.UNREACHABLE),
    "down over both": ({"status_v4": None, "status_v6": None}, CANT_TELL, Cause.UNREACHABLE),
    "name servers fail": (
        {"dns": "servfail", "usable": (), "aaaa": (), "status_v6": None},
        CANT_TELL, Cause.UNREACHABLE),
    "name servers silent": (
        {"dns": "timeout", "usable": (), "aaaa": (), "status_v6": None},
        CANT_TELL, Cause.UNREACHABLE),
    "the scanner has no IPv6": (
        {"scanner_ipv6": False, "status_v6": None}, CANT_TELL, Cause.SCANNER),
    "time was up before the home": (
        {"cut": True, "status_v4": None, "status_v6": None}, CANT_TELL, Cause.LIMIT),
    "time was up before IPv6": ({"cut": True, "status_v6": None}, CANT_TELL, Cause.LIMIT),
    "time was up among inner pages": ({"cut": True, "inner": pages(2, 1)}, CANT_TELL, Cause.LIMIT),
    "no AAAA, whatever else time allowed": (
        {"cut": True, "aaaa": (), "usable": (), "status_v6": None}, FAILED, None),
    "a literal address": ({"literal": True, "aaaa": (), "usable": ()}, INAPPLICABLE, None),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "outcome", "cause"), CASES.values(), ids=CASES)
def test_case(facts: dict[str, Any], outcome: Outcome, cause: Cause | None) -> None:
    finding = judge_one(CHECK, dossier(probe(**facts)))
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement
    assert finding.subject == "http://www.yunxi.test/"
    assert finding.aspect == finding.identity == "www.yunxi.test"
    if outcome is FAILED:
        assert finding.basis is Basis.ABSENCE


def test_a_guest_is_not_blamed_for_its_host() -> None:
    seen = dossier(probe(aaaa=(), usable=(), status_v6=None), guest=True)
    assert judge_one(CHECK, seen).outcome is INAPPLICABLE


def test_without_a_probe_the_scanner_is_at_fault() -> None:
    finding = judge_one(CHECK, dossier())
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.SCANNER)


def test_a_default_port_in_the_home_address_is_no_other_host() -> None:
    seen = dossier(probe(), of=portal(home="http://WWW.yunxi.test:80/index.html"))
    assert judge_one(CHECK, seen).outcome is PASSED


ADVICE: dict[str, dict[str, Any]] = {
    "2001:db8::2未应答": {"addresses": (("2001:db8::1", 200), ("2001:db8::2", None))},
    "443端口经IPv4有应答、经IPv6没有": {"ports": ((80, 200, 200), (443, 200, None))},
    "仅30%相同": {"likeness": 0.3},
    "经IPv6用时16秒": {"seconds_v4": 1.0, "seconds_v6": 16.0},
    "引用的cdn.test没有AAAA记录": {"assets": (("cdn.test", False), ("img.test", True))},
}


@pytest.mark.parametrize(("words", "facts"), ADVICE.items(), ids=ADVICE)
@pytest.mark.parametrize("inner", [(), pages(10, 0)])
def test_what_goes_beyond_the_duty_is_told_and_fails_nobody(
    words: str, facts: dict[str, Any], inner: tuple[Row, ...]
) -> None:
    finding = judge_one(CHECK, dossier(probe(inner=inner, **facts)))
    assert finding.outcome is PASSED
    assert words in finding.statement
    plain = judge_one(CHECK, dossier(probe(inner=inner, likeness=0.9, ports=((443, None, None),))))
    assert "供参考" not in plain.statement
