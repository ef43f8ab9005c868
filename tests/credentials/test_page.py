"""The verify page in a real browser: what it answers, what it shows, and what it never does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
import segno
from PIL import Image

from skillcert.credentials import mark_of, seal_bundle
from skillcert.credentials.page import page_words, verify_page
from skillcert.credentials.trust import TrustBundle
from skillcert.errors import TrustError
from skillcert.texts import LANGUAGES
from tests.credentials.browser import Watched, chromium, watched
from tests.credentials.papers import LIST_MAKER, OTHER, bundle, code, trusted
from tests.credentials.test_trust import NEUTRAL, sealed_unseen

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LARGEST = 40 * 1024
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give the browser for the tests of this module."""
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Watched]:
    """Give an empty page whose traffic is noted."""
    with watched(browser, viewport=PHONE) as found:
        yield found


def fresh(*issuers: object, **options: object) -> TrustBundle:
    """Return a list of issuers that is not old yet for a hundred years."""
    made = bundle(*issuers, **options)  # type: ignore[arg-type]  # passed on as they are
    return attrs.evolve(made, until=dt.date(2125, 1, 1))


def saved(folder: Path, trust: TrustBundle | None = None, *, camera: bool = False) -> Path:
    """Write the page into a file and return its path."""
    data = seal_bundle(trust or fresh(), [LIST_MAKER])
    file = folder / "check.html"
    file.write_bytes(verify_page(data, camera=camera))
    return file


def fragment(text: str) -> str:
    """Return what stands after the # of a code."""
    return text.partition("#")[2]


def test_genuine(page: Watched, tmp_path: Path) -> None:
    """A scanned link shows at once that it is genuine, and everything that was signed."""
    made = code(12)
    page.open(saved(tmp_path), fragment(made.link()))
    assert page.verdict() == "genuine"
    shown = page.page.inner_text("#certificate")
    for text in (
        made.content.name,
        made.content.field,
        made.content.issuer,
        "Fra mars 2025 til juni 2025",
        "12. juni 2025",
        "Kari Lunde, verkstedleder",
        *made.content.levels[0].lines,
    ):
        assert text in shown
    assert page.page.get_attribute("article", "lang") == "nb"


def test_it_asks_nobody_and_leaves_no_trace_in_the_address(page: Watched, tmp_path: Path) -> None:
    """One request, for the page itself; the code is gone from the address; no complaint."""
    file = saved(tmp_path)
    page.open(file, fragment(code().link()))
    page.verdict()
    assert [address.partition("#")[0] for address in page.requests] == [file.as_uri()]
    assert page.page.url == file.as_uri()
    assert page.page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == [
        "",
        0,
        0,
    ]
    assert page.complaints == []


def test_it_could_not_ask_anybody(page: Watched, tmp_path: Path) -> None:
    """Even a program that got into the page could send nothing: the policy forbids it."""
    page.open(saved(tmp_path))
    tried = page.page.evaluate(
        "fetch('https://elsewhere.example/').then(() => 'sent', () => 'refused')"
    )
    assert tried == "refused"
    assert page.page.evaluate("navigator.sendBeacon('https://elsewhere.example/', 'x')") in (
        True,
        False,
    )
    assert not [address for address in page.requests if "elsewhere" in address]


def test_changed(page: Watched, tmp_path: Path) -> None:
    """A code with one digit changed is not confirmed."""
    digits = fragment(code().link())
    other = digits[:40] + str((int(digits[40]) + 1) % 10) + digits[41:]
    page.open(saved(tmp_path), other)
    assert page.verdict() == "not_confirmed"
    assert not page.page.is_visible("#certificate")


def test_unknown_and_withdrawn_look_the_same(browser: Browser, tmp_path: Path) -> None:
    """Nothing in the answer tells a withdrawn certificate from one that never was."""
    texts = []
    withdrawn = fresh(withdrawn=(mark_of("c-7f3a9be1"),))
    for made, trust in ((code(), withdrawn), (code(signer=OTHER), fresh())):
        with watched(browser) as seen:
            seen.open(saved(tmp_path, trust), fragment(made.link()))
            assert seen.verdict() == "not_confirmed"
            texts.append(seen.page.inner_text("main"))
    assert texts[0] == texts[1]


