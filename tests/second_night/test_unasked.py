"""Old pages in order are not asked for every night; whatever is in doubt is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from checks.engine.case import CaseState
from checks.engine.outcome import Outcome
from checks.engine.registry import checks
from crawler.fetching.archive import ArchiveReader
from crawler.fetching.earlier import Earlier
from crawler.fetching.items import Item
from crawler.fetching.rests import RESTS_URN, read_rests
from crawler.portals import Role
from crawler.records.captures import Capture
from scheduler.apart.verify import verify
from scheduler.store.cases import cases_before
from scheduler.store.wanted import _sections, wanted_of
from tests.end_to_end.small_portal import PLAIN_LETTERS, small_portal
from tests.second_night.site import HOST, Night, Site, Town, said
from tests.second_night.test_revisits import kinds, warc_of

NIGHTS = [f"2026-12-{day:02d}" for day in range(1, 11)]
REST = "ask_nights = 7"
DOCUMENT = "/gfxwj/0.html"
WAITING = "/hd/0.html"
ANSWERED = "/hd/2.html"
REPLY = (
    "<tr><td>答复时间</td><td>2026-09-02</td></tr><tr><td>答复内容</td><td>已列入计划。</td></tr>"
)


def pages() -> dict[str, str]:
    """The small portal with a letter more, which was answered in time."""
    made = dict(small_portal(letters=(*PLAIN_LETTERS, "建议东街增设公交站")))
    made[ANSWERED] = (
        made[ANSWERED].replace("办理中", "已办结").replace("</table>", REPLY + "</table>")
    )
    return made


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after two nights: what the portal lacks is confirmed, its letters are old."""
    folder = tmp_path_factory.mktemp("town")
    with pytest.MonkeyPatch.context() as patched:
        town = Town(folder, Site(pages()), patched)
        for day in NIGHTS[:2]:
            town.night(day, limits=REST)
    return folder


