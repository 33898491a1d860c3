"""Bad days that are mistakes in markup, style or script: each puts a bad piece in the place of a good one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

Patch = tuple[str, str]
"""A regular expression and what stands in its place."""

EVERY_PAGE = "*"
DOTS = re.DOTALL


def html(text: str, page: str, days: Set[str]) -> str:
    """Return a page with the mistakes of the active days; ``page`` is the name of its address."""
    for day, (where, patches) in PAGES.items():
        if day in days and where in (page, EVERY_PAGE):
            for pattern, instead in patches:
                text = re.sub(pattern, instead, text, flags=DOTS)
    if "form-wiped" in days and page == "delivery-address":
        text = _wiped(text)
    return text


def asset(name: str, text: str, days: Set[str]) -> str:
    """Return a style sheet or script with the mistakes of the active days.

    Raises:
        LookupError: when the good text lacks the piece that a mistake replaces.
    """
    for day, (where, good, bad) in ASSETS.items():
        if day in days and where == name:
            if good not in text:
                raise LookupError(f"{name} has no {good!r}, which {day} replaces; write the new text in ASSETS")
            text = text.replace(good, bad, 1)
    return text


def _wiped(text: str) -> str:
    """A form that comes back after a mistake has lost what was typed."""
    if 'class="problems"' not in text:
        return text
    return re.sub(r'(<input [^>]*?) value="[^"]*"([^>]*? id="id_)', r"\1\2", text)


# A card that somebody wanted "near the button": it ends up on it.
_LAYER = (
    r'\1<div style="position:relative"><aside style="position:absolute;left:7rem;right:.5rem;bottom:0;height:3.1rem;'
    "padding:.2rem .8rem;border-radius:10px;background:#fbe9c6;font-size:.85rem;line-height:1.3;overflow:hidden;"
    'box-shadow:0 2px 8px rgb(0 0 0/.3)">Join 12,000 readers of our letter and hear of new things first</aside></div>'
)

PAGES: Mapping[str, tuple[str, tuple[Patch, ...]]] = {
    "broken-link": (
        EVERY_PAGE,
        ((r'href="/shop/kitchen/"', 'href="/shop/kitchenware/"'), (r'href="/returns/"', 'href="/service/returns/"')),
    ),
    "covered-button": (
        "product",
        ((r"(<button [^>]*>[^<]*</button>\s*</div>)(?=\s*<div role=\"status\" class=\"added)", _LAYER),),
    ),
    "nameless-field": (
        "delivery-address",
        ((r'<label for="id_postcode">(.*?)</label>', r"<strong>\1</strong>"),),
    ),
    "silent-error": (
        "delivery-address",
        (
            (r'<div class="problems".*?</div>', ""),
            (r'<p class="error" id="id_[^<]*</p>', ""),
            (r' aria-invalid="true"| aria-describedby="id_\w+_error"', ""),
            (r'class="field wrong"', 'class="field"'),
            (r"<title>[^:<]*: (?=[^<]*: )", "<title>"),
        ),
    ),
    "bare-confirmation": ("confirmation", ((r"(<h1>.*?</h1>).*?</main>", r"\1</main>"),)),
}
"""Day -> the page it is met on, and its patches."""

_BANNER = """
if (document.querySelector(".product")) {
  addEventListener("load", () => setTimeout(() => {
    const banner = document.createElement("section");
    banner.className = "facts";
    banner.style.minHeight = "75vh";
    banner.innerHTML = "<p><strong>New this week</strong><br>Lanterns for long evenings.</p>";
    document.body.prepend(banner);
  }, 300));
}

begin();
"""
_LOOK_UP = """
/* Address look-up: keeps the list of suggestions under the field while the customer types. */
document.querySelectorAll("[name=line1]").forEach((field) => {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Tab") {
      event.preventDefault();
      field.setSelectionRange(field.value.length, field.value.length);
    }
  });
});

begin();
"""
ASSETS: Mapping[str, tuple[str, str, str]] = {
    "pale-text": ("shop.css", "--soft: #55625d;", "--soft: #b4bcb7;"),
    "dead-button": ("shop.js", '"submit", add)', '"submit", (event) => event.preventDefault())'),
    "script-error": (
        "shop.js",
        "say(place, await answer.json());\n    await count(place.dataset.summary);",
        'const told = await answer.json();\n    setTimeout(() => say(place.querySelector(".line").parentNode, told));',
    ),
    "sluggish-button": (
        "shop.js",
        "event.preventDefault();\n  const form",
        "event.preventDefault();\n  const end = performance.now() + 700;\n"
        "  while (performance.now() < end);\n  const form",
    ),
    "silent-wait": ("shop.js", "busy(button, form.dataset.wait);\n  try", "try"),
    "jumping-page": ("shop.js", "\nbegin();\n", _BANNER),
    "keyboard-trap": ("shop.js", "\nbegin();\n", _LOOK_UP),
}
"""Day -> the asset, the good piece and the bad one."""
