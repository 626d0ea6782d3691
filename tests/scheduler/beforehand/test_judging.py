"""What the self-check says of papers before they are posted."""

from __future__ import annotations

import socket
from datetime import date

import pytest

from crawler.errors import GongkaiError
from reports.console.selfcheck import Draft, Foresight, Material, Part, Shown, Sort
from scheduler.beforehand.judging import self_check
from scheduler.beforehand.pages import title_in
from tests.scheduler.beforehand.papers import (
    DOCUMENT,
    INTERPRETATION,
    SHOWN,
    TITLE,
    draft,
    duty,
    field,
    id_number,
    page,
    word_file,
    workplace,
)

FIELDS = "".join(
    field(label, value)
    for label, value in (
        ("文号", "云政办发〔2026〕31号"), ("成文日期", "2026-11-20"), ("发布日期", "2026-11-23"),
        ("有效性", "有效"), ("发布机构", "云溪县人民政府办公室"),
    )
)  # fmt: skip


def test_a_document_alone_owes_its_interpretation_and_says_until_when() -> None:
    checked = self_check(workplace(), draft())
    owed = duty(checked, "interpretation_latency")
    assert owed.foresight is Foresight.PENDING
    assert "2026年11月26日" in owed.sentence
    assert owed.remedy
    (total,) = checked.sums("interpretation_latency")
    assert total.due_on == date(2026, 11, 26)
    assert checked.matched is None


@pytest.mark.parametrize(
    ("posted", "foreseen"),
    [(date(2026, 11, 26), Foresight.PASSED), (date(2026, 11, 27), Foresight.FAILED)],
)
def test_an_interpretation_is_in_time_on_the_last_day_and_late_on_the_next(
    posted: date, foreseen: Foresight
) -> None:
    checked = self_check(workplace(), draft(DOCUMENT, INTERPRETATION, interpreted_on=posted))
    assert duty(checked, "interpretation_latency").foresight is foreseen
    assert checked.matched is True


def test_an_interpretation_of_something_else_is_not_taken_for_one_of_the_document() -> None:
    other = INTERPRETATION.replace("城镇燃气安全管理", "农村公路养护")
    assert self_check(workplace(), draft(DOCUMENT, other)).matched is False


def test_elements_that_the_interpretation_lacks_are_named() -> None:
    checked = self_check(workplace(), draft(DOCUMENT, INTERPRETATION))
    lacking = checked.faults("interpretation_elements")
    assert "解读联系" in lacking
    assert not any(name in lacking for name in ("背景依据", "制定背景及依据"))
    assert duty(checked, "interpretation_elements").foresight is Foresight.FAILED


def test_a_document_posted_late_after_its_signing_is_told_beforehand() -> None:
    late = self_check(workplace(), draft(on=date(2026, 12, 21)))
    assert duty(late, "doc_publication_latency").foresight is Foresight.FAILED
    in_time = self_check(workplace(), draft(on=date(2026, 12, 18)))
    assert duty(in_time, "doc_publication_latency").foresight is Foresight.PASSED


def test_fields_typed_beside_a_text_are_judged_as_the_page_will_show_them() -> None:
    whole = self_check(workplace(), draft())
    assert duty(whole, "doc_metadata_complete").foresight is Foresight.PASSED
    lacking = self_check(workplace(), draft(shown=Shown(SHOWN.number, SHOWN.signed_on)))
    assert lacking.faults("doc_metadata_complete") == ("有效性",)


def test_of_a_text_without_any_field_nobody_can_tell_which_the_page_will_show() -> None:
    checked = self_check(workplace(), draft(shown=Shown()))
    found = duty(checked, "doc_metadata_complete")
    assert (found.foresight, found.finding) == (Foresight.LATER, None)


def test_a_whole_page_shows_its_own_fields() -> None:
    full = page(TITLE, DOCUMENT, fields=FIELDS)
    checked = self_check(workplace(), draft(full, shown=Shown()))
    assert checked.taken[0].whole_page
    assert duty(checked, "doc_metadata_complete").foresight is Foresight.PASSED
    lacking = page(TITLE, DOCUMENT, fields=FIELDS.replace(field("有效性", "有效"), ""))
    found = self_check(workplace(), draft(lacking, shown=Shown()))
    assert found.faults("doc_metadata_complete") == ("有效性",)


def test_two_whole_pages_link_each_other_by_the_words_of_their_links() -> None:
    there = '<p>相关解读：<a href="/x/1.html">《云溪县城镇燃气安全管理办法》政策解读</a></p>'
    back = f'<p>原文链接：<a href="/y/2.html">{TITLE}</a></p>'
    document = page(TITLE, DOCUMENT, fields=FIELDS, links=there)
    piece = page("《云溪县城镇燃气安全管理办法》政策解读", INTERPRETATION, links=back)
    both = self_check(workplace(), draft(document, piece))
    assert duty(both, "interpretation_linked").foresight is Foresight.PASSED
    one_way = page("《云溪县城镇燃气安全管理办法》政策解读", INTERPRETATION)
    lacking = self_check(workplace(), draft(document, one_way))
    found = duty(lacking, "interpretation_linked")
    assert found.foresight is Foresight.FAILED
    assert "解读页面没有链接其文件" in found.sentence


