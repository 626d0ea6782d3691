"""Matching an interpretation to a document, in the order of the standing rulebook."""

from __future__ import annotations

import pytest

from checks.matching.pairing import Matches, pair_up
from crawler.records import Document, Dossier, Interpretation
from tests.builders import document, dossier, interpretation, link, requirement

TERMS = requirement("interpretation_latency").terms


def matches(seen: Dossier, path: str = "doc/1.html") -> Matches:
    found = pair_up(seen, seen.documents, TERMS)
    return next(m for url, m in found.items() if url.endswith(path))


def methods(*records: Document | Interpretation, path: str = "doc/1.html") -> list[str]:
    return [pair.method for pair in matches(dossier(*records), path).pairs]


SILENT = ["略"]


def test_link_either_way() -> None:
    vague = {"title": "政策解读（第三期）", "blocks": SILENT}
    assert methods(document(links=[link("jd/1.html", "解读")]), interpretation(**vague)) == ["link"]
    assert methods(document(), interpretation(links=[link("doc/1.html")], **vague)) == ["link"]
    assert methods(document(), interpretation(linked_from=(document().url,), **vague)) == ["link"]
    assert methods(document(), interpretation(**vague)) == []


@pytest.mark.parametrize(
    ("heading", "text", "matched"),
    [
        ("热门问答", "身份证丢失怎么补办", []),
        ("推荐阅读", "身份证丢失怎么补办", []),
        ("", "上一篇：身份证丢失怎么补办", []),
        ("相关解读", "热点问答", ["link"]),
        ("相关解读 更多>>", "身份证丢失怎么补办", ["link"]),
    ],
)
def test_a_box_of_whatever_is_new_links_nothing(
    heading: str, text: str, matched: list[str]
) -> None:
    doc = document(links=[link("jd/1.html", text, heading)])
    piece = interpretation(title="身份证丢失怎么补办", blocks=SILENT, linked_from=(doc.url,))
    assert methods(doc, piece) == matched


NUMBERS = {
    "named in the title": ("云政办发〔2026〕12号文件解读", SILENT, True),
    "issued under it": (
        "新办法来了", ["日前，县政府办公室印发了《农村公路办法》（云政办发〔2026〕12号）。"], True),
    "other brackets": ("新办法来了", ["县政府印发了云政办发[2026]12号文件。"], True),
    "a legal basis": (
        "新办法来了",
        ["根据《意见》（云政办发〔2026〕12号，以下简称《意见》）精神，制定本方案。"], False),
    "a legal basis with a title that speaks of issuing": (
        "新办法来了",
        ["根据《县政府关于印发〈养护方案〉的通知》（云政办发〔2026〕12号）等文件制定。"], False),
    "to carry it out": (
        "新办法来了", ["为贯彻落实云政办发〔2026〕12号文件要求，我局开展工作。"], False),
    "a basis first, then the subject": (
        "新办法来了",
        ["根据国办发〔2026〕1号文件，我县制定了《农村公路办法》（云政办发〔2026〕12号）。"], True),
    "a passing word, where the title names another": (
        "解读《云溪县路牌编制细则》",
        ["路面标准已由云政办发〔2026〕12号文件统一，本次不再重复规定。"], False),
    "behind the title it names": (
        "《农村公路养护新规》解读", ["《农村公路养护新规》（云政办发〔2026〕12号）共八条。"], True),
    "another serial": ("新办法来了", ["县政府印发了云政办发〔2026〕112号文件。"], False),
    "another year": ("新办法来了", ["县政府印发了云政办发〔2025〕12号文件。"], False),
}  # fmt: skip


@pytest.mark.parametrize(("title", "blocks", "matched"), NUMBERS.values(), ids=NUMBERS)
def test_number(title: str, blocks: list[str], matched: bool) -> None:
    found = methods(document(), interpretation(title=title, blocks=blocks))
    assert found == (["number"] if matched else [])


TITLES = {
    "the same in quotation marks": ("《云溪县农村公路养护管理办法》政策解读", ["title"]),
    "a picture": ("一图读懂《云溪县农村公路养护管理办法》", ["title"]),
    "the whole title": (
        "《云溪县人民政府办公室关于印发<云溪县农村公路养护管理办法>的通知》的解读",
        ["title"],
    ),
    "without quotation marks": ("图解：云溪县农村公路养护管理办法", ["title"]),
    "nearly the same": ("云溪县农村公路养护管理办法（试行）解读", ["similarity"]),
    "another one": ("《云溪县城市供水管理办法》政策解读", []),
}


