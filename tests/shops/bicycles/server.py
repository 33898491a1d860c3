"""Pedal Parts: British, an accordion filled by scripts; guest is not the first choice, counties come with the country,
listings sell by icons, and two links in the page's head are called Checkout."""

from __future__ import annotations

from collections.abc import Callable

from shops.serving import Ask, Reply, data

PARTS: dict[str, tuple[str, float, float]] = {
    "40": ("Brass Bell", 11.0, 13.2),
    "41": ("Wicker Basket", 32.0, 38.4),
    "42": ("Saddle Bag", 45.0, 54.0),
}
COUNTIES = {"222": ("Bristol", "Devon", "Kent", "Somerset"), "103": ("Cork", "Dublin", "Galway")}


def answer(ask: Ask) -> Reply | str | None:
    cart: list[str] = ask.state.setdefault("cart", [])
    route = ask.query.get("route", "common/home")
    if ask.path == "style.css":
        return None
    if route == "checkout/cart.add":
        cart += [ask.form["product_id"]] * int(ask.form.get("quantity") or 1)
        name = PARTS[ask.form["product_id"]][0]
        return data({"success": f'Success: You have added <a href="#">{name}</a> to your <a href="?route=checkout/cart">'
                     "shopping cart</a>!", "total": _badge(cart)}, after_s=0.3)  # fmt: skip
    if route == "localisation/country":
        return data(COUNTIES.get(ask.query.get("country_id", ""), ()), after_s=0.3)
    if route.startswith("checkout/checkout."):
        return data({"html": STEPS[route.rpartition(".")[2]].replace("SUMS", _sums(cart))}, after_s=0.25)
    if route == "checkout/success":
        cart.clear()
        return _page(
            ask,
            "Your order has been placed!",
            """<ul class="breadcrumb"><li><a href="?">Home</a></li><li>Success</li></ul>
        <h1>Your order has been placed!</h1><p>Your order has been successfully processed!</p><p>Please direct any questions you have to the
        <a href="?route=information/contact">store owner</a>.</p><p>Thanks for shopping with us online!</p><a href="?" class="btn">Continue</a>""",
        )
    bodies: dict[str, Callable[[Ask], str]] = {
        "product/product": _product,
        "product/search": _search,
        "checkout/cart": _cart,
        "checkout/checkout": lambda _: CHECKOUT,
    }
    title = {"checkout/cart": "Shopping Cart", "checkout/checkout": "Checkout"}.get(route, "Pedal Parts")
    return _page(ask, title, bodies.get(route, _home)(ask))


def _till(_: Ask) -> str:
    return CHECKOUT


def _badge(cart: list[str]) -> str:
    return f"{len(cart)} item(s) - £{sum(PARTS[each][2] for each in cart):.2f}"


