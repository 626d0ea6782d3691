"""Replay: the dossier of a portal rebuilt from the archive alone, without network or database."""

from __future__ import annotations

from datetime import datetime

from crawler.errors import ArchiveError
from crawler.fetching.archive import ArchiveReader
from crawler.fetching.opening import openings_urn, read_openings
from crawler.fetching.probe import probe_urn, read_probe
from crawler.pages.reading import Reading
from crawler.portals import Portal, Watchlist
from crawler.records import Dossier, Evidence, Ipv6Probe
from crawler.records.opening import HomeOpenings
from crawler.visit.fetch import Fetch
from crawler.visit.prior import Prior


def replay_group(
    reader: ArchiveReader, portal: Portal, watchlist: Watchlist, as_of: datetime
) -> Dossier:
    """The dossier of one portal of an archived group, by the same reading and assembling.

    Raises ArchiveError if something that it rests on is missing, damaged or changed.
    """
    # The readers are dear to load, and most commands that could replay do not.
    from crawler.fetching.transcribing import archived_transcript
    from crawler.spiders.traffic import read_answer
    from crawler.spiders.visit_log import (
        coverage_urn,
        is_probed,
        prior_urn,
        read_asked,
        read_log,
        visit_urn,
    )
    from crawler.visit.assemble import assemble
    from crawler.visit.territory import neighbourhood

    def read(fetch: Fetch) -> Reading | None:
        if fetch.snapshot is None:
            return None
        item = reader.item(fetch.snapshot.sha256, fetch.snapshot.url)
        transcript = archived_transcript(reader, fetch)
        return read_answer(fetch, item.header("Content-Type"), item.body, transcript)

    log = reader.resource(visit_urn(portal.id)).body
    answers, misses = read_log(log, read)
    coverage = reader.resource(coverage_urn(portal.id))
    guest = watchlist.is_guest(portal)
    try:
        prior = Prior.from_json(reader.resource(prior_urn(portal.id)).body.decode())
        probes: tuple[Ipv6Probe, ...] = ()
        if is_probed(portal, guest, answers):
            transcript = reader.resource(probe_urn(portal.id))
            probes = (read_probe(transcript.snapshot, transcript.body),)
        asked = read_asked(log)
        openings: tuple[HomeOpenings, ...] = ()
        if asked.opening_days:
            told = reader.resource(openings_urn(portal.id))
            openings = (read_openings(portal, told.snapshot, told.body),)
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{reader.path}: {portal.id}: {error}") from error
    return assemble(
        portal,
        as_of,
        answers,
        misses,
        prior,
        probes,
        Evidence(coverage.url, coverage.captured_at, coverage.sha256),
        guest,
        limits=watchlist.monitor.limits,
        around=neighbourhood(watchlist, portal),
        asked=asked,
        openings=openings,
    )
