"""Writes the docs that are generated: `script/docs` (all), `--check` says which are stale.

What code, data or a measurement can say is never written by hand. `accuracy.md` and
`strangers.md` are written by the end-to-end tests (`GONGKAI_WRITE_DOCS=1 script/test --all`),
since they take a night each.
"""

from __future__ import annotations

import dataclasses
import sys
import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typer.main

from crawler.pages.words.roles import roles_table
from crawler.portals import Limits, Role
from crawler.records import BEIJING
from docs.clauses import NOTE, pages
from reports.console.access import Person, Right
from reports.console.access import Role as ConsoleRole
from reports.feed import feed_schema
from reports.scores import SCORE_CSV_KEYS
from reports.wording import role_name
from scheduler.cli.app import app
from scheduler.onboarding.examining import Examined, examine
from scheduler.places import Places
from scheduler.serving import make_app
from scheduler.serving.openapi import API
from tests.faults.table import FAULTS, POISONED, Fault

DOCS = Path(__file__).parent
SHARED = DOCS.parent.parent / "shared"


def bounds_page() -> str:
    """Every bound of a visit in one table."""
    rows = "".join(
        f"| `{one.name}` | {one.default:,} | {one.metadata['note']} |\n"
        for one in dataclasses.fields(Limits)
    )
    return (
        NOTE + "# Bounds of a visit\n\n"
        "Every bound can be set in the watchlist under `[monitor.limits]`. What a bound cuts off is "
        "not seen: it is `cant_tell`, cause `limit`, and never a failure.\n\n"
        "| bound | default | what it bounds |\n|---|---|---|\n" + rows
    )


def sections_page() -> str:
    """How sections of each role are read."""
    rows = []
    for role in Role:
        rule = roles_table()[role]
        if rule.first_page_only:
            window = "first page" if rule.pages == 1 else f"first {rule.pages} pages"
        else:
            window = f"{rule.window_days} days" if rule.window_days else "whole list"
        rows.append(
            f"| `{role.value}` | {role_name(role.value)} | {window} "
            f"| {'yes' if rule.details else 'no'} | {'yes' if rule.single else 'no'} |\n"
        )
    return (
        NOTE
        + "# Sections\n\nRoles that a section can have, and how it is read. The words by which "
        "portals call them are in `crawler/pages/words/roles.toml`.\n\n"
        "| role | 栏目 | window | pages behind the rows | may be one page |\n|---|---|---|---|---|\n"
        + "".join(rows)
    )


def commands_page() -> str:
    """Every command with its options, from the command line itself."""
    parts = [NOTE, "# Commands\n"]

    def describe(command: object, name: str) -> None:
        nested = getattr(command, "commands", None)
        text = (getattr(command, "help", "") or "").strip()
        if nested:
            for key in sorted(nested):
                describe(nested[key], f"{name} {key}")
            return
        parts.append(f"\n## {name}\n\n{text}\n\n")
        for one in getattr(command, "params", []):
            spelled = ", ".join(one.opts) if one.param_type_name == "option" else one.name.upper()
            if spelled != "--help":
                parts.append(f"- `{spelled}` {getattr(one, 'help', '') or ''}\n")

    describe(typer.main.get_command(app), "gongkai")
    parts.append(
        "\n## Exit status\n\n| status | meaning |\n|---|---|\n"
        "| 0 | complete |\n| 1 | complete, but some portal could not be observed |\n"
        "| 2 | unusable input |\n| 3 | internal failure, or evidence that is not sound |\n"
        "| 4 | the data folder is locked by another run |\n"
        "| 130, 143 | told to end by Ctrl-C, by SIGTERM |\n"
    )
    return "".join(parts)


_RIGHTS = {
    Right.UNRELEASED: "see scores before they are released (every view is logged)",
    Right.PERSONAL: "see archived pages with personal data unmasked (every view is logged)",
    Right.CASES: "act on cases, in the parts below",
    Right.ATTEST: "attest manual rows, import marks, recheck the sample",
    Right.RELEASE: "approve and release scores",
    Right.PEOPLE: "keep accounts, read the access log",
}


def console_roles_page() -> str:
    """What each role of the console may do, from the code that decides it."""
    persons = [
        Person("a", "a", role, "a" if role is ConsoleRole.UNIT else "") for role in ConsoleRole
    ]
    head = " | ".join(f"`{one.role}`" for one in persons)
    rows = "".join(
        f"| `{right}`: {_RIGHTS[right]} | "
        + " | ".join("yes" if one.may(right) else "" for one in persons)
        + " |\n"
        for right in Right
    )
    units = " | ".join("its own" if one.only else "all" for one in persons)
    actors = " | ".join(", ".join(f"`{part}`" for part in one.actors) for one in persons)
    return (
        NOTE
        + "# Roles of the console\n\nWhat they are for is said in [console.md](console.md).\n\n"
        f"| | {head} |\n|---|{'---|' * len(persons)}\n"
        f"| units that it sees | {units} |\n{rows}| parts in the workflow of cases | {actors} |\n"
    )


