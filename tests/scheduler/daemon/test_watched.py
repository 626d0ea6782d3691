"""The running daemon goes by the files as they are now."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.errors import RulebookError
from scheduler.daemon.watched import watched_workplace

WATCHLIST = """
[[portals]]
id = "yunxi"
name = "云溪县人民政府"
kind = "county"
home = "http://yunxi.test/"
rulebooks = ["local"]
"""
BOOK = """
id = "local"
title = "地方要点"
version = "1"
starts_on = 2026-01-01
source = "某通知"
number = "某政办〔2026〕1号"

[[requirements]]
id = "local-1"
title = "网站标识"
summary = "网站标识。"
check = "feature_present"
clause = "第1项"
binds = ["all"]
terms = { features = [] }
"""
TERMS = "max_label_chars = {}\nscripted_words = []\n"


def test_an_edit_of_shared_terms_is_seen(tmp_path: Path) -> None:
    terms = tmp_path / "rulebooks" / "terms" / "feature_present.toml"
    terms.parent.mkdir(parents=True)
    (tmp_path / "gongkai.toml").write_text(WATCHLIST, "utf-8")
    (tmp_path / "rulebooks" / "local.toml").write_text(BOOK, "utf-8")
    read = watched_workplace(tmp_path / "gongkai.toml")
    for chars in (20, 200):
        terms.write_text(TERMS.format(chars), "utf-8")
        assert read().rulebooks["local"].requirements[0].terms["max_label_chars"] == chars
    terms.write_text("broken = ", "utf-8")
    with pytest.raises(RulebookError):
        read()
