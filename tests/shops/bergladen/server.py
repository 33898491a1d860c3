"""Bergladen: German, a basket that slides in, a page where everybody registers unless a box says otherwise, a box of
the law far above the last button, a paid protection that is ticked already, and a cookie bar in two steps."""

from __future__ import annotations

from shops.serving import Ask, Reply, go

WARE = {"B-1001": ("Wanderstock Esche", 39.95), "B-1002": ("Trinkflasche Alu", 24.0), "B-1003": ("Regenponcho", 59.0)}


def answer(ask: Ask) -> Reply | str | None:
    korb: list[str] = ask.state.setdefault("korb", [])
    if ask.path == "":
        return _seite(ask, "Bergladen", f"<h1>Für Gipfel und Tal</h1>{_boxen(ask, ['B-1002'])}")
    if ask.path == "search":
        treffer = [key for key, (name, _) in WARE.items() if ask.query.get("search", "").casefold() in name.casefold()]
        return _seite(
            ask,
            "Suche",
            f'<h1>Zu "{ask.query.get("search", "")}" wurden {len(treffer)} Produkte gefunden</h1>{_boxen(ask, treffer)}',
        )
    if ask.path.startswith("detail/"):
        return _seite(ask, WARE[ask.path[7:]][0], _ware(ask, ask.path[7:]))
    if ask.path == "checkout/line-item/add":
        korb += [ask.form["id"]] * int(ask.form.get("quantity") or 1)
        return Reply(_korb(ask, korb), after_s=0.35)
    if ask.path == "checkout/offcanvas":
        return Reply(_korb(ask, korb), after_s=0.2)
    if ask.path == "checkout/register":
        return _anmelden(ask)
    if ask.path == "checkout/confirm":
        return _pruefen(ask, korb)
    if ask.path == "checkout/finish":
        korb.clear()
        return _seite(ask, "Bestellung abgeschlossen", f"""<div class="finish-header"><h1>Vielen Dank für Ihre Bestellung bei Bergladen!</h1><p>Ihre Bestellnummer: #10023</p><p>Wir haben Ihnen eine
        Bestellbestätigung an {ask.state.get("mail", "")} gesendet.</p></div><dl><dt>Gesamtsumme:</dt><dd>{_eur(ask.state.get("bezahlt", 0))}</dd></dl>""")  # fmt: skip
    return None


def _eur(betrag: float) -> str:
    return f"{betrag:.2f}".replace(".", ",") + "&nbsp;€*"


def _seite(ask: Ask, titel: str, inhalt: str) -> str:
    return f"""<!doctype html><html lang="de-DE"><head><meta charset="utf-8"><title>{titel}</title><link rel="stylesheet" href="{ask.base}/berg.css"></head><body><header class="header-main"><a href="{ask.base}/" title="Zur Startseite gehen">Bergladen</a>
    <form action="{ask.base}/search"><input type="search" name="search" placeholder="Suchbegriff ..." aria-label="Suchbegriff ..."><button type="submit" aria-label="Suchen"><svg width="16" height="16"><circle cx="7" cy="7" r="5"/></svg></button></form><button class="btn header-cart-btn"
    title="Warenkorb" aria-label="Warenkorb"><svg width="16" height="16"><rect width="12" height="12"/></svg><span class="header-cart-total">{_eur(sum(WARE[each][1] for each in ask.state["korb"]))}</span></button></header><main class="content-main">{inhalt}</main><div id="oc"></div>
    <div class="cookie-permission-container" hidden><p>Diese Website verwendet Cookies, um eine bestmögliche Erfahrung bieten zu können. <a href="#">Mehr Informationen ...</a></p><button class="btn nur">Nur technisch notwendige</button> <button class="btn conf">Konfigurieren</button></div>
    <footer class="footer-main"><a href="#">Hilfe und Kontakt</a><p>* Alle Preise inkl. gesetzl. Mehrwertsteuer zzgl. Versandkosten</p></footer><script>const C=document.querySelector(".cookie-permission-container");C.hidden=!!localStorage.ck;C.querySelectorAll("button").forEach((b)=>b.onclick=()=>{{localStorage.ck=1;C.hidden=true}});
    const zeigen=(html)=>{{document.querySelector("#oc").innerHTML='<div class="offcanvas-backdrop"></div><div class="offcanvas" role="dialog" aria-modal="true" aria-label="Warenkorb">'+html+"</div>";document.querySelectorAll(".zu").forEach((b)=>b.onclick=()=>document.querySelector("#oc").replaceChildren())}};
    document.querySelector(".header-cart-btn").onclick=async()=>zeigen(await(await fetch("{ask.base}/checkout/offcanvas")).text());document.querySelectorAll("form.buy").forEach((f)=>f.onsubmit=async(e)=>{{e.preventDefault();zeigen(await(await fetch("{ask.base}/checkout/line-item/add",{{method:"POST",body:new URLSearchParams(
    new FormData(f))}})).text())}})</script></body></html>"""


