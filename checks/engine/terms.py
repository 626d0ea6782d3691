"""The kind of every term of the checks: one table, so that no rulebook gives a term otherwise.

What the end of a term's name says (`_days`, `_patterns`, `_words`) stands in `ENDINGS`, any other
term in `NAMED`, and where two checks mean different things by one name, in `OF_CHECK`. A term that
none of them knows is a fault of the check that declares it, not of a rulebook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks.engine.check import Check
from checks.engine.columns import faults_of
from checks.engine.kinds import (
    Either,
    Kind,
    One,
    Pattern,
    Record,
    Several,
    Table,
    is_day,
    is_month_day,
    is_text,
    number,
    one_of,
    whole,
)
from checks.engine.themewords import Theme
from checks.errors import CheckError
from crawler.portals import PortalKind, Role


@dataclass(frozen=True)
class Columns:
    """Tables of columns: keys that a check needs in each, and those that it alone knows."""

    needed: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    said: str = "a list of tables, each a column (docs/rulebooks.md)"

    def faults(self, value: Any) -> Iterator[str]:
        """What is wrong with the columns, each by its name."""
        return faults_of(value, self.needed, self.options)


HYGIENE_RULES = (
    "empty", "duplicate", "expired", "filler", "batch_dump", "layout", "off_topic",
)  # fmt: skip
"""What `content_hygiene` may count hits of."""
_MOST_DAYS = 36_500  # a hundred years: no calendar reaches further

TEXT = One("a text", is_text)
MAYBE_TEXT = One("a text (or empty)", lambda value: isinstance(value, str))
FLAG = One("true or false", lambda value: isinstance(value, bool))
DAYS, COUNT, SOME = whole(0, _MOST_DAYS), whole(0), whole(1)
SHARE, HOURS, YEAR = number(0, 1), number(0, 24 * _MOST_DAYS), whole(1949, 2999)
DAY = One("a day such as '2020-09-27' (or empty)", is_day)
MONTH_DAY = One("a month and day such as '03-31'", is_month_day)
ROLE = one_of("a role (docs/sections.md)", frozenset(Role) - {Role.HOME, Role.NAMED})
PLACE = one_of(
    "'any', 'home', 'platform', 'new_media' or a role", frozenset({"any", *Role}) - {Role.NAMED}
)
PORTAL_KIND = one_of(f"a kind of portal ({', '.join(PortalKind)})", frozenset(PortalKind))
PATTERN, COLUMNS = Pattern(), Columns()
TEXTS, WORDS, PATTERNS = Several(TEXT), Several(TEXT, 1), Several(PATTERN)
JOINED = Several(PATTERN, 1, joined=True)
ROLES, SAME = Several(ROLE), Several(WORDS)
_NAMED_PATTERNS = Record({"name": TEXT, "patterns": Several(PATTERN, 1)})

ENDINGS: Mapping[str, Kind] = {
    "_days": DAYS, "_hours": HOURS, "_chars": COUNT,
    "_share": SHARE, "_similarity": SHARE,
    "_pattern": PATTERN, "_patterns": PATTERNS, "_words": TEXTS,
    "_roles": ROLES, "_columns": TEXTS, "_fault": TEXT,
}  # fmt: skip
"""Kinds by how the name of a term ends."""

NAMED: Mapping[str, Kind] = {
    # numbers
    **dict.fromkeys(
        ("batch_periods", "bulk_documents", "bulk_issues", "max_clicks", "min_bodies", "min_bytes",
         "min_entries", "min_events", "min_images", "min_items", "min_labels", "min_per_year",
         "min_plans", "min_replies", "sample", "sample_open", "series_min",
         "template_picture_pages"), COUNT
    ),
    **dict.fromkeys(
        ("max_rank", "min_forms", "min_reads", "min_tries", "probes", "site_code_digits"), SOME
    ),
    **dict.fromkeys(
        ("grace_working_days", "max_gap_working_days", "max_publication_working_days",
         "max_working_days", "min_days_left"), DAYS
    ),
    "failing_seconds": number(1, 600), "min_openings_a_day": whole(1, 96),
    "form_since_year": YEAR, "min_server_error_status": whole(100, 599),
    "dead_statuses": Several(whole(100, 599)), "similarity": SHARE,
    "max_hits": Table(one_of(f"a rule ({', '.join(HYGIENE_RULES)})", HYGIENE_RULES), COUNT),
    "declared_period_months": Table(TEXT, whole(1, 120)),
    "first_years": Table(TEXT, YEAR), "due_month_day": Table(PORTAL_KIND, MONTH_DAY),
    # yes or no
    **dict.fromkeys(
        ("before_effective", "compare_text", "full_text", "home_entry", "jump_links", "must_list",
         "must_show", "same_source", "sequence_gap_report", "text_required"), FLAG
    ),
    # texts
    "number": TEXT, "period": TEXT, "from": TEXT, "since": DAY, "revised_after": DAY,
    **dict.fromkeys(("domain_suffix", "proxy", "stats"), MAYBE_TEXT),
    **dict.fromkeys(
        ("closed_formats", "detectors", "excluded_kinds", "expect", "expected_fields", "faults",
         "fields", "forbid", "formats", "grades", "keep_list", "keywords", "kinds", "levels",
         "must_have", "must_register", "require", "rules", "scope", "sections", "sources",
         "stages", "status", "table_heads", "template_keywords", "templates", "trusted_hosts",
         "units", "years"), TEXTS
    ),
    **dict.fromkeys(("event_words", "title_words"), WORDS),
    **dict.fromkeys(("empty_values", "placeholders"), Several(MAYBE_TEXT)),
    **dict.fromkeys(("must_say", "require_topics", "same_values", "table_columns"), SAME),
    # regular expressions
    **dict.fromkeys(("plan_title_patterns", "title_patterns"), Several(PATTERN, 1)),
    **dict.fromkeys(("inner_titles", "none_said", "plain_codes", "plain_titles"), PATTERNS),
    **dict.fromkeys(
        ("list_patterns", "no_note_patterns", "note_patterns", "passed_on_patterns",
         "picture_leads", "picture_media", "picture_names", "picture_verbs"), JOINED
    ),
    "field_words_not": Table(TEXT, PATTERNS), "scope_patterns": Table(TEXT, PATTERNS),
    "none_nouns": Table(ROLE, JOINED),
    # sections
    "roles": ROLES, "elsewhere": ROLES,
    # tables
    "agreeing": Table(TEXT, TEXTS), "principal_posts": Table(PORTAL_KIND, TEXTS),
    **dict.fromkeys(("field_words", "require_words", "sector_words"), Table(TEXT, WORDS)),
    "categories": Several(
        Record({"name": TEXT}, {"words": WORDS, "named": WORDS, "columns": COLUMNS})
    ),
    "contact": Record(
        {"name": TEXT, "body_cues": WORDS, "person_cues": WORDS,
         "phone_pattern": PATTERN, "email_pattern": PATTERN}, or_empty=True
    ),
    "features": Several(
        Record(
            {"name": TEXT, "words": TEXTS}, {"place": PLACE, "patterns": PATTERNS, "named": WORDS}
        )
    ),
    "field_labels": Several(Record({"name": TEXT, "slugs": WORDS})),
    "form_patterns": Several(_NAMED_PATTERNS), "statements": Several(_NAMED_PATTERNS),
    "items": Several(Record({"name": TEXT}, {"columns": COLUMNS, "max_age_days": DAYS})),
    "sectors": Several(Either(TEXT, Record({"name": TEXT}, {"named": WORDS, "words": WORDS}))),
    "source_portals": Several(Record({"name": TEXT, "portals": WORDS})),
    "stage_words": Several(Record({"name": TEXT, "words": WORDS})),
}  # fmt: skip
"""Kinds of the other terms, whichever check has them."""

OF_CHECK: Mapping[tuple[str, str], Kind] = {
    ("function_catalogue_ready", "scope"): TEXT,
    # What each fault is called: as many as the check tells apart, in its order.
    ("doc_download_available", "faults"): Several(TEXT, exactly=4),
    ("doc_integrity_stable", "faults"): Several(TEXT, exactly=3),
    ("doc_library_unified", "faults"): Several(TEXT, exactly=4),
    ("leader_duty_disclosed", "keywords"): WORDS,
    ("site_search_works", "scope"): MAYBE_TEXT,
    ("interpretation_elements", "elements"): Several(Record({"name": TEXT, "cues": WORDS})),
    ("service_guide_consistent", "elements"): TEXTS,
    ("consultation_well_formed", "parts"): TEXTS,
    ("platform_structure_complete", "parts"): Table(ROLE, TEXT),
    ("section_freshness", "roles"): Table(PORTAL_KIND, ROLES),
    ("section_present", "roles"): Table(PORTAL_KIND, ROLES),
    ("section_freshness", "max_age_days"): Table(ROLE, whole(1, _MOST_DAYS)),
    ("site_available", "period_days"): whole(1, 31),  # openings are kept so long at least
    ("interpretation_forms", "themes"): Several(
        Theme(Record({"name": TEXT, "words": WORDS}, {"not_words": WORDS}))
    ),
    ("topic_coverage", "themes"): Several(
        Theme(
            Record(
                {"name": TEXT, "words": WORDS},
                {
                    "min_docs": SOME,
                    "named": WORDS,
                    "not_words": WORDS,
                    "never_words": WORDS,
                    "kept_words": WORDS,
                },
            )
        )
    ),
}
"""Kinds of terms by whose name one check means another thing, by check and term."""


def kind_of(check: Check, term: str) -> Kind:
    """The kind of a term of a check; CheckError where the tables do not know it."""
    if term == "columns":
        return Columns(check.column_keys, check.column_options)
    found = OF_CHECK.get((check.slug, term)) or NAMED.get(term)
    if found is None:
        ending = max((one for one in ENDINGS if term.endswith(one)), key=len, default="")
        if not ending:
            raise CheckError(f"{check.slug}: checks/engine/terms.py has no kind of term {term!r}")
        found = ENDINGS[ending]
    return found
