"""The strokes that product pictures are drawn with: paths, lines, boxes and turned bodies, as SVG."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

Shape = Callable[[str, str], str]
"""A form: body and shade colour in, SVG out, in a field of 400 by 400."""


def path(d: str, fill: str, extra: str = "") -> str:
    """Return a filled path."""
    return f'<path d="{d}" fill="{fill}" {extra}/>'


def line(d: str, colour: str, width: float, extra: str = "") -> str:
    """Return a line with round ends."""
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" {extra}/>'


def rect(x: float, y: float, w: float, h: float, r: float, fill: str, extra: str = "") -> str:
    """Return a box with round corners."""
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}" {extra}/>'


def lathe(profile: list[tuple[float, float]], body: str, shade: str) -> str:
    """A turned body from (height, half width) pairs, with a soft shade on its right and a lip on top."""
    left = [(200 - half, y) for y, half in profile]
    right = [(200 + half, y) for y, half in reversed(profile)]
    whole = "M" + "L".join(f"{x} {y}" for x, y in _soft(left) + _soft(right)) + "Z"
    inner = [(200 + half * 0.35, y) for y, half in profile]
    side = "M" + "L".join(f"{x} {y}" for x, y in _soft(inner) + _soft(right)) + "Z"
    top, half = profile[0]
    lip = f'<ellipse cx="200" cy="{top}" rx="{half}" ry="{half * 0.13:.1f}" fill="{shade}"/>'
    return path(whole, body, 'stroke-linejoin="round"') + path(side, shade, 'opacity=".35"') + lip


def _soft(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Cut each corner of a line three times, which rounds it (Chaikin)."""
    for _ in range(3):
        cut = [points[0]]
        for (ax, ay), (bx, by) in pairwise(points):
            cut += [(ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25), (ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75)]
        points = [*cut, points[-1]]
    return [(round(x, 1), round(y, 1)) for x, y in points]
