"""The paper for the rivals, taken from what skillcert says on its own."""

from __future__ import annotations

from collections.abc import Iterator

from makers.by_skillcert import DAY, LANGUAGE, RECORD
from makers.paper import ACCENT, Group, Paper, Signer
from skillcert import Programme, codec
from skillcert.model import Certificate, ItemList, Paragraph, Section, Table
from skillcert.texts import Words, day, period, words

__all__ = ["paper"]

_CODE_SIDE = 89
"""The modules of a code of version 18, which holds 500 bytes at error correction M."""


def paper() -> Paper:
    """Return the certificate that all tools make."""
    programme = Programme.installed()
    record = programme.read_record(RECORD.read_bytes())
    draft = programme.draft(record, language=LANGUAGE, on=DAY)
    certificate, texts = draft.certificate, words(LANGUAGE)
    said = texts.document(certificate.document)
    opening = said.opening.format(name="|", field=certificate.field, issuer=certificate.issuer.name)
    before, _, after = opening.partition("|")
    span = certificate.period
    return Paper(
        language=LANGUAGE,
        title=said.title,
        subtitle=said.subtitle,
        before=before.strip(),
        name=certificate.name,
        after=after.strip(),
        period=period(span, certificate.date_precision, texts) if span else "",
        groups=tuple(_groups(certificate, texts)),
        sign=_sign(programme, certificate.workshop),
        stamp=texts.certificate.stamp,
        contact=said.contact.format(issuer=certificate.issuer.name),
        place_and_date=f"{certificate.issuer.place}, {day(certificate.issued_on, texts)}",
        signers=tuple(
            Signer(label=texts.certificate.confirmed_by, name=signer.name, title=signer.title)
            for signer in certificate.signers
        ),
        issuer=" · ".join((certificate.issuer.name, *certificate.issuer.address)),
        disclaimer=said.disclaimer,
        code=("1" * _CODE_SIDE,) * _CODE_SIDE,
        embedded=codec.canonical(codec.unstructure(certificate)).decode(),
    ).numbered(0)


def _groups(certificate: Certificate, texts: Words) -> Iterator[Group]:
    for group in certificate.levels:
        level = texts.level(group.level)
        yield Group(
            heading=level.heading,
            meaning=level.meaning,
            points=tuple((line.text, line.detail) for line in group.lines),
        )
    for section in certificate.sections:
        yield Group(heading=section.heading, meaning="", points=tuple(_points(section)), columns=2)


def _points(section: Section) -> Iterator[tuple[str, str]]:
    for block in section.blocks:
        match block:
            case Paragraph():
                yield block.text, ""
            case ItemList():
                yield from ((item, "") for item in block.items)
            case Table():
                yield from ((row[0], " · ".join(row[1:])) for row in block.rows)


def _sign(programme: Programme, key: str) -> str:
    pictogram = programme.registry.workshop(key).pictogram
    size = pictogram.size
    paths = "".join(f'<path fill-rule="evenodd" d="{path}"/>' for path in pictogram.paths)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'width="{size}" height="{size}" fill="{ACCENT}">{paths}</svg>'
    )
