"""Finding something: by the search box, by categories and listings, and opening what was found."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.errors import HeldUp
from mystery_shopper.shop import asking
from mystery_shopper.shop.listed import is_headed
from mystery_shopper.shop.parts import Money, place
from mystery_shopper.shop.product import ProductView
from mystery_shopper.shop.typos import meant_name, with_a_slip
from mystery_shopper.shop.view import Choice, Control, Field, PageView
from mystery_shopper.shopper import SOON_S, Shopper
from mystery_shopper.shopper.clearing import clear_the_way
from mystery_shopper.shopper.unasked import came_by_itself
from mystery_shopper.tasks.browsing import leave_layer, open_lists, shows_lists
from mystery_shopper.tasks.missed import note_found_elsewhere, searched_in_vain
from mystery_shopper.tasks.promised import comparable, listed_price
from mystery_shopper.tasks.sold_here import has_come, here, opened, sells, sold_by_key

_MOST_PAGES = 4  # pages of one listing that a customer turns (P)
_SAME_NAME = 0.85  # share of a product's words that its result holds, for the two to be one product (P)


def search(shopper: Shopper, query: str, *, wanted: str = "") -> None:
    """Type something into the shop's search box and send it off; with ``wanted`` the caller looks what came of it.

    Raises:
        HeldUp: when there is no search box to be found.
    """
    shopper.at("find")
    box = _search_box(shopper)
    if box is None:
        raise shopper.held_up(f'"{query}" cannot be searched for', looked_for="a search box", thing="search")
    shopper.takes(box)
    shopper.memory.query = query
    view = shopper.look()
    submit = shop.search_submit(view, box.target)
    shopper.fill(box.target, query, view)
    if submit is None or submit.target.disabled:  # some wake up only when something is written
        view = shopper.look()
        submit = shop.search_submit(view, box.target)
    if submit is None:
        submit = next((Choice(each, 0.5, "inside the form") for each in buttons_beside(view, box.target)), None)
    if submit is None or submit.target.covered:
        shopper.press_enter(box.target)
    elif not (shopper.hands.by_keyboard and _found_by_enter(shopper, box.target)):
        shopper.press(submit, view)
    shopper.say(f'{shopper.they()} searched for "{query}".')
    if not wanted:
        note_search(shopper, query)


def _found_by_enter(shopper: Shopper, box: Field) -> bool:
    """Press Enter as everybody does whose hands are on the keys, and say whether anything came of it."""
    return bool({"url", "dom"} & set(shopper.press_enter(box).effects))


def search_with_a_slip(shopper: Shopper, name: str) -> None:
    """Search for a product with one letter wrong, and look whether the shop finds anything."""
    query = with_a_slip(name, shopper.identity.seed)
    search(shopper, query, wanted=name)
    note_search(shopper, query, wanted=name, typo=True)


def note_search(shopper: Shopper, query: str, *, wanted: str = "", typo: bool = False) -> None:
    """Write down what a search came to; ``wanted`` is the product of the shop that was meant, where one was."""
    view = shopper.look()
    names = [each.name for each in shop.results(view)]
    if wanted and shop.read_product(view, shopper.persona.currency).name.casefold() == wanted.casefold():
        names = [wanted]  # some shops lead straight to the only product that fits
    if wanted and not names and shop.product_link(view, wanted) is not None:
        names = [wanted]  # a single hit does not look like a list
    if not names and not wanted:
        wanted = meant_name(query, [each.name for each in _seen_products(shopper)])
        typo = bool(wanted)
    rank = next((place for place, each in enumerate(names, 1) if shop.alike(wanted, each) > _SAME_NAME), None)
    shopper.recorder.observe(
        "search",
        len(names),
        url=view.url,
        element="search without results" if not names else f"search {wanted or query}",
        query=query,
        sentence=shop.no_results(view),
        ways_on=asking.ways_on(view),
        typo=typo,
        wanted=wanted,
        rank=rank,
    )


def _seen_products(shopper: Shopper) -> list[Control]:
    """Return the links by which the shop has shown its products so far: on its first page, and on this one."""
    views = [each for each in (shopper.memory.arrival, shopper.look()) if each is not None]
    return [each for view in views for each in view.controls if each.role == "link" and each.name]


def browse(shopper: Shopper, category: str) -> None:
    """Open a category by its name in the menu."""
    shopper.at("find")
    link = shop.category_link(shopper.look(), category)
    if link is None:
        raise shopper.held_up(f'the category "{category}" cannot be found', looked_for=f'a link named "{category}"')
    shopper.press(link)
    _refuse_dead_end(shopper, f'the category "{category}"')


def open_product(shopper: Shopper, name: str) -> None:
    """Open a product's page from where she stands: this page, further pages of it, then the search, then categories.

    Raises:
        HeldUp: when the product is nowhere to be found.
    """
    shopper.at("find")
    if not has_come(shopper.look()):
        shopper.wait_for("the rest of the page", lambda view: has_come(view) or None, within_s=SOON_S)
    link = _on_these_pages(shopper, name)
    if link is None and leave_layer(shopper):
        link = _on_these_pages(shopper, name)
    if link is None and not here(shopper, name) and name.casefold() not in _last_query(shopper):
        link = _by_search(shopper, name)
    if link is None and not here(shopper, name):
        answer = searched_in_vain(shopper, name)
        link = _by_categories(shopper, name)
        if answer is not None and link is not None:
            note_found_elsewhere(shopper, name, answer)
    if link is None and not here(shopper, name):
        link = shopper.seek(f'"{name}"', lambda view: shop.product_link(view, name))  # lists come late at times
    if link is None and not here(shopper, name):
        raise shopper.held_up(
            f'"{name}" cannot be found',
            looked_for=f'a link to "{name}"',
            saw=shop.no_results(shopper.look()),
            thing="product-link",
        )
    shopper.at("choose")
    listed = listed_price(shopper.look(), link.target) if link is not None else None
    shopper.memory.passed |= _others(shopper.look(), name)
    if link is not None:
        _follow(shopper, link, name)
        if "compares" in shopper.persona.habits:
            _look_around_and_return(shopper, name)
    shopper.memory.product = name
    shopper.read()
    note_price(shopper, name, listed)


def _others(view: PageView, name: str) -> set[str]:
    """Return the names of listed products that are not the one she looks for, however she calls it."""
    likely = {each.name: shop.alike(name, each.name) for each in shop.results(view)}
    best = max(likely.values(), default=0.0)
    return {each for each, sure in likely.items() if sure < min(best, _SAME_NAME)}


def open_last_product(shopper: Shopper) -> None:
    """Open what stands at the end of the list before her, which takes scrolling where the list is long.

    Raises:
        HeldUp: when there is no list.
    """
    listed = shopper.seek("a list of products", lambda view: [each.name for each in shop.results(view)] or None)
    if not listed:
        raise shopper.held_up("there is no list to open a product from", looked_for="a list of products")
    open_product(shopper, listed[-1])


def note_price(shopper: Shopper, name: str, listed: Money | None = None) -> None:
    """Read the product's price, so that later touchpoints can be held to it, and it to the list that led there."""
    product = shop.read_product(shopper.look(), shopper.persona.currency, name)
    note_product(shopper, product, name)
    if product.price is None:
        return
    price, promised = product.price, comparable(shopper.look(), product, listed)
    shopper.memory.prices[name] = price.amount
    shopper.recorder.observe(
        "price",
        price.amount,
        url=shopper.page.url,
        product=name,
        currency=price.currency,
        written=shop.currency_shown(shopper.look(), shopper.persona.currency),
        where="product",
        from_price=product.from_price,
        listed=promised.amount if promised else None,
    )
    shopper.say(f'{shopper.they_were()} shown "{name}" for {price}.')