def test_menus_that_name_the_section_are_no_links_to_the_interpretation() -> None:
    document = page(TITLE, DOCUMENT, fields=FIELDS)
    piece = page("《云溪县城镇燃气安全管理办法》政策解读", INTERPRETATION)
    found = duty(self_check(workplace(), draft(document, piece)), "interpretation_linked")
    assert found.foresight is Foresight.FAILED
    assert "文件页面没有链接其解读" in found.sentence


def test_links_of_texts_are_left_to_the_page_once_posted() -> None:
    checked = self_check(workplace(), draft(DOCUMENT, INTERPRETATION))
    assert duty(checked, "interpretation_linked").foresight is Foresight.LATER


def test_what_needs_the_live_page_is_told_as_such() -> None:
    checked = self_check(workplace(), draft())
    assert duty(checked, "doc_download_available").foresight is Foresight.LATER
    assert not any(one.check == "ipv6_support" for one in checked.duties)


def test_personal_numbers_are_found_with_their_place_and_masked() -> None:
    number = id_number()
    told = self_check(workplace(), draft(DOCUMENT + f"联系人身份证号：{number}\n"))
    assert duty(told, "pii_exposure").foresight is Foresight.FAILED
    (candidate,) = told.taken[0].personal
    assert candidate.detector == "id_number"
    assert candidate.place
    assert number not in repr(told.duties) + repr(told.taken)


def test_a_forwarded_document_owes_nothing() -> None:
    title = "云溪县人民政府办公室转发省政府办公厅关于加强燃气安全工作意见的通知"
    checked = self_check(workplace(), draft(DOCUMENT.replace(TITLE, title)))
    assert duty(checked, "interpretation_present").foresight is Foresight.INAPPLICABLE


def test_a_notice_owes_no_interpretation() -> None:
    checked = self_check(workplace(), draft(sort=Sort.NOTICE))
    assert not any(one.check.startswith("interpretation_") for one in checked.duties)


def test_a_word_file_is_read_by_the_child_process() -> None:
    checked = self_check(workplace(), draft(word_file(DOCUMENT)))
    assert checked.taken[0].title == TITLE
    assert duty(checked, "doc_publication_latency").foresight is not Foresight.CANT_TELL


@pytest.mark.parametrize(
    "body", [b"PK\x03\x04 torn", b"\x00\x01\x02", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_cannot_be_read_is_said_and_neither_failed_nor_passed(body: bytes) -> None:
    for shown in (Shown(), Shown("云政办发〔2026〕3号", "2026-11-20", "有效", "云溪县人民政府")):
        checked = self_check(workplace(), draft(body, shown=shown))
        assert [one.part for one in checked.unread] == [Part.DOCUMENT]
        assert {one.foresight for one in checked.duties} <= {Foresight.CANT_TELL, Foresight.LATER}
        assert not checked.taken[0].searched


def test_an_interpretation_that_cannot_be_read_may_well_be_one_of_the_document() -> None:
    checked = self_check(workplace(), draft(interpretation="\x00\x01\x02"))
    assert [one.part for one in checked.unread] == [Part.INTERPRETATION]
    assert checked.matched is None
    told = {one.foresight for one in checked.duties if one.check.startswith("interpretation_")}
    assert told <= {Foresight.CANT_TELL, Foresight.LATER}
    assert duty(checked, "doc_publication_latency").foresight is not Foresight.CANT_TELL


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("第一条为加强管理" * 130_000, "100万字"),
        ("<a " * 330_000, ""),
        ("<html><body>" + "<div>" * 150_000, "过于庞大"),
    ],
)
def test_what_would_keep_others_waiting_is_not_read(body: str, said: str) -> None:
    checked = self_check(workplace(), draft(body, shown=Shown()))
    assert said in checked.taken[0].trouble
    assert not checked.of(Foresight.FAILED) or not said


def test_pictures_within_a_page_do_not_count_as_its_length() -> None:
    picture = f'<img src="data:image/png;base64,{"QUJD" * 300_000}">'
    checked = self_check(workplace(), draft(page(TITLE, DOCUMENT, fields=FIELDS, links=picture)))
    assert checked.taken[0].trouble == ""
    assert duty(checked, "doc_metadata_complete").foresight is Foresight.PASSED


def test_nothing_is_asked_for_and_nothing_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the self-check opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    linked = page(TITLE, DOCUMENT, fields=FIELDS, links='<img src="http://x.test/a.png">')
    assert self_check(workplace(), draft(linked)).duties
    assert not workplace().places.data.exists()


def test_a_portal_that_is_not_watched_is_an_error() -> None:
    stranger = Draft("elsewhere", Sort.NORMATIVE, date(2026, 11, 23), Material(b"x"))
    with pytest.raises(GongkaiError, match="elsewhere"):
        self_check(workplace(), stranger)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["云溪县人民政府文件", "云政〔2026〕3号", "云溪县人民政府关于加强管理的通知"],
         "云溪县人民政府关于加强管理的通知"),
        (["云溪县人民政府文件", "云溪县人民政府办公室关于印发", "《管理办法》的通知"],
         "云溪县人民政府办公室关于印发《管理办法》的通知"),
        (["没有标题的一段话"], "没有标题的一段话"),
        ([], ""),
    ],
)  # fmt: skip
def test_the_title_is_found_below_the_red_head(lines: list[str], title: str) -> None:
    assert title_in(lines) == title