def _boxen(ask: Ask, keys: list[str]) -> str:
    return '<div class="listing">' + "".join(f"""<div class="card product-box"><a href="{ask.base}/detail/{key}" title="{WARE[key][0]}" class="product-image-link"><img src="../olives/foglia.svg" alt="{WARE[key][0]}" width="100"></a><div class="product-info"><a href="{ask.base}/detail/{key}"
    class="product-name">{WARE[key][0]}</a><p>Leicht und stabil.</p><div class="product-price">{_eur(WARE[key][1])}</div><a href="{ask.base}/detail/{key}" class="btn btn-light">Details</a></div></div>""" for key in keys) + "</div>"  # fmt: skip


def _ware(ask: Ask, key: str) -> str:
    name, preis = WARE[key]
    return f"""<div itemscope itemtype="https://schema.org/Product"><h1 class="product-detail-name" itemprop="name">{name}</h1><div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="priceCurrency" content="EUR"><p class="product-detail-price"><meta itemprop="price"
    content="{preis}">{_eur(preis)}</p><p>Preise inkl. MwSt. zzgl. Versandkosten</p><p class="delivery-information">Sofort verfügbar, Lieferzeit: 1-3 Tage</p><form class="buy"><input type="hidden" name="id" value="{key}"><div class="quantity-selector"><button type="button" class="js-btn-minus"
    aria-label="Anzahl verringern">-</button><input type="number" name="quantity" value="1" min="1" aria-label="Anzahl"><button type="button" class="js-btn-plus" aria-label="Anzahl erhöhen">+</button></div><button class="btn btn-primary btn-buy">In den <span>Warenkorb</span></button></form></div>
    <button class="btn">Zum Merkzettel hinzufügen</button><div>Produktnummer: {key}</div></div>"""


def _korb(ask: Ask, korb: list[str]) -> str:
    if not korb:
        return '<button class="zu">Weiter einkaufen</button><div>Ihr Warenkorb ist leer.</div>'
    zeilen = "".join(f"""<div class="line-item"><a href="{ask.base}/detail/{key}" class="line-item-label">{WARE[key][0]}</a><select name="quantity" aria-label="Anzahl"><option>{korb.count(key)}</option><option>5</option></select><div class="line-item-total-price">{_eur(WARE[key][1] * korb.count(key))}
    </div><button title="{WARE[key][0]} entfernen" class="line-item-remove-button">&times;</button></div>""" for key in sorted(set(korb)))  # fmt: skip
    return f"""<button class="btn zu">Weiter einkaufen</button><div class="alert alert-success">{len(korb)} Produkt zum Warenkorb hinzugefügt.</div><div class="h5">Warenkorb</div>{zeilen}<dl><dt>Zwischensumme:</dt><dd>{_eur(sum(WARE[each][1] for each in korb))}</dd><dt>Versandkosten:</dt><dd>{_eur(4.9)}
    </dd></dl><input placeholder="Gutscheincode"><a href="{ask.base}/checkout/register" class="btn btn-primary begin-checkout-btn">Zur Kasse</a><a href="{ask.base}/" class="btn">Warenkorb anzeigen</a>"""


def _anmelden(ask: Ask) -> Reply | str:
    fehlt = [
        each
        for each in ("salutationId", "firstName", "lastName", "email", "street", "zipcode", "city", "countryId")
        if not ask.form.get(each)
    ]
    if not ask.form.get("guest") and not ask.form.get("password"):
        fehlt.append("password")
    if ask.method == "POST" and not fehlt and ask.form.get("acceptedDataProtection"):
        ask.state["mail"] = ask.form["email"]
        return go(f"{ask.base}/checkout/confirm")
    hinweis = (
        '<div class="alert alert-danger" role="alert">Bitte füllen Sie alle Pflichtfelder aus.</div>'
        if ask.method == "POST"
        else ""
    )
    return _seite(ask, "Bestellung fortsetzen", hinweis + ANMELDEN)


def _pruefen(ask: Ask, korb: list[str]) -> Reply | str:
    summe = sum(WARE[each][1] for each in korb) + 4.9 + (1.5 if ask.form.get("schutz") or ask.method == "GET" else 0)
    if ask.method == "POST" and ask.form.get("tos"):
        ask.state["bezahlt"] = summe
        return go(f"{ask.base}/checkout/finish")
    return _seite(
        ask,
        "Bestellung abschließen",
        PRUEFEN.replace("SUMME", _eur(summe)).replace("WAREN", _eur(sum(WARE[each][1] for each in korb))),
    )