@pytest.mark.parametrize(("title", "expected"), TITLES.values(), ids=TITLES)
def test_title(title: str, expected: list[str]) -> None:
    assert methods(document(), interpretation(title=title, blocks=SILENT)) == expected


def plan(year: int, n: int = 1) -> Document:
    return document(f"doc/{n}.html", f"云溪县人民政府关于印发{year}年重点工作实施方案的通知",
                    number=f"云政发〔{year}〕{n}号")  # fmt: skip


def test_never_across_years_or_numbers() -> None:
    last = interpretation(title="2025年重点工作实施方案解读", blocks=SILENT)
    assert methods(plan(2026), last) == []
    this = interpretation(title="二〇二六年重点工作实施方案解读", blocks=SILENT)
    assert methods(plan(2026), this) == ["title"]
    batch = document(title="云溪县第二批便民事项清单")
    assert methods(batch, interpretation(title="云溪县第一批便民事项清单解读", blocks=SILENT)) == []


def test_doubtful_titles_are_kept_apart_with_their_score() -> None:
    doc = document(title="云溪县农村公路养护管理办法")  # 13 letters
    near = interpretation(title="云溪县农村公路建设养护工程规定解读", blocks=SILENT)
    found = matches(dossier(doc, near))
    assert not found.pairs
    for pair in found.doubtful:
        assert 0.75 <= pair.score < 0.8


def test_an_interpretation_of_one_document_is_not_lent_to_its_like() -> None:
    people = document(title="云溪县道路客运管理办法", number="云政发〔2026〕1号")
    goods = document("doc/2.html", "云溪县道路货运管理办法", number="云政发〔2026〕2号")
    piece = interpretation(title="《云溪县道路客运管理办法》解读", blocks=SILENT)
    assert methods(people, goods, piece) == ["title"]
    assert methods(people, goods, piece, path="doc/2.html") == []


def test_a_legal_basis_linked_in_the_text_is_not_the_subject() -> None:
    basis = document("doc/2.html", "云溪县公路建设管理规定", number="云政发〔2024〕2号")
    piece = interpretation(links=[link("doc/2.html", "公路建设管理规定", in_body=True)])
    assert methods(document(), basis, piece) == ["title"]
    assert methods(document(), basis, piece, path="doc/2.html") == []


def test_a_box_of_interpretations_on_every_page_matches_nothing() -> None:
    box = [link("jd/1.html", "某解读", "政策解读")]
    documents = [
        document(
            f"doc/{n}.html", f"云溪县第{n}件事的意见", number=f"云政发〔2026〕{n}号", links=box
        )
        for n in range(1, 6)
    ]
    piece = interpretation(title="政策解读（第三期）", blocks=SILENT)
    assert methods(*documents, piece) == []


def test_one_interpretation_may_serve_several_documents() -> None:
    one = document(title="云溪县供水管理办法", number="云政发〔2026〕1号")
    two = document("doc/2.html", "云溪县排水管理办法", number="云政发〔2026〕2号")
    piece = interpretation(title="《云溪县供水管理办法》《云溪县排水管理办法》解读", blocks=SILENT)
    assert methods(one, two, piece) == methods(one, two, piece, path="doc/2.html") == ["title"]


def test_what_a_document_repeals_is_not_what_it_is_called() -> None:
    doc = document(title="云溪县人民政府关于废止《云溪县供水管理办法》的决定")
    piece = interpretation(title="《云溪县供水管理办法》解读", blocks=SILENT)
    assert "title" not in methods(doc, piece)


@pytest.mark.parametrize(
    "title",
    [
        "《云溪县供水管理办法》（云溪县人民政府令第3号）",
        "云溪县人民政府令第3号《云溪县供水管理办法》",
        "云溪县人民政府公布《云溪县供水管理办法》",
        "《云溪县供水管理办法》",
    ],
)
def test_an_order_is_called_by_what_it_issues(title: str) -> None:
    piece = interpretation(title="《云溪县供水管理办法》政策解读", blocks=SILENT)
    assert methods(document(title=title, number="第3号"), piece) == ["title"]


def test_a_supplement_is_not_called_by_what_it_supplements() -> None:
    doc = document(title="《云溪县供水管理办法》的补充通知")
    piece = interpretation(title="《云溪县供水管理办法》政策解读", blocks=SILENT)
    assert "title" not in methods(doc, piece)
