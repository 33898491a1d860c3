"""Oli e conserve: Italian, rendered on the server; forms that post back, a list with icons, an order review that is
fetched anew, a combobox drawn by a script, and the words of one well-known plugin for small shops."""

from __future__ import annotations

from shops.serving import Ask, Reply, data, go

GOODS = {
    "olio-ligure": ("Olio extravergine ligure", 14.5, ("500 ml", "750 ml")),
    "taggiasche": ("Olive taggiasche", 6.9, ()),
    "pesto": ("Pesto alla genovese", 5.2, ()),
    "acciughe": ("Acciughe sotto sale", 9.75, ()),
}
PROVINCES = {"IT": {"GE": "Genova", "MI": "Milano", "RM": "Roma", "TO": "Torino"}, "CH": {"TI": "Ticino"}, "SM": {}}


def answer(ask: Ask) -> Reply | str | None:
    cart: dict[str, int] = ask.state.setdefault("cart", {})
    if ask.path == "":
        return _shelf(ask, [key for key in GOODS if ask.query.get("s", "").casefold() in GOODS[key][0].casefold()])
    if ask.path.startswith("prodotto/"):
        return _product(ask, ask.path.split("/")[1], cart)
    if ask.path == "carrello":
        return _cart(ask, cart)
    if ask.path == "cassa":
        return _till(ask, cart) if cart else go(f"{ask.base}/carrello")
    if ask.path == "ajax/review":
        return data({"html": _review(cart, ask.form.get("state", ""))}, after_s=0.35)
    if ask.path == "ajax/order":
        return _order(ask, cart)
    if ask.path.startswith("cassa/ordine-ricevuto/"):
        return _page(ask, "Ordine ricevuto", _RECEIVED.format(total=_euro(ask.state["paid"]), mail=ask.state["mail"]))
    return None


def _euro(amount: float) -> str:
    return f'<span class="woo-amount"><bdi>{amount:.2f}&nbsp;<span>&euro;</span></bdi></span>'.replace(".", ",")


def _sum(cart: dict[str, int]) -> float:
    return sum(GOODS[key.split("|")[0]][1] * pieces for key, pieces in cart.items())


def _page(ask: Ask, title: str, body: str, note: str = "") -> str:
    cart = ask.state.get("cart", {})
    return f"""<!doctype html><html lang="it-IT"><head><meta charset="utf-8"><title>{title} &#8211; Oli e Conserve</title>
<link rel="stylesheet" href="{ask.base}/oli.css"></head><body class="theme-storefront"><div id="page"><header id="masthead"
class="site-header"><div class="col-full"><a href="{ask.base}/">Oli &amp; Conserve</a>
<form role="search" method="get" action="{ask.base}/"><label class="screen-reader-text" for="s0">Cerca:</label>
<input type="search" id="s0" placeholder="Cerca prodotti&hellip;" name="s"><button type="submit">Cerca</button></form>
<nav><ul><li><a href="{ask.base}/">Negozio</a></li><li><a href="{ask.base}/cassa">Cassa</a></li>
<li><a href="{ask.base}/carrello" class="cart-contents" title="Visualizza il tuo carrello">{_euro(_sum(cart))}
<span class="count">{sum(cart.values())} articoli</span></a></li></ul></nav></div></header>
<div id="content"><div class="notices-wrapper">{note}</div><main id="main">{body}</main></div>
<footer class="site-footer"><form><input type="email" placeholder="La tua email"><button type="button">Iscriviti alla newsletter
</button></form><a href="{ask.base}/">Aiuto e contatti</a></footer></div></body></html>"""


def _shelf(ask: Ask, keys: list[str]) -> str:
    found = _tiles(ask, keys) if keys else '<p class="woo-info">Nessun prodotto trovato.</p>'
    return _page(ask, "Negozio", f"<h1>Negozio</h1>{found}")


def _tiles(ask: Ask, keys: list[str]) -> str:
    tiles = "".join(
        f"""<li class="product"><a href="{ask.base}/prodotto/{key}/"><img src="{ask.base}/foglia.svg" alt="" width="120">
<h2 class="loop-title">{GOODS[key][0]}</h2><span class="price">{_euro(GOODS[key][1])}</span></a>
<a href="{ask.base}/prodotto/{key}/" class="button" aria-label="Aggiungi &ldquo;{GOODS[key][0]}&rdquo; al carrello">
{"Scegli" if GOODS[key][2] else "Aggiungi al carrello"}</a></li>"""
        for key in keys
    )
    return f'<ul class="products columns-3">{tiles}</ul>'


