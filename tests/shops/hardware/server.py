"""Tuck & Son, ironmongers: British, laid out in tables; labels that belong to nothing, ids used twice, picture buttons,
two forms that ask the same, a field that is a trap for robots, and a quantity that starts at nought."""

from __future__ import annotations

from shops.serving import Ask, Reply, go

STOCK = {
    "101": ("Claw Hammer 16oz", 18.0),
    "102": ("Brass Hinge (pair)", 4.5),
    "103": ("Garden Twine", 3.25),
    "104": ("Try Square", 12.0),
}


def answer(ask: Ask) -> Reply | str | None:
    bag: dict[str, int] = ask.state.setdefault("bag", {})
    page = ask.path or "default.asp"
    if page == "default.asp":
        return _frame(ask, "<font size=5>Welcome to our shop</font><p>Established 1911.<p>" + _rows(["102", "103"]))
    if page == "section.asp":
        return _frame(ask, "<b>Tools</b>" + _rows(["101", "104"]))
    if page == "add.asp":
        for key, pieces in ask.form.items():
            if key.startswith("q") and key[1:] in STOCK and pieces.isdigit() and int(pieces):
                bag[key[1:]] = bag.get(key[1:], 0) + int(pieces)
        return go(f"{ask.base}/basket.asp")
    if page == "basket.asp":
        bag.pop(ask.query.get("del", ""), None)
        return _frame(ask, _basket(ask, bag))
    if page == "who.asp":
        if ask.form.get("new"):
            return _frame(ask, WHO.replace("<!--new-->", "<font color=red>Please enter your e-mail address twice.</font>")
                          ) if not ask.form.get("em1") or ask.form["em1"] != ask.form.get("em2") else go(f"{ask.base}/where.asp")  # fmt: skip
        if ask.method == "POST":
            return _frame(ask, WHO.replace("<!--old-->", "<font color=red>We do not know this customer.</font>"))
        return _frame(ask, WHO)
    if page == "where.asp":
        wrong = [each for each in ("t1", "t2", "t3", "t4", "t6") if not ask.form.get(each)]
        if ask.method == "POST" and ask.form.get("homepage"):
            return _frame(ask, "<b>No robots please.</b>")
        if ask.method == "POST" and not wrong:
            return go(f"{ask.base}/pay.asp")
        return _frame(
            ask,
            WHERE.replace(
                "<!--wrong-->",
                "<font color=red>Please fill in all boxes marked with a star.</font>"
                if wrong and ask.method == "POST"
                else "",
            ),
        )
    if page == "pay.asp":
        if ask.method == "POST" and ask.form.get("how") and ask.form.get("agree"):
            bag.clear()
            return go(f"{ask.base}/done.asp?ref=TS{71000 + 25}")
        wrong_pay = (
            "<font color=red>Tell us how you wish to pay, and accept our terms.</font>" if ask.method == "POST" else ""
        )
        return _frame(
            ask,
            PAY.replace("SUM", f"{_sum(bag):.2f}")
            .replace("ALL", f"{_sum(bag) + 3.95:.2f}")
            .replace("<!--wrong-->", wrong_pay),
        )
    if page == "done.asp":
        return _frame(
            ask,
            f"<font size=5>Thank you for your order</font><p>Your reference is <b>{ask.query['ref']}</b>. Please send your cheque to the shop; we will post the goods when it has cleared.",
        )
    return None


def _sum(bag: dict[str, int]) -> float:
    return sum(STOCK[key][1] * pieces for key, pieces in bag.items())


