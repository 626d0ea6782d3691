"""A year that was lived against what must have happened in it: every fault as one line."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from demo.accuracy import BY_ASPECT, Key
from demo.truth import Truth
from scheduler.apart.verify import verify
from scheduler.keeping.check import check_all
from scheduler.places import Places
from scheduler.store import open_store
from tests.year.killing import Point
from tests.year.living import NIGHT, PAPERS, Plan, moment
from tests.year.oracle import ONE_DAY, Almanac, Life, Night, digest_days, lives, mailed
from tests.year.town import OFFICE, Letter

RHYTHMS = {"baisha": "weekly", "jiaoyu": "nightly"}
_UNCOMMITTED = ("outbox._attempt after", "outbox._accepted before", "alerting.told", "acts.record")
"""Instants at which a server has taken a mail that nobody has noted as sent."""
_GRACE = timedelta(hours=20)


@dataclass
class Record:
    """What remains of a year."""

    data: Path
    plan: Plan
    truths: Mapping[date, Sequence[Truth]]
    letters: Sequence[Letter]
    kills: Sequence[tuple[datetime, Point | float]]
    awake: Sequence[datetime]
    db: sqlite3.Connection = field(init=False)

    def __post_init__(self) -> None:
        self.db = sqlite3.connect(self.data / "gongkai.db")
        self.db.row_factory = sqlite3.Row

    def rows(self, sql: str, *given: Any) -> list[sqlite3.Row]:
        return list(self.db.execute(sql, given))

    @property
    def almanac(self) -> Almanac:
        return Almanac(tuple((one.on, one.days) for one in self.plan.notices))

    def nights(self) -> list[Night]:
        """The nights that were made, as the books say (and `jobs` checks)."""
        return [
            (date.fromisoformat(row["day"]), datetime.fromisoformat(row["as_of"]))
            for row in self.rows(
                "SELECT day, as_of FROM jobs WHERE job = 'nightly' AND state = 'done' ORDER BY day"
            )
        ]

    def keys(self) -> dict[str, Key]:
        """What each case is about."""
        found = {}
        for row in self.rows(
            "SELECT case_id, data FROM findings"
            " WHERE case_id IN (SELECT case_id FROM case_events) GROUP BY case_id"
        ):
            one = json.loads(row["data"])
            aspect = (one.get("aspect") or "") if one["check"] in BY_ASPECT else ""
            found[row["case_id"]] = (one["portal"], one["check"], one["subject"], aspect)
        return found


def jobs(record: Record) -> Iterator[str]:
    """Every due job has one row, which says what became of it."""
    plan, almanac = record.plan, record.almanac
    want: dict[tuple[str, str], str] = {}
    for day in plan.days():
        due = moment(day, *NIGHT)
        there = [at for at in record.awake if due <= at <= due + _GRACE and at.date() == day]
        want["nightly", str(day)] = "done" if there else "missed"
    day = plan.first - timedelta(days=45)
    while day <= plan.last:
        for job, on in _papers(day, almanac):
            if plan.first <= on and any(at >= moment(on, *PAPERS) for at in record.awake):
                want[job, str(day)] = "done"
        day += ONE_DAY
    got = {(row["job"], row["day"]): row["state"] for row in record.rows("SELECT * FROM jobs")}
    for key in sorted({*want, *got}):
        if want.get(key) != got.get(key):
            yield f"job {key}: wanted {want.get(key)}, got {got.get(key)}"
    done = {day for (job, day), state in got.items() if (job, state) == ("nightly", "done")}
    runs = {row["run"] for row in record.rows("SELECT * FROM runs WHERE state = 'complete'")}
    if runs != done or record.rows("SELECT 1 FROM runs WHERE state <> 'complete'"):
        yield f"runs {sorted(runs ^ done)} are not those of the nights"
    for row in record.rows("SELECT run, count(*) AS n FROM run_portals GROUP BY run"):
        if row["n"] != len(RHYTHMS):
            yield f"run {row['run']} has {row['n']} portals"


def _papers(begin: date, almanac: Almanac) -> Iterator[tuple[str, date]]:
    """The jobs whose period begins on a day, and the day they are due."""
    wanted = {
        "weekly": begin if begin.weekday() == 0 else None,
        "monthly": begin if begin.day == 1 else None,
        "quarterly": begin if begin.day == 1 and begin.month in (1, 4, 7, 10) else None,
        "yearly": begin + timedelta(days=9) if (begin.month, begin.day) == (1, 1) else None,
    }
    for job, on in wanted.items():
        while on is not None and not almanac.works(on, on):
            on += ONE_DAY
        if on is not None:
            yield job, on


def papers(record: Record) -> Iterator[str]:
    """Every paper of a job that had something to tell lies there once, nothing was set aside."""
    for row in record.rows("SELECT kind, period, unit, count(*) AS n FROM papers GROUP BY 1, 2, 3"):
        if row["n"] != 1:
            yield f"paper {row['kind']} {row['period']} {row['unit']}: {row['n']}"
    kinds = Counter(row["kind"] for row in record.rows("SELECT DISTINCT kind, period FROM papers"))
    made = record.rows(
        "SELECT job, count(*) AS n FROM jobs WHERE note <> '' AND job IN"
        " ('weekly', 'monthly', 'quarterly', 'yearly') AND state = 'done'"
        " AND note LIKE '%.docx%' GROUP BY job"
    )
    for row in made:
        if kinds[row["job"]] != row["n"]:
            yield f"{row['n']} {row['job']} jobs made {kinds[row['job']]} papers"
    for path in record.data.rglob("*.edited-*"):
        yield f"{path.name}: a draft of ours was taken for a person's"


def cases(record: Record) -> Iterator[str]:
    """Every problem opened, ended and came back on the night it must; nothing else did."""
    want, keys = lives(record.truths, record.nights()), record.keys()
    got: dict[Key, list[tuple[date, str]]] = defaultdict(list)
    gone: dict[Key, list[date]] = defaultdict(list)
    for row in record.rows("SELECT * FROM case_events WHERE person IS NULL ORDER BY at, run, id"):
        case, day = json.loads(row["data"]), date.fromisoformat(row["run"][:10])
        moves, left = got[keys[row["case_id"]]], gone[keys[row["case_id"]]]
        if case["state"] != "notified" and (not moves or moves[-1][1] != case["state"]):
            moves.append((day, case["state"]))
        if case.get("work", {}).get("unlisted_on") == str(day):
            left.append(day)
    for key in sorted({*want, *got}):
        life = want.get(key, Life())
        if life.moves != got.get(key, []):
            yield f"case {key}: wanted {_days(life.moves)}, got {_days(got.get(key, []))}"
        if life.vanished != gone.get(key, []):
            yield f"case {key}: wanted to vanish {life.vanished}, vanished {gone.get(key)}"
    for life in want.values():
        for spell in life.spells:
            if spell.retracted and spell.ended:
                yield from _taken_back(record, keys, spell.key, spell.ended)


def _days(moves: Sequence[tuple[date, str]]) -> str:
    return " ".join(f"{day:%m-%d}:{state}" for day, state in moves)


def _taken_back(record: Record, keys: Mapping[str, Key], key: Key, day: date) -> Iterator[str]:
    """A problem whose ground a late calendar took away is retracted, and everybody hears so."""
    (case_id,) = (one for one, about in keys.items() if about == key)
    rows = record.rows(
        "SELECT * FROM case_events WHERE case_id = ? AND run = ? AND person IS NULL",
        case_id,
        str(day),
    )
    if [row["cause"] for row in rows] != ["calendar"]:
        yield f"case {key}: retracted for {[row['cause'] for row in rows]}"
    for who in (f"{key[0]}@yunzhou.example", OFFICE):
        texts = [_text(one) for one in record.letters if one.to == who and one.at.date() == day]
        if not any(re.search(r"核销或免予处理 \d+ 项", text) for text in texts):
            yield f"case {key}: {who} never heard that it was taken back"


def _text(letter: Letter) -> str:
    body = letter.message.get_body(("plain",))
    return body.get_content() if body is not None else ""


def mail(record: Record) -> Iterator[str]:
    """Each problem told once, reminded by the steps, its end told once; no storm."""
    yield from _posted(record)
    days = [day for day, _ in record.nights()]
    no_mail, almanac = frozenset(record.plan.no_mail), record.almanac
    digests = {
        portal: digest_days(days, rhythm, almanac, no_mail) for portal, rhythm in RHYTHMS.items()
    }
    parts: dict[tuple[Key, str], list[date]] = defaultdict(list)
    keys = record.keys()
    sent = record.rows("SELECT * FROM outbox WHERE state = 'sent' AND kind = 'unit' ORDER BY run")
    for row in sent:
        for case_id, part in json.loads(row["tells"]):
            if part != "duty":
                name = {"nearly_due": "reminders", "overdue": "reminders", "lifted": "mended"}.get(
                    part, part
                )
                parts[keys[case_id], name].append(date.fromisoformat(row["run"]))
    for key, life in sorted(lives(record.truths, record.nights()).items()):
        want = [mailed(spell, digests[key[0]], no_mail, almanac) for spell in life.spells]
        for name, word in (("new", "new"), ("reminders", "reminders"), ("over", "mended")):
            due = [day for one in want for day in getattr(one, name)]
            got = parts.pop((key, word), [])
            if due != got:
                yield f"mail {key} {name}: wanted {_list(due)}, got {_list(got)}"
    for (key, word), got in parts.items():
        yield f"mail {key} {word}: of nothing that failed, on {_list(got)}"


def _list(days: Sequence[date]) -> str:
    return " ".join(f"{day:%m-%d}" for day in days)


def _posted(record: Record) -> Iterator[str]:
    """What the server took is what the books call sent, once; one digest a night at most."""
    sent = {row["message_id"]: row for row in record.rows("SELECT * FROM outbox")}
    copies = Counter((one.id, one.to) for one in record.letters)
    for (message_id, to), _ in copies.items():
        row = sent.get(message_id)
        if row is None or row["recipient"] != to:
            yield f"mail {message_id} to {to}: is not in the outbox"
        elif row["state"] != "sent" and not _uncommitted(record):
            yield f"mail {message_id}: was taken, and is {row['state']}"
    for message_id, row in sent.items():
        if row["state"] == "sent" and (message_id, row["recipient"]) not in copies:
            yield f"mail {message_id}: is said to be sent, and was never taken"
        if row["state"] == "sent" and row["kind"] == "unit":
            yield from _subject(row)
    extra = sum(copies.values()) - len(copies)
    if extra > _uncommitted(record):
        yield f"{extra} mails went twice, for {_uncommitted(record)} kills before a commit"
    digests = Counter(
        (to, sent[message_id]["day"])
        for message_id, to in copies
        if message_id in sent and sent[message_id]["kind"] in ("unit", "office")
    )
    for (to, day), count in digests.items():
        if count > 1:
            yield f"{to} got {count} digests in the night of {day}"
    for one in record.letters:
        if one.at.date() in record.plan.no_mail:
            yield f"mail {one.id}: taken on {one.at} by a server that was away"
    waiting = record.rows("SELECT message_id, run FROM outbox WHERE state IN ('pending', 'failed')")
    for row in waiting:
        yield f"mail {row['message_id']} of {row['run']} was never sent"


def _uncommitted(record: Record) -> int:
    """Kills that may have fallen between the server's acceptance and our commit."""
    ends = (end for _, end in record.kills)
    return sum(isinstance(end, float) or end[0].startswith(_UNCOMMITTED) for end in ends)


def _subject(row: sqlite3.Row) -> Iterator[str]:
    """The counts in the subject are those of what the books note as told."""
    parts = Counter(part for _, part in json.loads(row["tells"]))
    near = parts["nearly_due"] + parts["duty"]
    text = f"新增{parts['new']}项、临期{near}项、逾期{parts['overdue']}项"
    if text not in row["subject"]:
        yield f"mail {row['message_id']}: {row['subject']!r} does not say {text}"


def books(record: Record) -> Iterator[str]:
    """Databases whole, archive and chain sound, the last night judged again from the archive."""
    places = Places(record.data)
    checked = check_all(places)
    yield from (f"{one.where}: {one.what}" for one in checked.faults)
    db = open_store(places.database)
    try:
        proof = verify(db, places)
    finally:
        db.close()
    yield from (f"verify {one.where}: {one.what}" for one in (*proof.faults, *proof.differences))
    if not proof.findings:
        yield "verify judged nothing again"


def faults(record: Record) -> list[str]:
    """Everything that went otherwise than it must."""
    return [line for part in (jobs, papers, cases, mail, books) for line in part(record)]
