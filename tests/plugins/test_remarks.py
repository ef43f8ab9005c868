"""A workshop's own rules for sign-offs: asked, checked, and never passed over in silence."""

from __future__ import annotations

from types import ModuleType

import attrs
import pytest

from skillcert.errors import PluginError, RecordError
from skillcert.model import PerformanceLevel, Translations
from skillcert.plugins import Registry, Remark, SignOffQuestion
from skillcert.testing import check_plugin, make_question, make_record

from .throwaway import Site, brings

INDEPENDENT = PerformanceLevel.INDEPENDENT


def gives(expression: str) -> str:
    """Return the code of a plugin that answers each question with *expression*."""
    return (
        "from skillcert.plugins import Remark\n"
        + brings("saw")
        + "def text(*entries): return Translations(entries or (('en', 'No'), ('nb', 'Nei')))\n"
        + f"@hookimpl\ndef skillcert_sign_off_remarks(question):\n return {expression}\n"
    )


def plugin(site: Site, code: str, distribution: str = "skillcert-saw") -> ModuleType:
    """Return an installed plugin."""
    return __import__(site.add(distribution, code))


def question_of(registry: Registry, name: str = "Alex Berg") -> SignOffQuestion:
    """Return a question about somebody's skill."""
    (rubric,) = registry.rubrics("saw")
    return make_question(rubric, make_record(rubric, workshop="saw", name=name), "saws")


@pytest.mark.parametrize(
    "code", [brings("saw"), gives("()"), gives("None")], ids=["no hook", "none", "None"]
)
def test_no_remark_is_no_fault(code: str, site: Site) -> None:
    """A workshop without rules of its own has nothing to say."""
    site.add_rubric("saw")
    registry = Registry.of(plugin(site, code), strict=True)
    assert registry.sign_off_remarks(question_of(registry)) == ()


def test_what_a_workshop_says_comes_back(site: Site) -> None:
    """A remark is told as it is; it refuses only if it says so."""
    site.add_rubric("saw")
    registry = Registry.of(
        plugin(site, gives("[Remark(text=text()), Remark(text=text(), refuses=True)]"))
    )
    said = Translations((("en", "No"), ("nb", "Nei")))  # type: ignore[arg-type]
    assert registry.sign_off_remarks(question_of(registry)) == (
        Remark(text=said),
        Remark(text=said, refuses=True),
    )


def test_only_the_owner_is_asked(site: Site) -> None:
    """A sign-off asks the plugin of its own workshop and no other."""
    site.add_rubric("saw")
    other = brings("plane") + "@hookimpl\ndef skillcert_sign_off_remarks(question): 1 / 0"
    registry = Registry.of(plugin(site, gives("()")), plugin(site, other, "skillcert-plane"))
    assert registry.sign_off_remarks(question_of(registry)) == ()
    with pytest.raises(PluginError, match="no workshop 'nobody'"):
        registry.sign_off_remarks(attrs.evolve(question_of(registry), workshop="nobody"))


RAISES = {
    "it raises": ("1 / 0", "ZeroDivisionError in throwaway_skillcert_saw, line"),
    "it exits": ("exec('raise SystemExit')", "failed: SystemExit"),
    "it returns a text": ("'no'", "returned a value of type str"),
    "it returns a lone remark": ("Remark(text=text())", "a lone Remark"),
    "it says nothing": ("[Remark(text=Translations())]", "remarks[0].text: it says nothing"),
    "it is no text": ("[Remark(text='No')]", "expected Translations, found a value of type str"),
    "a language is none": ("[Remark(text=text(('EN', 'No')))]", "remarks[0].text.entries[0]"),
    "a text has two lines": ("[Remark(text=text(('en', 'a\\nb')))]", "expected one line"),
    "an entry is no pair": ("[Remark(text=text('no'))]", "expected a pair of language and text"),
    "it half refuses": ("[Remark(text=text(), refuses=1)]", "refuses: expected true or false"),
}


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("title", RAISES)
def test_a_rule_that_cannot_be_asked_is_an_error(title: str, strict: bool, site: Site) -> None:
    """A rule that fails is not taken for one that was kept: the plugin is named, and no more."""
    expression, what = RAISES[title]
    site.add_rubric("saw")
    site.add("skillcert-saw", gives(expression), name="saw", version="0.7")
    registry = site.discover(strict=strict)
    with pytest.raises(PluginError) as caught:
        registry.sign_off_remarks(question_of(registry))
    assert what in str(caught.value)
    assert (caught.value.distribution, caught.value.version) == ("skillcert-saw", "0.7")
    assert "Nothing was signed" in caught.value.hint


