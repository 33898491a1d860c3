"""Pictures that do not show: empty places, and those that a script was to bring and never brought."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Error, Page

from mystery_shopper.model import Observation
from mystery_shopper.recorder import Recorder
from mystery_shopper.shop.parts import Picture
from mystery_shopper.shop.view import PageView, Rect

_STILL_OWED: Final = """() => [...document.images].filter(img => !img.currentSrc && !img.src).flatMap(img =>
  ['data-src', 'data-lazy-src', 'data-original', 'data-srcset'].map(name => img.getAttribute(name)).filter(Boolean))"""
_STILL_BROKEN: Final = """async limit => {
  const broken = () => [...document.images].filter(img => img.complete && !img.naturalWidth);
  const shown = img => img.decode().then(() => true, () => false), soon = new Promise(go => setTimeout(go, limit));
  await Promise.race([soon, Promise.all(broken().map(shown))]);
  return broken().map(img => img.currentSrc || img.src) }"""
_SHOWS_WITHIN_MS: Final = 500  # a picture that has come may still have to be drawn (P)
_NO_ICON_PX: Final = 48  # what is narrower in a list is an icon (P)


@dataclass
class Showing:
    """Looks at the pictures of each page at first sight, and once more when she goes on: what is late has had its time.

    ``doubtful`` are the newest page's, while nobody has gone on; ``first_time`` says whether a picture is news.
    """

    recorder: Recorder
    point_at: Callable[[str, PageView, Rect], None]
    first_time: Callable[[str], bool]
    doubtful: list[Observation] = field(default_factory=list)
    _owed: list[tuple[Picture, PageView]] = field(default_factory=list)  # seen without an address

    def look(self, page: Page, view: PageView) -> None:
        """Take in what does not show at first sight."""
        for picture in view.pictures:
            if picture.complete and not picture.natural_width and picture.src:
                self.doubtful += self._lost(page, picture, view)  # lists may show the same one
            if picture.owed and not picture.natural_width:
                self._owed.append((picture, view))

    def look_again(self, page: Page) -> list[Observation]:
        """Return what has not come by now, and forget what shows or has been taken away."""
        doubtful, self.doubtful = self.doubtful, []
        owed, self._owed = self._owed, []
        with suppress(Error):
            if doubtful:
                still = page.evaluate(_STILL_BROKEN, _SHOWS_WITHIN_MS)
                doubtful = [each for each in doubtful if each.value in still]
            missing = page.evaluate(_STILL_OWED) if owed else ()
            for picture, view in owed:
                doubtful += self._lost(page, picture, view) if picture.owed in missing else ()
        return doubtful

    def _lost(self, page: Page, picture: Picture, view: PageView) -> list[Observation]:
        product, name = _is_of_a_product(picture, view), f'picture "{picture.alt}"'
        address = picture.src or picture.owed
        if not self.first_time(f"picture {product} {address}"):
            return []
        self.point_at(name, view, picture.rect)
        return [
            self.recorder.fact(
                "image_broken",
                address,
                url=page.url,
                element=name,
                alt=picture.alt,
                product=product,
                owed=not picture.src,
            )
        ]


def _is_of_a_product(picture: Picture, view: PageView) -> bool:
    in_a_card = picture.row != 0 and picture.rect.width >= _NO_ICON_PX
    return view.product is not None or bool(picture.alt) or in_a_card