def note_product(shopper: Shopper, product: ProductView, name: str) -> None:
    """Write down whether the page says what the product costs, in a way that people can read."""
    price = product.price if product.source == "page" else None
    bare = shop.read_product(shopper.look()).price if price else None
    view = shopper.look()
    top = view.modal
    if price is None and top is not None and not _shown_in(view, top.id, name):
        return  # what lies over the page hides it: whether it has a price nobody can say
    heading = next((each for each in view.lines if each.heading == 1), None)
    if heading is not None:
        shopper.senses.point_at("price", view, heading.rect)
    shopper.recorder.observe(
        "product",
        name,
        url=shopper.page.url,
        price=price.amount if price else None,
        currency=bare.currency if bare else "",
        available=product.available,
        free=product.free,
        waits=price is None and bool(product.needed),
    )


def _shown_in(view: PageView, layer: int, name: str) -> bool:
    return any(view.within(each.layer, layer) and shop.alike(name, each.text) > _SAME_NAME for each in view.lines)


def _search_box(shopper: Shopper) -> Choice[Field] | None:
    """Return where she can search: on the page, below a layer that came by itself, or behind what opens it."""
    box = shop.search_box(shopper.look())
    if box is None and shopper.look().modal is not None and came_by_itself(shopper) and clear_the_way(shopper):
        box = shop.search_box(shopper.look())
    if box is None:
        opener = shop.search_opener(shopper.look())
        if opener is not None:
            shopper.press(opener)
            box = shopper.wait_for("a search field", shop.search_box, within_s=SOON_S)  # its layer may fade in
    return box


