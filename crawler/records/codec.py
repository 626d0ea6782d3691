"""Records to JSON values and back, without loss: how they travel to SQLite and the archive."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from crawler.records.kinds import RECORD_TYPES
from crawler.records.model import Record

_BY_KIND: dict[str, type[Record]] = {cls.kind: cls for cls in RECORD_TYPES}


def encode(value: Any) -> Any:
    """A JSON value (dicts, lists, text, numbers) for a frozen value; defaults are left out."""
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is tuple or kind is list:
        return [encode(item) for item in value]
    if isinstance(value, Record):
        return {"kind": value.kind} | _encode_fields(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _encode_fields(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # datetime is a date too
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    return value


_AS_IT_IS = frozenset({str, int, float, bool, type(None)})
"""Most values by far: they are told first."""


def _encode_fields(value: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    kind: type = type(value)
    for name, default in _fields(kind):
        item = getattr(value, name)
        if default is not dataclasses.MISSING and item == default:
            continue
        out[name] = encode(item)
    return out


@cache
def _fields(cls: type) -> tuple[tuple[str, Any], ...]:
    return tuple((one.name, one.default) for one in dataclasses.fields(cls))


def decode(data: Any) -> Record:
    """The record of a JSON object written by `encode`; KeyError or TypeError if it is none."""
    cls = _BY_KIND[data["kind"]]
    record = _build(cls, {k: v for k, v in data.items() if k != "kind"}, {})
    assert isinstance(record, Record)
    return record


def revive(cls: Any, data: Any) -> Any:
    """The frozen value of type `cls` from a JSON value written by `encode`."""
    return _revive(cls, data, {})


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _build(cls: type, data: dict[str, Any], bound: dict[Any, Any]) -> Any:
    hints = _hints(cls)
    return cls(**{name: _revive(hints[name], item, bound) for name, item in data.items()})


def _revive(hint: Any, item: Any, bound: dict[Any, Any]) -> Any:
    if isinstance(hint, TypeVar):
        hint = bound.get(hint, Any)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if item is None:
            return None
        options = [arg for arg in get_args(hint) if arg is not type(None)]
        return _revive(options[0], item, bound)
    if item is None:
        return None
    if origin is tuple:
        args = get_args(hint)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_revive(args[0], one, bound) for one in item)
        return tuple(_revive(arg, one, bound) for arg, one in zip(args, item, strict=True))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, one = get_args(hint)
        return {_revive(key, k, bound): _revive(one, v, bound) for k, v in item.items()}
    if origin is not None and dataclasses.is_dataclass(origin):
        parameters = getattr(origin, "__parameters__", ())
        assert isinstance(origin, type)
        return _build(origin, item, dict(zip(parameters, get_args(hint), strict=True)))
    if isinstance(hint, type):
        if dataclasses.is_dataclass(hint):
            if issubclass(hint, Record) and isinstance(item, dict) and "kind" in item:
                return decode(item)
            return _build(hint, item, {})
        if issubclass(hint, Enum):
            return hint(item)
        if issubclass(hint, Decimal):
            return Decimal(item)
        if issubclass(hint, datetime):
            return datetime.fromisoformat(item)
        if issubclass(hint, date):
            return date.fromisoformat(item)
    return item
