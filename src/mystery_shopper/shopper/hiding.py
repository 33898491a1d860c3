"""Notes a layer over the page that nobody asked for and nothing closes, where it hides what a person looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mystery_shopper.shopper.unasked import came_by_itself

if TYPE_CHECKING:
    from mystery_shopper.shopper.person import Person


def note_what_hides_it(person: Person) -> None:
    """Write down a layer that nobody asked for and nothing closes, where she looks in vain for what it hides."""
    view = person.look()
    layer = view.modal
    known = [each.get("text") for each in person.recorder.ever("layer")]
    if layer is None or layer.text[:200] in known or not came_by_itself(person):
        return
    inside = [each for each in view.lines if view.within(each.layer, layer.id)]
    asks = [each for each in view.fields if view.within(each.layer, layer.id)]
    if not inside or len(asks) > 1 or any(each.heading == 1 for each in inside):
        return  # a page that is a layer from its beginning, such as a checkout, hides nothing
    person.senses.point_at("layer", view, layer.rect)
    person.recorder.observe(
        "layer", "other", url=view.url, element="layer", blocks=True, closable=False, text=layer.text[:200]
    )
