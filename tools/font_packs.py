"""The font packs of this repository: which script, which faces, which characters.

`make_faces.py` cuts the faces and writes the files around them. To add a pack, add a line here and
run it; CONTRIBUTING.md says what else.
"""

from __future__ import annotations

from pathlib import Path

import attrs
from font_characters import COMMON, east_asian, span

__all__ = ["PACKS", "Pack"]


@attrs.frozen(kw_only=True)
class Pack:
    """One pack, before it is made.

    Attributes:
        key: Its folder in `fonts/`, and the end of the distribution's name.
        title: What the script is called.
        used_for: Languages that are written in it, as the pack's page names them.
        script: The ISO 15924 code.
        family: The family of the regular face.
        bold_family: The family of the semibold face; empty if there is none.
        bold: The weight that serves as semibold.
        blocks: First and last characters of the blocks that are kept.
        shaping: Whether HarfBuzz sets it.
        rtl: Whether it runs from right to left.
        languages: Languages that ask for this pack before others that have the character too.
        size: How large it is set beside the bundled faces.
    """

    key: str
    title: str
    used_for: str
    script: str
    family: str
    bold_family: str = ""
    bold: str = "SemiBold"
    blocks: tuple[tuple[int, int], ...] = ()
    shaping: bool = True
    rtl: bool = False
    languages: tuple[str, ...] = ()
    size: float = 1.0

    @property
    def distribution(self) -> str:
        """The name of the distribution."""
        return f"skillcert-fonts-{self.key}"

    @property
    def module(self) -> str:
        """The name of its package."""
        return self.distribution.replace("-", "_")

    @property
    def folder(self) -> str:
        """The folder of its package, from the root of the repository."""
        return f"fonts/{self.key}/src/{self.module}"

    @property
    def east_asian(self) -> bool:
        """Whether its characters come from a national character set."""
        return "CJK" in self.family

    @property
    def files(self) -> tuple[str, str]:
        """The names of the two font files, without their ending; the same where there is one."""
        regular = f"{self.family}-Regular"
        return regular, f"{self.bold_family}-{self.bold}" if self.bold_family else regular

    def characters(self, unicode: Path) -> tuple[range, ...]:
        """Return what is kept; *unicode* is the folder of the Unicode Character Database."""
        if self.east_asian:
            return east_asian(self.key, unicode)
        return (*COMMON, *(span(first, last) for first, last in self.blocks))


_DANDA = (0x0964, 0x0965)
_WIDE = {"Mlym": 0.92, "Sinh": 0.95, "Taml": 0.9, "Telu": 0.96, "Knda": 0.96}
"""Scripts of round, wide letters, which look larger than Latin ones of their size."""


def _indic(
    key: str, title: str, used_for: str, script: str, name: str, *blocks: tuple[int, int]
) -> Pack:
    """Return a pack of Noto Serif and Noto Sans for a script of India."""
    return Pack(
        key=key,
        title=title,
        used_for=used_for,
        script=script,
        family=f"NotoSerif{name}",
        bold_family=f"NotoSans{name}",
        blocks=(*blocks, _DANDA),
        size=_WIDE.get(script, 1.0),
    )


def _east_asian(key: str, title: str, used_for: str, script: str, *languages: str) -> Pack:
    """Return a pack of Noto CJK, regular alone: a second weight would double its size."""
    region = {"Hans": "SC", "Hant": "TC", "Jpan": "JP", "Kore": "KR"}[script]
    # The eleven thousand syllables of Korean are four times smaller without serifs.
    style = "Sans" if script == "Kore" else "Serif"
    return Pack(
        key=key,
        title=title,
        used_for=used_for,
        script=script,
        family=f"Noto{style}CJK{region}",
        shaping=False,
        languages=languages,
        size=0.94,
    )


