"""`python -m bench.plan bench-portals.json --portals 2000 14000`: what many portals will need.

Takes the unit costs that `bench.portals` measured and multiplies. What is assumed and not
measured stands among the options and is printed with the plan; real portals differ.
"""

from __future__ import annotations

import argparse
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.sizes import spread

SERIAL = ("load", "above", "judge", "store", "seal", "gather", "write", "alert")
"""Steps that the one coordinating process does for all portals, one after the other."""
PER_NIGHT = ("archive", "groups", "gongkai.db", "reports")
MB, GB, TB = 1e6, 1e9, 1e12
DAYS = 365


@dataclass(frozen=True)
class Assumed:
    """What a plan takes for granted."""

    rate: float = 2.0  # requests a second to one host
    window: float = 5.0  # hours that the crawl may take
    pages: float = 1.0  # times the pages that the invented portals had
    load: float = 0.7  # share of a core that is planned to be used
    cores: int = 16  # of one machine
    memory: float = 64.0  # GB of one machine
    answer: float = 0.3  # seconds until a real host has answered


@dataclass(frozen=True)
class Unit:
    """What one portal costs on average in one night."""

    requests: float
    fetched: float  # bytes
    crawl_cpu: float
    serial_cpu: float
    private: float  # bytes of a group's process, the largest seen
    longest: float  # requests of the largest portal
    coordinator: float  # bytes of the coordinator's peak beyond where it stood after the crawl
    base: float  # bytes of the coordinator after the crawl
    disk: dict[str, float]  # bytes that a night adds
    feed: float
    mails: float


def unit(result: dict[str, Any], number: int) -> Unit:
    """The unit costs of one of the measured nights (0 the first, -1 the last)."""
    night = result["nights"][number]
    index = range(len(result["nights"]))[number]
    before = result["nights"][index - 1]["sizes"] if index else {}
    count = result["options"]["count"]
    groups = night["groups"]
    steps = night["steps"]
    after_crawl = steps["crawl"]["rss_after"]

    def each(key: str) -> float:
        total: float = sum(float(one[key]) for one in groups)
        return total / float(count)

    return Unit(
        requests=each("requests"),
        fetched=each("bytes"),
        crawl_cpu=each("cpu"),
        serial_cpu=sum(steps[name]["cpu"] for name in SERIAL if name in steps) / count,
        private=max(float(one["private"]) for one in groups),
        longest=max(float(one["requests"]) for one in groups),
        coordinator=max(0.0, night["peak_rss"] - after_crawl) / count,
        base=after_crawl,
        disk={
            name: (night["sizes"][name] - (before.get(name, 0) if name != "reports" else 0)) / count
            for name in PER_NIGHT
        },
        feed=night["sizes"]["feed"] / count,
        mails=night["mails"] / count,
    )


@dataclass(frozen=True)
class Plan:
    """What so many portals need in one night, and what a year of nights leaves behind."""

    portals: int
    requests: float
    fetched: float
    polite: float  # hours of all hosts' paces, one after the other
    longest: float  # minutes of the largest portal
    at_once: int
    crawl_cpu: float  # hours
    cores: int
    workers_memory: float
    serial: float  # hours
    coordinator_memory: float
    machines: int
    disk: dict[str, float]
    mails: float


def plan(one: Unit, portals: int, assumed: Assumed) -> Plan:
    """Multiply. Requests, bytes and CPU grow with the pages; the rest goes by the portal."""
    requests = one.requests * assumed.pages * portals
    pause = max(1 / assumed.rate, assumed.answer / 4)  # four requests to a host at a time
    polite = requests * pause / 3600
    crawl_cpu = one.crawl_cpu * assumed.pages * portals / 3600
    at_once = max(
        math.ceil(polite / assumed.window), math.ceil(crawl_cpu / assumed.window / assumed.load)
    )
    cores = math.ceil(crawl_cpu / assumed.window / assumed.load)
    workers_memory = at_once * one.private
    machines = max(
        math.ceil(cores / assumed.cores), math.ceil(workers_memory / (assumed.memory * GB * 0.8))
    )
    return Plan(
        portals=portals,
        requests=requests,
        fetched=one.fetched * assumed.pages * portals,
        polite=polite,
        longest=one.longest * assumed.pages * pause / 60,
        at_once=at_once,
        crawl_cpu=crawl_cpu,
        cores=cores,
        workers_memory=workers_memory,
        serial=one.serial_cpu * portals / 3600,
        coordinator_memory=one.base + one.coordinator * portals,
        machines=machines,
        disk={
            name: size * portals * (assumed.pages if name == "archive" else 1)
            for name, size in one.disk.items()
        },
        mails=one.mails * portals,
    )