def _product(ask: Ask, key: str, cart: dict[str, int]) -> str:
    name, price, sizes = GOODS[key]
    note = ""
    if ask.method == "POST":
        wanted = f"{key}|{ask.form.get('formato', '')}"
        if sizes and not ask.form.get("formato"):
            note = (
                '<ul class="woo-error" role="alert"><li>Scegli le opzioni del prodotto prima di aggiungerlo.</li></ul>'
            )
        else:
            cart[wanted] = cart.get(wanted, 0) + int(ask.form.get("quantity") or 1)
            note = f"""<div class="woo-message" role="alert"><a href="{ask.base}/carrello" class="button wc-forward">Visualizza
carrello</a> &ldquo;{name}&rdquo; &egrave; stato aggiunto al tuo carrello.</div>"""
    options = "".join(f'<option value="{each}">{each}</option>' for each in sizes)
    choice = f"""<table class="variations"><tr><th class="label"><label for="formato">Formato</label></th><td><select
id="formato" name="formato"><option value="">Scegli un'opzione</option>{options}</select></td></tr></table>"""
    sleeping = "disabled wc-variation-selection-needed" if sizes else ""
    body = f"""<div class="product"><h1 class="product_title">{name}</h1><p class="price">{_euro(price)}</p>
<p>Consegna in 2-3 giorni lavorativi.</p><form class="cart" method="post">{choice if sizes else ""}
<div class="quantity"><input type="number" name="quantity" value="1" min="1" title="Qt&agrave;"></div>
<button type="submit" class="single_add {sleeping}">Aggiungi al carrello</button></form>
<script>const f=document.querySelector("#formato"),b=document.querySelector(".single_add");if(f)f.onchange=()=>setTimeout(()=>
b.classList.toggle("disabled",!f.value),150);b.onclick=(e)=>{{if(b.classList.contains("disabled")){{e.preventDefault();
alert("Seleziona un formato prima di aggiungere il prodotto al carrello.")}}}}</script>
<section class="related"><h2>Prodotti correlati</h2>{_tiles(ask, ["pesto"])}</section></div>"""
    return _page(ask, name, body, note)


def _cart(ask: Ask, cart: dict[str, int]) -> str:
    if ask.query.get("remove_item"):
        cart.pop(ask.query["remove_item"], None)
    if ask.method == "POST":
        for key in list(cart):
            cart[key] = int(ask.form.get(f"cart[{key}][qty]") or 1)
    if not cart:
        return _page(
            ask, "Carrello", '<h1>Carrello</h1><p class="cart-empty woo-info">Il tuo carrello &egrave; vuoto.</p>'
        )
    rows = "".join(
        f"""<tr class="cart_item"><td><a href="?remove_item={key}" class="remove" aria-label="Rimuovi questo articolo">&times;</a>
</td><td><a href="{ask.base}/prodotto/{key.split("|")[0]}/">{GOODS[key.split("|")[0]][0]}</a></td><td>{_euro(GOODS[key.split("|")[0]][1])}</td>
<td><input type="number" name="cart[{key}][qty]" value="{pieces}" title="Qt&agrave;"></td>
<td>{_euro(GOODS[key.split("|")[0]][1] * pieces)}</td></tr>"""
        for key, pieces in cart.items()
    )
    body = f"""<h1>Carrello</h1><form method="post"><table class="shop_table cart"><thead><tr><th></th><th>Prodotto</th>
<th>Prezzo</th><th>Quantit&agrave;</th><th>Subtotale</th></tr></thead><tbody>{rows}<tr><td colspan="5" class="actions">
<input name="coupon_code" placeholder="Codice promozionale"><button name="apply">Applica codice promozionale</button>
<button name="update_cart" disabled>Aggiorna carrello</button></td></tr></tbody></table></form>
<div class="cart_totals"><h2>Totale carrello</h2><table><tr><th>Subtotale</th><td>{_euro(_sum(cart))}</td></tr>
<tr><th>Spedizione</th><td>{_euro(4.9)}</td></tr><tr><th>Totale</th><td><strong>{_euro(_sum(cart) + 4.9)}</strong></td></tr></table>
<a href="{ask.base}/cassa" class="checkout-button button alt">Concludi ordine</a></div>"""
    return _page(ask, "Carrello", body)


