from pathlib import Path

import pytest

from crawler.errors import WatchlistError
from crawler.portals import Papers
from crawler.portals.watchlist import load_watchlist

SMALL = """
[monitor]
rulebooks = ["standing"]
[[portals]]
id = "yunxi"
name = "云溪县人民政府"
kind = "county"
home = "http://www.yunxi.test/"
"""


def load(folder: Path, more: str) -> Papers:
    path = folder / "gongkai.toml"
    path.write_text(SMALL + more, encoding="utf-8")
    return load_watchlist(path).papers


def test_every_key_is_optional(tmp_path: Path) -> None:
    papers = load(tmp_path, "")
    assert papers == load(tmp_path, "[papers]\n")
    assert papers.issuer == "××市政务公开办公室"
    assert papers.addressee == "各有关单位"


def test_the_office_is_named_after_the_city_unless_it_is_given(tmp_path: Path) -> None:
    assert load(tmp_path, '[papers]\ncity = "云州市"\n').issuer == "云州市政务公开办公室"
    papers = load(
        tmp_path,
        '[papers]\noffice = "云州市人民政府办公室"\naddressee = "各县区："\n'
        'copy_to = ["甲", "乙", "甲"]\n',
    )
    assert papers.issuer == "云州市人民政府办公室"
    assert papers.addressee == "各县区"
    assert papers.copy_to == ("甲", "乙")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('[papers]\noffise = "x"', "offise: unknown key; did you mean 'office'"),
        ("[papers]\ncity = 3", "city: must be text"),
        ('[papers]\ncopy_to = "甲"', "copy_to: must be a list"),
        ('[papers]\ncontact = "a\\u0007b"', "contact: holds a control character"),
    ],
)
def test_faults_name_their_key(tmp_path: Path, more: str, says: str) -> None:
    with pytest.raises(WatchlistError, match=r"\[papers\]") as caught:
        load(tmp_path, more)
    assert says in str(caught.value)
