"""Self-check before posting: the form, and what the checks would say. Nothing is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from starlette.datastructures import FormData, UploadFile

from checks.engine.outcome import Outcome
from crawler.portals import Portal
from reports.console.books import Desk
from reports.console.gate import NOTHING, Asked, Gate, Refusal, Visitor
from reports.console.selfcheck import MOST_BYTES, Draft, Foresight, Material, Part, Shown, Sort
from reports.console.turns import Slow, in_turn

_MOST_LINE = 300
_REACH = timedelta(days=400)


async def _draft(asked: Visitor) -> tuple[Asked, Draft]:
    """What the form holds; Refusal in words for what cannot be used."""
    # The gate has read the form already, and whose form it is.
    form = await asked.request.form()
    now = asked.request.app.state.gate.now().date()
    document = await _material(form, Part.DOCUMENT)
    if document is None:
        raise Refusal(422, "请粘贴文件内容，或者选择文件上传。")
    on = _day(form, "on", now)
    if on is None:
        raise Refusal(422, "请填写计划发布日期。")
    shown = Shown(*(_line(form, name) for name in ("number", "signed_on", "validity", "issuer")))
    sort = _line(form, "sort") or Sort.NORMATIVE.value
    if sort not in Sort._value2member_map_:
        raise Refusal(422, "填写的内容或网址参数不正确。")
    draft = Draft(
        portal=_line(form, "portal"),
        sort=Sort(sort),
        on=on,
        document=document,
        interpretation=await _material(form, Part.INTERPRETATION),
        interpreted_on=_day(form, "interpreted_on", now),
        shown=shown,
    )
    return asked, draft


Handed = Annotated[tuple[Asked, Draft], Depends(_draft)]


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The form and its answer."""
    routes = APIRouter()

    @routes.get("/selfcheck")
    def form(asked: Visitor, portal: Annotated[str, Query(max_length=100)] = "") -> Response:
        with desk.books() as books:
            known = _known(books.portals, asked)
        if portal and portal not in {one.id for one in known}:
            gate.see(asked, portal)
        chosen = asked.person.only or portal
        return _page(gate, asked, known, chosen, result=None)

    @routes.post("/selfcheck")
    async def check(handed: Handed) -> Response:
        asked, draft = handed
        return await in_turn(asked, Slow.CHECK, lambda: checked(asked, draft))

    def checked(asked: Asked, draft: Draft) -> Response:
        gate.see(asked, draft.portal)
        with desk.books() as books:
            known = _known(books.portals, asked)
            titles = {name: book.title for name, book in books.rulebooks.items()}
        if draft.portal not in {one.id for one in known}:
            raise Refusal(404, NOTHING)
        result = desk.self_check(draft)
        return _page(gate, asked, known, draft.portal, result=result, titles=titles)

    return routes


def _known(portals: tuple[Portal, ...], asked: Asked) -> list[Portal]:
    return [one for one in portals if asked.person.sees(one.id)]


def _page(gate: Gate, asked: Asked, known: list[Portal], chosen: str, **values: Any) -> Response:
    return gate.page(
        asked, "selfcheck.html.j2", portals=known, chosen=chosen, sorts=tuple(Sort),
        Foresight=Foresight, Outcome=Outcome, Part=Part, today=gate.now().date(),
        megabytes=MOST_BYTES // 1_000_000, **values,
    )  # fmt: skip


async def _material(form: FormData, part: Part) -> Material | None:
    """A part as it was uploaded, else as it was pasted; None for neither."""
    upload, typed = form.get(f"{part}_file"), form.get(f"{part}_text")
    body = b""
    if isinstance(upload, UploadFile):
        body = await upload.read(MOST_BYTES + 1)
    if not body and isinstance(typed, str):
        body = typed.strip().encode("utf-8", "replace")
    if len(body) > MOST_BYTES:
        raise Refusal(413, "文件过大：每份材料不超过 5 MB。")
    return Material(body, _line(form, f"{part}_title")) if body.strip() else None


def _line(form: FormData, name: str) -> str:
    value = form.get(name)
    text = value if isinstance(value, str) else ""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_MOST_LINE]


def _day(form: FormData, name: str, today: date) -> date | None:
    """A day of the form; Refusal for none that a calendar has, or one far away."""
    text = _line(form, name)
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refusal(422, "日期填写不正确。") from None
    if abs(day - today) > _REACH:
        raise Refusal(422, "计划发布日期须在今天前后400天以内。")
    return day
