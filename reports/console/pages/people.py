"""Accounts, and the log of who did and saw what: for administrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Query
from fastapi.responses import RedirectResponse, Response

from reports.console.access import Person, Right, Role
from reports.console.books import Desk
from reports.console.deeds import NotDone
from reports.console.gate import HEADERS, Asked, Gate, Visitor
from reports.console.lines import one_line
from reports.console.passwords import SHORTEST, weakness
from reports.wording import ACTIONS

LINES = 100
"""Lines of the log on a page."""
ROLES = {
    Role.READER: "读者",
    Role.ASSESSOR: "测评员",
    Role.APPROVER: "审批人",
    Role.ADMINISTRATOR: "管理员",
    Role.UNIT: "被测评单位",
}
KINDS = {
    **{action.value: word for action, word in ACTIONS.items()},
    "login": "登录",
    "login failed": "登录失败",
    "throttled": "尝试过多",
    "logout": "退出",
    "refused": "拒绝访问",
    "unreleased": "查看未发布得分",
    "personal": "查看未遮盖存档",
    "exported": "导出下载",
    "attest": "人工认定",
    "attest withdrawn": "撤回认定",
    "marks": "导入考评数据",
    "template": "下载考评模板",
    "release": "发布得分",
    "release withdrawn": "撤回发布",
    "sample": "抽样复核",
    "account added": "新增用户",
    "account ended": "停用用户",
    "account revived": "启用用户",
    "password set": "重设密码",
}
"""What the kinds of lines are called; others stand as they are."""
_NamePath = Annotated[str, Path(max_length=100)]
_Password = Annotated[str, Form(max_length=200)]


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The accounts, what is done to them, and the log."""
    routes = APIRouter()

    @routes.get("/people")
    def listed(
        asked: Visitor,
        person: Annotated[str, Query(max_length=200)] = "",
        what: Annotated[str, Query(max_length=100)] = "",
        before: Annotated[int, Query(ge=0, le=10**15)] = 0,
    ) -> Response:
        gate.need(asked, Right.PEOPLE)
        return _listed(desk, gate, asked, person=person.strip(), what=what, before=before)

    @routes.post("/people")
    def add(
        asked: Visitor,
        name: Annotated[str, Form(max_length=100)],
        role: Annotated[Role, Form()],
        shown: Annotated[str, Form(max_length=100)] = "",
        portal: Annotated[str, Form(max_length=100)] = "",
        password: _Password = "",
        again: _Password = "",
    ) -> Response:
        gate.need(asked, Right.PEOPLE)
        own = portal if role is Role.UNIT else ""
        person = Person(name.strip(), one_line(shown) or name.strip(), role, own)

        def make() -> None:
            with desk.books() as books:
                known = {one.id for one in books.portals}
            if role is Role.UNIT and own not in known:
                raise NotDone("被测评单位的用户须选定单位。")
            _check(person.name, password, again)
            desk.registry.add(person, password, gate.now())

        what = ("account added", f"{person.name} {role.value} {own}".strip())
        given = {"name": name, "shown": shown, "role": role.value, "portal": portal}
        return _done(desk, gate, asked, make, *what, given=given)

    @routes.post("/people/{name}/password")
    def password_(
        asked: Visitor, name: _NamePath, password: _Password = "", again: _Password = ""
    ) -> Response:
        gate.need(asked, Right.PEOPLE)

        def make() -> None:
            _check(name, password, again)
            desk.registry.set_password(name, password)

        return _done(desk, gate, asked, make, "password set", name)

    @routes.post("/people/{name}/disable")
    def disable(asked: Visitor, name: _NamePath) -> Response:
        gate.need(asked, Right.PEOPLE)

        def make() -> None:
            # Whoever asks is an administrator: one of them always stays.
            if name == asked.person.name:
                raise NotDone("不能停用自己的用户。")
            desk.registry.disable(name, gate.now())

        return _done(desk, gate, asked, make, "account ended", name)

    @routes.post("/people/{name}/enable")
    def enable(asked: Visitor, name: _NamePath) -> Response:
        gate.need(asked, Right.PEOPLE)
        return _done(
            desk, gate, asked, lambda: desk.registry.enable(name), "account revived", name
        )  # fmt: skip

    return routes


def _check(name: str, password: str, again: str) -> None:
    """Raises NotDone for two passwords that differ or are too weak; they are shown nowhere."""
    if password != again:
        raise NotDone("两次输入的密码不一致。")
    weak = weakness(password, name)
    if weak is not None:
        raise NotDone(weak)


def _done(
    desk: Desk,
    gate: Gate,
    asked: Asked,
    make: Callable[[], None],
    what: str,
    about: str,
    given: dict[str, str] | None = None,
) -> Response:
    try:
        make()
    except NotDone as error:
        return _listed(desk, gate, asked, refused=error, given=given)
    gate.people.note(asked.person.name, what, about[:300], asked.address)
    return RedirectResponse("/people", 303, HEADERS)


def _listed(
    desk: Desk,
    gate: Gate,
    asked: Asked,
    person: str = "",
    what: str = "",
    before: int = 0,
    refused: NotDone | None = None,
    given: dict[str, str] | None = None,
) -> Response:
    with desk.books() as books:
        portals = books.portals
    lines = desk.registry.log(LINES + 1, person, what, before)
    asked_for = {key: value for key, value in (("person", person), ("what", what)) if value}
    return gate.page(
        asked,
        "people.html.j2",
        409 if refused else 200,
        accounts=desk.registry.accounts(),
        roles=ROLES,
        kinds={one: KINDS.get(one, one) for one in desk.registry.kinds()},
        lines=lines[:LINES],
        more=lines[LINES - 1].id if len(lines) > LINES else 0,
        wanted=urlencode(asked_for),
        who=person,
        what=what,
        portals=portals,
        names={one.id: one.name for one in portals},
        refused=refused,
        given={"name": "", "shown": "", "role": "", "portal": "", **(given or {})},
        shortest=SHORTEST,
    )
