"""Records to JSON values and back, without loss: how they travel to SQLite and the archive."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from crawler.records.kinds import RECORD_TYPES
from crawler.records.model import Record

_BY_KIND: dict[str, type[Record]] = {cls.kind: cls for cls in RECORD_TYPES}


def encode(value: Any) -> Any:
    """A JSON value (dicts, lists, text, numbers) for a frozen value; defaults are left out."""
    return value if type(value) in _AS_IT_IS else _encode(value)


def _encode(value: Any) -> Any:
    kind: type = type(value)
    return _encoder(kind)(value)


_AS_IT_IS = frozenset({str, int, float, bool, type(None)})
"""Most values by far: they are told first."""


@cache
def _encoder(kind: type) -> Callable[[Any], Any]:
    """How values of a type are encoded: found out once for each type."""
    if issubclass(kind, Record):
        return lambda value: {"kind": value.kind} | _encode_fields(value)
    if dataclasses.is_dataclass(kind):
        return _encode_fields
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, date):  # datetime is a date too
        return lambda value: value.isoformat()
    if issubclass(kind, Decimal):
        return str
    if issubclass(kind, (tuple, list)):
        return lambda value: [item if type(item) in _AS_IT_IS else _encode(item) for item in value]
    if issubclass(kind, Mapping):
        return lambda value: {str(key): encode(item) for key, item in value.items()}
    return lambda value: value


def _encode_fields(value: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    kind: type = type(value)
    for name, default in _fields(kind):
        item = getattr(value, name)
        if item is not default and item != default:
            out[name] = item if type(item) in _AS_IT_IS else _encode(item)
    return out


@cache
def _fields(cls: type) -> tuple[tuple[str, Any], ...]:
    return tuple((one.name, one.default) for one in dataclasses.fields(cls))


def decode(data: Any) -> Record:
    """The record of a JSON object written by `encode`; KeyError or TypeError if it is none."""
    record = _built(_BY_KIND[data["kind"]], {k: v for k, v in data.items() if k != "kind"})
    assert isinstance(record, Record)
    return record


def revive(cls: Any, data: Any) -> Any:
    """The frozen value of type `cls` from a JSON value written by `encode`."""
    return _maker(cls)(data)


Maker = Callable[[Any], Any]
"""Makes a value of a type from its JSON value; None stays None."""


def _as_it_is(item: Any) -> Any:
    return item


def _built(cls: Any, data: dict[str, Any]) -> Any:
    """The frozen value of a class, or of a generic one with its types (Field[date])."""
    made, makers = _makers(cls)
    values = {}
    for name, item in data.items():
        make = makers[name]
        values[name] = item if make is _as_it_is else make(item)
    return made(**values)


@cache
def _makers(cls: Any) -> tuple[type, dict[str, Maker]]:
    """The class itself, and how each of its fields is made: found out once for each type."""
    made = get_origin(cls) or cls
    bound = dict(zip(getattr(made, "__parameters__", ()), get_args(cls), strict=False))
    return made, {name: _maker(_with(hint, bound)) for name, hint in get_type_hints(made).items()}


def _with(hint: Any, bound: Mapping[Any, Any]) -> Any:
    """A hint with its type variables replaced; by anything, where they are not bound."""
    if isinstance(hint, TypeVar):
        return bound.get(hint, Any)
    parameters = getattr(hint, "__parameters__", ())
    return hint[tuple(bound.get(one, Any) for one in parameters)] if parameters else hint


@cache
def _maker(hint: Any) -> Maker:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _maker(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return _tuples(args)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, one = (_maker(arg) for arg in args)
        return _unless_none(lambda item: {key(k): one(v) for k, v in item.items()})
    if dataclasses.is_dataclass(origin or hint):
        return _unless_none(_record_or(hint))
    if not isinstance(hint, type):
        return _as_it_is
    if issubclass(hint, Enum | Decimal):
        return _unless_none(hint)
    if issubclass(hint, date):
        return _unless_none(hint.fromisoformat)
    return _as_it_is


def _tuples(args: tuple[Any, ...]) -> Maker:
    if len(args) == 2 and args[1] is Ellipsis:
        one = _maker(args[0])
        if one is _as_it_is:
            return _unless_none(tuple)
        return _unless_none(lambda item: tuple(one(part) for part in item))
    each = [_maker(arg) for arg in args]
    return _unless_none(
        lambda item: tuple(make(part) for make, part in zip(each, item, strict=True))
    )


def _record_or(hint: Any) -> Maker:
    """Makes values of a class; where that is any record, of the kind that the value names."""
    if not (isinstance(hint, type) and issubclass(hint, Record)):
        return lambda item: _built(hint, item)
    return lambda item: (
        decode(item) if isinstance(item, dict) and "kind" in item else _built(hint, item)
    )


def _unless_none(make: Maker) -> Maker:
    return lambda item: None if item is None else make(item)
