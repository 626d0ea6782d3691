"""Fault table × outcome table: every row is a test, and a row of docs/faults.md.

Only data: tests/faults/test_faults.py breaks things and compares, docs/generate.py prints.
"""

from __future__ import annotations

from dataclasses import dataclass

AS_EVER = "as without the fault"
NOT_JUDGED = "not judged this night"
UNSEEN = "cant_tell: "
"""Begins a verdict of nothing but cant_tell (and inapplicable); the causes follow."""
ANSWERS = "; ipv6_support passed, since it answers"
"""Ends a verdict over a portal that answers with something that cannot be read."""
PART = "in part, cant_tell: "
"""Begins a verdict of some findings as without the fault and the rest cant_tell."""


@dataclass(frozen=True)
class Fault:
    """What breaks, and what must be seen of it.

    `done` is what the test does. `status` is the exit status of the night with the fault (of a
    job of the schedule: of its night; None where it has none). `struck` and `other` say what is
    told that night of the portal that is struck and of the one beside it. `units` and `alarms`
    count mails that go out during the fault: to units, and about the monitor to the office.
    `health` is that of the schedule during the fault, where the row is driven by the schedule.
    `error` is what the one clear line on standard error names. `kept` says in words what is kept,
    `recovers` how it passes; after that the test finds everything as if there had been no fault.
    """

    id: str
    what: str
    done: str
    status: int | None
    struck: str
    other: str
    units: int
    alarms: int
    kept: str
    recovers: str
    health: str = ""
    error: str = ""
    slow: bool = True
    elsewhere: str = ""


_OWN_NIGHT = "everything of the others; of it the last night that saw it"
_NEXT_NIGHT = "by itself: the next night that sees it judges it"
_AGAIN = "the same command again (the schedule gives it by itself): nothing is doubled"
_BOTH_READ = "the archive of the night, in which nothing was seen"


def _poison(name: str, what: str, causes: str, done: str = "") -> Fault:
    return Fault(
        id=name,
        what=what,
        done=done or f"one of many portals: {what}",
        status=1,
        struck=UNSEEN + causes,
        other=AS_EVER,
        units=1,
        alarms=0,
        kept=_OWN_NIGHT,
        recovers=_NEXT_NIGHT,
        slow=False,
    )


POISONED = (
    _poison("gzip-bomb", "every page unpacks to 200 MB", "limit"),
    _poison("endless-body", "bodies without end, robots.txt too", "robots"),
    _poison("huge-table", "pages with a table of 200,000 rows", "limit"),
    _poison("bad-encoding", "bytes that are no text in any encoding", "unreadable" + ANSWERS),
    _poison(
        "script-shell",
        "an empty page whose script would make the content, and no browser to show it",
        "scanner, unreadable" + ANSWERS,
    ),
    _poison("soft-404", "status 200 and the words that the page is gone", "soft_404"),
    _poison("challenge", "the challenge of an anti-bot wall", "challenged"),
    _poison("to-private", "redirects to http://10.0.0.1/, which is asked for nothing", "blocked"),
    _poison("to-link-local", "redirects to http://169.254.169.254/", "blocked"),
    _poison("to-file", "redirects to file:///etc/passwd", "unreadable"),
    _poison("hanging", "accepts connections and never answers", "unreachable"),
    _poison("dripping", "answers one byte a second", "unreachable"),
)

NAMES = tuple(
    Fault(
        id=f"dns-{mode}",
        what=f"DNS dead: the name server {does}",
        done=f"a night while the name server {does}, then the same night again",
        status=1,
        struck=UNSEEN + "scanner",
        other=UNSEEN + "scanner",
        units=0,
        alarms=1,
        kept=_BOTH_READ + "; cases stay as they were",
        recovers="by itself: the next night is believed again and tells what was held back",
        slow=mode == "drops",
    )
    for mode, does in (("drops", "never answers"), ("servfail", "says SERVFAIL to everything"))
)

NETWORK = (
    Fault(
        id="all-hosts-gone",
        what="every portal goes silent at once after the preflight",
        done="both portals hang up on everything, then the same night again",
        status=1,
        struck=UNSEEN + "unreachable",
        other=UNSEEN + "unreachable",
        units=0,
        alarms=1,
        kept=_BOTH_READ + "; cases stay as they were",
        recovers="by itself: the next night is believed again and tells what was held back",
    ),
    Fault(
        id="ipv6-gone",
        what="the scanner has no IPv6",
        done="a night in a network namespace whose IPv6 is switched off",
        status=0,
        struck="as without the fault, but for ipv6_support: cant_tell, scanner",
        other="as without the fault, but for ipv6_support: cant_tell, scanner",
        units=2,
        alarms=0,
        kept="everything",
        recovers="by itself: the next night with IPv6 judges it",
    ),
)

