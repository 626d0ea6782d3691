"""Programs of the system that read what we do not: which there are, how they are asked.

Each is run on one file in a folder of its own, with bounds on time, memory and what it writes, and
in an environment that knows nothing of ours. What it says is put into paragraphs and tables here.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.pages.files.bundle import read_ours
from crawler.pages.files.printed import paragraphs, printed_pages, separated
from crawler.pages.files.transcript import Transcript, Why, bounded, nothing

MOST_OUTPUT = 32_000_000
"""Bytes that a program may write; more ends it."""
_ROOM = 6_000_000_000
"""Bytes of addresses that the office suite reserves, most of which it never uses."""
_ENCRYPTED = re.compile(r"password|encrypt", re.I)

Said = Callable[[str], Transcript]


@dataclass(frozen=True)
class Program:
    """A program: `name` on the search path, its `package` in Debian, the arguments before and
    after the file, and how what it prints is read. One with `makes` writes a file of that format
    of ours instead. `memory` is what it may address, None for what its caller allows.
    """

    name: str
    package: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    said: Said = paragraphs
    makes: str = ""
    memory: int | None = None


_OFFICE = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")


def _office(makes: str) -> Program:
    arguments = (*_OFFICE, "-env:UserInstallation=file://{folder}/profile", "--outdir", "{folder}",
                 "--convert-to", makes)  # fmt: skip
    return Program("soffice", "libreoffice", arguments, makes=makes, memory=_ROOM)


PROGRAMS: Mapping[str, tuple[Program, ...]] = {
    "pdf": (
        Program("pdftotext", "poppler-utils", ("-layout", "-enc", "UTF-8", "-q"), ("-",),
                said=printed_pages),
    ),
    "doc": (
        Program("antiword", "antiword", ("-m", "UTF-8.txt", "-w", "0")),
        Program("catdoc", "catdoc", ("-d", "utf-8", "-w")),
        _office("docx"),
    ),
    "xls": (
        Program("xls2csv", "catdoc", ("-d", "utf-8", "-q", "3", "-b", "\f"), said=separated),
        _office("xlsx"),
    ),
    "rtf": (_office("docx"),),
}  # fmt: skip
"""By format, the programs that read it, the one asked first before the others."""


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Browsers that show pages which are empty without script, the first one taken that is there."""


def browser_program() -> str | None:
    """The installed browser; GONGKAI_BROWSER names another, or one that is not there for none."""
    named = os.environ.get("GONGKAI_BROWSER")
    names = (named,) if named else BROWSERS
    return next((found for name in names if (found := shutil.which(name))), None)


def installed(programs: Iterable[Program]) -> list[Program]:
    """Those that are there."""
    return [one for one in programs if shutil.which(one.name)]


def lacking() -> dict[str, tuple[str, ...]]:
    """The formats that no program here reads, each with the packages of which one would do."""
    return {
        kind: tuple(dict.fromkeys(one.package for one in programs))
        for kind, programs in PROGRAMS.items()
        if not installed(programs)
    }


def read_by_program(
    kind: str, body: bytes, folder: Path, seconds: float, memory: int
) -> Transcript:
    """What the first program that makes anything of a file says; never raises for a file.

    `folder` is an empty one of its own. `seconds` and `memory` (bytes) bound each program.
    """
    programs = PROGRAMS[kind]
    there = installed(programs)
    if not there:
        names = "、".join(dict.fromkeys(one.name for one in programs))
        return nothing(Why.PROGRAM, f"监测端没有安装可读取该格式的程序（{names}）")
    path = folder / f"file.{kind}"
    path.write_bytes(body)
    found = nothing(Why.DAMAGED, "文件已损坏，无法读取")
    for number, program in enumerate(there):
        own = folder / str(number)
        own.mkdir()
        found = _ask(program, path, own, seconds, memory)
        if found.blocks or found.why is Why.ENCRYPTED:
            break
    return found


def _ask(program: Program, path: Path, folder: Path, seconds: float, memory: int) -> Transcript:
    before = [one.replace("{folder}", str(folder)) for one in program.before]
    command = [program.name, *before, str(path), *program.after]
    out, errors = folder / "out", folder / "errors"
    try:
        with out.open("wb") as said, errors.open("wb") as told:
            status = _run(command, folder, said.fileno(), told.fileno(), seconds,
                          program.memory or memory)  # fmt: skip
    except subprocess.TimeoutExpired:
        return nothing(Why.LIMIT, f"{program.name}未能在时限内读完文件", program.name)
    except OSError:
        return nothing(Why.OWN, f"{program.name}无法运行", program.name)
    complaint = errors.read_bytes()[:20_000].decode("utf-8", "replace")
    if program.makes:
        made = folder / f"{path.stem}.{program.makes}"
        if made.is_file() and made.stat().st_size <= MOST_OUTPUT:
            found = read_ours(program.makes, made.read_bytes())
            return Transcript(found.blocks, found.why, found.detail, program.name)
        return _failed(program, status, complaint)
    if status != 0:
        return _failed(program, status, complaint)
    text = out.read_bytes().decode("utf-8", "replace")
    if _ENCRYPTED.search(complaint) and not text.strip():
        return _failed(program, status, complaint)
    found = bounded(program.said(text))
    return Transcript(found.blocks, found.why, found.detail, program.name)


def _failed(program: Program, status: int, complaint: str) -> Transcript:
    if _ENCRYPTED.search(complaint):
        return nothing(Why.ENCRYPTED, "文件已加密，需要密码", program.name)
    if status < 0:  # ended by a signal: its bounds, or its own fault over this file
        return nothing(Why.LIMIT, f"{program.name}读取该文件时中断", program.name)
    return nothing(Why.DAMAGED, "文件已损坏，无法读取", program.name)


def _run(
    command: Sequence[str], folder: Path, out: int, errors: int, seconds: float, memory: int
) -> int:
    """Run to the end; the status, below 0 for a signal. TimeoutExpired after `seconds`."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_OUTPUT, MOST_OUTPUT))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    # The caller is a child process of one thread: only there may something run before the start.
    done = subprocess.run(
        command, cwd=folder, env=bare_environment(folder), stdin=subprocess.DEVNULL, stdout=out,
        stderr=errors, timeout=seconds, check=False, preexec_fn=bound,
    )  # fmt: skip
    return done.returncode


def bare_environment(folder: Path) -> dict[str, str]:
    """An environment with the search path and nothing else of ours; home is that folder."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }
