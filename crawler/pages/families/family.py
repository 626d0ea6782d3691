"""The family of a page's content system, by its fingerprint, never by configuration."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.pages.markup.page import Page

_ENOUGH = 0.3
# Marks and their weights; a weight of 1 alone settles the family.
_ADDRESS = tuple(
    (name, re.compile(pattern), weight)
    for name, pattern, weight in (
        ("lonsun", r"/public/column/\d+", 0.8),
        ("lonsun", r"/public/\d{3,}/\d{5,}\.html", 0.7),
        ("lonsun", r"/content/column/\d+", 0.7),
        ("lonsun", r"/site/label/8888", 1.0),
        ("lonsun", r"/site/search/\d+", 0.5),
        ("hanweb", r"/col/col\d+/", 0.8),
        ("hanweb", r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html", 0.8),
        ("hanweb", r"/module/(?:web/)?(?:jpage|xxgk|download)/", 0.8),
        ("hanweb", r"/jact/front/|/jsearchfront/|jcms_files", 0.8),
        ("trs", r"/\d{6}/t\d{8}_\d+\.s?html?", 0.8),
        ("trs", r"/was[45]0?/web/|/fjdzapp/|/govsearch/", 0.6),
        ("vsb", r"/info/\d+/\d+\.htm(?!l)", 0.7),
        ("vsb", r"urltype=tree\.TreeTempUrl|wbtreeid=|wbnewsid=", 0.8),
        ("vsb", r"/system/resource/js/|/_sitegray/", 0.8),
        ("my71", r"/openness(?:Target|Content|Guide|AnnualReport|/detail)/?", 0.7),
        ("my71", r"/(?:Openness|Xxgk|BranchOpenness)(?:Content|AnnualReport)/show", 0.8),
        ("my71", r"[?&]branch_id=[0-9a-f]{24}(?=[&#\s]|$)", 0.8),
        ("my71", r"/(?:Openness|Xxgk|BranchOpenness)(?:Content|Guide|AnnualReport)/?\?", 0.6),
        ("my71", r"/(?:News|Special)/showList/\d+/page_\d+", 0.7),
        ("empirecms", r"/e/action/(?:ListInfo|ShowInfo|InfoType)", 0.8),
        ("empirecms", r"/e/(?:tool/(?:feedback|gbook)|search/|extend/|public/|pl/|DownSys/)", 0.7),
        ("gkmlpt", r"/gkmlpt/", 0.9),
        ("gkmlpt", r"/content/post_\d+\.html", 0.5),
    )
)
# Words of a page's source, sought as they stand: patterns over every page's source cost too much.
_SOURCE: tuple[tuple[str, tuple[str, ...], float], ...] = (
    (
        "lonsun",
        ("labelName", "page_public_info", "j-fontContent", "lonsun", "xxgk_navli", "EX8"),
        0.5,
    ),
    ("hanweb", ("hanweb", "<!--ZJEG_RSS", "[信息内容]>begin", "dataproxy.jsp", "<datastore"), 0.6),
    (
        "trs",
        (
            "TRS_Editor",
            "TRS_UEDITOR",
            "trs_editor_view",
            "createPageHTML",
            "trt-",
            "Trswcm",
            "trsapi",
        ),
        0.5,
    ),
    (
        "vsb",
        ("vsb_content", "v_news_content", "_showDynClickBatch", "SiteBuilder", "p_next p_fun"),
        0.6,
    ),
    ("empirecms", ("EmpireCMS", "帝国网站管理系统", "ecmsinfo_"), 0.6),
    ("gkmlpt", ("window._CONFIG", "gkmlpt"), 0.5),
    ("my71", ("is-mailinfo", "my71", "opennessTarget"), 0.4),
)
_GENERATOR = {
    "hanweb": r"hanweb|jcms|大汉",
    "trs": r"trs|拓尔思",
    "lonsun": r"lonsun|龙讯",
    "vsb": r"vsb|sitebuilder|博达",
    "empirecms": r"empire|帝国",
}


def fingerprint(page: Page) -> tuple[str, float]:
    """The family of a page and how sure that is, from 0 to 1; ("generic", 1.0) if none shows."""
    hrefs = " ".join(_addresses(page))
    shown = [(name, weight) for name, pattern, weight in _ADDRESS if pattern.search(hrefs)]
    source = page.html
    for name, words, weight in _SOURCE:
        for word in words:
            if word in source:
                shown.append((name, weight))
                break
    score: dict[str, float] = {}
    for name, weight in shown:
        score[name] = 1 - (1 - score.get(name, 0.0)) * (1 - weight)
    generator = page.meta.get("generator", "").lower()
    for name, pattern in _GENERATOR.items():
        if generator and re.search(pattern, generator):
            score[name] = 1.0
    if _ADDRESS[0][1].search(page.url):
        score["lonsun"] = 1.0
    if not score:
        return "generic", 1.0
    best = max(sorted(score), key=lambda name: score[name])
    return (best, round(score[best], 3)) if score[best] >= _ENOUGH else ("generic", 1.0)


def _addresses(page: Page) -> Iterable[str]:
    yield page.url
    for node in page.tree.css("a[href], script[src], link[href]")[:400]:
        attributes = node.attributes
        yield attributes.get("href") or attributes.get("src") or ""
