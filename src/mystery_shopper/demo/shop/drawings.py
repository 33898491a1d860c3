"""Product pictures, drawn as SVG from a shape and a colour, so that the shop needs no image files."""

from __future__ import annotations

import random
from functools import cache

from django.utils.text import slugify

from mystery_shopper.demo.shop import catalogue, shapes_away, shapes_home

SIZE = 800
"""Width and height of a picture in CSS pixels, as pages say in its img element."""

SHAPES = {**shapes_home.SHAPES, **shapes_away.SHAPES}
COLOURS = {
    "sea": ("#3f7d8c", "#2c5c69", "#dfeaea"),
    "pine": ("#c99a63", "#9a7140", "#eef0e4"),
    "ink": ("#3b4a52", "#26323a", "#e4e8e6"),
    "copper": ("#c4764a", "#8f4f2d", "#f3e7dc"),
    "oat": ("#e6d8bf", "#b9a582", "#dde6df"),
    "moss": ("#6f8558", "#4d5f3b", "#ecefe2"),
    "sand": ("#d3b98f", "#a4875b", "#e5ebe6"),
    "clay": ("#c0694f", "#8c4632", "#f3e8e0"),
    "honey": ("#e0a73c", "#a97718", "#f5eedb"),
    "plum": ("#86597a", "#5f3b55", "#f0e6ec"),
    "stone": ("#8b938f", "#5f6763", "#e9e8e2"),
}
"""Name -> body, shade and background."""


@cache
def svg(slug: str, *, large: bool) -> bytes:
    """Return the picture of the product with that slug.

    The large one has the grain of paper. It is not for beauty alone: browsers leave pictures of less than
    0.05 bits a pixel out of Largest Contentful Paint, and a flat drawing would be one of them.

    Raises:
        KeyError: when no product has that slug.
    """
    data = _by_slug()[slug]
    body, shade, ground = COLOURS[data.colour]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="{SIZE}" height="{SIZE}">',
        '<defs><linearGradient id="b" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="#fbfaf6"/><stop offset="1" stop-color="{ground}"/></linearGradient></defs>',
        '<path fill="url(#b)" d="M0 0h400v400H0z"/>',
        f'<path fill="{ground}" d="M0 318q100-14 200-8t200-4v94H0z"/>',
        _grain(slug) if large else "",
        '<ellipse cx="200" cy="338" rx="118" ry="13" fill="#1d2a26" opacity=".14"/>',
        SHAPES[data.shape](body, shade),
        "</svg>",
    ]
    return "".join(parts).encode()


@cache
def _by_slug() -> dict[str, catalogue.ProductData]:
    return {slugify(each.words["en"].name): each for each in catalogue.products().values()}


def _grain(slug: str) -> str:
    dice = random.Random(slug)
    spots = ((dice.randrange(4000) / 10, dice.randrange(4000) / 10, dice.randrange(1, 4)) for _ in range(900))
    dots = "".join(f"M{x} {y}h{length}" for x, y, length in spots)
    return f'<path d="{dots}" stroke="#1d2a26" stroke-width=".8" opacity=".07"/>'
