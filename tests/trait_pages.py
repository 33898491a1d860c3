"""Pages on which one trait makes a customer fail, each with its clean twin: what the traits of a persona are for."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from dataclasses import dataclass

BUY = "document.body.append('Bought')"
BUTTON = f'<button class="buy" onclick="{BUY}">Buy</button>'

SENDS = f"""<p id="said" role="status"></p><button onclick="send(this)">Buy</button><script>
let sent = 0;
const send = button => {{
  button.disabled = true;
  fetch('/sent').then(() => {{ button.disabled = false; if (++sent === 4) {BUY} }}).catch(() => AFTERWARDS);
}};
</script>"""
ADDRESS = """<form action="card"><p><label>Full name <input name="WHOname"></label></p>
<p><label>Street <input name="WHOstreet"></label></p><p><label>City <input name="WHOcity"></label></p>
<p><label>Post code <input name="WHOpostcode"></label></p>BOX<button>Continue to payment</button></form>"""
BOX = """<p><label><input type="checkbox" onchange="SHOWN">Deliver to a different address</label></p>
<div id="other" hidden><p><label>Full name <input name="shipping_name"></label></p>
<p><label>Street <input name="shipping_street"></label></p><p><label>City <input name="shipping_city"></label></p>
<p><label>Post code <input name="shipping_postcode"></label></p></div>"""
CARD = '<label>Card number <input autocomplete="cc-number"></label><button>Pay now</button>'
CHECKOUT = ADDRESS.replace("WHO", "billing_").replace("BOX", BOX)
DAYS = """<script>
const today = new Date().toDateString(), first = localStorage.first ??= today;
if (first !== today) THEN;
</script>"""


@dataclass(frozen=True)
class Trait:
    """What a persona's file says, a page on which that makes a customer fail, and the page as it should be."""

    says: str
    broken: str
    clean: str
    meets: str = "blocked"  # how her visit ends at the broken page, or the kind of friction that she alone meets
    way: str = "buys"  # what she does there: buys, pays, reads, types; or goes through a form to the payment: address
    pace: str = "off"

    @property
    def traits(self) -> set[str]:
        """The traits of a persona's file that this is about."""
        return {each.partition(":")[0] for each in self.says.splitlines()} - set(self.beside)

    beside: tuple[str, ...] = ()  # what she has only so that the page can tell


WORKS = f"""<p id="said" role="status"></p><button onclick="this.disabled = true; begin()">Buy</button><script>
const said = document.querySelector('#said'), main = document.querySelector('main');
const begin = () => {{ main.ariaBusy = 'true'; said.textContent = 'One moment'; setTimeout(work, 50, ROUNDS) }};
const work = left => {{ let sum = 0; for (let each = 0; each < 3e6; each++) sum += each % 7;
  if (left) return setTimeout(work, 0, left - 1);
  main.ariaBusy = 'false'; {BUY} }};
</script>"""
COMES = f"""<div id="here"></div><script>
const come = left => left ? fetch('/sent').then(() => come(left - 1)) : here.innerHTML = `{BUTTON}`;
come(TIMES)</script>"""
SLOW = WORKS.replace("setTimeout(work, 50, ROUNDS)", "setTimeout(work, MS, 0)")
COOKIES = f"""{BUTTON}<div role="dialog" aria-label="Cookies" style="position: fixed; bottom: 0; left: 0; right: 0;
background: #fff; border: 1px solid"><p>We use cookies.</p><button onclick="this.parentElement.remove()">Accept all</button>
<button onclick="this.parentElement.remove(); REFUSED">Reject all</button></div>"""
LOG_IN = """<form onsubmit="THEN; return false"><p>I have an account</p><p><label>E-mail <input type="email"></label></p>
<p><label>Password <input type="password"></label></p><p id="said" role="alert"></p><button>Log in</button></form>
<a class="button" href="card">Continue as a guest</a>"""
PAY = """<h2>Payment</h2><p>Total: £20.00</p><form onsubmit="pay(); return false"><fieldset><legend>Payment method</legend>
<label><input type="radio" name="method" checked onchange="ways()"> Credit card</label>
<label><input type="radio" name="method" id="later" onchange="ways()"> Invoice</label></fieldset>
<div id="fields"><p><label>Card number <input id="number" autocomplete="cc-number"></label></p>
<p><label>Expiry (MM/YY) <input autocomplete="cc-exp"></label></p>
<p><label>Security code <input autocomplete="cc-csc"></label></p></div>
<p id="wrong" role="alert"></p><button>Place order and pay £20.00</button></form><script>
const ways = () => fields.hidden = later.checked;
const pay = () => { const why = WRONG; if (why) wrong.textContent = why;
  else document.querySelector('main').innerHTML = '<h1>Thank you for your order</h1><p>Order number 100234</p>' };
</script>"""
WAYS = """<form onsubmit="return send()"><fieldset><legend>Delivery method</legend>
<p><label><input type="radio" name="way" value="plain" checked> Standard delivery, £3.00</label></p>
<p><label><input type="radio" name="way" value="quick"> Express delivery, £9.00</label></p>
<p><label><input type="radio" name="way" value="fetch"> Collect in store, £0.00</label></p></fieldset>
<p id="wrong" role="alert"></p><button>Continue to payment</button></form><script>
const send = () => { if (document.querySelector(':checked').value === 'BAD') wrong.textContent = 'Something went wrong.';
  else location = 'card'; return false };
</script>"""
TYPES = """<script>let at = 1e9</script><label>Your name <input oninput="AFTER"></label>""" + BUTTON
GONE_IN = BUTTON + "<script>setTimeout(() => document.querySelector('.buy').remove(), MS)</script>"
LONG = f"<p>{'We make mugs of clay from the hills behind our house. ' * 10}</p>"


