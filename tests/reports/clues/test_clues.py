"""Clues: what hints at a document that should have been published, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.portals import PortalKind, Role
from crawler.records import Document, GazettePage, ReadState, Reply, Validity
from reports.clues import Clue, ClueKind, Sureness, clues_of
from reports.clues.model import GRACE
from tests.builders import (
    AS_OF,
    day,
    document,
    dossier,
    entry,
    field,
    interpretation,
    link,
    message,
    on,
    portal,
    section,
    shot,
    url_of,
)

TODAY = AS_OF.date()
OLD = "2026-06-01"


def numbered(serial: int, code: str = "云政办发", year: int = 2026, **more: object) -> Document:
    more.setdefault("published", OLD)
    title = f"云溪县人民政府办公室关于第{serial}项管理工作的通知"
    return document(
        f"doc/{code}{year}-{serial}.html", str(more.pop("title", title)),
        number=str(more.pop("number", f"{code}〔{year}〕{serial}号")), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def found(*records: object, **more: object) -> tuple[Clue, ...]:
    return clues_of(dossier(*records, **more))  # type: ignore[arg-type]


def of(kind: ClueKind, *records: object, **more: object) -> list[str]:
    return [one.about for one in found(*records, **more) if one.kind is kind]


def test_a_number_between_two_seen_ones_is_a_clue_with_both_as_its_proof() -> None:
    (clue,) = found(numbered(3), numbered(5))
    assert (clue.kind, clue.about) == (ClueKind.GAP, "云政办发〔2026〕4号")
    assert clue.sureness is Sureness.POSSIBLE
    assert [proof.quote for _, proof in clue.places] == [
        "云政办发〔2026〕3号",
        "云政办发〔2026〕5号",
    ]
    assert "依法不公开" in clue.caution


def test_numbers_after_the_last_and_before_the_first_are_unknown() -> None:
    assert not found(numbered(3), numbered(4), numbered(5))


def test_a_run_of_numbers_is_one_clue() -> None:
    assert of(ClueKind.GAP, numbered(3), numbered(4), numbered(5), numbered(8)) == [
        "云政办发〔2026〕6—7号"
    ]


def test_years_and_issuers_have_series_of_their_own() -> None:
    own, other = numbered(3), numbered(5, year=2025)
    assert not found(own, other)
    assert not found(numbered(3), numbered(5, code="云政发"))


@pytest.mark.parametrize(
    "written", ["云政办发〔２０２６〕４号", "云政办发[2026]第4号", "云政办发（2026）04号"]
)
def test_the_number_counts_however_it_is_written(written: str) -> None:
    assert not found(numbered(3), numbered(4, number=written), numbered(5))


def test_a_repealed_document_that_still_stands_there_is_no_gap() -> None:
    assert not found(numbered(3), numbered(4, validity=Validity.REPEALED), numbered(5))


def test_numbers_of_other_issuers_are_no_gap() -> None:
    title = "安江省发展和改革委员会关于粮食应急储备的通知"
    theirs = [
        numbered(serial, code="安发改规", title=title, issuer="安江省发展和改革委员会")
        for serial in (42, 44)
    ]
    assert not found(numbered(3), *theirs)


def test_what_is_forwarded_fills_its_own_number_and_no_series_of_those_above() -> None:
    title = "云溪县人民政府办公室转发省政府办公厅关于燃气安全的通知"
    assert not found(numbered(3), numbered(4, title=title), numbered(5))
    above = [numbered(s, code="安政办", title=title, issuer="安江省人民政府办公厅") for s in (7, 9)]
    assert not found(numbered(3), *above)


def test_the_second_of_joint_numbers_counts_for_its_own_series() -> None:
    joint = numbered(
        9, code="云教发", issuer="云溪县教育局",
        number=field("云教发〔2026〕9号"), title="云溪县教育局等关于校车的通知",
    )  # fmt: skip
    assert of(ClueKind.GAP, numbered(3), joint, numbered(5)) == ["云政办发〔2026〕4号"]
    both = document(
        "doc/joint.html", "云溪县教育局等关于校车的通知", issuer="云溪县教育局", published=OLD,
        number=_joint("云教发〔2026〕9号", "云教发〔2026〕9号 云政办发〔2026〕4号"),
    )  # fmt: skip
    assert not found(numbered(3), both, numbered(5))


def _joint(value: str, raw: str) -> object:
    return replace(field(value), raw=raw)


def test_a_series_of_letters_is_vague_for_its_numbers_may_stay_closed() -> None:
    (clue,) = found(numbered(3, code="云政办函"), numbered(5, code="云政办函"))
    assert clue.sureness is Sureness.VAGUE


def test_a_number_may_be_one_that_a_document_bears_and_does_not_show() -> None:
    bare = document(
        "doc/bare.html", "云溪县人民政府办公室关于河道的通知", number=None, published=OLD
    )
    (clue,) = found(numbered(3), bare, numbered(5))
    assert clue.sureness is Sureness.VAGUE
    last_year = document(
        "doc/bare.html", "云溪县人民政府办公室关于河道的通知", number=None, published="2025-06-01"
    )
    (clue,) = found(numbered(3), last_year, numbered(5))
    assert clue.sureness is Sureness.POSSIBLE


def test_a_sparse_series_is_one_vague_clue() -> None:
    (clue,) = found(numbered(3), numbered(5), numbered(40))
    assert (clue.sureness, clue.about) == (Sureness.VAGUE, "云政办发〔2026〕4、6—39号")


def test_a_section_not_read_whole_makes_a_gap_vague() -> None:
    part = [section(Role.NORMATIVE_DOCUMENTS, ReadState.PART)]
    (clue,) = found(numbered(3), numbered(5), sections=part)
    assert clue.sureness is Sureness.VAGUE


@pytest.mark.parametrize(("days", "told"), [(0, True), (1, False)])
def test_a_gap_is_told_from_the_end_of_the_grace_on(days: int, told: bool) -> None:
    newest = (TODAY - GRACE + timedelta(days=days)).isoformat()
    assert bool(found(numbered(3), numbered(5, published=newest))) is told


@pytest.mark.parametrize(("floor", "told"), [("2026-06-01", True), ("2026-06-02", False)])
def test_no_gap_is_told_where_lists_were_not_read(floor: str, told: bool) -> None:
    lists = [section(Role.NORMATIVE_DOCUMENTS, unread_before=day(floor))]
    assert bool(found(numbered(3), numbered(5), sections=lists)) is told


CITING = (
    "根据《云溪县人民政府办公室关于河道管理的通知》（云政办发〔2026〕７号）的规定，制定本办法。"
)


def test_a_document_that_another_names_by_number_is_a_clue() -> None:
    (clue,) = found(numbered(3, text=CITING))
    assert clue.kind is ClueKind.CITED
    assert clue.about == "《云溪县人民政府办公室关于河道管理的通知》（云政办发〔2026〕7号）"
    assert clue.sureness is Sureness.LIKELY
    assert "云政办发〔2026〕7号" in clue.places[0][1].quote.replace("[", "〔").replace("]", "〕")


def test_words_run_into_the_agency_word_of_a_known_series() -> None:
    assert of(ClueKind.CITED, numbered(3, text="根据云政办发〔2026〕7号文件要求，制定本办法。"))


def test_what_is_listed_by_number_or_by_title_is_no_clue() -> None:
    assert not of(ClueKind.CITED, numbered(3, text=CITING), numbered(7))
    row = entry(Role.NOTICES, "n/1.html", "云溪县人民政府办公室关于河道管理的通知", OLD)
    assert not of(ClueKind.CITED, numbered(3, text=CITING), row)


def test_what_the_portal_above_lists_is_no_clue() -> None:
    city = dossier(
        numbered(7), of=portal("云州市人民政府", PortalKind.CITY, "http://www.yunzhou.test/"),
    )  # fmt: skip
    assert not clues_of(dossier(numbered(3, text=CITING)), (city,))


def test_numbers_of_bodies_above_are_theirs_to_publish() -> None:
    text = (
        "根据《国务院办公厅关于公文的通知》（国办发〔2026〕7号）和安政办〔2026〕9号，制定本办法。"
    )
    assert not found(numbered(3, text=text))


@pytest.mark.parametrize(
    ("effective", "told"),
    [(None, False), (TODAY.isoformat(), False), ((TODAY + timedelta(days=1)).isoformat(), True)],
)
def test_what_is_repealed_need_not_be_there_from_that_day_on(
    effective: str | None, told: bool
) -> None:
    text = "《云溪县河道管理办法》（云政办发〔2026〕7号）同时废止。"
    assert bool(of(ClueKind.CITED, numbered(3, text=text, effective_on=effective))) is told


@pytest.mark.parametrize(("days", "told"), [(0, True), (1, False)])
def test_a_citation_is_told_from_the_end_of_the_grace_on(days: int, told: bool) -> None:
    said = (TODAY - GRACE + timedelta(days=days)).isoformat()
    assert bool(of(ClueKind.CITED, numbered(3, text=CITING, published=said))) is told


@pytest.mark.parametrize(("year", "sure"), [(2026, Sureness.LIKELY), (2025, Sureness.VAGUE)])
def test_what_is_older_than_all_that_is_listed_is_vague(year: int, sure: Sureness) -> None:
    text = CITING.replace("2026", str(year))
    (clue,) = found(numbered(3, text=text))
    assert clue.sureness is sure


def test_answers_to_letters_name_documents_too() -> None:
    reply = Reply("您好，请见云政办发〔2026〕7号。", on("2026-05-01"))
    (clue,) = found(numbered(3), message(replies=[reply]))
    assert "信件答复" in clue.sentence


def gazette(*titles: str, dated: str = OLD) -> GazettePage:
    url = url_of("gb/1.html")
    links = tuple(link(f"gb/{place}.html", title) for place, title in enumerate(titles))
    return GazettePage(
        url, "云溪县人民政府公报2026年第3期", Role.GAZETTE, shot(url), issue=True,
        published_on=on(dated), contents=links,
    )  # fmt: skip


def test_an_own_document_that_only_the_gazette_lists_is_a_clue() -> None:
    own = "云溪县人民政府关于加强河道管理的意见"
    theirs = "安江省人民政府关于加强河道管理的意见"
    (clue,) = found(numbered(3), gazette(own, theirs))
    assert (clue.kind, clue.about) == (ClueKind.GAZETTE, f"《{own}》")
    assert not found(numbered(3), gazette(own), entry(Role.POLICY_DOCUMENTS, "p/1.html", own, OLD))


def test_an_interpretation_of_what_no_section_lists_is_a_clue() -> None:
    piece = interpretation(title="《云溪县河道管理办法》政策解读", published=OLD)
    (clue,) = found(numbered(3), piece)
    assert (clue.kind, clue.about) == (ClueKind.INTERPRETED, "《云溪县河道管理办法》")
    listed = numbered(4, title="云溪县人民政府办公室关于印发《云溪县河道管理办法》的通知")
    assert not of(ClueKind.INTERPRETED, numbered(3), listed, piece)
    foreign = interpretation(title="《安江省河道管理办法》政策解读", published=OLD)
    assert not found(numbered(3), foreign)


NEWS = "县政府第12次常务会议审议通过《云溪县河道管理办法》"


@pytest.mark.parametrize(("days", "told"), [(0, True), (1, False)])
def test_what_a_meeting_passed_is_a_clue_from_the_end_of_the_grace_on(
    days: int, told: bool
) -> None:
    said = (TODAY - GRACE + timedelta(days=days)).isoformat()
    news = entry(Role.NEWS, "news/1.html", NEWS, said)
    assert bool(of(ClueKind.SPOKEN, numbered(3), news)) is told


def test_drafts_and_documents_of_others_are_not_spoken_of() -> None:
    for title in (
        "县政府常务会议讨论通过《云溪县河道管理办法（征求意见稿）》",
        "省政府常务会议审议通过《安江省河道管理办法》",
        "县政府常务会议学习《云溪县河道管理办法》",
    ):
        assert not found(numbered(3), entry(Role.NEWS, "news/1.html", title, OLD))


def test_one_document_is_one_clue_by_the_surest_hint() -> None:
    piece = interpretation(title="《云溪县河道管理办法》政策解读", published=OLD)
    news = entry(Role.NEWS, "news/1.html", NEWS, OLD)
    assert len(found(numbered(3), piece, news)) == 1


def test_a_portal_whose_documents_stand_on_a_higher_one_gives_no_clue() -> None:
    there = [section(Role.NORMATIVE_DOCUMENTS, elsewhere=True)]
    assert not found(numbered(3), numbered(5), sections=there)
