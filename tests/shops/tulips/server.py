"""Bollenhuis: Dutch, one page whose every step asks the server; its answers take a while."""

from __future__ import annotations

from shops.serving import Ask, Reply, data

BULBS = [
    {
        "slug": "tulp-rembrandt",
        "title": "Tulp Rembrandt",
        "price": 7.95,
        "kleur": ["Rood", "Paars"],
        "maat": ["10 st", "25 st"],
    },
    {"slug": "narcis", "title": "Narcis Tete-a-tete", "price": 5.5, "kleur": ["Geel"], "maat": ["10 st"]},
    {"slug": "krokus", "title": "Krokus Mix", "price": 4.25, "kleur": ["Mix"], "maat": ["25 st"]},
]


def answer(ask: Ask) -> Reply | None:
    """Give the page for every address of the application, and data for what it asks."""
    lines: list[object] = ask.state.setdefault("lines", [])
    if ask.path.startswith("api/products"):
        sought = ask.query.get("q", "").casefold()
        return data([each for each in BULBS if sought in str(each["title"]).casefold()], after_s=0.3)
    if ask.path == "api/cart":
        if ask.method == "POST":
            lines.append(dict(ask.form))
        return data(lines, after_s=0.25)
    if ask.path == "api/order":
        lines.clear()
        return data({"id": "order_01", "display_id": 90210}, after_s=0.6)
    return Reply(_file("app.html").replace("__BASE__", ask.base)) if "." not in ask.path else None


def _file(name: str) -> str:
    from shops.serving import SHOPS

    return (SHOPS / "tulips" / name).read_text(encoding="utf-8")
