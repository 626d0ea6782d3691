"""The description of the feed's addresses (OpenAPI 3.1), with the feed's own JSON Schema."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from reports.feed import feed_schema

_TITLE = "Gongkai score feed"
_ABOUT = (
    "政务公开得分数据。内容因令牌的查看范围而异：单位只看到本单位，未发布的得分只对获准的读者可见。"
)


def described(
    media: str = "application/json", *, range_: bool = False
) -> dict[int | str, dict[str, Any]]:
    """The answers of an address; `media` is empty for one that is open to everybody."""
    if not media:
        return {200: {"content": {"application/json": {"schema": {"type": "object"}}}}}
    scheme: dict[str, Any] = {"schema": {"type": "string"}}
    content: dict[str, Any] = {media: scheme}
    if range_:
        content = {
            "application/json": {"schema": {"$ref": "#/components/schemas/range"}},
            "text/csv": scheme,
        }
    elif media == "application/json":
        content = {media: {"schema": {"$ref": "#/components/schemas/feed"}}}
    refused = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/refusal"}}}
    words = {
        400: "令牌写在网址里",
        401: "没有令牌，或者令牌无效、已到期、已撤销",
        404: "没有这项内容，或者不在查看范围内",
        422: "查询参数不对",
    }
    if media == "application/atom+xml":
        words.pop(404)
    return {
        200: {"description": "内容", "content": content},
        304: {"description": "与 If-None-Match 所示的相同"},
        **{status: {"description": text, "content": refused} for status, text in words.items()},
    }


class Description:
    """The description of an application, made once for each."""

    def __init__(self) -> None:
        self._made: dict[int, str] = {}

    def text(self, app: FastAPI) -> str:
        """The description as JSON text."""
        if id(app) not in self._made:
            made = describe(app)
            self._made = {id(app): json.dumps(made, ensure_ascii=False, indent=1) + "\n"}
        return self._made[id(app)]


API = Description()


def describe(app: FastAPI) -> dict[str, Any]:
    """The description of an application's addresses."""
    made = get_openapi(
        title=_TITLE,
        version="1",
        openapi_version="3.1.0",
        description=_ABOUT,
        routes=app.routes,
    )
    schema = json.loads(json.dumps(feed_schema()).replace("#/$defs/", "#/components/schemas/"))
    shared = schema.pop("$defs")
    schema.pop("$schema")
    components = made.setdefault("components", {})
    components["schemas"] = {
        name: value
        for name, value in components.get("schemas", {}).items()
        if "Validation" not in name
    }
    components["schemas"] |= {"feed": schema, **shared}
    components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    for path, methods in made["paths"].items():
        for operation in methods.values():
            if not path.endswith(("/schema.json", "/openapi.json", "/health")):
                operation["security"] = [{"bearer": []}]
    return made