def _page(ask: Ask, title: str, body: str) -> str:
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><link rel="stylesheet" href="style.css"></head><body>
    <nav id="top"><ul><li><a href="?route=information/contact">Contact</a></li><li><a href="?route=account/login">My Account</a></li><li><a
    href="?route=account/wishlist">Wish List (0)</a></li><li><a href="?route=checkout/cart" title="Shopping Cart"><i class="fa-cart"></i> Shopping
    Cart</a></li><li><a href="?route=checkout/checkout" title="Checkout">Checkout</a></li></ul></nav><header><a href="?">Pedal Parts</a><div
    id="search"><input type="text" name="search" placeholder="Search"><button type="button" class="fa-search"></button></div><div id="cart"><button
    type="button" class="btn-inverse">{_badge(ask.state["cart"])}</button><ul class="dropdown-menu" hidden><li><a href="?route=checkout/cart">View Cart</a>
    <a href="?route=checkout/checkout">Checkout</a></li></ul></div></header><div id="alert"></div><div id="content">{body}</div><footer><a
    href="?route=information/delivery">Delivery Information</a> <a href="?route=information/returns">Returns</a></footer><script>
    const $=(q)=>document.querySelector(q),post=async(u,b)=>(await fetch(u,{{method:"POST",body:new URLSearchParams(b)}})).json();
    $("#search button").onclick=()=>{{location="?route=product/search&search="+encodeURIComponent($("#search input").value)}};
    $("#search input").onkeydown=(e)=>{{if(e.key==="Enter")$("#search button").click()}};$("#cart button").onclick=()=>{{$(".dropdown-menu").hidden^=1}};
    const add=async(id,n=1)=>{{const r=await post("?route=checkout/cart.add",{{product_id:id,quantity:n}});$("#alert").innerHTML=
    '<div class="alert alert-success alert-dismissible">'+r.success+' <button class="btn-close" aria-label="Close"></button></div>';$("#cart button").textContent
    =r.total;setTimeout(()=>{{$("#alert").innerHTML=""}},3500)}};document.querySelectorAll("[data-add]").forEach((b)=>b.onclick=(e)=>{{e.preventDefault();
    add(b.dataset.add,$("#input-quantity")?.value||1)}})</script></body></html>"""


def _tiles(keys: list[str]) -> str:
    return '<div class="row">' + "".join(
        f"""<div class="product-thumb"><div class="image"><a href="?route=product/product&amp;product_id={key}"><img src="../olives/foglia.svg" alt="{PARTS[key][0]}"
        title="{PARTS[key][0]}" width="120"></a></div><div class="content"><h4><a href="?route=product/product&amp;product_id={key}">{PARTS[key][0]}</a></h4>
        <div class="price"><span class="price-new">£{PARTS[key][2]:.2f}</span> <span class="price-tax">Ex Tax: £{PARTS[key][1]:.2f}</span></div><div class="button-group">
        <button data-add="{key}" aria-label="Add to Cart"><i class="fa-cart"></i></button><button title="Add to Wish List"><i class="fa-heart"></i></button></div></div></div>"""
        for key in keys
    ) + "</div>"  # fmt: skip


def _home(_: Ask) -> str:
    return "<h3>Featured</h3>" + _tiles(["41", "42"])


def _search(ask: Ask) -> str:
    sought = ask.query.get("search", "")
    found = [key for key in PARTS if sought.casefold() in PARTS[key][0].casefold()]
    return f"<h1>Search - {sought}</h1>" + (
        _tiles(found) if found else "<p>There is no product that matches the search criteria.</p>"
    )


def _product(ask: Ask) -> str:
    key = ask.query.get("product_id", "40")
    name, net, gross = PARTS[key]
    return f"""<div class="row"><h1>{name}</h1><ul class="list-unstyled"><li>Brand: Pedal</li><li>Product Code: P{key}</li><li>Availability: In Stock</li></ul>
    <ul class="list-unstyled"><li><h2><span class="price-new">£{gross:.2f}</span></h2></li><li>Ex Tax: £{net:.2f}</li></ul><div id="product"><label
    for="input-quantity">Qty</label><input type="text" name="quantity" value="1" size="2" id="input-quantity"><button type="button" data-add="{key}"
    id="button-cart">Add to Cart</button></div><ul class="nav-tabs"><li><a href="#d">Description</a></li><li><a href="#r">Reviews (0)</a></li></ul>
    <p>Rings loud and clear.</p></div><h3>Related Products</h3>{_tiles(["42"])}"""


def _sums(cart: list[str]) -> str:
    net, gross = sum(PARTS[each][1] for each in cart), sum(PARTS[each][2] for each in cart)
    return f"""<tr><td>Sub-Total:</td><td>£{net:.2f}</td></tr><tr><td>Flat Shipping Rate:</td><td>£5.00</td></tr><tr><td>VAT (20%):</td><td>£{gross - net:.2f}</td></tr>
    <tr><td>Total:</td><td>£{gross + 5:.2f}</td></tr>"""


def _cart(ask: Ask) -> str:
    cart = ask.state["cart"]
    rows = "".join(f"""<tr><td><a href="?route=product/product&amp;product_id={key}"><img src="../olives/foglia.svg" alt="{PARTS[key][0]}" width="40"></a></td><td><a
    href="?route=product/product&amp;product_id={key}">{PARTS[key][0]}</a></td><td>P{key}</td><td><input name="quantity" value="{cart.count(key)}" size="1" title="Quantity"><button
    title="Update"><i class="fa-sync"></i></button><button title="Remove"><i class="fa-times"></i></button></td><td>£{PARTS[key][2]:.2f}</td><td>£{PARTS[key][2] * cart.count(key):.2f}
    </td></tr>""" for key in sorted(set(cart)))  # fmt: skip
    if not rows:
        return "<h1>Shopping Cart</h1><p>Your shopping cart is empty!</p><a href='?' class='btn'>Continue</a>"
    return f"""<h1>Shopping Cart</h1><table><thead><tr><td>Image</td><td>Product Name</td><td>Model</td><td>Quantity</td><td>Unit Price</td><td>Total</td></tr></thead>
    <tbody>{rows}</tbody></table><h2>What would you like to do next?</h2><details><summary>Use Coupon Code</summary><input name="coupon" placeholder="Enter your coupon here">
    <button>Apply Coupon</button></details><table>{_sums(cart)}</table><a href="?" class="btn btn-light">Continue Shopping</a> <a href="?route=checkout/checkout"
    class="btn btn-primary">Checkout</a>"""


STEPS = {
    "guest": """<fieldset><legend>Your Personal Details</legend><label>First Name<input name="firstname"></label><label>Last Name<input name="lastname"></label><label>E-Mail
    <input name="email"></label><label>Telephone<input name="telephone"></label></fieldset><fieldset><legend>Your Address</legend><label>Address 1<input name="address_1"></label><label>
    Address 2<input name="address_2"></label><label>City<input name="city"></label><label>Post Code<input name="postcode"></label><label>Country<select name="country_id"><option value="">
    --- Please Select ---<option value="103">Ireland<option value="222">United Kingdom</select></label><label>Region / State<select name="zone_id"><option value=""> --- Please Select ---
    </select></label></fieldset><label><input type="checkbox" name="shipping_address" checked> My delivery and billing addresses are the same.</label><button id="button-guest" class="btn">Continue</button>""",
    "register": """<label>E-Mail<input name="email"></label><label>Password<input type="password" name="password"></label><button id="button-register" class="btn">Continue</button>""",
    "shipping": """<p>Please select the preferred shipping method to use on this order.</p><p><strong>Flat Rate</strong></p><label><input type="radio" name="shipping_method" value="flat" checked>
    Flat Shipping Rate - £5.00</label><p><strong>Add Comments About Your Order</strong></p><textarea name="comment"></textarea><button id="button-shipping" class="btn">Continue</button>""",
    "payment": """<p>Please select the preferred payment method to use on this order.</p><label><input type="radio" name="payment_method" value="cod"> Cash On Delivery</label><label><input type="radio"
    name="payment_method" value="cheque"> Cheque / Money Order</label><p class="warn"></p><div>I have read and agree to the <a href="#" class="agree"><b>Terms &amp; Conditions</b></a> <input type="checkbox"
    name="agree" value="1"></div><button id="button-payment" class="btn">Continue</button>""",
    "confirm": """<table>SUMS</table><button id="button-confirm" class="btn btn-primary">Confirm Order</button>""",
}  # fmt: skip
CHECKOUT = """<h1>Checkout</h1><div id="accordion"><div class="panel"><h4>Step 1: Checkout Options</h4><div class="body" id="c-option"><div class="col"><h2>New Customer</h2><p>Checkout Options:</p>
<label><input type="radio" name="account" value="register" checked> Register Account</label><label><input type="radio" name="account" value="guest"> Guest Checkout</label><button id="button-account"
class="btn">Continue</button></div><div class="col"><h2>Returning Customer</h2><label>E-Mail<input name="lemail"></label><label>Password<input type="password" name="lpassword"></label><button
id="button-login" class="btn">Login</button></div></div></div><div class="panel"><h4>Step 2: Account &amp; Billing Details</h4><div class="body" id="c-guest"></div></div><div class="panel"><h4>Step 3: Delivery Method
</h4><div class="body" id="c-shipping"></div></div><div class="panel"><h4>Step 4: Payment Method</h4><div class="body" id="c-payment"></div></div><div class="panel"><h4>Step 5: Confirm Order</h4><div class="body"
id="c-confirm"></div></div></div><script>const load=async(name,into=name)=>{document.querySelectorAll("#accordion .body").forEach((b)=>{b.hidden=true});const r=await(await fetch("?route=checkout/checkout."+name)).json();
const box=document.querySelector("#c-"+into);box.innerHTML=r.html;box.hidden=false;wire()};
const el=(q)=>document.querySelector(q);const fault=(box,text)=>{box.querySelectorAll(".text-danger").forEach((x)=>x.remove());box.insertAdjacentHTML("afterbegin",'<div class="alert text-danger">'+text+"</div>")};
const wire=()=>{const on=(id,f)=>{const b=el("#button-"+id);if(b)b.onclick=f};const zone=async()=>{const z=await(await fetch("?route=localisation/country&country_id="+el("[name=country_id]").value)).json();
el("[name=zone_id]").innerHTML='<option value=""> --- Please Select ---'+z.map((x,i)=>`<option value="${i+1}">${x}`).join("")};if(el("[name=country_id]"))el("[name=country_id]").onchange=zone;
on("guest",()=>{const f=[...document.querySelectorAll("#c-guest input:not([name=address_2]),#c-guest select")].filter((x)=>!x.value);document.querySelectorAll("#c-guest .text-danger").forEach((x)=>x.remove());
f.forEach((x)=>x.insertAdjacentHTML("afterend",'<div class="text-danger">'+(x.name==="zone_id"?"Please select a region / state!":"This must be between 1 and 32 characters!")+"</div>"));if(!f.length)load("shipping")});
on("register",()=>fault(el("#c-guest"),"This e-mail is already registered!"));on("shipping",()=>load("payment"));on("payment",()=>{if(!el("[name=payment_method]:checked"))fault(el("#c-payment"),"Warning: Payment method required!");
else if(!el("[name=agree]").checked)fault(el("#c-payment"),"Warning: You must agree to the Terms & Conditions!");else load("confirm")});on("confirm",()=>{el("#button-confirm").disabled=true;el("#button-confirm").textContent="Loading...";
setTimeout(()=>{location="?route=checkout/success"},500)})};addEventListener("DOMContentLoaded",()=>{el("#button-account").onclick=()=>load(el("[name=account]:checked").value,"guest");el("#button-login").onclick=()=>fault(
el("#c-option"),"Warning: No match for E-Mail Address and/or Password.")})</script>"""