def openapi_page() -> str:
    """The description of the feed's addresses, as `gongkai serve` gives it."""
    return API.text(make_app(Places(Path("data"))))


def feed_fields_page() -> str:
    """Every field of the feed, from its JSON Schema."""
    schema = feed_schema()
    parts = [
        NOTE,
        "# Fields of the score feed\n\nFrom `reports/feed_schema.json`, which is served as "
        "`/feed/v1/schema.json`. `null` is allowed where the type says so; it means that nothing "
        "is known, never 0.\n",
    ]
    names = {"feed": schema, **schema["$defs"]}
    for name in ("feed", "score", "change", "indicator", "problem", "point", "range"):
        parts.append(f"\n## {name}\n\n| field | type | meaning |\n|---|---|---|\n")
        for field, rule in names[name]["properties"].items():
            kind, meaning = _type_of(rule), rule.get("description", "")
            parts.append(f"| `{field}` | {kind} | {meaning} |\n")
    parts.append("\n## Columns of the CSV twins\n\n")
    parts.append(", ".join(f"`{key}`" for key in SCORE_CSV_KEYS) + "\n")
    return "".join(parts)


def _type_of(rule: dict[str, Any]) -> str:
    if "$ref" in rule:
        return str(rule["$ref"]).rpartition("/")[2]
    if "anyOf" in rule:
        return " or ".join(_type_of(one) for one in rule["anyOf"])
    if "const" in rule:
        return f"`{rule['const']}`"
    if "enum" in rule:
        return ", ".join(f"`{'null' if one is None else one}`" for one in rule["enum"])
    given = rule.get("type", "object")
    kinds = given if isinstance(given, list) else [given]
    if "array" in kinds:
        return f"list of {_type_of(rule['items'])}"
    return " or ".join(rule.get("format", one) if one == "string" else one for one in kinds)


def real_pages() -> str | None:
    """What the readers make of real pages; None where those pages are not at hand."""
    folder = SHARED / "captures"
    if not folder.is_dir():
        return None
    moment = datetime(2026, 11, 22, tzinfo=BEIJING)
    parts = [
        NOTE,
        "# Real pages\n\nWhat the readers make of captured pages of real portals, and of the heads "
        "of two notices. Text captures hold only the beginning of a page's text, so labels and "
        "values stand there without their markup. A field without value is one whose label stands "
        "there with nothing usable beside it. What a person sees is in `real-pages.toml`; *missed* "
        "is what the reader did not take of it. What retyped pages gave is in "
        "[retyped-pages.md](retyped-pages.md).\n",
    ]
    pages = [*sorted(folder.glob("*.html")), *sorted(folder.glob("*.txt"))]
    seeds = [SHARED / "seeds" / name for name in ("suzhou-2024.txt", "wuhu-2020.txt")]
    for path in [*pages, *(seed for seed in seeds if seed.exists())]:
        parts.append(_real_page(path, moment))
    return "".join(parts)


def _real_page(path: Path, moment: datetime) -> str:
    seen = _seen_by_a_person().get(path.name, {})
    role = Role(seen["kind"]) if seen.get("kind") else None
    url, body = _as_page(path)
    found = examine(url, body, "text/html; charset=utf-8", moment, role)
    reading = found.reading
    lines = [f"\n## {path.name}\n\n"]
    lines.append(f"- family: {reading.family}; encoding: {found.encoding}\n")
    if reading.cause is not None:
        lines.append(f"- condition: {reading.cause.value} ({reading.detail})\n")
        return "".join(lines)
    roles = sorted({r.value for t in reading.targets for r, force in t.roles if force >= 0.8})
    lines.append(f"- condition: fine; title: {reading.title or '–'}\n")
    if reading.targets:
        named = ", ".join(roles) or "–"
        lines.append(f"- menus: {len(reading.targets)} links; roles: {named}\n")
    listing = reading.listing
    if listing.entries:
        lines.append(
            f"- list: {len(listing.entries)} rows, {len(listing.turns)} further pages known\n"
        )
    lines.append(_fields(found, seen))
    return "".join(lines)


def _seen_by_a_person() -> dict[str, dict[str, Any]]:
    return tomllib.loads((DOCS / "real-pages.toml").read_text("utf-8"))


def _fields(found: Examined, seen: dict[str, Any]) -> str:
    rows = [one for _, fields in found.records[:3] for one in fields]
    read = {one.name: one.value for one in rows if one.value}
    out = []
    if rows:
        out.append(
            f"- read as: {found.role.value}\n\n"
            "| field | value | as shown | where |\n|---|---|---|---|\n"
        )
        for one in rows:
            shown = one.raw[:60].replace("|", "／").replace("\n", " ")
            out.append(f"| {one.name} | {one.value[:60] or '–'} | {shown} | {one.place} |\n")
        out.append("\n")
    expected = {name: value for name, value in seen.get("fields", {}).items() if value}
    if expected:
        missed = [name for name in expected if name not in read]
        wrong = [name for name, value in expected.items() if read.get(name, value) != value]
        right = len(expected) - len(missed) - len(wrong)
        out.append(f"- of {len(expected)} fields that a person sees, {right} are read right")
        out.append(f"; missed: {', '.join(missed)}" if missed else "")
        out.append(f"; read otherwise: {', '.join(wrong)}" if wrong else "")
        out.append("\n")
    if seen.get("note"):
        out.append(f"- note: {seen['note']}\n")
    return "".join(out)


