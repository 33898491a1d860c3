"""The addresses of the shop."""

from __future__ import annotations

from django.urls import path

from mystery_shopper.demo.shop import account_views, after_views, basket_views, browse_views, checkout_views, site_views

urlpatterns = [
    path("", browse_views.home, name="home"),
    path("shop/<slug:slug>/", browse_views.category, name="category"),
    path("product/<slug:slug>/", browse_views.product, name="product"),
    path("search/", browse_views.search, name="search"),
    *(
        path(f"{name}/", browse_views.information, {"name": name}, name=name)
        for name in ("help", "delivery", "returns", "privacy")
    ),
    path("basket/", basket_views.basket, name="basket"),
    path("basket/add/", basket_views.add, name="add"),
    path("basket/summary/", basket_views.summary, name="summary"),
    path("basket/voucher/", basket_views.voucher, name="voucher"),
    path("basket/<int:pk>/", basket_views.change, name="change"),
    path("checkout/", checkout_views.contact, name="checkout"),
    path("checkout/delivery/", checkout_views.address, name="delivery-address"),
    path("checkout/payment/", checkout_views.payment, name="payment"),
    path("checkout/confirmation/", checkout_views.confirmation, name="confirmation"),
    path("account/", account_views.account, name="account"),
    path("account/sign-in/", account_views.sign_in, name="sign-in"),
    path("account/register/", account_views.register, name="register"),
    path("account/sign-out/", account_views.sign_out, name="sign-out"),
    path("orders/", after_views.find_order, name="find-order"),
    path("orders/<str:number>/<str:key>/", after_views.order, name="order"),
    path("orders/<str:number>/<str:key>/return/", after_views.start_return, name="start-return"),
    path("orders/<str:number>/<str:key>/return/sent/", after_views.return_sent, name="return-sent"),
    path("contact/", after_views.contact, name="contact"),
    path("contact/sent/", after_views.contact_sent, name="contact-sent"),
    path("language/", site_views.choose_language, name="language"),
    path("cookies/", site_views.choose_cookies, name="cookies"),
    path("media/large/<slug:slug>.svg", site_views.picture, name="picture"),
    path("media/small/<slug:slug>.svg", site_views.thumbnail, name="thumbnail"),
    path("assets/<str:name>", site_views.asset, name="asset"),
]
handler404 = site_views.not_found
handler500 = site_views.failed