def test_replaced(page: Watched, tmp_path: Path) -> None:
    """That a newer certificate took its place is said, and what it said is shown."""
    trust = fresh(replaced=(mark_of("c-7f3a9be1"),))
    page.open(saved(tmp_path, trust), fragment(code().link()))
    assert page.verdict() == "replaced"


def test_an_old_list(page: Watched, tmp_path: Path) -> None:
    """A list past its day still answers, and the page says that it is old."""
    old = attrs.evolve(bundle(), until=dt.date(2026, 1, 2))
    page.open(saved(tmp_path, old), fragment(code().link()))
    assert page.verdict() == "genuine"
    assert page_words("en").stale in page.page.inner_text("#answer")


def test_a_list_of_today_is_not_old(page: Watched, tmp_path: Path) -> None:
    """Before its day nothing is said of its age."""
    page.open(saved(tmp_path), fragment(code().link()))
    page.verdict()
    assert page_words("en").stale not in page.page.inner_text("#answer")


def test_an_issuer_with_a_key_of_small_order(page: Watched, tmp_path: Path) -> None:
    """The page does not take a list with a key under which anybody can sign."""
    weak = attrs.evolve(fresh(), issuers=(attrs.evolve(trusted(), key=NEUTRAL),))
    issuers = tmp_path / "issuers.json"
    issuers.write_bytes(sealed_unseen(weak))
    page.open(saved(tmp_path))
    page.page.set_input_files("#file", str(issuers))
    page.page.wait_for_function("document.getElementById('status').textContent.length > 1")
    assert page.page.inner_text("#status") == page_words("en").bad_list


def test_without_a_list(page: Watched, tmp_path: Path) -> None:
    """A page without a list says so, takes the file of one, and then checks."""
    file = tmp_path / "check.html"
    file.write_bytes(verify_page())
    page.open(file)
    assert page_words("en").no_list in page.page.inner_text("#list")
    issuers = tmp_path / "issuers.json"
    issuers.write_bytes(seal_bundle(fresh(), [LIST_MAKER]))
    page.page.set_input_files("#file", str(issuers))
    page.page.wait_for_function("document.getElementById('list').textContent.includes('number 1')")
    page.page.fill("#text", code().link("papers.example"))
    page.page.click("button[type=submit]")
    assert page.verdict() == "genuine"


@pytest.mark.parametrize("sequence", [0, 1])
def test_a_list_that_is_not_to_be_trusted(page: Watched, tmp_path: Path, sequence: int) -> None:
    """A list that somebody else signed, or an older one, is not used."""
    page.open(saved(tmp_path, fresh(sequence=5)))
    signer = LIST_MAKER if sequence else OTHER
    foreign = attrs.evolve(fresh(trusted(OTHER)), signers=(signer.public.hex,))
    issuers = tmp_path / "issuers.json"
    issuers.write_bytes(seal_bundle(foreign, [signer]))
    page.page.set_input_files("#file", str(issuers))
    page.page.wait_for_function("document.getElementById('status').textContent.length > 1")
    assert page.page.inner_text("#status") == page_words("en").bad_list
    assert "number 5" in page.page.inner_text("#list")


@pytest.mark.parametrize(
    "name",
    [
        "<img src=x onerror=document.title='hacked'>",
        "</script><script>document.title='hacked'</script>",
        '"><svg onload=document.title="hacked">',
        "{{constructor.constructor('document.title=1')()}}",
        "محمد الأمين",
        "x" * 299,
    ],
)
def test_hostile_content(page: Watched, tmp_path: Path, name: str) -> None:
    """A name that looks like markup is shown as a name; a long one does not break the page."""
    page.open(saved(tmp_path), fragment(code(name=name).link()))
    assert page.verdict() == "genuine"
    assert page.page.inner_text(".name") == name
    assert page.page.title() == page_words("en").title
    assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints == []


def test_hidden_characters(page: Watched, tmp_path: Path) -> None:
    """A name whose direction is turned is not shown as genuine."""
    page.open(saved(tmp_path), fragment(code(name="Kari\u202eednuL").link()))
    assert page.verdict() == "not_confirmed"


@pytest.mark.parametrize("turned", [0, 3, -12, 90])
def test_a_picture_of_the_code(page: Watched, tmp_path: Path, turned: int) -> None:
    """The page with a reader of pictures finds the code on a photo of the paper."""
    square = tmp_path / "code.png"
    segno.make(code(12).link("papers.example"), error="m").save(str(square), scale=5, border=4)
    paper = Image.new("L", (1240, 1754), 250)
    paper.paste(Image.open(square).convert("L"), (400, 900))
    turning = Image.Resampling.BICUBIC
    paper.rotate(turned, turning, expand=True, fillcolor=250).save(tmp_path / "photo.jpg")
    page.open(saved(tmp_path, camera=True))
    page.page.set_input_files("#file", str(tmp_path / "photo.jpg"))
    assert page.verdict() == "genuine"


def test_a_picture_without_a_code(page: Watched, tmp_path: Path) -> None:
    """A picture in which there is no code is told so."""
    Image.new("L", (400, 300), 250).save(tmp_path / "empty.png")
    page.open(saved(tmp_path, camera=True))
    page.page.set_input_files("#file", str(tmp_path / "empty.png"))
    page.page.wait_for_function(
        f"document.getElementById('status').textContent === {page_words('en').no_code!r}"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readers_language(browser: Browser, tmp_path: Path, language: str) -> None:
    """The page speaks the reader's language; the certificate stays in its own."""
    with watched(browser, locale=language) as seen:
        seen.open(saved(tmp_path), fragment(code().link()))
        seen.verdict()
        assert seen.page.inner_text("h1") == page_words(language).title
        assert seen.page.get_attribute("html", "lang") == language
        assert "Selvstendig" in seen.page.inner_text("article")


def test_the_language_can_be_changed(page: Watched, tmp_path: Path) -> None:
    """Whoever chooses another language gets the whole answer in it, by keyboard alone."""
    page.open(saved(tmp_path), fragment(code().link()))
    page.verdict()
    page.page.focus("#language")
    page.page.keyboard.press("d")
    page.page.wait_for_function(f"document.title === {page_words('da').title!r}")
    assert "Ægte" in page.page.inner_text("#verdict")


def test_by_keyboard(page: Watched, tmp_path: Path) -> None:
    """A code is pasted and checked without a mouse, and the answer gets the focus."""
    page.open(saved(tmp_path))
    page.page.focus("#text")
    page.page.keyboard.insert_text(code().link())
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")
    assert page.verdict() == "genuine"
    page.page.wait_for_function("document.activeElement.id === 'verdict'")


def test_the_state_is_not_told_by_colour_alone(browser: Browser, tmp_path: Path) -> None:
    """Each state has a sign, a sentence and a frame of its own."""
    signs = set()
    for trust, made in (
        (fresh(), code()),
        (fresh(replaced=(mark_of("c-7f3a9be1"),)), code()),
        (fresh(), code(signer=OTHER)),
    ):
        with watched(browser) as seen:
            seen.open(saved(tmp_path, trust), fragment(made.link()))
            seen.verdict()
            border = seen.page.evaluate(
                "getComputedStyle(document.getElementById('answer')).borderTopStyle"
            )
            signs.add((seen.page.inner_text(".sign"), border))
    assert len({sign for sign, _ in signs}) == len({border for _, border in signs}) == 3


def test_small_enough_to_be_sent() -> None:
    """Without a reader of pictures the page has less than 40 KB."""
    data = seal_bundle(fresh(), [LIST_MAKER])
    assert len(verify_page(data)) < LARGEST


def test_a_list_that_is_none_is_not_built_in() -> None:
    """A page is not made around a list that nobody signed."""
    with pytest.raises(TrustError):
        verify_page(b"{}")