def _till(ask: Ask, cart: dict[str, int]) -> str:
    return _page(ask, "Cassa", _TILL.format(review=_review(cart, ""), base=ask.base))


def _review(cart: dict[str, int], state: str) -> str:
    rows = "".join(f"<tr><td>{GOODS[key.split('|')[0]][0]} <strong>&times;&nbsp;{pieces}</strong></td><td>"
                   f"{_euro(GOODS[key.split('|')[0]][1] * pieces)}</td></tr>" for key, pieces in cart.items())  # fmt: skip
    wait = "" if state else '<p class="woo-info">Inserisci il tuo indirizzo per vedere i metodi di spedizione.</p>'
    ways = """<ul id="shipping_method"><li><input type="radio" name="sm" id="sm1" value="corriere"><label for="sm1">Corriere
espresso: 4,90 &euro;</label></li><li><input type="radio" name="sm" id="sm2" value="ritiro"><label for="sm2">Ritiro in negozio</label>
</li></ul>""" if state else ""  # fmt: skip
    return f"""<table class="review-order"><thead><tr><th>Prodotto</th><th>Subtotale</th></tr></thead><tbody>{rows}</tbody><tfoot>
<tr><th>Subtotale</th><td>{_euro(_sum(cart))}</td></tr><tr><th>Spedizione</th><td>{wait}{ways}</td></tr><tr><th>Totale</th><td><strong>
{_euro(_sum(cart) + 4.9)}</strong></td></tr></tfoot></table>"""


def _order(ask: Ask, cart: dict[str, int]) -> Reply:
    needed = {"first_name": "Nome", "last_name": "Cognome", "address_1": "Via e numero", "postcode": "CAP", "city": "Citt&agrave;",
              "state": "Provincia", "phone": "Telefono", "email": "Indirizzo email"}  # fmt: skip
    wrong = [f"<strong>Fatturazione {label}</strong> &egrave; un campo obbligatorio." for key, label in needed.items()
             if not ask.form.get(f"billing_{key}")]  # fmt: skip
    if ask.form.get("billing_hp"):
        wrong.append("Sembri un robot.")
    if not ask.form.get("sm"):
        wrong.append("Scegli un metodo di spedizione.")
    if not ask.form.get("terms"):
        wrong.append("Per procedere con il tuo ordine, leggi e accetta i termini e condizioni.")
    if wrong:
        return data({"result": "failure", "messages": "".join(f"<li>{each}</li>" for each in wrong)}, after_s=0.3)
    ask.state.update(paid=_sum(cart) + 4.9, mail=ask.form["billing_email"])
    cart.clear()
    return data(
        {"result": "success", "redirect": f"{ask.base}/cassa/ordine-ricevuto/4711/?key=wc_order_x"}, after_s=0.5
    )


_RECEIVED = """<h1>Ordine ricevuto</h1><p class="thankyou-order-received">Grazie. Il tuo ordine &egrave; stato ricevuto.</p>
<ul class="order_details"><li>Numero dell'ordine: <strong>4711</strong></li><li>Data: <strong>22 novembre 2026</strong></li>
<li>Email: <strong>{mail}</strong></li><li>Totale: <strong>{total}</strong></li><li>Metodo di pagamento:
<strong>Bonifico bancario</strong></li></ul><p>Ti invieremo una conferma via email.</p>"""

