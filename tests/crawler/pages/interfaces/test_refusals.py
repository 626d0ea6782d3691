"""Answers with an error in them are not answers that there is nothing."""

from __future__ import annotations

import pytest

from crawler.pages.task import Purpose
from tests.crawler.pages.layouts import read_list

REFUSED = (
    '{"success":false,"total":0,"rows":[]}',
    '{"code":-1,"data":{"total":0,"list":[]},"msg":"查询失败"}',
    '{"code":500,"msg":"系统异常","data":{"total":0,"records":[]}}',
    '{"code":500,"msg":"系统异常","data":null}',
    '{"code":401,"total":0}',
    '{"total":0,"rows":null,"error":"timeout"}',
    '{"status":"error","count":0}',
    '{"code":0,"msg":"请先登录","total":0}',
    '{"result":{"code":"500"},"total":0}',
    'callback({"code":500,"message":"请求过于频繁"})',
    "null",
    "{}",
    "undefined",
    "error",
    '""',
    '{"total":0,"rows":[',
)
NOTHING = (
    '{"total":0,"rows":[]}',
    '{"code":200,"msg":"查询成功","data":{"total":0,"list":[]}}',
    '{"code":1,"msg":"success","count":0,"data":[]}',
    '{"status":"OK","error":null,"total":0}',
    '{"success":true,"code":20000,"total":0}',
    "[]",
)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("body", REFUSED)
def test_an_error_is_not_read_as_nothing(body: str, number: int) -> None:
    found = read_list(body, media="application/json", purpose=Purpose.TURN, number=number)
    assert (found.shell, found.blank) == (True, False)
    assert not found.total_rows


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("body", NOTHING)
def test_an_answer_without_rows_says_that_there_are_none(body: str, number: int) -> None:
    found = read_list(body, media="application/json", purpose=Purpose.TURN, number=number)
    assert (found.shell, found.blank) == (False, True)


def test_an_empty_place_for_rows_ends_a_list_but_makes_none() -> None:
    for body in ('{"code":200,"data":{"list":[]}}', '{"rows":[],"total":30}'):
        later = read_list(body, media="application/json", purpose=Purpose.TURN, number=3)
        assert later.blank
        first = read_list(body, media="application/json", purpose=Purpose.TURN)
        assert not first.blank
    odd = '{"tags":[],"rows":[{"x1":"甲"}]}'
    assert read_list(odd, media="application/json", purpose=Purpose.TURN, number=3).shell
