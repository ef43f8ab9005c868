"""Asking the registry: workshops, rubrics and document sections."""

from __future__ import annotations

import shutil
from types import ModuleType

import attrs
import pytest

from skillcert.errors import PluginError, RubricError
from skillcert.model import DocumentKind, Language, Rubric
from skillcert.plugins import LoadState, Registry, SectionRequest
from skillcert.testing import make_record, make_request

from .throwaway import Site, brings, keys

PNG = "b'\\x89PNG\\r\\n\\x1a\\n'"


def plugin(site: Site, code: str, name: str = "skillcert-saw") -> ModuleType:
    """Return the module of a plugin with the code *code*."""
    return __import__(site.add(name, code, name="saw", version="0.7"))


def request_of(registry: Registry, key: str = "saw") -> SectionRequest:
    """Return a request for the sections of a certificate with every skill."""
    (rubric,) = registry.rubrics(key)
    return make_request(rubric, make_record(rubric, workshop=key))


def gives(expression: str) -> str:
    """Return the code of a plugin that brings `saw` and gives *expression* as its sections."""
    return brings("saw") + (
        f"@hookimpl\ndef skillcert_document_sections(request):\n return {expression}\n"
    )


# Workshops


def test_registry_of_objects(site: Site) -> None:
    """Software and tests can build a registry of modules and objects, installed or not."""

    class Fake:
        pass

    registry = Registry.of(plugin(site, brings("saw")), Fake())
    assert keys(registry) == ("saw",)
    good, bad = sorted(registry.plugins, key=lambda state: state.state.value, reverse=True)
    assert (good.name, good.distribution, good.state) == (
        "throwaway_skillcert_saw",
        "",
        LoadState.LOADED,
    )
    assert (bad.name, bad.state) == ("Fake", LoadState.FAILED)
    with pytest.raises(PluginError, match=r"plugin Fake: 'Fake' cannot be used: it has no hook"):
        Registry.of(Fake(), strict=True)


def test_registries_share_nothing(site: Site) -> None:
    """Two registries in one process know nothing of each other."""
    one = Registry.of(plugin(site, brings("saw")))
    assert keys(Registry.of()) == ()
    assert keys(one) == ("saw",)


def test_unknown_workshop_suggests_a_near_one(site: Site) -> None:
    """A misspelt key is answered with the nearest, another one with all that there are."""
    registry = Registry.of(plugin(site, brings("bicycle", "cafe")))
    with pytest.raises(PluginError, match=r"no workshop 'bycicle'.*Did you mean bicycle\?"):
        registry.workshop("bycicle")
    with pytest.raises(PluginError, match="Installed are: bicycle, cafe"):
        registry.workshop("zzz")
    with pytest.raises(PluginError, match=r"No workshop is installed\. Install a plugin"):
        Registry.of().workshop("bicycle")


@pytest.mark.parametrize("name", ["saw", "mill"])
def test_workshop_of_a_failed_plugin_says_why(name: str, site: Site) -> None:
    """Who asks for the workshop of a broken plugin is told what is wrong with the plugin."""
    site.add("skillcert-saw", "import no_such_module_here", name=name, version="0.7")
    with pytest.raises(PluginError, match=r"'saw' is not there: .*no_such_module_here") as caught:
        site.discover().workshop("saw")
    assert (caught.value.distribution, caught.value.version) == ("skillcert-saw", "0.7")


def test_workshop_of_a_disabled_plugin_says_so(site: Site) -> None:
    """Who asks for the workshop of a disabled plugin is told that it is disabled."""
    site.add("skillcert-saw", brings("saw"), name="saw", version="0.7")
    with pytest.raises(PluginError, match=r"skillcert-saw 0\.7: .*'saw' is disabled") as caught:
        site.discover(disabled=["saw"]).workshop("saw")
    assert caught.value.hint == "Enable the plugin"