_TILL = """<h1>Cassa</h1><div class="woo-info">Sei gi&agrave; cliente? <a href="#" class="showlogin">Fai clic qui per accedere</a></div>
<div class="woo-info">Hai un codice promozionale? <a href="#" class="showcoupon">Fai clic qui per inserire il codice</a></div>
<form class="login" hidden><label>Nome utente o email <input name="username"></label><label>Password <input type="password" name="password">
</label><button>Accedi</button></form><form class="checkout" name="checkout" novalidate><div class="err"></div><div class="col2-set"><h3>Dettagli
di fatturazione</h3>
<p class="form-row"><label for="billing_first_name">Nome&nbsp;<abbr title="obbligatorio">*</abbr></label><input id="billing_first_name"
name="billing_first_name" autocomplete="given-name"></p><p class="form-row"><label for="billing_last_name">Cognome&nbsp;<abbr>*</abbr></label>
<input id="billing_last_name" name="billing_last_name" autocomplete="family-name"></p><p class="form-row"><label for="billing_company">Nome della
societ&agrave; <span class="optional">(opzionale)</span></label><input id="billing_company" name="billing_company"></p>
<p class="form-row"><label for="billing_country">Paese&nbsp;<abbr>*</abbr></label><span class="select2" style="display:block"><span
class="selection" role="combobox" aria-haspopup="true" aria-expanded="false" tabindex="0" aria-label="Paese"><span class="rendered">Italia</span></span></span>
<select id="billing_country" name="billing_country" class="select2-hidden" tabindex="-1" aria-hidden="true"><option value="IT" selected>Italia
<option value="CH">Svizzera<option value="SM">San Marino</select></p><p class="form-row"><label for="billing_address_1">Via e numero&nbsp;<abbr>*
</abbr></label><input id="billing_address_1" name="billing_address_1" placeholder="Via/Piazza e numero civico"></p>
<p class="form-row" style="position:absolute;left:-5000px" aria-hidden="true"><label for="billing_hp">Non compilare</label><input id="billing_hp"
name="billing_hp" tabindex="-1" autocomplete="off"></p><p class="form-row"><label for="billing_postcode">CAP&nbsp;<abbr>*</abbr></label><input
id="billing_postcode" name="billing_postcode"></p><p class="form-row"><label for="billing_city">Citt&agrave;&nbsp;<abbr>*</abbr></label><input
id="billing_city" name="billing_city"></p><p class="form-row"><label for="billing_state">Provincia&nbsp;<abbr>*</abbr></label><select
id="billing_state" name="billing_state"><option value="">Seleziona un'opzione&hellip;<option value="GE">Genova<option value="MI">Milano
<option value="RM">Roma<option value="TO">Torino<option value="NA">Napoli<option value="BO">Bologna<option value="FI">Firenze</select></p>
<p class="form-row"><label for="billing_phone">Telefono&nbsp;<abbr>*</abbr></label><input type="tel" id="billing_phone" name="billing_phone"></p>
<p class="form-row"><label for="billing_email">Indirizzo email&nbsp;<abbr>*</abbr></label><input type="email" id="billing_email"
name="billing_email"></p><h3><label><input type="checkbox" name="other"> <span>Spedire a un indirizzo differente?</span></label></h3>
<label for="order_comments">Note sull'ordine (opzionale)</label><textarea id="order_comments" name="order_comments"></textarea></div>
<h3>Il tuo ordine</h3><div id="order_review">{review}</div><div id="payment"><ul class="payment_methods"><li><input type="radio" id="pm1"
name="payment_method" value="bacs" checked><label for="pm1">Bonifico bancario</label><div class="payment_box">Paga tramite bonifico.</div></li>
<li><input type="radio" id="pm2" name="payment_method" value="cod"><label for="pm2">Pagamento alla consegna</label></li></ul><p><label>
<input type="checkbox" name="terms"> <span>Ho letto e accetto <a href="#" target="_blank">termini e condizioni</a></span>&nbsp;<abbr>*</abbr>
</label></p><button type="submit" id="place_order" value="Effettua ordine">Effettua ordine</button></div></form>
<script>const form=document.querySelector("form.checkout"),q=(s)=>document.querySelector(s);const block=(on)=>form.classList.toggle("processing",on);
let last="";const review=async()=>{{const state=form.billing_state.value&&form.billing_postcode.value&&form.billing_city.value?form.billing_state.value:"";
if(state===last)return;last=state;block(true);const r=await(await fetch("{base}/ajax/review",{{method:"POST",headers:{{"content-type":
"application/json"}},body:JSON.stringify({{state}})}})).json();q("#order_review").innerHTML=r.html;block(false)}};
form.addEventListener("change",review);q(".showlogin").onclick=(e)=>{{e.preventDefault();q("form.login").hidden=!q("form.login").hidden}};
form.onsubmit=async(e)=>{{e.preventDefault();block(true);const r=await(await fetch("{base}/ajax/order",{{method:"POST",headers:{{"content-type":
"application/json"}},body:JSON.stringify(Object.fromEntries(new FormData(form)))}})).json();if(r.redirect)location=r.redirect;else{{block(false);
q(".err").innerHTML='<ul class="woo-error" role="alert">'+r.messages+"</ul>";scrollTo(0,0)}}}}</script>"""
