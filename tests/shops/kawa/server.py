"""Palarnia Kawa: Polish, steps of an accordion on one address, each a form that posts back; a dialog after adding;
an account that is optional; boxes that the law asks for; a last button that sleeps until the last box is ticked."""

from __future__ import annotations

from shops.serving import Ask, Reply, data, go

BEANS = {
    "1-etiopia": ("Etiopia Yirgacheffe", 49.9),
    "2-brazylia": ("Brazylia Santos", 39.9),
    "3-kubek": ("Kubek z gliny", 65.0),
}
LATER = '<button type="button" class="step-edit">edytuj</button>'


def answer(ask: Ask) -> Reply | str | None:
    cart: dict[str, int] = ask.state.setdefault("cart", {})
    if ask.path == "":
        return _page(ask, "Palarnia Kawa", f"<h1>Nasze kawy</h1>{_tiles(ask, '')}")
    if ask.path == "szukaj":
        return _page(ask, "Szukaj", f"<h1>Wyniki wyszukiwania</h1>{_tiles(ask, ask.query.get('s', ''))}")
    if ask.path == "koszyk" and ask.form.get("action") == "add":
        cart[ask.form["id"]] = cart.get(ask.form["id"], 0) + int(ask.form["qty"] or 1)
        return data({"modal": _modal(ask, ask.form["id"]), "count": sum(cart.values())}, after_s=0.4)
    if ask.path == "koszyk":
        return _cart(ask, cart)
    if ask.path == "zamowienie":
        return _steps(ask, cart)
    if ask.path == "potwierdzenie":
        body = f"""<section id="content-hook_order_confirmation"><h3 class="h1 card-title"><i class="material-icons">&#xE876;</i>Twoje
        zamówienie zostało potwierdzone</h3><p>Wiadomość e-mail została wysłana na adres {ask.state["mail"]}.</p></section><div
        id="order-details"><h3>Szczegóły zamówienia:</h3><ul><li>Numer zamówienia: XKBKNABJK</li><li>Metoda płatności: Przelew</li>
        <li>Sposób dostawy: Kurier</li></ul><table><tr><td>Razem (brutto)</td><td>{_zl(ask.state["paid"])}</td></tr></table></div>"""
        return _page(ask, "Potwierdzenie zamówienia", body)
    key = next((key for key in BEANS if ask.path == f"{key}.html"), None)
    return _product(ask, key) if key else None


def _zl(amount: float) -> str:
    return f"{amount:.2f}".replace(".", ",") + "&nbsp;zł"


def _page(ask: Ask, title: str, body: str) -> str:
    count = sum(ask.state["cart"].values())
    cart = f'<a rel="nofollow" href="{ask.base}/koszyk">' if count else "<span>"
    return f"""<!doctype html><html lang="pl"><head><meta charset="utf-8"><title>{title}</title><link rel="stylesheet"
    href="{ask.base}/kawa.css"></head><body id="index"><header id="header"><nav class="header-nav"><a href="{ask.base}/">Palarnia Kawa</a>
    <div id="_desktop_cart"><div class="blockcart">{cart}<i class="material-icons">shopping_cart</i><span class="hidden-sm-down">Koszyk</span>
    <span class="cart-products-count">({count})</span>{"</a>" if count else "</span>"}</div></div><a href="{ask.base}/logowanie">Zaloguj się</a></nav><form action="{ask.base}/szukaj"><input name="s"
    placeholder="Szukaj w naszym katalogu" aria-label="Szukaj"><button type="submit"><i class="material-icons">search</i></button></form></header>
    <main><section id="wrapper">{body}</section></main><footer id="footer"><p>Zapisz się do newslettera</p><form><input type="email"
    placeholder="Twój adres e-mail"><input type="submit" value="Subskrybuj"></form><a href="#">Pomoc i kontakt</a></footer><div id="modal"></div>
    </body></html>"""


def _tiles(ask: Ask, sought: str) -> str:
    found = [key for key in BEANS if sought.casefold() in BEANS[key][0].casefold()]
    return (
        '<div class="products">'
        + "".join(
            f"""<article class="product-miniature"><div class="thumbnail-container"><a href="{ask.base}/{key}.html" class="thumbnail"><img
        src="{ask.base}/ziarno.svg" alt="" width="140"></a><h2 class="h3 product-title"><a href="{ask.base}/{key}.html">{BEANS[key][0]}</a>
        </h2><div class="product-price-and-shipping"><span class="sr-only">Cena</span><span class="price">{_zl(BEANS[key][1])}</span></div>
        <a href="#" class="quick-view">Szybki podgląd</a></div></article>"""
            for key in found
        )
        + ("</div>" if found else "<p>Nie znaleziono produktów.</p></div>")
    )