def test_workshop_in_conflict_says_so(site: Site) -> None:
    """Who asks for a workshop that two plugins bring is told which two."""
    site.add("skillcert-a", brings("saw"), name="a")
    site.add("skillcert-b", brings("saw"), name="b")
    with pytest.raises(PluginError, match="also brought by 'b' of skillcert-b"):
        site.discover().workshop("saw")


# Rubrics


def test_rubrics_are_read_once(site: Site) -> None:
    """A registry reads the files of a workshop's rubrics once; another registry anew."""
    folder = site.add_rubric("saw")
    module = plugin(site, brings("saw"))
    registry = Registry.of(module)
    first = registry.rubrics("saw")
    shutil.rmtree(folder)
    assert registry.rubrics("saw") is first
    with pytest.raises(RubricError):
        Registry.of(module).rubrics("saw")


def test_one_rubric_by_id_and_version(site: Site) -> None:
    """A rubric is found by its id; another version than the one that is installed is refused."""
    site.add_rubric("saw")
    site.add("skillcert-saw", brings("saw"), version="0.7")
    registry = site.discover()
    assert registry.rubric("saw", "saw").id == "saw"
    assert registry.rubric("saw", "saw", "1.0.0").version == "1.0.0"
    with pytest.raises(PluginError, match=r"0\.7: .*installed in version 1\.0\.0, not 2\.0\.0"):
        registry.rubric("saw", "saw", "2.0.0")
    with pytest.raises(PluginError, match=r"no rubric 'swa'\. Did you mean saw\?"):
        registry.rubric("saw", "swa")


def test_rubric_faults_name_the_plugin(site: Site) -> None:
    """A rubric with faults is an error with all of them, and with the plugin that brings it."""
    folder = site.add_rubric("saw")
    (folder / "saw.nb.toml").write_text("language = 'nb'\n", encoding="utf-8")
    site.add("skillcert-saw", brings("saw"), version="0.7")
    with pytest.raises(RubricError, match=r"'saw' of skillcert-saw 0\.7 are not usable") as caught:
        site.discover().rubrics("saw")
    assert len(caught.value.problems) > 1


def test_missing_rubric_folder(site: Site) -> None:
    """A distribution that lost its files is told of as such."""
    site.add("skillcert-saw", brings("saw"), version="0.7")
    with pytest.raises(RubricError, match=r"saw 0\.7 are .*\n.*saw: the folder cannot be read"):
        site.discover().rubrics("saw")


def test_rubric_folder_of_the_plugins_own_make(site: Site) -> None:
    """A folder object that raises something of its own is the plugin's fault, named."""
    code = (
        "class Folder(type(Path())):\n def iterdir(self): raise LookupError('lost')\n"
        "@hookimpl\ndef skillcert_workshops():\n sign = Pictogram(size=1, paths=('M0 0z',))\n"
        " return [Workshop(key='saw', rubrics=Folder('.'), accent='#000000', pictogram=sign)]\n"
    )
    site.add("skillcert-saw", code, version="0.7")
    with pytest.raises(PluginError, match=r"skillcert-saw 0\.7: .*LookupError: lost"):
        site.discover().rubrics("saw")


# Document sections


def test_only_the_owner_is_asked(site: Site) -> None:
    """A document asks the plugin of its own workshop for sections and no other."""
    site.add_rubric("saw")
    mine = plugin(site, gives("[Section(heading='Mine', blocks=(Paragraph(text='x'),))]"))
    other = plugin(
        site,
        brings("plane") + "@hookimpl\ndef skillcert_document_sections(request): 1 / 0",
        "skillcert-plane",
    )
    registry = Registry.of(mine, other, strict=True)
    sections, notes = registry.document_sections(request_of(registry))
    assert [section.heading for section in sections] == ["Mine"]
    assert notes == ()


@pytest.mark.parametrize(
    "code", [brings("saw"), gives("()"), gives("None")], ids=["no hook", "none", "None"]
)
def test_no_section_is_no_fault(code: str, site: Site) -> None:
    """A workshop that has nothing to add to a document adds nothing."""
    site.add_rubric("saw")
    registry = Registry.of(plugin(site, code), strict=True)
    assert registry.document_sections(request_of(registry)) == ((), ())


