"""Bad days that are mistakes in markup, style or script: each replaces a piece of the good text by a bad one."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

PLACEHOLDER = ""


def html(text: str, page: str, days: Set[str]) -> str:
    """Return a page with the mistakes of the active days."""
    return text


def asset(name: str, text: str, days: Set[str]) -> str:
    """Return a style sheet or script with the mistakes of the active days."""
    return text
