"""Whatever a record holds: a correct page or a clear error."""

from __future__ import annotations

from itertools import combinations

from hypothesis import HealthCheck, given, settings

from skillcert.documents import style
from skillcert.documents.fonts import FontLibrary
from skillcert.errors import SkillcertError
from skillcert.model import Certificate

from .certificates import certificates
from .pages import area_of, elements, pdf_of, scene_of, texts

LATIN = FontLibrary()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(certificates())
def test_any_certificate_is_whole_and_tidy_or_refused(sample: Certificate) -> None:
    """No text is lost, none lies upon another or outside the margins, and it can be painted."""
    try:
        scene = scene_of(sample, LATIN)
    except SkillcertError:
        return
    drawn = "".join(text for _, text in elements(scene)).replace(" ", "")
    for line in (line for group in sample.levels for line in group.lines):
        assert line.text.replace(" ", "") in drawn
        assert line.detail.replace(" ", "") in drawn
    assert sample.name.replace(" ", "") in drawn
    for page in scene.pages:
        areas = [(item.text, area_of(item)) for item in texts(page) if item.text.strip()]
        assert [(a, b) for (a, x), (b, y) in combinations(areas, 2) if x.overlaps(y)] == []
        for _, area in areas:
            assert area.left >= style.LEFT - 0.01
            assert area.right <= style.LEFT + style.CONTENT_WIDTH + 0.3
            assert area.top >= style.CONTENT_TOP - 4
            assert area.bottom <= style.CONTENT_BOTTOM + 3
    assert pdf_of(sample, LATIN).startswith(b"%PDF")