def test_sections_of_an_unknown_workshop(site: Site) -> None:
    """A request for a workshop that is not there is the caller's fault."""
    site.add_rubric("saw")
    registry = Registry.of(plugin(site, gives("()")))
    request = attrs.evolve(request_of(registry), workshop="nobody")
    with pytest.raises(PluginError, match="no workshop 'nobody'"):
        registry.document_sections(request)


RAISES = {
    "it raises": ("1 / 0", "ZeroDivisionError in throwaway_skillcert_saw, line"),
    "it exits": ("exec('raise SystemExit')", "failed: SystemExit"),
    "it raises half-way": ("(1 / 0 for _ in '12')", "ZeroDivisionError"),
    "it returns a text": ("'heading'", "returned a value of type str"),
    "it returns a lone section": (
        "Section(heading='x', blocks=(Paragraph(text='x'),))",
        "a lone Section",
    ),
    "it returns pairs": ("[('heading', 'text')]", "a value of type tuple as item 0"),
}


@pytest.mark.parametrize("title", RAISES)
def test_failing_section_hook_is_a_note(title: str, site: Site) -> None:
    """A section hook that fails is told of with its plugin; the document can still be made."""
    expression, what = RAISES[title]
    site.add_rubric("saw")
    site.add("skillcert-saw", gives(expression), name="saw", version="0.7")
    registry = site.discover()
    sections, notes = registry.document_sections(request_of(registry))
    assert sections == ()
    assert len(notes) == 1
    assert notes[0].file == "plugin skillcert-saw 0.7"
    assert what in notes[0].what
    assert "without the workshop's sections" in notes[0].hint

    strict = site.discover(strict=True)
    with pytest.raises(PluginError) as caught:
        strict.document_sections(request_of(strict))
    assert (caught.value.distribution, caught.value.version) == ("skillcert-saw", "0.7")


@pytest.mark.parametrize("error", ["ValueError", "PluginError"])
def test_note_does_not_quote_the_record(error: str, site: Site) -> None:
    """What a section hook raises may quote the holder's record; the note about it does not."""
    site.add_rubric("saw")
    code = (
        brings("saw")
        + "from skillcert.errors import PluginError\n"
        + "@hookimpl\ndef skillcert_document_sections(request):\n"
        + f" raise {error}(request.record.holder.name)\n"
    )
    registry = Registry.of(plugin(site, code))
    (rubric,) = registry.rubrics("saw")
    record = make_record(rubric, workshop="saw", name="Unmistakable")
    _, notes = registry.document_sections(make_request(rubric, record))
    assert error in notes[0].what
    assert "Unmistakable" not in str(notes)


@pytest.mark.parametrize("error", ["KeyboardInterrupt", "MemoryError"])
def test_interrupt_in_a_section_hook_passes_through(error: str, site: Site) -> None:
    """An interrupt from the keyboard and the end of memory are not blamed on a plugin."""
    site.add_rubric("saw")
    registry = Registry.of(plugin(site, gives(f"exec('raise {error}')")))
    with pytest.raises((KeyboardInterrupt, MemoryError)):
        registry.document_sections(request_of(registry))