def _frame(ask: Ask, body: str) -> str:
    return f"""<html><head><meta charset="utf-8"><title>Tuck &amp; Son</title></head><body bgcolor="#fffff0"><table width="900"><tr><td colspan="2" bgcolor="#803000"><a href="default.asp"><font color="white" size="6">Tuck
    &amp; Son</font></a></td></tr><tr><td width="160" valign="top" bgcolor="#f0e0c0"><a href="default.asp">Home</a><br><a href="section.asp">Tools</a><br><a href="basket.asp">View basket</a> ({sum(ask.state["bag"].values())})<br><br>
    <form action="default.asp"><select id="jump"><option>Choose a department</option><option>Tools</option></select><input type="submit" value="Go"></form><br>Mailing list:<form action="thanks.asp"><input name="ml" size="12"><input type="submit"
    value="Subscribe"></form></td><td valign="top">{body}</td></tr></table><hr><a href="help.asp">Help</a> | <a href="help.asp">Returns</a></body></html>"""


def _rows(keys: list[str]) -> str:
    return '<form method="post" action="add.asp"><table border="1" cellpadding="4">' + "".join(
        f'<tr><td>{key}</td><td><b>{STOCK[key][0]}</b><br><font size="2">Sold singly unless stated.</font></td><td>&pound;{STOCK[key][1]:.2f} <font size="1">inc VAT</font></td><td><input name="q{key}" size="2" value="0"></td><td><input type="image" '
        'src="../olives/foglia.svg" width="40" height="30" alt="Buy"></td></tr>' for key in keys) + "</table></form>"  # fmt: skip


def _basket(ask: Ask, bag: dict[str, int]) -> str:
    if not bag:
        return "<b>Your basket</b><p>Your basket is empty."
    rows = "".join(
        f'<tr><td>{STOCK[key][0]}</td><td>{pieces}</td><td>&pound;{STOCK[key][1] * pieces:.2f}</td><td><a href="basket.asp?del={key}">Remove</a></td></tr>'
        for key, pieces in bag.items()
    )
    return f"""<b>Your basket</b><table border="1"><tr><th>Item</th><th>Qty</th><th>Amount</th><th></th></tr>{rows}<tr><td colspan="2">Total goods</td><td>&pound;{_sum(bag):.2f}</td><td></td></tr></table><p><a href="section.asp">Continue shopping</a>
    &nbsp; <a href="who.asp"><img src="../olives/foglia.svg" width="60" height="45" alt="Go to the till"></a>"""


WHO = """<table><tr><td valign="top" width="50%"><b>I have shopped here before</b><!--old--><form method="post"><table><tr><td>E-mail</td><td><input name="em" id="em"></td></tr><tr><td>Password</td><td><input type="password" name="pw"></td></tr></table><input
type="submit" value="Continue"></form></td><td valign="top"><b>I am new here</b><!--new--><form method="post"><table><tr><td>E-mail</td><td><input name="em1" id="em"></td></tr><tr><td>E-mail again</td><td><input name="em2" id="em"></td></tr></table><input
type="hidden" name="new" value="1"><input type="submit" value="Continue"></form></td></tr></table>"""
WHERE = """<b>Where shall we send it?</b><!--wrong--><form method="post"><table><tr><td>Name*</td><td><input name="t1"></td></tr><tr><td>House and street*</td><td><input name="t2"></td></tr><tr><td>Town*</td><td><input name="t3"></td></tr><tr><td>Postcode*</td><td><input
name="t4" size="8"></td></tr><tr><td>County</td><td><input name="t5"></td></tr><tr><td>Telephone*</td><td><input name="t6"></td></tr><tr style="visibility:hidden;line-height:0"><td>Homepage</td><td><input name="homepage" style="height:1px"></td></tr></table><input type="submit" value="Next"></form>"""
PAY = """<b>Payment</b><!--wrong--><table><tr><td>Goods</td><td>&pound;SUM</td></tr><tr><td>Postage and packing</td><td>&pound;3.95</td></tr><tr><td><b>Total to pay</b></td><td><b>&pound;ALL</b></td></tr></table><form method="post"><input type="radio" name="how" value="cheque">Cheque by post<br><input
type="radio" name="how" value="collect">Cash on collection<br><br><input type="checkbox" name="agree" value="1">I accept the conditions of sale<br><br><input type="submit" value="Send order"></form>"""