MAIL = (
    Fault(
        id="smtp-down",
        what="the mail server is down for two days",
        done="two nights while nobody listens at its port, then one while it does",
        status=0,
        struck=AS_EVER,
        other=AS_EVER,
        units=0,
        alarms=0,
        kept="every mail, in the outbox; a newer digest takes the place of an unsent one",
        recovers="by itself: one digest a unit, with all that the lost ones told",
    ),
    Fault(
        id="smtp-hangs",
        what="the mail server accepts connections and says nothing",
        done="a night with it, bound by [mail] seconds, then one with a good server",
        status=0,
        struck=AS_EVER,
        other=AS_EVER,
        units=0,
        alarms=0,
        kept="every mail, in the outbox",
        recovers="by itself: one digest a unit",
    ),
)


def _full(name: str, what: str, done: str, status: int, struck: str, **more: object) -> Fault:
    return Fault(
        id=f"full-{name}",
        what=f"the disk is full {what}",
        done=done,
        status=status,
        struck=struck,
        other=struck,
        units=0,
        alarms=0,
        kept="all earlier nights, whole; nothing half written is ever read",
        recovers=_AGAIN,
        error="磁盘|disk|space",
        **more,  # type: ignore[arg-type]
    )


DISK = (
    _full("archive", "while pages are archived", "no room from the first page on", 3, NOT_JUDGED),
    _full(
        "records",
        "when a portal's records are written",
        "no room from the last page on",
        3,
        NOT_JUDGED,
    ),
    _full(
        "findings", "when findings are stored", "no room when the judging is over", 3, NOT_JUDGED
    ),
    _full("reports", "when reports are written", "no room when the run is sealed", 3, AS_EVER),
    _full("outbox", "when mail is composed", "no room when reports are written", 3, AS_EVER),
    Fault(
        id="full-schedule",
        what="the disk is full in a night of the schedule",
        done="no room from the first page on, for three ticks; then room again",
        status=None,
        struck=NOT_JUDGED,
        other=NOT_JUDGED,
        units=0,
        alarms=0,
        kept="all earlier nights; the alarm, in memory until it can be written",
        recovers="by itself at the next tick with room: the night is made, the alarm is closed",
        health="failing",
        error="磁盘空间不足",
    ),
)

LOCKS = (
    Fault(
        id="locked-a-while",
        what="another program holds gongkai.db for 10 seconds",
        done="a write lock for 10 s when findings are stored",
        status=0,
        struck=AS_EVER,
        other=AS_EVER,
        units=2,
        alarms=0,
        kept="everything",
        recovers="it is waited for, up to 30 seconds",
    ),
    Fault(
        id="locked-before",
        what="another program holds gongkai.db when the night begins",
        done="a write lock that stays",
        status=4,
        struck=NOT_JUDGED,
        other=NOT_JUDGED,
        units=0,
        alarms=0,
        kept="everything; nothing was begun",
        recovers=_AGAIN,
        error="another process holds the database",
    ),
    Fault(
        id="locked-in-the-middle",
        what="another program holds gongkai.db when findings are stored",
        done="a write lock that stays, taken when the judging is over",
        status=4,
        struck=NOT_JUDGED,
        other=NOT_JUDGED,
        units=0,
        alarms=0,
        kept="all pages read this night",
        recovers=_AGAIN + "; no page is asked for again",
        error="another process holds the database",
    ),
)

DASK = (
    Fault(
        id="dask-scheduler-back",
        what="the Dask scheduler goes and comes back",
        done="killed in mid-crawl and started again with new workers",
        status=0,
        struck=AS_EVER,
        other=AS_EVER,
        units=0,
        alarms=0,
        kept="groups that were committed are not crawled again",
        recovers="by itself: what is not done goes again, nothing is doubled",
        elsewhere="tests.end_to_end.test_engines:test_a_scheduler_that_comes_back_is_found_again",
    ),
    Fault(
        id="dask-scheduler-gone",
        what="the Dask scheduler stays away",
        done="killed in mid-crawl",
        status=3,
        struck=NOT_JUDGED,
        other=NOT_JUDGED,
        units=0,
        alarms=0,
        kept="groups that were committed are judged",
        recovers=_AGAIN,
        error="no Dask scheduler answers",
        elsewhere="tests.end_to_end.test_engines:"
        "test_a_scheduler_that_stays_away_does_not_hang_the_night",
    ),
)

FAULTS: tuple[Fault, ...] = (*POISONED, *NAMES, *NETWORK, *MAIL, *DISK, *LOCKS, *DASK)
