"""Ids: small letters and digits, joined by hyphens."""

from __future__ import annotations

import re
import unicodedata


def is_name(value: str) -> bool:
    """Say whether a text is an id as it stands."""
    return bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value))


def as_name(value: str) -> str:
    """Return the id that is nearest to a text, empty when it holds nothing of one."""
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
