"""The page of what only looks like a failure names tests and checks that exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from checks.engine.registry import checks

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/lookalikes.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| case |")
]
TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)(?:\[([^`]+)\])?`")
CASES = 29
"""So many rows has the page; one that is lost is missed."""


@cache
def tree(path: str) -> ast.Module:
    return ast.parse((ROOT / "tests" / path).read_text("utf-8"))


def faults(path: str, name: str, case: str) -> str:
    """What is wrong with the name of a test; empty if it is there.

    Of a test that takes its cases from one table by name (`ids=TABLE`) the case has to be a key
    of that table.
    """
    if not (ROOT / "tests" / path).is_file():
        return f"no file {path}"
    module = tree(path)
    tests = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    if name not in tests:
        return f"no test {path}::{name}"
    if not case:
        return ""
    ids = [
        word.value.id
        for mark in tests[name].decorator_list if isinstance(mark, ast.Call)
        for word in mark.keywords if word.arg == "ids" and isinstance(word.value, ast.Name)
    ]  # fmt: skip
    keys = {
        key.value
        for node in module.body if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id in ids and isinstance(node.value, ast.Dict)
        for key in node.value.keys if isinstance(key, ast.Constant)
    }  # fmt: skip
    return "" if case in keys else f"no case {path}::{name}[{case}]"


def test_every_row_has_tests_and_every_test_exists() -> None:
    assert len(ROWS) == CASES
    named = [TEST.findall(row[3]) for row in ROWS]
    assert [row[0] for row, found in zip(ROWS, named, strict=True) if not found] == []
    assert [wrong for found in named for one in found if (wrong := faults(*one))] == []
    assert sum(map(len, named)) == PAGE.count("::test_"), "a name that is not read as one"


def test_every_check_named_is_one() -> None:
    text = re.sub(TEST, "", PAGE)
    named = set(re.findall(r"`([a-z0-9]+(?:_[a-z0-9]+)+)`", text))
    assert named - set(checks()) == set()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        (("checks/no.py", "test_case", ""), "no file"),
        (("docs/test_lookalikes.py", "test_none", ""), "no test"),
        (("checks/documents/test_doc_validity_current.py", "test_notices", "gone"), "no case"),
        (("checks/documents/test_doc_validity_current.py", "test_case", "repealed"), "no case"),
    ],
)
def test_what_is_not_there_is_told(name: tuple[str, str, str], wrong: str) -> None:
    assert faults(*name).startswith(wrong)