def lines(plans: list[Plan]) -> list[tuple[str, list[str]]]:
    """The rows of the plan: what, and a figure per plan."""
    rows: list[tuple[str, list[str]]] = [
        ("requests a night", [f"{p.requests:,.0f}" for p in plans]),
        ("fetched a night", [f"{p.fetched / GB:.1f} GB" for p in plans]),
        ("time of all hosts' paces together", [f"{p.polite:.1f} h" for p in plans]),
        ("the largest portal alone", [f"{p.longest:.1f} min" for p in plans]),
        ("groups at once", [f"{p.at_once}" for p in plans]),
        ("CPU of the crawl", [f"{p.crawl_cpu:.1f} h" for p in plans]),
        ("cores for the crawl", [f"{p.cores}" for p in plans]),
        ("memory of the crawl", [f"{p.workers_memory / GB:.1f} GB" for p in plans]),
        ("machines for the crawl", [f"{p.machines}" for p in plans]),
        ("CPU of the coordinator, on one core", [f"{p.serial:.1f} h" for p in plans]),
        ("memory of the coordinator", [f"{p.coordinator_memory / GB:.1f} GB" for p in plans]),
        ("mails at most", [f"{p.mails:,.0f}" for p in plans]),
    ]
    for name in PER_NIGHT:
        rows.append((f"{name}: a night", [f"{p.disk[name] / GB:.2f} GB" for p in plans]))
        rows.append(
            (f"{name}: a year, all kept", [f"{p.disk[name] * DAYS / TB:.2f} TB" for p in plans])
        )
    return rows


def report(result: dict[str, Any], portals: list[int], assumed: Assumed) -> str:
    """The whole plan as Markdown."""
    about, options = result["machine"], result["options"]
    nights = {"first": 0, "second": -1} if len(result["nights"]) > 1 else {"first": 0}
    out = [
        f"Measured with {options['count']} portals on {about['cpus']} cores, commit"
        f" {about['commit']}, {about['measured_at']}. Assumed: {assumed}.",
        "",
    ]
    plans = [plan(unit(result, at), count, assumed) for count in portals for at in nights.values()]
    heads = [f"{count:,}, {name} night" for count in portals for name in nights]
    out += [f"| | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    out += [f"| {name} | {' | '.join(figures)} |" for name, figures in lines(plans)]
    out += ["", "| per portal | " + " | ".join(nights) + " |", "|---|" + "---:|" * len(nights)]
    ones = [unit(result, at) for at in nights.values()]
    figures: list[tuple[str, list[str]]] = [
        ("requests", [f"{one.requests:.1f}" for one in ones]),
        ("fetched", [f"{one.fetched / MB:.2f} MB" for one in ones]),
        ("CPU of the crawl", [f"{one.crawl_cpu:.2f} s" for one in ones]),
        ("CPU of the coordinator", [f"{one.serial_cpu:.2f} s" for one in ones]),
        (
            "coordinator's memory beyond its base",
            [f"{one.coordinator / MB:.2f} MB" for one in ones],
        ),
        ("feed", [f"{one.feed / MB:.3f} MB" for one in ones]),
    ]
    figures += [(name, [f"{one.disk[name] / MB:.3f} MB" for one in ones]) for name in PER_NIGHT]
    out += [f"| {name} | {' | '.join(values)} |" for name, values in figures]
    requests = spread(one["requests"] for one in result["nights"][0]["groups"])
    out += ["", "Requests of a portal: " + ", ".join(f"{k} {v:.0f}" for k, v in requests.items())]
    return "\n".join(out)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    standard = Assumed()
    parser = argparse.ArgumentParser(prog="python -m bench.plan", description=__doc__)
    parser.add_argument("measured", type=Path)
    parser.add_argument("--portals", type=int, nargs="+", default=[200, 2_000, 14_000])
    parser.add_argument("--rate", type=float, default=standard.rate)
    parser.add_argument("--window", type=float, default=standard.window, help="hours")
    parser.add_argument("--pages", type=float, default=standard.pages, help="times as many pages")
    parser.add_argument("--load", type=float, default=standard.load)
    parser.add_argument("--cores", type=int, default=standard.cores)
    parser.add_argument("--memory", type=float, default=standard.memory, help="GB")
    parser.add_argument("--answer", type=float, default=standard.answer, help="seconds")
    given = vars(parser.parse_args(arguments))
    result = json.loads(given.pop("measured").read_text())
    print(report(result, given.pop("portals"), Assumed(**given)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
