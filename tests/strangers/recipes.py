"""Makes the documents, interpretations and letters of a portal from named recipes.

Each recipe plants one thing. What follows from it under the rulebook is the oracle's affair.
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.strangers import days
from tests.strangers.facts import ELEMENTS, Doc, Interp, Letter, Plan, Row
from tests.strangers.texts import HOLDING, THEMES, TOPICS

# Recipes of documents that are too old for the duties of the last 365 days.
_OLD = {
    "old", "e_abolished", "e_until", "e_years", "e_signed", "e_yesterday", "v_today", "v_future",
    "v_continued", "v_cleaned", "v_abolished_later", "v_marked", "old_500", "old_soft404",
    "old_challenge", "old_timeout", "old_no_number", "old_placeholder", "old_no_validity",
}  # fmt: skip
_EXCLUDED = {
    "personnel": "关于{name}等同志职务任免的通知",
    "commend": "关于表彰{theme}先进集体的决定",
    "body": "关于成立{theme}工作领导小组的通知",
    "approval": "关于{theme}有关事项的批复",
    "repeal": "关于废止《{place}{theme}{form}》的决定",
}
_FORMS = (
    "政策解读：《{core}》",
    "关于《{core}》的解读说明",
    "《{core}》解读",
    "带您读懂《{core}》",
)


class Maker:
    """Fills a plan. `start` is where in the list of subjects this portal begins."""

    def __init__(self, plan: Plan, as_of: date, start: int, gap: int = 9) -> None:
        self.plan = plan
        self.as_of = as_of
        self.start = start
        self.gap = gap
        self.serial: dict[int, int] = {}

    def number(self, year: int) -> str:
        self.serial[year] = self.serial.get(year, 2) + 1
        return f"{self.plan.word}〔{year}〕{self.serial[year]}号"

    def docs(self, recipes: str) -> None:
        """One document, with its interpretation if the recipe has one, for each word."""
        fresh = 0
        for index, recipe in enumerate(recipes.split()):
            theme, form = THEMES[(self.start + index) % len(THEMES)]
            if recipe in _OLD:
                day = date(2022, 3, 1) + timedelta(37 * index + 11 * self.start)
                if day > date(2024, 5, 1):
                    day = date(2022, 1, 10) + timedelta(11 * index)
                published = day
            else:
                wanted = self.as_of - timedelta(24 + self.gap * fresh)
                published = days.on_or_before(wanted)
                fresh += 1
            self._one(index + 1, recipe, theme, form, published)

    def _one(self, n: int, recipe: str, theme: str, form: str, published: date) -> None:
        plan = self.plan
        title = f"{plan.name}办公室关于印发《{plan.place}{theme}{form}》的通知"
        if plan.kind == "department":
            title = f"{plan.name}关于印发《{plan.place}{theme}{form}》的通知"
        if recipe in _EXCLUDED:
            title = plan.name + _EXCLUDED[recipe].format(
                name="高远山", theme=theme, form=form, place=plan.place
            )
        issuer = plan.name + ("" if plan.kind == "department" else "办公室")
        signed = published - timedelta(3 + n % 6)
        if recipe == "edge_pub":
            signed = days.add(published, -20)
        elif recipe in ("late_pub", "earlier"):
            signed = days.add(published, -21 - n % 9)
        elif recipe == "stock":
            signed = published - timedelta(195)
        elif recipe == "conflict":
            signed = published + timedelta(2)
        doc = Doc(n, recipe, title, issuer, self.number(signed.year), signed, published)
        plan.docs.append(doc)
        self._twist(doc, recipe)
        self._interpret(doc, recipe)

    def _twist(self, doc: Doc, recipe: str) -> None:
        plan = self.plan
        today = self.as_of
        if recipe in _EXCLUDED:
            doc.excluded = recipe
        elif recipe in ("due_today", "pending"):
            doc.published = days.add(today, -3 if recipe == "due_today" else -1)
            doc.signed = doc.published - timedelta(4)
        elif recipe in ("forwarded", "province"):
            doc.own = False
            doc.issuer = "云岭省人民政府办公厅"
            doc.number = f"云岭政办发〔{doc.signed.year}〕{40 + doc.n}号"
            doc.title = "云岭省人民政府办公厅关于印发《" + doc.core.replace(
                plan.place, "云岭省"
            ) + "》的通知"  # fmt: skip
        elif recipe == "order":
            doc.number = f"{plan.name}令第{10 + doc.n}号"
            doc.title = doc.core
            doc.issuer = plan.name
        elif recipe == "repealed":
            doc.validity = "废止"
            doc.abolished = (today - timedelta(40)).isoformat()
        elif recipe in ("m_number", "old_no_number"):
            doc.shown["number"] = None
        elif recipe in ("m_none", "old_placeholder"):
            doc.shown["number"] = "无" if doc.n % 2 else "暂无"
        elif recipe == "m_letter":
            doc.shown["number"] = "便函"
        elif recipe == "m_broken":
            doc.shown["number"] = doc.number.replace("〔", "").replace("〕", "-")
        elif recipe in ("m_validity", "old_no_validity"):
            doc.shown["validity"] = None
        elif recipe == "m_signed":
            doc.shown["signed"] = None
        elif recipe == "m_published":
            doc.shown["published"] = None
        elif recipe == "m_two":
            doc.shown["number"] = "-"
            doc.shown["validity"] = None
        elif recipe == "earlier":
            doc.earlier = days.add(doc.signed, 6)
            self.note(doc.title, doc.earlier, "文件全文见规范性文件栏目。")
        elif recipe == "pinned":
            doc.pinned = True
        elif recipe in ("x_500", "old_500"):
            doc.broken = "500"
        elif recipe in ("x_soft404", "old_soft404"):
            doc.broken = "soft404"
        elif recipe in ("x_challenge", "old_challenge"):
            doc.broken = "challenge"
        elif recipe == "old_timeout":
            doc.broken = "timeout"
        self._expire(doc, recipe)

    def _expire(self, doc: Doc, recipe: str) -> None:
        today = self.as_of
        first = date(doc.signed.year, doc.signed.month, 1) + timedelta(62)
        begins = f"自{first.year}年{first.month}月{first.day}日起施行"
        doc.effective = first
        doc.clauses = f"本文件{begins}。"
        if recipe == "e_abolished":
            doc.abolished = (today - timedelta(60 + doc.n)).isoformat()
            doc.expires = today - timedelta(60 + doc.n)
        elif recipe == "v_abolished_later":
            doc.abolished = (today + timedelta(200)).isoformat()
        elif recipe in (
            "e_until",
            "e_yesterday",
            "v_today",
            "v_marked",
            "v_continued",
            "v_cleaned",
        ):
            ends = today - timedelta({"e_yesterday": 1, "v_today": 0}.get(recipe, 100 + doc.n))
            doc.expires = ends
            doc.clauses = f"本文件{begins}，有效期至{ends.year}年{ends.month}月{ends.day}日。"
            if recipe == "v_marked":
                doc.validity = "失效"
            if recipe in ("v_continued", "v_cleaned"):
                doc.continued = True
                self._continue(doc, recipe)
        elif recipe == "e_years":
            doc.clauses = f"本文件{begins}，有效期2年。"
            doc.expires = first.replace(year=first.year + 2) - timedelta(1)
        elif recipe == "e_signed":
            doc.effective = None
            doc.clauses = "本文件有效期2年，由印发机关负责解释。"
            doc.expires = doc.signed.replace(year=doc.signed.year + 2) - timedelta(1)
        elif recipe == "v_future":
            doc.clauses = f"本文件{begins}，有效期5年。"
            doc.expires = first.replace(year=first.year + 5)
        else:
            doc.effective = doc.signed
            doc.clauses = "本文件自印发之日起施行。"

    def _continue(self, doc: Doc, recipe: str) -> None:
        name = f"《{doc.core}》（{doc.number}）"
        day = doc.expires or self.as_of
        if recipe == "v_continued":
            title = f"关于延长《{doc.core}》有效期的通知"
            body = f"经评估，{name}需要继续执行，现决定将其有效期延长至2029年12月31日。"
        else:
            title = "关于公布文件清理后继续有效文件目录的通告"
            body = f"经清理，下列文件继续有效：1. {name}。自公布之日起按目录执行。"
        self.note(title, days.on_or_before(day - timedelta(12)), body)

    def note(self, title: str, day: date, body: str) -> None:
        """An entry of the portal's notices."""
        self.plan.lists.setdefault("notices", []).append(Row(title, day, body))

    def _interpret(self, doc: Doc, recipe: str) -> None:
        if recipe in _OLD or recipe in _EXCLUDED or doc.broken or not doc.own:
            return
        if recipe in ("no_interp", "pending", "due_today", "stock", "repealed", "bulk"):
            return
        late = {"late1": 4, "late2": 9, "edge_interp": 3, "early": -2}.get(recipe, doc.n % 3)
        day = days.add(doc.published, late) if late else doc.published
        kind = {"picture": "picture", "picture_and_text": "picture"}.get(recipe, "text")
        item = self._interp(doc, day, kind)
        if recipe.startswith("lack"):
            item.missing = tuple(ELEMENTS[int(digit)] for digit in recipe[4:])
        elif recipe == "no_forward":
            doc.links_interpretation = False
        elif recipe == "no_back":
            item.links_document = False
        elif recipe in ("no_links", "late2"):
            doc.links_interpretation = False
            item.links_document = False
        elif recipe == "picture_and_text":
            self._interp(doc, day, "text")
        elif recipe == "expert":
            self._interp(doc, days.add(day, 5), "expert")
        elif recipe == "unread":
            item.broken = "500"

    def _interp(self, doc: Doc, day: date, kind: str) -> Interp:
        n = len(self.plan.interps) + 1
        title = _FORMS[n % 4].format(core=doc.core)
        if kind == "picture":
            title = f"一图读懂《{doc.core}》"
        elif kind == "expert":
            title = f"专家解读：教授谈《{doc.core}》"
        item = Interp(n, title, day, doc.n, kind)
        self.plan.interps.append(item)
        return item

    def repost(self, title: str, ago: int) -> None:
        n = len(self.plan.interps) + 1
        day = days.on_or_before(self.as_of - timedelta(ago))
        self.plan.interps.append(Interp(n, title, day, None, "repost"))

    def bulk(self, count: int, ago: int) -> None:
        """Own documents signed in different months and published on one day."""
        day = days.on_or_before(self.as_of - timedelta(ago))
        for index in range(count):
            n = len(self.plan.docs) + 1
            theme, form = THEMES[(self.start + n - 1) % len(THEMES)]
            signed = day - timedelta(15 + 13 * index)
            title = f"{self.plan.name}办公室关于印发《{self.plan.place}{theme}{form}》的通知"
            doc = Doc(n, "bulk", title, self.plan.name + "办公室", "", signed, day, bulk=True)
            doc.number = self.number(signed.year)
            self.plan.docs.append(doc)

    def letters(self, recipes: str, start: int = 0, gap: int = 13) -> None:
        """One letter for each word, newest first."""
        for index, recipe in enumerate(recipes.split()):
            title, text, answer = TOPICS[(start + index) % len(TOPICS)]
            n = index + 1
            day = self.as_of - timedelta(12 + gap * index)
            kinds = ("咨询", "求助", "建议", "咨询")
            letter = Letter(n, recipe, f"2026{700 + 7 * n}", title, text, kinds[n % 4], day)
            self._letter(letter, recipe, day, answer)
            self.plan.letters.append(letter)

    def _letter(self, letter: Letter, recipe: str, day: date, answer: str) -> None:
        full = f"您好！关于您提出的问题，现答复如下：{answer}"
        waits = {"same": 0, "ok1": 1, "ok2": 2, "edge": 3, "late4": 4, "late7": 7, "late30": 30}
        if recipe in waits:
            letter.reply = full
            letter.replied = days.add(day, waits[recipe]) if waits[recipe] else day
        elif recipe.startswith("kind_"):
            letter.kind = {"c": "投诉", "j": "举报", "x": "信访", "i": "检举"}[recipe[5]]
            letter.reply, letter.replied = full, days.add(day, 8)
        elif recipe == "holding":
            letter.reply, letter.replied = HOLDING[letter.n % 3], days.add(day, 1)
        elif recipe == "acknowledged":  # begins like a mere receipt, but answers
            letter.reply, letter.replied = f"您的来信已收悉。{answer}", days.add(day, 2)
        elif recipe == "returned":
            letter.reply = (
                "您所述事项属于人民法院诉讼管辖，不属于本机关职责范围，予以退回，请向法院起诉。"
            )
            letter.replied = days.add(day, 2)
        elif recipe == "pending":
            letter.submitted = days.add(self.as_of, -1)
        elif recipe == "due_today":
            letter.submitted = days.add(self.as_of, -3)
        elif recipe == "due_yesterday":
            letter.submitted = days.add(self.as_of, -4)
        elif recipe == "holding_pending":
            letter.submitted = days.add(self.as_of, -2)
            letter.reply, letter.replied = HOLDING[0], days.add(self.as_of, -1)
        elif recipe in ("accepted_late", "accepted_fast"):
            letter.submitted, letter.accepted, letter.reply = None, day, full
            letter.replied = days.add(day, 6 if recipe == "accepted_late" else 2)
        elif recipe in ("closed_fast", "closed_slow"):
            letter.reply, letter.closed = full, days.add(day, 2 if recipe == "closed_fast" else 6)
        elif recipe == "ancient":
            letter.submitted = self.as_of - timedelta(420)
            letter.reply, letter.replied = full, self.as_of - timedelta(380)
        elif recipe != "unanswered":
            raise ValueError(recipe)
