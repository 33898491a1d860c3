"""What Allure reads beside the results: the run's environment, categories for older readers, and who made them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mystery_shopper.model import Visit


def write_extras(results: Path, visits: Iterable[Visit], environment: Mapping[str, str]) -> None:
    """Write what Allure 2 and 3 read beside the results: environment.properties, categories.json, executor.json."""
    results.mkdir(parents=True, exist_ok=True)
    lines = [f"{name.replace(' ', '.')} = {value}\n" for name, value in environment.items()]
    (results / "environment.properties").write_text("".join(lines), "utf-8")
    (results / "categories.json").write_text(json.dumps(_categories(visits), indent=1), "utf-8")
    executor = {"name": "Mystery Shopper", "type": "local"}
    (results / "executor.json").write_text(json.dumps(executor), "utf-8")


def _categories(visits: Iterable[Visit]) -> list[dict[str, Any]]:
    """Return Allure 2's categories, which can only match a failure's message: it names the kinds."""
    kinds: dict[str, set[str]] = {}
    for finding in (each for visit in visits for each in visit.findings):
        kinds.setdefault(finding.category, set()).add(finding.kind)
    found: list[dict[str, Any]] = [
        {
            "name": category.capitalize(),
            "matchedStatuses": ["failed"],
            "messageRegex": rf"(?s).*, (?:{'|'.join(sorted(kinds[category]))})\).*",
        }
        for category in sorted(kinds)
    ]
    return [*found, {"name": "Nothing can be said about the shop", "matchedStatuses": ["broken"]}]