SECTIONS = {
    "heading of two lines": ("Section(heading='a\\nb', blocks=(T,))", "heading", "one line"),
    "no heading": ("Section(heading=None, blocks=(T,))", "heading", "type NoneType"),
    "no block": ("Section(heading='x', blocks=())", "blocks", "no block"),
    "blocks in a list": ("Section(heading='x', blocks=[T])", "blocks", "expected a tuple"),
    "a text as block": ("Section(heading='x', blocks=('x',))", "blocks[0]", "type str"),
    "a subclass as block": ("S(type('P', (Paragraph,), {})(text='x'))", "blocks[0]", "type P"),
    "empty paragraph": ("S(Paragraph(text=''))", "blocks[0].text", "empty"),
    "control character": ("S(Paragraph(text='\\x07'))", "blocks[0].text", "control characters"),
    "half a pair": ("S(Paragraph(text='\\ud800'))", "blocks[0].text", "surrogate"),
    "long paragraph": ("S(Paragraph(text='x' * 4001))", "blocks[0].text", "too long: 4,001"),
    "empty list": ("S(ItemList(items=()))", "blocks[0].items", "no point"),
    "list of a text": ("S(ItemList(items='ab'))", "blocks[0].items", "expected a tuple"),
    "blank point": ("S(ItemList(items=('a', ' ')))", "blocks[0].items[1]", "one line"),
    "short row": (
        "S(Table(header=('a', 'b'), rows=(('1', '2'), ('3',))))",
        "blocks[0].rows[1]",
        "1 cells, the head has 2",
    ),
    "number as cell": ("S(Table(header=('a',), rows=((3,),)))", "blocks[0].rows[0][0]", "type int"),
    "no row": ("S(Table(header=('a',), rows=()))", "blocks[0].rows", "no row"),
    "no head": ("S(Table(header=(), rows=(('a',),)))", "blocks[0].header", "no head"),
    "no picture": ("S(Picture(data=b'GIF8', alt='x'))", "blocks[0].data", "PNG or JPEG"),
    "path as picture": ("S(Picture(data=HERE, alt='x'))", "blocks[0].data", "PNG or JPEG"),
    "no description": (f"S(Picture(data={PNG}, alt=''))", "blocks[0].alt", "one line"),
    "caption is None": (
        f"S(Picture(data={PNG}, alt='x', caption=None))",
        "blocks[0].caption",
        "type NoneType",
    ),
}
HELPERS = "T = Paragraph(text='x')\ndef S(*blocks): return Section(heading='x', blocks=blocks)\n"


@pytest.mark.parametrize("title", SECTIONS)
def test_section_is_checked_to_its_leaves(title: str, site: Site) -> None:
    """Every value in a section is checked; one fault keeps all sections off the document."""
    expression, path, what = SECTIONS[title]
    site.add_rubric("saw")
    code = HELPERS + gives(f"[S(T), {expression}]")
    module = plugin(site, code)
    registry = Registry.of(module)
    sections, notes = registry.document_sections(request_of(registry))
    assert sections == ()
    assert [note.path for note in notes] == [f"sections[1].{path}"]
    assert what in notes[0].what
    strict = Registry.of(module, strict=True)
    with pytest.raises(PluginError, match=r"throwaway_skillcert_saw.*sections"):
        strict.document_sections(request_of(strict))


def test_every_kind_of_block_is_welcome(site: Site) -> None:
    """Paragraphs, lists, tables and pictures pass, as does an empty cell or caption."""
    site.add_rubric("saw")
    blocks = (
        "S(T, ItemList(items=('a',)), Table(header=('a', 'b'), rows=(('1', ''),)), "
        f"Picture(data={PNG}, alt='x'), Picture(data=b'\\xff\\xd8\\xff', alt='x', caption='y'))"
    )
    registry = Registry.of(plugin(site, HELPERS + gives(f"[{blocks}]")), strict=True)
    (section,), notes = registry.document_sections(request_of(registry))
    assert len(section.blocks) == 5
    assert notes == ()


def test_request_tells_what_the_document_shows(site: Site) -> None:
    """A section hook learns the document, its language and which skills stand on it."""
    site.add_rubric("saw")
    registry = Registry.of(plugin(site, gives("()")))
    rubric: Rubric = registry.rubric("saw", "saw")
    record = make_record(rubric, workshop="saw", criteria=["safe"])
    request = make_request(rubric, record, language="nb")
    assert (request.document, request.language) == (DocumentKind.CERTIFICATE, Language("nb"))
    assert request.shows("safe")
    assert not request.shows("saws")
