"""Marks of peers and society: the template, a workbook looked through cell by cell, its storing."""

from __future__ import annotations

from collections import Counter
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi.responses import RedirectResponse, Response

from reports.console.access import Right
from reports.console.books import Desk
from reports.console.deeds import MARKS_BYTES, NotDone, Preview
from reports.console.gate import HEADERS, Asked, Gate, Visitor
from reports.console.pages.attest import handed

_SHOWN = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INPUT_KINDS = {
    "mark": "专业机构测评、社会评议",
    "peer_mark": "互评",
    "spread_reason": "差距说明",
    "round": "日常测评轮次",
    "adjustment": "加扣分",
    "setting": "设置",
    "portal": "单位对应",
    "counterpart": "指标对照",
}
TURNS = {"new": "新增", "changed": "变更", "same": "不变", "void": "作废"}
_Plan = Annotated[str, Form(max_length=100)]


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The imports, the template, the preview, and storing."""
    routes = APIRouter()

    @routes.get("/marks")
    def listed(
        asked: Visitor,
        plan: Annotated[str, Query(max_length=100)] = "",
        new: Annotated[int, Query(ge=-1, le=10**6)] = -1,
        known: Annotated[int, Query(ge=0, le=10**6)] = 0,
    ) -> Response:
        gate.need(asked, Right.ATTEST)
        return _listed(desk, gate, asked, plan, new=new, known=known)

    @routes.get("/marks/template.xlsx")
    def template(asked: Visitor, plan: Annotated[str, Query(max_length=100)] = "") -> Response:
        gate.need(asked, Right.ATTEST)
        try:
            content = desk.marks.template(plan)
        except NotDone as error:
            return _listed(desk, gate, asked, plan, error)
        gate.people.note(asked.person.name, "template", plan, asked.address)
        name = quote(f"考评数据表-{plan}.xlsx")
        headers = {**HEADERS, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(content, media_type=XLSX, headers=headers)

    @routes.post("/marks/preview")
    def preview(
        asked: Visitor, plan: _Plan, file: Annotated[UploadFile | None, File()] = None
    ) -> Response:
        gate.need(asked, Right.ATTEST)
        try:
            given = handed(file)
            if given is None:
                raise NotDone("请选择工作簿。")
            found = desk.marks.preview(plan, given)
        except NotDone as error:
            return _listed(desk, gate, asked, plan, error)
        return _preview(gate, asked, plan, found)

    @routes.post("/marks")
    def store(
        asked: Visitor,
        plan: _Plan,
        token: Annotated[str, Form(pattern="^[0-9a-f]{64}$")],
    ) -> Response:
        gate.need(asked, Right.ATTEST)
        try:
            new, known = desk.marks.store(plan, token, asked.person.shown, gate.now())
        except NotDone as error:
            return _listed(desk, gate, asked, plan, error)
        about = f"{plan} {new} new {known} known {token}"
        gate.people.note(asked.person.name, "marks", about[:300], asked.address)
        return RedirectResponse(f"/marks?plan={quote(plan)}&new={new}&known={known}", 303, HEADERS)

    return routes


def _listed(
    desk: Desk,
    gate: Gate,
    asked: Asked,
    plan: str,
    refused: NotDone | None = None,
    new: int = -1,
    known: int = 0,
) -> Response:
    plans = desk.marks.plans()
    chosen = next((one for one in plans if one.id == plan), plans[0])
    return gate.page(
        asked,
        "marks.html.j2",
        409 if refused else 200,
        plans=plans,
        plan=chosen,
        imports=desk.marks.imports(chosen.id),
        megabytes=MARKS_BYTES // 1_000_000,
        new=new,
        known=known,
        refused=refused,
    )


def _preview(gate: Gate, asked: Asked, plan: str, found: Preview) -> Response:
    # What changes comes first: there may be more than is shown.
    order = {name: place for place, name in enumerate(("changed", "void", "new", "same"))}
    lines = sorted(found.lines, key=lambda one: order[one.turn])
    return gate.page(
        asked,
        "marks_preview.html.j2",
        422 if found.faults else 200,
        plan=plan,
        found=found,
        lines=lines[:_SHOWN],
        counts=Counter(one.turn for one in found.lines),
        kinds=INPUT_KINDS,
        turns=TURNS,
    )