def refuses(says: str, field: str, valid: str) -> Trait:
    """An address form that takes only what fits a pattern in one of its fields, and the form as it should be."""
    return Trait(
        says,
        ANYBODY.replace("FIELD", field).replace("VALID", valid),
        ANYBODY.replace("FIELD", field).replace("VALID", "/.?/"),
        way="address",
    )


ANYBODY = """<form onsubmit="return send(this)"><p><label>E-mail <input name="email"></label></p>
<p><label>Full name <input name="name"></label></p><p><label>Street <input name="street"></label></p>
<p><label>City <input name="city"></label></p><p><label>Post code <input name="postcode"></label></p>
<p><label>Phone <input name="phone"></label></p><p id="wrong" role="alert"></p><button>Continue to payment</button></form>
<script>const send = form => { if (VALID.test(form.FIELD.value)) location = 'card';
  else wrong.textContent = 'Please enter a valid FIELD.'; return false }</script>"""
TRAITS = {
    "zoom": Trait(
        "zoom: 400%",
        f"<style>@media (max-width: 480px) {{ .buy {{ display: none }} }}</style>{BUTTON}",
        f"<style>@media (max-width: 480px) {{ .buy {{ width: 100% }} }}</style>{BUTTON}",
    ),
    "text": Trait(
        "text: 200%",
        f'<div style="height: 50px; overflow: hidden"><p style="font-size: 1.25rem; margin: 0">Mugs</p>{BUTTON}</div>',
        f'<div style="min-height: 50px"><p style="font-size: 1.25rem; margin: 0">Mugs</p>{BUTTON}</div>',
    ),
    "motion": Trait(
        "motion: reduced",
        "<style>.buy { opacity: 0; animation: come .4s forwards } @keyframes come { to { opacity: 1 } }"
        f"@media (prefers-reduced-motion) {{ .buy {{ animation: none }} }}</style>{BUTTON}",
        "<style>.buy { opacity: 0; animation: come .4s forwards } @keyframes come { to { opacity: 1 } }"
        f"@media (prefers-reduced-motion) {{ .buy {{ animation: none; opacity: 1 }} }}</style>{BUTTON}",
    ),
    "colours": Trait(
        "colours: forced",
        f"<style>@media (forced-colors: active) {{ .buy {{ visibility: hidden }} }}</style>{BUTTON}",
        f"<style>@media (forced-colors: active) {{ .buy {{ border: 2px solid }} }}</style>{BUTTON}",
    ),
    "blocks": Trait(
        "blocks: third-parties",
        '<div id="here"></div><script src="OTHER/buy.js"></script>',
        f'<div id="here">{BUTTON}</div><script src="OTHER/count.js"></script>',
    ),
    "perceives": Trait(
        "perceives: names",
        f'<div><span>Your name</span> <input></div>{BUTTON}',
        f'<label>Your name <input></label>{BUTTON}',
    ),
    "roles": Trait(
        "perceives: names",
        f'<div class="btn" tabindex="0" style="cursor: pointer" onclick="{BUY}">Buy</div>',
        BUTTON,
    ),
    "input": Trait(
        "input: keyboard",
        f'<div role="button" style="cursor: pointer" onclick="{BUY}">Buy</div>',
        BUTTON,
    ),
    "hands": Trait(
        "aim: 5 mm",
        '<style>.buy { width: 6px; height: 6px; padding: 0; overflow: hidden; font-size: 4px }</style>' + BUTTON,
        "<style>.buy { width: 200px; height: 60px }</style>" + BUTTON,
    ),
    "typos": Trait(
        "typos: 20%",
        "<label>Your name <input onkeydown=\"if (event.key === 'Backspace') event.preventDefault()\"></label>" + BUTTON,
        "<label>Your name <input></label>" + BUTTON,
    ),
    "offline": Trait(
        "offline: 300 ms\npatience: 2 s\nnetwork: dense-4g",
        SENDS.replace("AFTERWARDS", "0"),
        SENDS.replace("AFTERWARDS", "{ button.disabled = false; said.textContent = 'No line. Please try again.' }"),
        beside=("patience", "network"),
    ),
    "parcel": Trait(
        "parcel: gift",
        CHECKOUT.replace("SHOWN", ""),
        CHECKOUT.replace("SHOWN", "other.hidden = !this.checked"),
        way="address",
    ),
    "profile": Trait(
        "profile: kept",
        BUTTON + DAYS.replace("THEN", "document.querySelector('.buy').remove()"),
        BUTTON + DAYS.replace("THEN", "document.body.append('Good to see you again.')"),
    ),

    "names, apostrophe": refuses("names: apostrophe", "name", "/^[a-z ]+$/i"),
    "names, accents": refuses("names: accents", "name", r"/^[\x20-\x7f]+$/"),
    "names, one letter": refuses("names: one-letter", "name", r"/\S\S+ \S\S+/"),
    "names, forty letters": refuses("names: forty-letters", "name", "/^.{1,30}$/"),
    "locale": refuses("locale: uk-UA", "name", "/^[a-z' -]+$/i"),
    "country": refuses("country: HK", "postcode", "/./"),
    "address": refuses("address: po-box", "street", "/^(?!.*box)/i"),
    "phone": refuses("phone: international", "phone", "/^[0-9 ]+$/"),
    "email": refuses("email: tagged", "email", "/^[a-z0-9.@]+$/"),
    "currency": Trait(
        "currency: USD",
        f"<p>A mug, £4.00</p>{BUTTON}",
        f"<p>A mug, £4.00</p><label>Currency <select><option>GBP</option><option>USD</option></select></label>{BUTTON}",
        meets="wrong-locale",
        way="looks",
    ),
    "timezone": Trait(
        "timezone: America/New_York",
        f"{BUTTON}<script>if (new Date('2026-06-01T12:00Z').getHours() < 10) document.querySelector('.buy').remove()"
        "</script>",
        f"{BUTTON}<script>new Date().getHours()</script>",
    ),
    "device": Trait(
        "device: pixel-7",
        f"<style>.buy {{ visibility: hidden }} @media (hover: hover) {{ .buy {{ visibility: visible }} }}</style>{BUTTON}",
        f"<style>@media (hover: hover) {{ .buy:hover {{ color: red }} }}</style>{BUTTON}",
    ),
    "network": Trait(
        "network: {latency: 700 ms, down: 5 Mbps, up: 5 Mbps}",
        COMES.replace("TIMES", "8"),
        COMES.replace("TIMES", "1"),
    ),
    "cpu": Trait(
        "cpu: 20x\npatience: 8 s",  # a busy machine slows the whole page too
        WORKS.replace("ROUNDS", "160"),
        WORKS.replace("ROUNDS", "0"),
        meets="gave up",
        beside=("patience",),
    ),
    "patience": Trait("patience: 2 s", SLOW.replace("MS", "6000"), SLOW.replace("MS", "60"), meets="gave up"),
    "cookies": Trait(
        "cookies: rejects",
        COOKIES.replace("REFUSED", "document.querySelector('.buy').remove()"),
        COOKIES.replace("REFUSED", "document.cookie = 'asked=1'"),
    ),
    "customer": Trait(
        "customer: returning",
        LOG_IN.replace("THEN", "said.textContent = 'This password is wrong.'"),
        LOG_IN.replace("THEN", "location = 'card'"),
        way="address",
    ),
    "card": Trait(
        "card: mastercard-approved",
        PAY.replace("WRONG", "!number.value.startsWith('4') && 'We take no card of this kind. Please check the number.'"),
        PAY.replace("WRONG", "''"),
        way="pays",
    ),
    "pays": Trait(
        "pays: later",
        PAY.replace("WRONG", "later.checked && 'Something went wrong. Please try again.'"),
        PAY.replace("WRONG", "''"),
        way="pays",
    ),
    "budget": Trait(
        "budget: 40",
        PAY.replace("WRONG", "''").replace("£20.00", "£80.00"),
        PAY.replace("WRONG", "''"),
        way="pays",
    ),
    "delivery, fastest": Trait("delivery: fastest", WAYS.replace("BAD", "quick"), WAYS.replace("BAD", "no"), way="address"),
    "delivery, collect": Trait("delivery: collect", WAYS.replace("BAD", "fetch"), WAYS.replace("BAD", "no"), way="address"),
    "blocks, trackers": Trait(
        "blocks: trackers",
        '<div id="here"></div><script src="http://cdn.TRACKER/buy.js"></script>',
        f'<div id="here">{BUTTON}</div><script src="http://cdn.TRACKER/count.js"></script>',
    ),
    "typing": Trait(
        "typing: 0.3 per second",
        TYPES.replace("AFTER", "if (performance.now() - at > 2000) this.value = ''; at = performance.now()"),
        TYPES.replace("AFTER", ""),
        way="types",
        pace="on",
    ),
    "pointing": Trait("pointing: 7 s", GONE_IN.replace("MS", "4000"), BUTTON, pace="on"),
    "thinking": Trait("thinking: 6 s", GONE_IN.replace("MS", "4000"), BUTTON, pace="on"),
    "reading": Trait("reading: reads", LONG + GONE_IN.replace("MS", "9000"), LONG + BUTTON, way="reads", pace="on"),
}  # fmt: skip
