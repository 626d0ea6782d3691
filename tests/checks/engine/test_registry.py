import importlib
import inspect
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from checks.engine.check import Check
from checks.engine.registry import HEADINGS, BuiltCheck, add, checks, validate
from checks.engine.requirement import Rulebook
from checks.errors import CheckError, RulebookError
from checks.matching.normative import NORMATIVE_TERMS
from checks.matching.pairing import MATCHING_TERMS
from checks.matching.scope import SCOPE_TERMS
from checks.rulebooks import available, load_rulebook, rulebook_text
from tests.checks.engine.builders import requirement, rulebook, says

INVENTED = Path(__file__).parents[2] / "rulebooks"
MANUAL = "Title.\n\n" + "\n".join(f"{heading}\n    text" for heading in HEADINGS)


def module(name: str = "checks.area.sample", **changes: object) -> ModuleType:
    made = ModuleType(name, MANUAL)
    values: dict[str, object] = {"CHECK": Check("sample", "样例", ()), "judge": lambda *_: iter(())}
    for key, value in (values | changes).items():
        setattr(made, key, value)
    return made


def test_a_well_made_check_is_taken_up() -> None:
    found: dict[str, BuiltCheck] = {}
    made = module()
    add(found, made)
    check, judge, docstring = found["sample"]
    assert (check.slug, judge, docstring) == ("sample", made.judge, MANUAL)


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"CHECK": "sample"}, "CHECK is not a Check"),
        ({"judge": None}, "no judge function"),
        ({"CHECK": Check("other", "样例", ())}, "its slug is 'other'"),
        ({"__doc__": None}, "lacks What is measured"),
        ({"__doc__": MANUAL.replace("Not judged", "Judged not")}, "lacks Not judged"),
        ({"__doc__": MANUAL.replace("Evidence\n", "Evidence of it\n")}, "lacks Evidence"),
    ],
)
def test_a_check_that_is_not_made_as_checks_are(changes: dict[str, object], said: str) -> None:
    with pytest.raises(CheckError, match=said) as error:
        add({}, module(**changes))
    assert "checks.area.sample" in str(error.value)


def test_two_checks_of_one_name() -> None:
    found: dict[str, BuiltCheck] = {}
    add(found, module())
    with pytest.raises(CheckError, match="is there already"):
        add(found, module("checks.elsewhere.sample"))


def test_every_row_supplies_what_its_check_needs() -> None:
    known = {"sample": BuiltCheck(Check("sample", "样例", (), ("days",)), says().judge, "")}
    validate(rulebook(requirement(terms={"days": 3})), known)
    validate(rulebook(requirement(check="not_yet")), known)
    validate(rulebook(requirement(check=None)), known)
    with pytest.raises(RulebookError, match=r"local: requirement row-1: terms\.days: is missing"):
        validate(rulebook(requirement()), known)


@pytest.mark.parametrize("name", sorted(available()))
def test_what_a_rulebook_cites_is_supplied(name: str) -> None:
    validate(load_rulebook(name))


def test_every_check_is_used_by_some_row() -> None:
    cited = {
        check
        for name in available(INVENTED)
        for row in load_rulebook(name, INVENTED).requirements
        for check in row.checks
    }
    assert set(checks()) <= cited


def test_no_term_of_a_measured_row_is_idle() -> None:
    known = checks()
    # A number that nothing reads would look changeable in a rulebook and change nothing.
    idle = {
        (row.id, term)
        for name in available()
        for clause in load_rulebook(name).requirements
        for row in clause.measures()
        if row.check in known
        for term in row.terms
        if term not in (*known[row.check].check.terms, *known[row.check].check.optional)
    }
    assert idle == set()


def test_every_term_of_a_check_is_read_by_its_code() -> None:
    for slug, (check, judge, _) in checks().items():
        own = inspect.getsource(inspect.getmodule(judge))  # type: ignore[arg-type]
        shared = {*SCOPE_TERMS, *MATCHING_TERMS, *NORMATIVE_TERMS, "statement_days"}
        for term in {*check.terms, *check.optional} - shared:
            package = Path(str(inspect.getfile(judge))).parent
            used = own.replace("terms=", "") + "".join(
                path.read_text("utf-8") for path in package.glob("*.py")
            )
            read = f'terms["{term}"]' in used or f'terms.get("{term}", ())' in used
            assert read, (slug, term)


def test_every_group_of_the_standing_rulebook_serves_a_row() -> None:
    head = tomllib.loads(rulebook_text("standing"))
    used = {name for row in head["requirements"] for name in row.get("groups", ())}
    assert set(head["groups"]) == used


def test_every_check_is_a_module_of_its_area() -> None:
    for slug, (check, judge, docstring) in checks().items():
        home = importlib.import_module(judge.__module__)
        assert home.__name__.rpartition(".")[2] == slug == check.slug
        assert home.__doc__ == docstring
    assert list(checks()) == sorted(checks())
    with pytest.raises(TypeError):
        checks()["x"] = says()  # type: ignore[index]


def _with_term(check: str, term: str, value: object) -> Rulebook:
    """The standing rulebook, or another one that cites a check, with another value of a term."""
    for name in sorted(available()):
        book = load_rulebook(name)
        for row in book.requirements:
            if row.check == check:
                changed = replace(row, terms={**row.terms, term: value})
                others = tuple(r if r is not row else changed for r in book.requirements)
                return replace(book, requirements=others)
    raise AssertionError(check)


CLOSED = [
    (slug, term, known) for slug, one in checks().items() for term, known in one.check.choices
]


@pytest.mark.parametrize(("check", "term", "known"), CLOSED)
def test_values_that_a_check_does_not_know_are_refused(
    check: str, term: str, known: tuple[str, ...]
) -> None:
    for value in known:
        validate(_with_term(check, term, value))
    with pytest.raises(RulebookError, match=rf"terms\.{term}: 'half' is none of '{known[0]}'"):
        validate(_with_term(check, term, "half"))
    with pytest.raises(RulebookError, match="'half' is none of"):
        validate(_with_term(check, term, [known[-1], "half"]))


DESCRIBED = [
    ("foi_channel_ready", "fields", "渠道"), ("foi_channel_ready", "require", "救济渠道"),
    ("fiscal_report_complete", "require", "增减变化及原因"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "term", "known"), DESCRIBED)
def test_values_that_no_other_term_describes_are_refused(check: str, term: str, known: str) -> None:
    validate(_with_term(check, term, [known]))
    with pytest.raises(RulebookError, match=rf"requirement \S+: terms\.{term}: '无此' is none of "):
        validate(_with_term(check, term, [known, "无此"]))


def test_a_row_may_describe_a_value_of_its_own() -> None:
    with pytest.raises(RulebookError, match="'信访' is none of"):
        validate(_with_term("foi_channel_ready", "fields", ["信访"]))
    book = _with_term("foi_channel_ready", "field_words", {"信访": ["来信来访"]})
    with pytest.raises(RulebookError, match="'渠道' is none of '信访'"):
        validate(book)


def test_values_that_have_not_their_form_are_refused() -> None:
    validate(_with_term("fiscal_report_complete", "years", ["2025年度部门决算"]))
    for wrong in ("决算", "2025", "25决算", "2025三公"):
        with pytest.raises(RulebookError, match=f"terms.years: '{wrong}' is not of the form"):
            validate(_with_term("fiscal_report_complete", "years", [wrong]))


def test_terms_with_choices_are_terms_of_their_check() -> None:
    assert ("public_event_held", "period") in {(check, term) for check, term, _ in CLOSED}
    for check, term, _ in CLOSED:
        assert term in checks()[check].check.terms
