"""Records travel to JSON and back without loss."""

from __future__ import annotations

import json
from datetime import date, datetime

from crawler.portals import Role
from crawler.records import (
    BEIJING,
    Document,
    Entry,
    Field,
    Ipv6Probe,
    Link,
    Message,
    Record,
    Reply,
    Signature,
    Snapshot,
    Source,
    Validity,
    decode,
    encode,
)

AT = datetime(2026, 11, 20, 2, 3, 4, tzinfo=BEIJING)
SNAPSHOT = Snapshot("http://a.test/", AT, "00" * 32)


def field_of(day: date) -> Field[date]:
    return Field(
        day, "2026年9月28日", Source.LABEL, "发布日期", "元数据表第2行", "http://a.test/1", AT
    )


RECORDS: list[Record] = [
    Document(
        "http://a.test/1",
        "关于某事的通知",
        Role.NORMATIVE_DOCUMENTS,
        SNAPSHOT,
        number=Field(None, "暂无", Source.LABEL, "文号"),
        signed_on=field_of(date(2026, 9, 1)),
        validity=Field(Validity.VALID, "有效", Source.META),
        valid_years=Field(5, "有效期五年", Source.TEXT),
        hidden=(("document_number", Field("云政〔2026〕1号", "云政〔2026〕1号", Source.COMMENT)),),
        other_dates=(field_of(date(2026, 9, 2)),),
        signature=Signature("云州市人民政府", field_of(date(2026, 9, 1))),
        links=(Link("http://a.test/2", "解读", "相关解读", True),),
    ),
    Message(
        "http://a.test/l#381",
        "路灯",
        Role.MESSAGE_BOARD,
        SNAPSHOT,
        submitted_on=field_of(date(2026, 9, 28)),
        replies=(Reply("现答复如下", field_of(date(2026, 9, 30))),),
    ),
    Entry(
        "http://a.test/1",
        "某",
        Role.NEWS,
        SNAPSHOT,
        date=None,
        fields=(("unit", Field("局", "局", Source.ROW)),),
    ),
    Ipv6Probe(
        "http://a.test/",
        "",
        Role.HOME,
        SNAPSHOT,
        host="a.test",
        a=("127.0.0.1",),
        status_v4=200,
        inner=(("http://a.test/1", 200, None),),
    ),
]


def test_every_record_survives_json() -> None:
    for record in RECORDS:
        assert decode(json.loads(json.dumps(encode(record), ensure_ascii=False))) == record


def test_defaults_are_left_out() -> None:
    bare = Message("http://a.test/1", "", Role.MESSAGE_BOARD, SNAPSHOT)
    assert set(encode(bare)) == {"kind", "url", "title", "role", "snapshot"}