@pytest.fixture
def town(two_nights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """That portal on its third night."""
    shutil.copytree(two_nights, tmp_path / "home")
    return Town(tmp_path / "home", Site(pages()), monkeypatch)


def judged(night: Night, path: str, check: str = "message_reply_latency") -> set[Outcome]:
    url = f"http://{HOST}{path}"
    return {one.outcome for one in night.findings if (one.subject, one.check) == (url, check)}


def test_an_old_page_in_order_is_not_asked_for(
    town: Town, two_nights: Path, tmp_path: Path
) -> None:
    night = town.night(NIGHTS[2], limits=REST)
    assert not town.site.asked[ANSWERED]
    assert town.site.asked["/hd/"] == town.site.asked[DOCUMENT] == 1
    assert judged(night, ANSWERED) == {Outcome.PASSED}
    shutil.copytree(two_nights, tmp_path / "other")
    with pytest.MonkeyPatch.context() as patched:
        other = Town(tmp_path / "other", Site(pages()), patched)
        in_full = other.night(NIGHTS[2], limits="ask_nights = 1")
    assert other.site.asked[ANSWERED] == 1
    assert said(night) == said(in_full)


def test_what_was_not_asked_for_is_proved_by_its_last_look(town: Town) -> None:
    night = town.night(NIGHTS[2], limits=REST)
    warc = warc_of(town, NIGHTS[2])
    reader = ArchiveReader(warc)
    taken = {one.url for one in read_rests(reader.resource(RESTS_URN).body)}
    url = f"http://{HOST}{ANSWERED}"
    assert url in taken
    assert url not in {url for urls in kinds(warc).values() for url, _ in urls}  # no record of it
    assert f"{NIGHTS[0]}.warc.gz" in reader.originals()  # so that it is kept as long as this night
    coverage = json.loads(reader.resource("urn:gongkai:coverage:yunxi").body)
    assert coverage["counts"]["unasked"] == len(taken)
    looks = {
        proof.captured_at.date().isoformat()
        for one in night.findings
        for proof in one.evidence
        if proof.url == f"http://{HOST}{ANSWERED}"
    }
    assert looks == {NIGHTS[0]}
    db = town.open()
    try:
        found = verify(db, town.places, NIGHTS[2])
        assert found.sound, (found.faults, found.differences)
    finally:
        db.close()


@pytest.mark.parametrize("lost", [False, True])
def test_what_rests_is_opened_only_where_its_reading_is_lost(
    town: Town, monkeypatch: pytest.MonkeyPatch, lost: bool
) -> None:
    opened: list[str] = []
    really = Earlier.item

    def item(self: Earlier, known: Capture) -> tuple[Item, str] | None:
        opened.append(known.url)
        return really(self, known)

    monkeypatch.setattr(Earlier, "item", item)
    if lost:
        next(town.places.data.glob("groups/*/readings.cache")).unlink()
    night = town.night(NIGHTS[2], limits=REST)
    assert (f"http://{HOST}{ANSWERED}" in opened) is lost
    assert not town.site.asked[ANSWERED]
    assert judged(night, ANSWERED) == {Outcome.PASSED}


def test_whatever_is_not_in_order_is_asked_for_every_night(town: Town) -> None:
    town.night(NIGHTS[2], limits=REST)
    assert town.site.asked[WAITING] == 1
    db = town.open()
    try:
        wanted = wanted_of(db, NIGHTS[3], "yunxi")
        assert wanted is not None
        assert f"http://{HOST}{WAITING}" in wanted.pages
        assert f"http://{HOST}{ANSWERED}" not in wanted.pages
        assert not wanted.roles
        assert wanted_of(db, NIGHTS[0], "yunxi") is None
        suspected = wanted_of(db, NIGHTS[1], "yunxi")
        assert suspected is not None
        assert f"http://{HOST}{WAITING}" in suspected.pages  # there its reply would be seen
        assert Role.MESSAGE_BOARD not in suspected.roles
        with db.conn:  # whatever is said of it now: the case waits for a look
            db.execute("UPDATE findings SET outcome = 'passed'")
        suspected = wanted_of(db, NIGHTS[1], "yunxi")
        assert suspected is not None
        assert f"http://{HOST}{WAITING}" in suspected.pages
        assert Role.POWER_LIST in suspected.roles  # a list of powers may be on any page of its own
    finally:
        db.close()


def test_a_night_that_could_not_read_a_list_puts_nothing_in_order(town: Town) -> None:
    """What failed before it is asked for after it: the reply came meanwhile."""
    board = town.site.pages["/hd/"]
    town.site.pages["/hd/"] = "<html><body>系统维护中</body></html>"
    night = town.night(NIGHTS[2], limits=REST)
    assert not town.site.asked[WAITING]
    assert not judged(night, WAITING)
    town.site.pages["/hd/"] = board
    town.site.pages[WAITING] = town.site.pages[ANSWERED]
    town.night(NIGHTS[3], limits=REST)
    assert town.site.asked[WAITING] == 1
    assert not town.site.asked[ANSWERED]


def test_a_second_night_confirms_an_absence_by_what_could_show_the_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(tmp_path / "home", Site(pages()), monkeypatch)
    town.night(NIGHTS[0], limits=REST)
    town.site.forget()
    town.night(NIGHTS[1], limits=REST)
    assert town.site.asked[WAITING] == town.site.asked["/hd/"] == town.site.asked["/"] == 1
    assert not town.site.asked[ANSWERED]
    db = town.open()
    try:
        cases = cases_before(db, NIGHTS[2], "yunxi").values()
        assert {one.state for one in cases} == {CaseState.OPEN}
    finally:
        db.close()


def test_where_what_is_missed_would_be_seen() -> None:
    letters, present = (
        checks()[name].check for name in ("message_reply_latency", "section_present")
    )
    assert _sections(letters, "") == ()
    assert _sections(present, "gazette") == (Role.GAZETTE,)
    assert _sections(present, "办事指南") == present.reads  # a column that its title names
    assert _sections(checks()["power_list_current"].check, "") == (Role.POWER_LIST,)


@pytest.mark.parametrize(
    ("old", "new"), [("2026-09-01", "2026-11-12"), ("建议东街增设公交站", "建议东街增设两个公交站")]
)
def test_a_page_that_is_young_or_has_another_row_is_asked_for(
    town: Town, old: str, new: str
) -> None:
    town.site.pages["/hd/"] = town.site.pages["/hd/"].replace(old, new)
    town.night(NIGHTS[2], limits=REST)
    assert town.site.asked[ANSWERED] == 1


def test_a_silent_change_is_found_within_the_term(town: Town) -> None:
    town.site.pages[ANSWERED] = town.site.pages[ANSWERED].replace(REPLY, "")
    nights = 0
    for day in NIGHTS[2:]:
        nights += 1
        if judged(town.night(day, limits=REST), ANSWERED) != {Outcome.PASSED}:
            break
    assert 1 < nights < 7