PACKS = (
    Pack(
        key="adlam",
        title="Adlam",
        used_for="Fulah",
        script="Adlm",
        family="NotoSansAdlam",
        bold_family="NotoSansAdlam",
        bold="Bold",
        blocks=((0x1E900, 0x1E95F), (0x061F, 0x061F), (0x0640, 0x0640), (0x060C, 0x060C)),
        rtl=True,
        size=0.9,
    ),
    Pack(
        key="arabic",
        title="Arabic",
        used_for="Arabic, Dari, Kurdish (Sorani), Pashto, Persian, Sindhi, Urdu, Uyghur",
        script="Arab",
        family="NotoNaskhArabic",
        bold_family="NotoNaskhArabic",
        blocks=((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFD3E, 0xFD3F)),
        rtl=True,
        size=1.1,
    ),
    Pack(
        key="armenian",
        title="Armenian",
        used_for="Armenian",
        script="Armn",
        family="NotoSerifArmenian",
        bold_family="NotoSansArmenian",
        blocks=((0x0531, 0x058F), (0xFB13, 0xFB17)),
        shaping=False,
    ),
    _indic("bengali", "Bengali", "Bengali, Assamese", "Beng", "Bengali", (0x0980, 0x09FE)),
    _east_asian("chinese-simplified", "simplified Chinese", "Chinese", "Hans", "zh", "zh-Hans"),
    _east_asian(
        "chinese-traditional",
        "traditional Chinese",
        "Chinese as written in Taiwan, Hong Kong and Macau, Cantonese",
        "Hant",
        *("zh-Hant", "zh-TW", "zh-HK", "zh-MO", "yue"),
    ),
    _indic(
        *("devanagari", "Devanagari", "Hindi, Nepali, Marathi, Bhojpuri, Maithili", "Deva"),
        "Devanagari",
        *((0x0900, 0x097F), (0xA8E0, 0xA8FF)),
    ),
    Pack(
        key="ethiopic",
        title="Ethiopic",
        used_for="Tigrinya, Amharic, Tigre, Blin",
        script="Ethi",
        family="NotoSerifEthiopic",
        bold_family="NotoSansEthiopic",
        blocks=((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB01, 0xAB2E)),
        shaping=False,
    ),
    Pack(
        key="georgian",
        title="Georgian",
        used_for="Georgian, Mingrelian, Svan",
        script="Geor",
        family="NotoSerifGeorgian",
        bold_family="NotoSansGeorgian",
        blocks=((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2D)),
        shaping=False,
    ),
    _indic("gujarati", "Gujarati", "Gujarati", "Gujr", "Gujarati", (0x0A81, 0x0AFF)),
    _indic("gurmukhi", "Gurmukhi", "Punjabi", "Guru", "Gurmukhi", (0x0A01, 0x0A76)),
    Pack(
        key="hebrew",
        title="Hebrew",
        used_for="Hebrew, Yiddish",
        script="Hebr",
        family="NotoSerifHebrew",
        bold_family="NotoSansHebrew",
        blocks=((0x0591, 0x05F4), (0x20AA, 0x20AA)),
        rtl=True,
    ),
    _east_asian("japanese", "Japanese", "Japanese", "Jpan", "ja"),
    _indic("kannada", "Kannada", "Kannada, Tulu", "Knda", "Kannada", (0x0C80, 0x0CF2)),
    Pack(
        key="khmer",
        title="Khmer",
        used_for="Khmer",
        script="Khmr",
        family="NotoSerifKhmer",
        bold_family="NotoSansKhmer",
        blocks=((0x1780, 0x17F9),),
    ),
    _east_asian("korean", "Korean", "Korean", "Kore", "ko"),
    Pack(
        key="lao",
        title="Lao",
        used_for="Lao",
        script="Laoo",
        family="NotoSerifLao",
        bold_family="NotoSansLao",
        blocks=((0x0E81, 0x0EDF),),
        size=1.05,
    ),
    _indic("malayalam", "Malayalam", "Malayalam", "Mlym", "Malayalam", (0x0D00, 0x0D7F)),
    Pack(
        key="myanmar",
        title="Myanmar",
        used_for="Burmese, Karen languages, Mon, Shan",
        script="Mymr",
        family="NotoSerifMyanmar",
        bold_family="NotoSansMyanmar",
        blocks=((0x1000, 0x109F), (0xA9E0, 0xA9FE), (0xAA60, 0xAA7F)),
        size=0.86,
    ),
    Pack(
        key="nko",
        title="N’Ko",
        used_for="Bambara, Dyula, Maninka",
        script="Nkoo",
        family="NotoSansNKo",
        blocks=((0x07C0, 0x07FF), (0x060C, 0x060C), (0x061B, 0x061B), (0x061F, 0x061F)),
        rtl=True,
    ),
    Pack(
        key="odia",
        title="Odia",
        used_for="Odia",
        script="Orya",
        family="NotoSansOriya",
        bold_family="NotoSansOriya",
        bold="Bold",
        blocks=((0x0B01, 0x0B77), _DANDA),
    ),
    _indic("sinhala", "Sinhala", "Sinhala", "Sinh", "Sinhala", (0x0D81, 0x0DF4)),
    Pack(
        key="syriac",
        title="Syriac",
        used_for="Assyrian, Chaldean, Syriac, Turoyo",
        script="Syrc",
        family="NotoSansSyriac",
        blocks=((0x0700, 0x074F), (0x060C, 0x060C), (0x061B, 0x061B), (0x061F, 0x061F)),
        rtl=True,
    ),
    _indic("tamil", "Tamil", "Tamil", "Taml", "Tamil", (0x0B82, 0x0BFA)),
    _indic("telugu", "Telugu", "Telugu", "Telu", "Telugu", (0x0C00, 0x0C7F)),
    Pack(
        key="thaana",
        title="Thaana",
        used_for="Dhivehi",
        script="Thaa",
        family="NotoSansThaana",
        bold_family="NotoSansThaana",
        blocks=((0x0780, 0x07B1), (0x060C, 0x060C), (0x061B, 0x061B), (0x061F, 0x061F)),
        rtl=True,
    ),
    Pack(
        key="thai",
        title="Thai",
        used_for="Thai",
        script="Thai",
        family="NotoSerifThai",
        bold_family="NotoLoopedThai",
        blocks=((0x0E01, 0x0E5B),),
        size=1.05,
    ),
    Pack(
        key="tibetan",
        title="Tibetan",
        used_for="Tibetan, Dzongkha, Ladakhi",
        script="Tibt",
        family="NotoSerifTibetan",
        blocks=((0x0F00, 0x0FDA),),
    ),
    Pack(
        key="tifinagh",
        title="Tifinagh",
        used_for="Tamazight, Tashelhit, Tarifit",
        script="Tfng",
        family="NotoSansTifinagh",
        blocks=((0x2D30, 0x2D7F),),
    ),
)
"""Every pack, by its key."""