def _follow(shopper: Shopper, link: Choice[Control], name: str) -> None:
    """Go to a product's page and see that it is its page."""
    before = place(shopper.look().url)
    shopper.press(link)
    _refuse_dead_end(shopper, f'the page of "{name}"')
    shopper.seek(f'"{name}"', lambda view: shop.add_to_basket(view, name) or is_headed(view, name) or None)
    clear_the_way(shopper, called=place(shopper.look().url) == before)  # some shops show a product in a layer


def _look_around_and_return(shopper: Shopper, name: str) -> None:
    """Go back to where a product was found, as people do who compare, and open it again."""
    shopper.back()
    again = _on_these_pages(shopper, name) or _by_search(shopper, name)
    if again is None:
        raise shopper.held_up(f'"{name}" cannot be found again after Back', looked_for=f'a link to "{name}"')
    _follow(shopper, again, name)


def _on_these_pages(shopper: Shopper, name: str) -> Choice[Control] | None:
    for _ in range(_MOST_PAGES):
        view = shopper.look()
        link = None if sold_by_key(shopper, name) else shop.product_link(view, name)
        if link is not None or here(shopper, name) or opened(shopper, name):
            return link
        further = shop.next_page(view)
        if further is None:
            return None
        shopper.press(further)
    return None


def _by_search(shopper: Shopper, name: str) -> Choice[Control] | None:
    try:
        if _search_box(shopper) is None:
            if not shows_lists(shopper.look()):
                leave_layer(shopper)
            return None
    except HeldUp:  # what may hold a search does nothing, which has been told; there are the shop's lists
        return None
    search(shopper, name, wanted=name)
    shopper.seek(
        f'"{name}"', lambda view: shop.product_link(view, name) or shop.no_results(view) or sells(view, name) or None
    )
    note_search(shopper, name, wanted=name)
    return _on_these_pages(shopper, name)


def _by_categories(shopper: Shopper, name: str) -> Choice[Control] | None:
    for _ in open_lists(shopper):
        link = _on_these_pages(shopper, name)
        if link is not None or here(shopper, name):
            return link
    return None


def _last_query(shopper: Shopper) -> str:
    """Return what she searched for last when she still stands on its results."""
    return shopper.memory.query.casefold()


def _refuse_dead_end(shopper: Shopper, what: str) -> None:
    newest = next(reversed(shopper.recorder.ever("navigation")), None)
    if newest is not None and newest.value >= 400:
        raise shopper.held_up(f"{what} does not open", saw=f"status {newest.value}")


def buttons_beside(view: PageView, field: Field) -> list[Control]:
    """Return what sends a field's own form."""
    return [each for each in view.controls if each.form and each.form == field.form and each.kind == "submit"]