def _product(ask: Ask, key: str) -> str:
    name, price = BEANS[key]
    return _page(
        ask,
        name,
        f"""<div class="row product-container"><h1 class="h1" itemprop="name">{name}</h1><div class="product-prices">
    <div class="current-price"><span>{_zl(price)}</span></div><div class="tax-shipping-delivery-label">Brutto</div></div>
    <form id="add-to-cart-or-refresh"><div class="product-variants"><span class="control-label">Mielenie</span><ul><li><label><input class="input-radio"
    type="radio" name="g" value="1" checked><span class="radio-label">Ziarna</span></label></li><li><label><input class="input-radio" type="radio"
    name="g" value="2"><span class="radio-label">Mielona</span></label></li></ul></div><span class="control-label">Ilość</span><div class="qty"><input
    type="text" id="quantity_wanted" name="qty" value="1" aria-label="Ilość"><button type="button" class="touchspin-up">+</button><button
    type="button" class="touchspin-down">-</button></div><button class="btn btn-primary add-to-cart" type="submit"><i class="material-icons">
    shopping_cart</i>Dodaj do koszyka</button><span id="product-availability">W magazynie</span></form></div><script>
    const f=document.querySelector("#add-to-cart-or-refresh");f.onsubmit=async(e)=>{{e.preventDefault();const r=await(await fetch("{ask.base}/koszyk",
    {{method:"POST",body:new URLSearchParams({{action:"add",id:"{key}",qty:f.qty.value}})}})).json();document.querySelector(
    ".cart-products-count").textContent="("+r.count+")";document.querySelector("#modal").innerHTML=r.modal;document.querySelectorAll(
    ".dismiss").forEach((b)=>b.onclick=()=>document.querySelector("#modal").replaceChildren())}}</script>""",
    )


def _modal(ask: Ask, key: str) -> str:
    return f"""<div class="modal-backdrop"></div><div id="blockcart-modal" class="modal" role="dialog" aria-labelledby="ml"><h4 id="ml"><i
    class="material-icons">&#xE876;</i>Produkt dodany poprawnie do Twojego koszyka</h4><button class="close dismiss" aria-label="Zamknij">&times;
    </button><h6 class="product-name">{BEANS[key][0]}</h6><p class="product-price">{_zl(BEANS[key][1])}</p><p>Ilość: <strong>1</strong></p><div
    class="cart-content-btn"><button class="btn btn-secondary dismiss">Kontynuuj zakupy</button><a href="{ask.base}/koszyk" class="btn
    btn-primary">Przejdź do realizacji zamówienia</a></div></div>"""


def _cart(ask: Ask, cart: dict[str, int]) -> str:
    cart.pop(ask.query.get("delete", ""), None)
    total = sum(BEANS[key][1] * pieces for key, pieces in cart.items())
    rows = "".join(
        f"""<li class="cart-item"><div class="product-line-grid"><a class="label" href="{ask.base}/{key}.html">{BEANS[key][0]}</a>
    <span class="price">{_zl(BEANS[key][1])}</span><input class="js-cart-line-product-quantity" type="text" value="{pieces}" name="product-quantity-spin"
    aria-label="{BEANS[key][0]} ilość produktu"><span class="product-price"><strong>{_zl(BEANS[key][1] * pieces)}</strong></span><a class="remove-from-cart"
    href="?delete={key}"><i class="material-icons">delete</i></a></div></li>"""
        for key, pieces in cart.items()
    )
    return _page(
        ask,
        "Koszyk",
        f"""<div class="card cart-container"><h1 class="h1">Koszyk</h1><ul class="cart-items">{rows}</ul></div>
    <div class="card cart-summary"><div class="cart-summary-line"><span class="label">{len(cart)} sztuka</span><span class="value">{_zl(total)}</span>
    </div><div class="cart-summary-line"><span class="label">Wysyłka</span><span class="value">{_zl(12)}</span></div><div class="cart-summary-line
    cart-total"><span class="label">Razem (brutto)</span><span class="value">{_zl(total + 12)}</span></div><div class="checkout"><a
    href="{ask.base}/zamowienie" class="btn btn-primary">Realizuj zamówienie</a></div><a href="#">Masz kod rabatowy?</a></div>""",
    )


def _steps(ask: Ask, cart: dict[str, int]) -> Reply | str:
    done: int = ask.state.setdefault("done", 0)
    wrong = ""
    if ask.method == "POST":
        step = int(ask.form["step"])
        missing = [each for each in ask.form.get("needed", "").split() if not ask.form.get(each)]
        if missing:
            wrong = '<div class="alert alert-danger">Proszę wypełnić wymagane pola.</div>'
        else:
            ask.state.update(done=step, mail=ask.form.get("email") or ask.state.get("mail"))
            if step == 4:
                ask.state.update(paid=sum(BEANS[key][1] * pieces for key, pieces in cart.items()) + 12, done=0)
                cart.clear()
                return go(f"{ask.base}/potwierdzenie?id_cart=7")
            return go(f"{ask.base}/zamowienie")
    names = ("Dane osobowe", "Adresy", "Sposób dostawy", "Płatność")
    bodies = (_WHO, _WHERE, _HOW, _PAY)
    parts = "".join(
        f"""<section class="checkout-step {"-current" if number == done else ""}"><h1 class="step-title">{number + 1} {
            name
        }{LATER if number < done else ""}</h1>{
            f'<div class="content">{wrong}<form method="post" id="checkout-{number}"><input type="hidden" name="step" value="{number + 1}">'
            f"{bodies[number]}</form></div>"
            if number == done
            else ""
        }</section>"""
        for number, name in enumerate(names)
    )
    return _page(ask, "Zamówienie", f'<section id="checkout">{parts}</section>')