def test_an_error_does_not_quote_the_record(site: Site) -> None:
    """What a rule raises may quote the record; the message about it does not."""
    site.add_rubric("saw")
    code = brings("saw") + (
        "@hookimpl\ndef skillcert_sign_off_remarks(question):\n"
        " raise ValueError(question.record.evidence[0].id)\n"
    )
    registry = Registry.of(plugin(site, code))
    question = question_of(registry)
    with pytest.raises(PluginError) as caught:
        registry.sign_off_remarks(question)
    assert question.record.evidence[0].id not in str(caught.value)


def test_a_rule_sees_nobody(site: Site) -> None:
    """A question holds neither the name nor a note nor a first conversation."""
    site.add_rubric("saw")
    question = question_of(Registry.of(plugin(site, brings("saw"))), name="Unmistakable")
    assert "Unmistakable" not in str(question)


def test_a_question_is_about_a_sign_off(site: Site) -> None:
    """A skill that is not signed in the record makes no question."""
    site.add_rubric("saw")
    registry = Registry.of(plugin(site, brings("saw")))
    (rubric,) = registry.rubrics("saw")
    with pytest.raises(RecordError, match="no sign-off of 'saws'"):
        make_question(rubric, make_record(rubric, workshop="saw", criteria=["safe"]), "saws")


def test_what_was_signed_before(site: Site) -> None:
    """Asked is what was signed on an earlier day at the level, and was not taken back since."""
    site.add_rubric("saw")
    question = question_of(Registry.of(plugin(site, brings("saw"))))
    assert question.signed_before("safe", INDEPENDENT)
    assert not question.signed_before("safe", PerformanceLevel.GUIDES_OTHERS)
    assert not question.signed_before("saws", INDEPENDENT)
    corrected = attrs.evolve(question.sign_off, corrects=question.record.sign_offs[0].id)
    record = attrs.evolve(question.record, sign_offs=(question.record.sign_offs[0], corrected))
    assert not attrs.evolve(question, record=record).signed_before("safe", INDEPENDENT)


CHANGES = "[Remark(text=text(('en', str(next(count))), ('nb', 'x')))]"
CONFORMANCE = {
    "it raises": ("1 / 0", "ZeroDivisionError: division by zero (safe, rubric 'saw', every skill"),
    "it changes": (CHANGES, "the hook does not give the same when it is called twice"),
    "a language is missing": ("[Remark(text=text(('en', 'No')))]", "there is no text in 'nb'"),
    "it fails on a first day": (
        "() if question.signed_before('safe', question.sign_off.level) else 1 / 0",
        "ZeroDivisionError",
    ),
}


@pytest.mark.parametrize("title", CONFORMANCE)
def test_the_conformance_suite_finds_it(title: str, site: Site) -> None:
    """Each skill is asked about, at each level, over days and on one day, twice."""
    expression, what = CONFORMANCE[title]
    site.add_rubric("saw")
    code = "import itertools\ncount = itertools.count()\n" + gives(expression)
    with pytest.raises(AssertionError) as caught:
        check_plugin(site.add("skillcert-saw", code))
    assert what in str(caught.value)


def test_a_good_rule_conforms(site: Site) -> None:
    """A rule that keeps to the contract passes."""
    site.add_rubric("saw")
    rule = (
        "[] if question.signed_before('safe', question.sign_off.level) else [Remark(text=text())]"
    )
    check_plugin(site.add("skillcert-saw", gives(rule)), languages=("en", "nb"))
