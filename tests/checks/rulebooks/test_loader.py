from importlib.resources import files
from pathlib import Path

import pytest

from checks.errors import RulebookError
from checks.rulebooks import available, load_rulebook, rulebook_text

SHIPPED = files("checks.rulebooks").joinpath("standing.toml").read_text(encoding="utf-8")


def test_the_standing_rulebook_ships() -> None:
    assert "standing" in available()
    assert load_rulebook("standing").id == "standing"


def test_an_own_copy_goes_before_the_package(tmp_path: Path) -> None:
    text = SHIPPED.replace('version = "2026.1"', 'version = "own"')
    (tmp_path / "standing.toml").write_text(text, encoding="utf-8")
    assert load_rulebook("standing", tmp_path).version == "own"
    assert load_rulebook("standing").version != "own"


def test_a_further_rulebook_of_the_office(tmp_path: Path) -> None:
    text = SHIPPED.replace('id = "standing"', 'id = "yunzhou-2026"')
    (tmp_path / "yunzhou-2026.toml").write_text(text, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    assert available(tmp_path) == available() | {"yunzhou-2026"}
    assert load_rulebook("yunzhou-2026", tmp_path).requirements[0].rulebook == "yunzhou-2026"


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert available(tmp_path / "rulebooks") == available()


@pytest.mark.parametrize("name", ["nothing", "../standing", "", "standing.toml", "/etc/passwd"])
def test_an_unknown_id(name: str) -> None:
    with pytest.raises(RulebookError, match="no rulebook"):
        load_rulebook(name)


def test_the_file_is_named_after_the_id(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(SHIPPED, encoding="utf-8")
    with pytest.raises(RulebookError, match=r"mine\.toml: id: must be 'mine'"):
        load_rulebook("mine", tmp_path)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(RulebookError, match=r"mine\.toml: cannot be read"):
        load_rulebook("mine", tmp_path)


def test_a_copy_of_a_whole_text_is_not_given_the_shared_terms_again(tmp_path: Path) -> None:
    whole = rulebook_text("standing")
    assert "[shared.ipv6_support]" in whole
    (tmp_path / "standing.toml").write_text(whole, encoding="utf-8")
    assert rulebook_text("standing", tmp_path) == whole
    assert load_rulebook("standing", tmp_path) == load_rulebook("standing")


def test_an_office_changes_terms_that_rulebooks_share(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms/local.toml").write_text("site_code_digits = 9\n", encoding="utf-8")
    row = (
        '[[requirements]]\nid = "a-1"\ntitle = "甲"\nsummary = "甲。"\ncheck = "site_identity"\n'
        'binds = ["all"]\nsources = ["x"]\nbasis_text = "某通知"\ngroups = ["local"]\n'
        'terms = { fields = [], domain_suffix = "" }\n'
    )
    head = 'id = "mine"\ntitle = "甲"\nversion = "1"\nstarts_on = 2026-01-01\nsource = "甲"\n'
    (tmp_path / "mine.toml").write_text(head + row, encoding="utf-8")
    assert load_rulebook("mine", tmp_path).requirements[0].terms["site_code_digits"] == 9
    (tmp_path / "terms/local.toml").write_bytes(b"\xff")
    with pytest.raises(RulebookError, match=r"local\.toml: cannot be read"):
        load_rulebook("mine", tmp_path)
