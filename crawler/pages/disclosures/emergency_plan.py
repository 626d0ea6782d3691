"""A page of a section of emergency plans (应急预案) → `EmergencyPlan`."""

from __future__ import annotations

from crawler.pages.documents.document import published_of, title_of
from crawler.pages.markup.body import body_text, media_counts
from crawler.pages.markup.labelled import labelled_fields
from crawler.pages.markup.links import attachments_of
from crawler.pages.markup.page import Page
from crawler.pages.task import Task
from crawler.records.materials import EmergencyPlan
from crawler.records.model import Snapshot


def read_emergency_plan(page: Page, task: Task, snapshot: Snapshot) -> EmergencyPlan:
    """How much text, pictures and files a page has; the title tells whether it is a plan."""
    pictures, _ = media_counts(page)
    return EmergencyPlan(
        url=task.url,
        title=title_of(page, task),
        role=task.role,
        snapshot=snapshot,
        final_url=page.url,
        published_on=published_of(page, labelled_fields(page, "document"), task),
        text_chars=len("".join(body_text(page).split())),
        pictures=pictures,
        attachments=attachments_of(page),
    )
