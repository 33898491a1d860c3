"""The forms of the shop; they accept what real people are called and where they live."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mystery_shopper.demo.shop.locales import COUNTRIES, WITHOUT_POSTCODES, country_name

DIGITS_OF_A_PHONE = 5
"""Fewer digits than this are no phone number anywhere."""


class ShopForm(forms.Form):
    """A form whose mistakes name the field and say what to do."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("%(field)s is missing.") % {"field": field.label}

    @property
    def problems(self) -> list[tuple[Any, str]]:
        """Return the fields with mistakes and what is wrong with each, for the summary above the form."""
        return [(self[name] if name in self.fields else None, str(errors[0])) for name, errors in self.errors.items()]


def _text(label: Any, autocomplete: str, *, required: bool = True, hint: Any = "", **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete, **attrs})
    return forms.CharField(label=label, required=required, max_length=255, help_text=hint, widget=widget)


def _email() -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    text = gettext_lazy("Email address is not complete: it needs an @ and a domain, as in name@example.com.")
    return forms.EmailField(label=gettext_lazy("Email address"), widget=widget, error_messages={"invalid": text})


def _password(label: Any, token: str, hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": token})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=hint)


class GuestForm(ShopForm):
    """Where the confirmation of a guest's order goes."""

    email = _email()


class SignInForm(ShopForm):
    """Signing in to an account that exists."""

    email = _email()
    password = _password(gettext_lazy("Password"), "current-password")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        self.user = None
        if not self.errors:
            self.user = authenticate(None, email=data["email"], password=data["password"])
            if self.user is None:
                self.add_error("password", _("Password and email address do not match an account."))
        return data


class RegisterForm(ShopForm):
    """Opening an account."""

    first_name = _text(gettext_lazy("First name"), "given-name")
    last_name = _text(gettext_lazy("Last name"), "family-name")
    email = _email()
    password = _password(gettext_lazy("Password"), "new-password", gettext_lazy("At least 8 characters."))

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Email address already has an account. Sign in instead."))
        return email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password)
        except forms.ValidationError:
            raise forms.ValidationError(_("Password is too short: use at least 8 characters.")) from None
        return password


class AddressForm(ShopForm):
    """Where the parcel goes; eight text fields, of which three may stay empty."""

    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        widget=forms.Select(
            attrs={"autocomplete": "shipping country", "data-without-postcodes": " ".join(WITHOUT_POSTCODES)}
        ),
    )
    first_name = _text(gettext_lazy("First name"), "shipping given-name")
    last_name = _text(gettext_lazy("Last name"), "shipping family-name")
    line1 = _text(gettext_lazy("Address"), "shipping address-line1")
    line2 = _text(gettext_lazy("Flat, floor, building"), "shipping address-line2", required=False)
    city = _text(gettext_lazy("Town or city"), "shipping address-level2")
    region = _text(gettext_lazy("County, state or region"), "shipping address-level1", required=False)
    postcode = _text(gettext_lazy("Postcode"), "shipping postal-code")
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Only for questions about the delivery."),
        widget=forms.TextInput(attrs={"autocomplete": "shipping tel", "type": "tel", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted(((code, country_name(code)) for code in COUNTRIES), key=lambda each: each[1])
        self.fields["country"].choices = names
        self.fields["postcode"].required = self["country"].value() not in WITHOUT_POSTCODES

    def clean_postcode(self) -> str:
        postcode: str = self.cleaned_data["postcode"].strip()
        if self.fields["postcode"].required and not re.search(r"\d", postcode):
            raise forms.ValidationError(_("Postcode needs at least one digit, as in SW1A 1AA or 75001."))
        return postcode

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and len(re.findall(r"\d", phone)) < DIGITS_OF_A_PHONE:
            raise forms.ValidationError(_("Phone is too short. Leave it empty if you like."))
        return phone


class ContactForm(ShopForm):
    """A message to customer service."""

    name = _text(gettext_lazy("Name"), "name")
    email = _email()
    text = forms.CharField(label=gettext_lazy("Message"), max_length=4000, widget=forms.Textarea(attrs={"rows": "6"}))


class FindOrderForm(ShopForm):
    """Finding an order without the link of the e-mail."""

    number = _text(
        gettext_lazy("Order number"), "off", hint=gettext_lazy("As in HP100012; it is in your confirmation email.")
    )
    email = _email()


class ReturnForm(ShopForm):
    """What comes back and why."""

    REASONS = (
        ("size", gettext_lazy("It does not fit")),
        ("changed", gettext_lazy("I changed my mind")),
        ("damaged", gettext_lazy("It is damaged")),
        ("wrong", gettext_lazy("It is not what I ordered")),
    )
    lines = forms.MultipleChoiceField(label=gettext_lazy("Items to return"), widget=forms.CheckboxSelectMultiple)
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=(("", gettext_lazy("Choose a reason")), *REASONS))
    text = forms.CharField(
        label=gettext_lazy("Anything else"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": "3"})
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = choices