def _row(label: str, name: str, more: str = "", *, optional: bool = False) -> str:
    note = '<div class="form-control-comment">Opcjonalnie</div>' if optional else ""
    return f"""<div class="form-group row"><label class="form-control-label" for="field-{name}">{label}</label><div><input id="field-{name}"
    class="form-control" name="{name}" {more} {"" if optional else "required"}>{note}</div></div>"""


_WHO = f"""<input type="hidden" name="needed" value="firstname lastname email psgdpr"><ul class="nav"><li><a href="#guest" class="active">Zamów jako gość
</a></li><li><a href="#login">Zaloguj się</a></li></ul><div class="form-group row"><label>Tytuł</label><div><label class="radio-inline"><input type="radio"
name="id_gender" value="1"> Pan</label><label class="radio-inline"><input type="radio" name="id_gender" value="2"> Pani</label></div></div>
{_row("Imię", "firstname")}{_row("Nazwisko", "lastname")}{
    _row("E-mail", "email", 'type="email"')
}<p><b>Utwórz konto</b> (opcjonalnie)<br>i zaoszczędź czas
przy następnym zamówieniu!</p>{_row("Hasło", "password", 'type="password"', optional=True)}{
    _row("Data urodzenia", "birthday", 'placeholder="RRRR-MM-DD"', optional=True)
}<div><label><input type="checkbox" name="optin" value="1"> Otrzymuj oferty od naszych partnerów</label></div><div>
<label><input type="checkbox" name="newsletter" value="1"> Zapisz się do newslettera</label></div><div><label><input type="checkbox" name="psgdpr" value="1"
required> Akceptuję ogólne warunki użytkowania i politykę prywatności</label></div><footer><button class="continue btn btn-primary" type="submit">Kontynuuj
</button></footer>"""
_WHERE = f"""<input type="hidden" name="needed" value="address1 postcode city phone"><p>Wybrany adres zostanie użyty zarówno jako adres dostawy, jak i
rozliczeniowy.</p>{_row("Firma", "company", optional=True)}{_row("Adres", "address1")}{
    _row("Uzupełnienie adresu", "address2", optional=True)
}{_row("Kod pocztowy", "postcode", 'maxlength="6" pattern="[0-9]{2}-[0-9]{3}"')}{
    _row("Miasto", "city")
}<div class="form-group row"><label for="field-id_country">
Kraj</label><select id="field-id_country" name="id_country"><option value="" disabled>-- proszę wybrać --</option><option value="14" selected>Polska</option>
</select></div>{
    _row("Telefon", "phone", 'type="tel"')
}<label><input type="checkbox" name="use_same_address" checked> Użyj tego adresu także do faktury</label>
<footer><button type="submit" class="continue btn btn-primary">Kontynuuj</button></footer>"""
_HOW = """<input type="hidden" name="needed" value="delivery"><div class="delivery-options"><div class="delivery-option"><span class="custom-radio"><input
type="radio" name="delivery" id="d1" value="1"></span><label for="d1"><span class="carrier-name">Kurier</span> <span>dostawa jutro</span> <span>12,00&nbsp;zł</span>
</label></div><div class="delivery-option"><span class="custom-radio"><input type="radio" name="delivery" id="d2" value="2"></span><label for="d2"><span
class="carrier-name">Odbiór osobisty</span> <span>Za darmo</span></label></div></div><label for="m">Jeśli chcesz dodać komentarz do zamówienia, napisz go
poniżej.</label><textarea id="m" name="delivery_message"></textarea><button type="submit" class="continue btn btn-primary">Kontynuuj</button>"""
_PAY = """<input type="hidden" name="needed" value="pay ok"><div class="payment-options"><div><span class="custom-radio"><input type="radio" name="pay" id="p1"
value="1"></span><label for="p1"><span>Zapłać przelewem bankowym</span></label></div><div><span class="custom-radio"><input type="radio" name="pay" id="p2" value="2">
</span><label for="p2"><span>Zapłać przy odbiorze</span></label></div></div><ul><li><span class="custom-checkbox"><input id="ok" name="ok" type="checkbox" value="1">
</span><label for="ok">Zgadzam się z <a href="#">regulaminem sklepu</a> i zobowiązuję się do jego przestrzegania.</label></li></ul><div
id="payment-confirmation"><button type="submit" disabled class="btn btn-primary">Złóż zamówienie</button><p class="alert alert-danger" id="why">Upewnij się, że
wybrano metodę płatności i zaakceptowano regulamin.</p></div><script>const f=document.querySelector("#checkout-3");f.onchange=()=>{const ok=f.pay.value&&f.ok.checked;
f.querySelector("#payment-confirmation button").disabled=!ok;document.querySelector("#why").hidden=ok}</script>"""