def _feld(name: str, text: str, mehr: str = "") -> str:
    return f'<div class="form-group"><label class="form-label" for="p-{name}">{text}</label><input class="form-control" id="p-{name}" name="{name}" placeholder="{text.rstrip("*")} eingeben ..." {mehr}></div>'


ANMELDEN = f"""<div class="login-card"><details><summary>Ich habe bereits ein Kundenkonto</summary><form><label>Ihre E-Mail-Adresse <input type="email" name="username"></label><label>Ihr Passwort <input type="password" name="password"></label><button>Anmelden</button></form></details></div><h2>Ich bin Neukunde</h2>
<form class="register-form" method="post" novalidate><div class="form-group"><label for="sal">Anrede*</label><select id="sal" name="salutationId"><option value="" disabled selected>Anrede eingeben ...</option><option value="1">Keine Angabe<option value="2">Frau<option value="3">Herr</select></div>{
    _feld("firstName", "Vorname*")
}{
    _feld("lastName", "Nachname*")
}<div class="form-check"><input type="checkbox" id="guest" name="guest" value="1"><label for="guest">Kein Kundenkonto anlegen</label></div>{
    _feld("email", "E-Mail-Adresse*", 'type="email"')
}<div class="pw">{_feld("password", "Passwort*", 'type="password"')}</div><h3>Ihre Adresse</h3>{
    _feld("street", "Straße und Hausnummer*")
}{_feld("zipcode", "PLZ*")}{
    _feld("city", "Ort*")
}<div class="form-group"><label for="land">Land*</label><select id="land" name="countryId"><option value="" disabled selected>Land auswählen ...</option><option value="1">Österreich<option value="2">Deutschland<option value="3">Schweiz</select></div><div class="bl"></div><div class="form-check"><input type="checkbox"
name="differentShippingAddress" id="dsa"><label for="dsa">Lieferadresse weicht von Rechnungsadresse ab.</label></div><div class="form-check"><input type="checkbox" id="adp" name="acceptedDataProtection" value="1"><label for="adp">Ich habe die Datenschutzbestimmungen zur Kenntnis genommen.</label></div><p>Die mit einem Stern (*) markierten Felder sind
Pflichtfelder.</p><button class="btn btn-primary">Weiter</button></form><script>document.querySelector("#guest").onchange=(e)=>{{document.querySelector(".pw").hidden=e.target.checked}};document.querySelector("#land").onchange=(e)=>setTimeout(()=>{{document.querySelector(".bl").innerHTML=e.target.value==="2"?'<label for="bl">Bundesland</label><select id="bl" name="countryStateId"><option value="" disabled selected>Bundesland auswählen ...</option><option>Bayern<option>Berlin<option>Hessen</select>':""}},180)</script>"""
PRUEFEN = """<h1>Bestellung abschließen</h1><form id="confirmOrderForm" method="post"><div class="card"><div class="card-title">AGB und Widerrufsbelehrung</div><div class="form-check"><input type="checkbox" id="tos" name="tos" value="1"><label for="tos">Ich habe die <a href="#">AGB</a> gelesen und bin mit ihnen einverstanden.</label></div></div><div class="card">
<div class="card-title">Zahlungsart</div><div><input type="radio" name="paymentMethodId" id="z1" value="1" checked><label for="z1"><strong>Rechnung</strong></label></div><div><input type="radio" name="paymentMethodId" id="z2" value="2"><label for="z2"><strong>Vorkasse</strong></label></div></div><div class="card"><div class="card-title">Versandart</div><div><input type="radio"
name="shippingMethodId" id="v1" checked><label for="v1"><strong>Standard</strong></label></div></div><div class="form-check"><input type="checkbox" id="ks" name="schutz" value="1" checked><label for="ks">Käuferschutz für 1,50 € hinzufügen</label></div><div class="aggregation"><dl><dt>Zwischensumme</dt><dd>WAREN</dd><dt>Versandkosten</dt><dd>4,90&nbsp;€*</dd>
<dt class="ks">Käuferschutz</dt><dd class="ks">1,50&nbsp;€*</dd><dt>Gesamtsumme</dt><dd class="gs">SUMME</dd></dl></div><button id="confirmFormSubmit" class="btn btn-primary" form="confirmOrderForm">Zahlungspflichtig bestellen</button></form><script>document.querySelector("#ks").onchange=(e)=>{document.querySelectorAll(".ks").forEach((x)=>{x.hidden=!e.target.checked})
const g=document.querySelector(".gs"),n=parseFloat(g.textContent.replace(",","."))+(e.target.checked?1.5:-1.5);g.textContent=n.toFixed(2).replace(".",",")+" €*"}</script>"""
