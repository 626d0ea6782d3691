"""Pieces of a page's own script: arguments, members of objects, functions. Never run."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 6_000
"""Characters of an argument, an object or a function that are looked at."""
_OPEN, _CLOSE = "([{", ")]}"
_MOST_FUNCTIONS = 8
_HEAD = re.compile(
    r"function\s*(?P<name>[\w$]*)\s*\((?P<args>[^()]{0,200})\)\s*\{"
    r"|(?<![\w$])(?P<name2>[\w$]+)\s*\((?P<args2>[^()]{0,200})\)\s*\{"
    r"|\((?P<args3>[^()]{0,200})\)\s*=>\s*\{?|(?<![\w$])(?P<args4>[\w$]+)\s*=>\s*\{?"
)
_ASSIGNED = re.compile(r"([\w$]+)\s*[:=]\s*(?:async\s*)?$")
_STRING_OR_COMMENT = re.compile(
    # What is not closed goes on to the end, else each opening would be read from to the end.
    r"""(?P<string>"(?:\\.|[^"\\\n])*+"?|'(?:\\.|[^'\\\n])*+'?|`(?:\\.|[^`\\])*+`?)"""
    r"|/\*.*?(?:\*/|\Z)|//[^\n]*",
    re.S,
)
_NO_NAME = frozenset({"if", "for", "while", "switch", "catch", "with"})


def without_comments(text: str) -> str:
    """A script without its comments; what looks like one within a string stays."""
    return _STRING_OR_COMMENT.sub(lambda match: match["string"] or "", text)


def closing(text: str, opening: int) -> int | None:
    """Where the bracket that opens at a place is closed, strings skipped; None if it is not."""
    depth = 0
    for at, char in _bare(text, opening):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth -= 1
            if depth == 0:
                return at
    return None


def parts(text: str) -> list[str]:
    """The pieces between the commas of an argument list or of the inside of an object."""
    out: list[str] = []
    depth = last = 0
    for at, char in _bare(text, 0):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth -= 1
            if depth < 0:
                break
        elif char == "," and depth == 0:
            out.append(text[last:at].strip())
            last = at + 1
    rest = text[last:].strip()
    return [*out, rest] if rest else out


def members(text: str) -> dict[str, str]:
    """The members of an object literal as pieces of script; {} for anything else."""
    text = text.strip()
    end = closing(text, 0) if text[:1] == "{" else None
    found: dict[str, str] = {}
    for piece in parts(text[1:end]) if end is not None else ():
        match = re.match(r"""\s*(?:["']([^"']{1,80})["']|([\w$]+))\s*:\s*""", piece)
        if match:
            found[match.group(1) or match.group(2)] = piece[match.end() :]
        elif re.fullmatch(r"[A-Za-z_$][\w$]*", piece):
            found[piece] = piece
    return found


def functions_round(text: str, at: int) -> list[tuple[str, list[str], int]]:
    """The functions that a place stands in, innermost first: name, parameters, beginning."""
    start = max(0, at - LONGEST)
    found: list[tuple[str, list[str], int]] = []
    for match in _HEAD.finditer(text, start, at):
        name = match.group("name") or match.group("name2") or ""
        if name in _NO_NAME:
            continue
        opening = match.end() - 1
        if text[opening] == "{":
            end = closing(text, opening)
            if end is not None and end < at:
                continue
        elif ";" in text[match.end() : at] or "\n\n" in text[match.end() : at]:
            continue
        if not name:
            before = _ASSIGNED.search(text[max(0, match.start() - 60) : match.start()])
            name = before.group(1) if before else ""
        given = next((match.group(g) for g in ("args", "args2", "args3", "args4")
                      if match.group(g) is not None), "")  # fmt: skip
        names = [one.split("=")[0].strip() for one in given.split(",")]
        found.append((name, [one for one in names if one], match.start()))
    return found[::-1][:_MOST_FUNCTIONS]


def _bare(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The characters outside strings, from a place on and no further than a reader goes."""
    at, end = start, min(len(text), start + LONGEST)
    while at < end:
        char = text[at]
        if char in "\"'`":
            at += 1
            while at < end and text[at] != char and (char == "`" or text[at] != "\n"):
                at += 2 if text[at] == "\\" else 1
        else:
            yield at, char
        at += 1
