"""The basket: putting in, changing, taking out, vouchers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from oscar.apps.catalogue.models import Product
from oscar.apps.voucher.models import Voucher

from mystery_shopper.demo.shop import catalogue, faults, sales
from mystery_shopper.demo.shop.browse_views import deliveries
from mystery_shopper.demo.shop.delivery import STANDARD


@require_GET
def basket(request: Any) -> HttpResponse:
    """Show the basket with its sums."""
    faults.forget_basket(request)
    if request.basket.is_empty:
        return render(request, "shop/basket.html", {"lines": []})
    context = {
        "lines": sales.lines(request),
        "totals": sales.totals(request, STANDARD),
        "vouchers": list(request.basket.vouchers.all()),
        "deliveries": deliveries(request.basket.currency),
        "voucher_problem": request.session.pop("voucher_problem", None),
    }
    return render(request, "shop/basket.html", context)


@require_POST
def add(request: Any) -> HttpResponse:
    """Put a product in; answers JSON to the page's script and redirects to the basket without one."""
    if "product" not in request.POST:
        return _answer(request, _("Choose a size first."), None, added=False)
    product = Product.objects.select_related("parent").filter(pk=_number(request.POST["product"], 0)).first()
    if product is None or product.is_parent:
        raise Http404
    wanted = max(1, _number(request.POST.get("quantity"), 1))
    inside = sum(each.quantity for each in request.basket.all_lines() if each.product_id == product.pk)
    stock = request.strategy.fetch_for_product(product).availability.num_available
    pieces = min(wanted, min(sales.MAX_QUANTITY, stock) - inside)
    if pieces < 1:
        return _answer(request, _("You cannot have more of this product in one order."), product, added=False)
    request.basket.add_product(product, pieces)
    name = catalogue.product_words(product.upc).name
    size = catalogue.size_of(product.upc)
    text = _("%(name)s is in your basket.") % {"name": f"{name}, {size}" if size else name}
    return _answer(request, text, product, added=True)


@require_GET
def summary(request: Any) -> JsonResponse:
    """Tell the page's script how many pieces are in the basket."""
    return JsonResponse({"count": request.basket.num_items})


@require_POST
def change(request: Any, pk: int) -> HttpResponse:
    """Change the quantity of a line, or take it out."""
    line = request.basket.lines.filter(pk=pk).select_related("product__parent", "stockrecord").first()
    if line is None:
        return redirect("basket")
    name = catalogue.product_words(line.product.upc).name
    wanted = 0 if "remove" in request.POST else _number(request.POST.get("quantity"), line.quantity)
    if wanted < 1:
        line.delete()
        messages.success(request, _("%(name)s was removed.") % {"name": name})
        return redirect("basket")
    stock = request.strategy.fetch_for_product(line.product).availability.num_available
    line.quantity = min(wanted, sales.MAX_QUANTITY, stock)
    line.save()
    if line.quantity < wanted:
        text = _("At most %(limit)s pieces of %(name)s can be ordered at once; the quantity is now %(limit)s.")
        messages.warning(request, text % {"limit": line.quantity, "name": name})
    else:
        messages.success(request, _("Quantity of %(name)s: %(n)s.") % {"name": name, "n": line.quantity})
    return redirect("basket")


@require_POST
def voucher(request: Any) -> HttpResponse:
    """Apply a voucher code, or take one off."""
    code = request.POST.get("code", "").strip().upper()
    found = Voucher.objects.filter(code=code).first()
    if "remove" in request.POST and found:
        request.basket.vouchers.remove(found)
        messages.success(request, _("Voucher %(code)s was removed.") % {"code": code})
    elif found and found.is_active():
        request.basket.vouchers.add(found)
        messages.success(request, _("Voucher %(code)s is applied.") % {"code": code})
    else:
        text = _("We do not know the voucher “%(code)s”.") % {"code": code} if code else _("Enter a voucher code.")
        request.session["voucher_problem"] = {"code": code, "text": text}
    return redirect("basket")


def _answer(request: Any, text: str, product: Any, *, added: bool) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"added": added, "message": text})
    (messages.success if added else messages.error)(request, text)
    if added or product is None:
        return redirect("basket" if added else request.headers.get("Referer", "/"))
    return redirect("product", slug=product.parent.slug if product.is_child else product.slug)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else default
