"""QR codes (ISO/IEC 18004), at error correction M, as rows of dark and light modules.

Rules of this module

- A row of bits is one number: what the standard counts module by module (section 7.8.3) is counted
  here by shifting the whole symbol against itself, so that all masks are weighed in no time.
- What depends on the size alone is worked out once a process.
- Numbers are the standard's; `_PER_BLOCK` and `_BLOCKS` are its table 9.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

import attrs

__all__ = ["LARGEST", "penalty", "qr_rows"]

LARGEST = 40
"""The largest version."""
_PER_BLOCK = (
    *(10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26),
    *(26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28),
)
"""How many codewords of each block correct errors, by version."""
_BLOCKS = (
    *(1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16),
    *(17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49),
)
"""How many blocks there are, by version."""
_PAD = 4
"""Light modules between rows: the quiet zone counts as light (7.8.3.1)."""
_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda i, j: (i + j) % 2,
    lambda i, _: i % 2,
    lambda _, j: j % 3,
    lambda i, j: (i + j) % 3,
    lambda i, j: (i // 2 + j // 3) % 2,
    lambda i, j: i * j % 2 + i * j % 3,
    lambda i, j: (i * j % 2 + i * j % 3) % 2,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2,
)
"""The mask patterns (table 10): where the value is 0, a module is turned over."""
_PERIOD = 12
"""After how many rows and columns every mask begins again."""


def qr_rows(content: bytes, digits: str = "", *, largest: int = LARGEST) -> tuple[str, ...] | None:
    """Return the rows of a QR code without its quiet zone: `1` for dark and `0` for light.

    Args:
        content: What the code says first, in bytes.
        digits: The decimal digits that follow, which take less room than bytes.
        largest: The largest version that may be used.

    Returns:
        The rows of the smallest code that holds it; None if none is large enough.
    """
    for version in range(1, largest + 1):
        if _size(content, digits, version) <= 8 * _room(version):
            return _symbol(version, _codewords(_bits(content, digits, version), version))
    return None


def _modules(version: int) -> int:
    """Return how many modules are left for codewords."""
    free = (16 * version + 128) * version + 64
    if version >= 2:
        positions = version // 7 + 2
        free -= (25 * positions - 10) * positions - 55
        free -= 36 if version >= 7 else 0
    return free


def _room(version: int) -> int:
    """Return how many codewords of data there are."""
    return _modules(version) // 8 - _PER_BLOCK[version - 1] * _BLOCKS[version - 1]


def _lengths(version: int) -> tuple[int, int]:
    """Return how many bits tell how long a segment of bytes and one of digits is (table 3)."""
    return 8 if version < 10 else 16, 10 if version < 10 else 12 if version < 27 else 14


def _size(content: bytes, digits: str, version: int) -> int:
    """Return how many bits the segments take."""
    of_bytes, of_digits = _lengths(version)
    size = 4 + of_bytes + 8 * len(content) if content or not digits else 0
    whole, rest = divmod(len(digits), 3)
    return size + (4 + of_digits + 10 * whole + (0, 4, 7)[rest] if digits else 0)


def _bits(content: bytes, digits: str, version: int) -> str:
    """Return the segments as bits (7.4): bytes, then digits, each with its mode and length."""
    of_bytes, of_digits = _lengths(version)
    bits = ""
    if content or not digits:
        bits = f"0100{len(content):0{of_bytes}b}"
        bits += f"{int.from_bytes(content, 'big'):0{8 * len(content)}b}" if content else ""
    if digits:
        end = len(digits) // 3 * 3
        packed = "".join([_three(digits[i : i + 3]) for i in range(0, end, 3)])
        rest = digits[end:]
        packed += f"{int(rest):0{3 * len(rest) + 1}b}" if rest else ""
        bits += f"0001{len(digits):0{of_digits}b}{packed}"
    return bits


@cache
def _three(digits: str) -> str:
    """Return three digits as ten bits."""
    return f"{int(digits):010b}"


def _codewords(bits: str, version: int) -> bytes:
    """Return the codewords in the order in which they are placed (7.5 and 7.6)."""
    room = _room(version)
    bits += "0" * min(4, 8 * room - len(bits))
    bits += "0" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big")
    data += (b"\xec\x11" * room)[: room - len(data)]
    count, size = _BLOCKS[version - 1], _PER_BLOCK[version - 1]
    short, longer = divmod(room, count)
    blocks, place = [], 0
    for i in range(count):
        end = place + short + (i >= count - longer)
        blocks.append(data[place:end])
        place = end
    checks = [_correction(block, size) for block in blocks]
    columns = bytearray(byte for column in zip(*blocks, strict=False) for byte in column)
    columns += bytes(block[-1] for block in blocks[count - longer :])
    columns += bytes(byte for column in zip(*checks, strict=True) for byte in column)
    return bytes(columns)


def _double(value: int) -> int:
    """Return a number of the field of 256 times two (7.5.2)."""
    return value << 1 ^ (0x11D if value & 0x80 else 0)


@cache
def _multiples(size: int) -> tuple[int, ...]:
    """Return the multiples of the polynomial that makes *size* codewords, each as one number."""
    polynomial, root = [1], 1
    for _ in range(size):
        shifted = [*polynomial, 0]
        for i, factor in enumerate(polynomial):
            shifted[i + 1] ^= _product(factor, root)
        polynomial, root = shifted, _double(root)
    found = [0]
    for _ in range(8):
        value = int.from_bytes(bytes(polynomial[1:]), "big")
        found += [known ^ value for known in found]
        polynomial = [_double(factor) for factor in polynomial]
    return tuple(found)


def _product(one: int, other: int) -> int:
    found = 0
    while other:
        found ^= one if other & 1 else 0
        one, other = _double(one), other >> 1
    return found


def _correction(block: bytes, size: int) -> bytes:
    """Return the codewords that correct errors in *block*: what is left of a division."""
    multiples, top = _multiples(size), 8 * (size - 1)
    rest, below = 0, (1 << top) - 1
    for byte in block:
        rest = (rest & below) << 8 ^ multiples[byte ^ rest >> top]
    return rest.to_bytes(size, "big")


@attrs.frozen
class _Layout:
    """What a version looks like, whatever it says.

    Attributes:
        side: The modules of a side.
        gather: Takes, for each module and pad, its bit from the codewords' bits and "01".
        masks: For each mask, the modules that it turns over or that tell it, as one number.
        modules: All modules, as one number.
        pairs: The modules that have one left of them.
    """

    side: int
    gather: Callable[[str], tuple[str, ...]]
    masks: tuple[int, ...]
    modules: int
    pairs: int


def _symbol(version: int, codewords: bytes) -> tuple[str, ...]:
    """Place codewords, and mask them by the pattern with the least penalty (7.7 and 7.8)."""
    layout = _layout(version)
    bits = f"{int.from_bytes(codewords, 'big'):0{8 * len(codewords)}b}"
    bits += "0" * (_modules(version) - len(bits))
    plain = int("".join(layout.gather(f"{bits}01")), 2)
    best = min((plain ^ mask for mask in layout.masks), key=lambda masked: _penalty(masked, layout))
    stride = layout.side + _PAD
    text = f"{best:0{layout.side * stride}b}"
    return tuple(text[i * stride : i * stride + layout.side] for i in range(layout.side))


def penalty(rows: Sequence[str]) -> int:
    """Return how hard a symbol is to read: the points of 7.8.3.1.

    Args:
        rows: Its rows, as `qr_rows` returns them.
    """
    whole = int("".join(row + "0" * _PAD for row in rows), 2)
    return _penalty(whole, _layout((len(rows) - 17) // 4))


def _penalty(symbol: int, layout: _Layout) -> int:
    """Return the points of a symbol, a number with a bit a module and pads after each row."""
    stride = layout.side + _PAD
    light = ~symbol
    beside = ~(symbol ^ symbol >> 1) & layout.pairs
    beneath = ~(symbol ^ symbol >> stride) & layout.modules & layout.modules >> stride
    points = 3 * (beside & beneath & beneath >> 1 & beside >> stride).bit_count()
    for same, step in ((beside, 1), (beneath, stride)):
        long = same & same >> step & same >> 2 * step & same >> 3 * step
        points += long.bit_count() + 2 * (long & ~(long >> step)).bit_count()
        found = symbol & symbol >> 2 * step & symbol >> 3 * step & symbol >> 4 * step
        found &= symbol >> 6 * step & light >> step & light >> 5 * step
        if found:
            after = symbol << step | symbol << 2 * step | symbol << 3 * step | symbol << 4 * step
            before = symbol >> 7 * step | symbol >> 8 * step
            before |= symbol >> 9 * step | symbol >> 10 * step
            points += 40 * (found & ~(after & before)).bit_count()
    share = 100 * symbol.bit_count() / layout.side**2
    return points + 10 * int(abs(share - 50) / 5)


@cache
def _layout(version: int) -> _Layout:
    """Work out where everything stands in a version."""
    side = 4 * version + 17
    fixed = _fixed(version, side)
    free = _modules(version)
    places = {cell: free + dark for cell, dark in fixed.items()}
    places |= {cell: number for number, cell in enumerate(_way(side, fixed))}
    cells = [(i, j) for i in range(side) for j in range(side + _PAD)]
    wanted: Any = itemgetter(*(places.get(cell, free) for cell in cells))
    rows = [["1"] * side + ["0"] * _PAD for _ in range(side)]
    open_ = int("".join("0" if c in fixed or c[1] >= side else "1" for c in cells), 2)
    masks = tuple(
        _turned(mask, side) & open_ | _told(number, side) for number, mask in enumerate(_MASKS)
    )
    modules = int("".join(map("".join, rows)), 2)
    return _Layout(side, wanted, masks, modules, modules & modules >> 1)


def _turned(mask: Callable[[int, int], int], side: int) -> int:
    """Return the modules that a mask turns over."""
    tile = [
        "".join("0" if mask(i, j) else "1" for j in range(_PERIOD)) * (side // _PERIOD + 1)
        for i in range(_PERIOD)
    ]
    return int("".join(tile[i % _PERIOD][:side] + "0" * _PAD for i in range(side)), 2)


def _told(mask: int, side: int) -> int:
    """Return the modules that tell error correction and mask (7.9)."""
    rest = mask  # error correction M is 00
    for _ in range(10):
        rest = rest << 1 ^ (rest >> 9) * 0x537
    bits = f"{(mask << 10 | rest) ^ 0x5412:015b}"
    around = [*((8, j) for j in (0, 1, 2, 3, 4, 5, 7, 8)), *((i, 8) for i in (7, 5, 4, 3, 2, 1, 0))]
    apart = [*((side - 1 - i, 8) for i in range(7)), *((8, side - 8 + j) for j in range(8))]
    cells = zip((*around, *apart), bits * 2, strict=True)
    last = side * (side + _PAD) - 1
    return sum(1 << last - i * (side + _PAD) - j for (i, j), bit in cells if bit == "1")


def _fixed(version: int, side: int) -> dict[tuple[int, int], int]:
    """Return the modules that no codeword takes, and whether they are dark (6.3)."""
    found = {(6, j): 1 - j % 2 for j in range(side)} | {(i, 6): 1 - i % 2 for i in range(side)}
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        for i in range(-1, 8):
            for j in range(-1, 8):
                if 0 <= top + i < side and 0 <= left + j < side:
                    ring = max(abs(i - 3), abs(j - 3))
                    found[top + i, left + j] = int(ring not in (2, 4))
    for i, j in _aligned(version, side):
        for y in range(-2, 3):
            for x in range(-2, 3):
                found[i + y, j + x] = int(max(abs(x), abs(y)) != 1)
    told = [*((8, j) for j in range(9)), *((i, 8) for i in range(9))]
    told += [*((8, side - 8 + j) for j in range(8)), *((side - 7 + i, 8) for i in range(7))]
    found |= {cell: 0 for cell in told if cell not in found or (8 in cell and 6 not in cell)}
    found[side - 8, 8] = 1
    return found | _version(version, side)


def _aligned(version: int, side: int) -> Iterator[tuple[int, int]]:
    """Yield the middles of alignment patterns (annex E)."""
    if version == 1:
        return
    count = version // 7 + 2
    step = 26 if version == 32 else (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    middles = [6, *sorted(side - 7 - step * i for i in range(count - 1))]
    corners = {(6, 6), (6, side - 7), (side - 7, 6)}
    yield from ((i, j) for i in middles for j in middles if (i, j) not in corners)


def _version(version: int, side: int) -> dict[tuple[int, int], int]:
    """Return the modules that tell the version (7.10)."""
    if version < 7:
        return {}
    rest = version
    for _ in range(12):
        rest = rest << 1 ^ (rest >> 11) * 0x1F25
    bits = version << 12 | rest
    found = {}
    for number in range(18):
        i, j = number // 3, side - 11 + number % 3
        found[i, j] = found[j, i] = bits >> number & 1
    return found


def _way(side: int, fixed: dict[tuple[int, int], int]) -> Iterator[tuple[int, int]]:
    """Yield the modules that codewords take, in order: up and down in columns of two (7.7.3)."""
    up = True
    for right in (*range(side - 1, 6, -2), *range(5, 0, -2)):
        for i in reversed(range(side)) if up else range(side):
            for cell in ((i, right), (i, right - 1)):
                if cell not in fixed:
                    yield cell
        up = not up