def _as_page(path: Path) -> tuple[str, bytes]:
    """A capture as a page: text captures become paragraphs, their address is in the head."""
    text = path.read_text("utf-8", errors="replace")
    if path.suffix == ".html":
        return "http://saved.invalid/", path.read_bytes()
    url = "http://saved.invalid/"
    lines = text.splitlines()
    if lines and lines[0].startswith("SOURCE"):
        url = next((w for w in lines[0].split() if w.startswith("http")), url)
        start = next((i + 1 for i, line in enumerate(lines) if line.startswith("----")), 2)
        lines = lines[start:]
    escaped = (line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)
    rows = "".join(f"<p>{line}</p>\n" for line in escaped)
    page = f"<html><head><title></title></head><body><div>{rows}</div></body></html>"
    return url, page.encode()


def faults_page() -> str:
    """What happens when something breaks: the table of tests/faults."""
    parts = [
        NOTE,
        "# When something breaks\n\n"
        "Every row is a test in `tests/faults` (`script/test --all`): the night is made with the "
        "fault, by the real commands over portals on loopback, then again without it. After it "
        "everything must be as if there had been no fault: the same findings and cases, one "
        "digest a unit, a sound archive.\n\n"
        "`cant_tell` costs no points and fails nobody. *Portal struck* and *others* say what the "
        "night with the fault tells of the portal that the fault strikes and of those beside it.\n",
    ]
    first = POISONED[0]
    parts.append(
        "\n## One portal is poisoned or hangs\n\n"
        f"The others: {first.other}. The office sees {_office_sees(first)}; the unit of the "
        f"portal gets no mail of it. Kept: {first.kept}. It passes {first.recovers}.\n\n"
        "| the portal | what is told of it |\n|---|---|\n"
    )
    parts += [f"| {row.what} | {row.struck} |\n" for row in POISONED]
    for row in FAULTS[len(POISONED) :]:
        parts.append(f"\n## {row.what[0].upper()}{row.what[1:]}\n\n")
        told = {
            "What the test does": row.done,
            "Portal struck": row.struck,
            "Others": row.other,
            "What the office sees": _office_sees(row),
            "What units see": _counted_mails(row.units),
            "Kept": row.kept,
            "Passes": row.recovers,
        }
        parts += ["| | |\n|---|---|\n", *(f"| {key} | {value} |\n" for key, value in told.items())]
    return "".join(parts)


def _office_sees(row: Fault) -> str:
    seen = []
    if row.status is not None:
        seen.append(f"exit status {row.status}")
    if row.error:
        words = " or ".join(f"“{one}”" for one in row.error.split("|"))
        seen.append(f"one clear line with {words}")
    if row.alarms:
        seen.append("one alarm (告警) in place of the summary")
    if row.health:
        seen.append(f"one alarm, health `{row.health}` until it is over")
    return "; ".join(seen)


def _counted_mails(units: int) -> str:
    return {0: "no mail during the fault", 1: "the usual mail to the others"}.get(
        units, "the usual mail"
    )


PAGES: dict[str, Callable[[], str | None]] = {
    "console-roles.md": console_roles_page,
    "bounds.md": bounds_page,
    "sections.md": sections_page,
    "commands.md": commands_page,
    "faults.md": faults_page,
    "feed-fields.md": feed_fields_page,
    "openapi.json": openapi_page,
    "real-pages.md": real_pages,
}


FOLDERS = ("checks", "notices")
"""Folders of docs/ in which every page is generated."""


def made() -> dict[str, str]:
    """Every generated page that can be made here: its path below docs/, and its text."""
    found = {name: text for name, make in PAGES.items() if (text := make()) is not None}
    return found | pages()


def stale(wanted: Mapping[str, str]) -> list[str]:
    """Generated pages that are not as wanted, and those in their folders that nobody wants."""
    there = {f"{folder}/{path.name}" for folder in FOLDERS for path in (DOCS / folder).glob("*.md")}
    changed = [
        name
        for name, text in wanted.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text("utf-8") != text
    ]
    return changed + sorted(there - wanted.keys())


def main() -> int:
    """Write every page and remove those left over, or with --check name the stale ones."""
    wanted = made()
    names = stale(wanted)
    if "--check" in sys.argv[1:]:
        sys.stdout.write("".join(f"stale: docs/{name}\n" for name in names))
        return 1 if names else 0
    for name in names:
        path = DOCS / name
        if name in wanted:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted[name], encoding="utf-8")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
