"""The shop file: addresses as people write them, secrets that stay secret, and mistakes that are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper.addresses import host_port, parse_address
from mystery_shopper.cards import find_card
from mystery_shopper.errors import DataError, SettingsError
from mystery_shopper.settings import HINTS, MAX_ORDERS, ShopFile, load_shop

FULL = """\
shop: https://staging.shop.example/en
name: Harbour & Pine
hosts: [login.shop.example, "localhost:9001"]
payment_hosts: [pay.example]
mail: {inbox: "http://localhost:8025/"}
account: {email: "${SHOP_EMAIL}", password: "${SHOP_PASSWORD}"}
currency: GBP
locale: en-GB
identify: {header: X-Our-Visits, value: mystery-shopping}
max_orders: 3
test_cards: {approved: adyen-visa-approved}
hints: {add-to-basket: 'button "Bag it"', search: "#q"}
"""
ENVIRONMENT = {"SHOP_EMAIL": "anna@example.com", "SHOP_PASSWORD": "  s3cret & two  spaces"}


def a_shop(folder: Path, content: str, **environment: str) -> ShopFile:
    (folder / "shop.yaml").write_text(content)
    return load_shop(folder / "shop.yaml", environment=environment)


def problems_of(folder: Path, content: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        a_shop(folder, content)
    return [f"{each.line}: {each.text}" for each in getattr(caught.value, "problems")]  # noqa: B009


def test_a_shop_file_is_read_whole(tmp_path: Path) -> None:
    shop = a_shop(tmp_path, FULL, **ENVIRONMENT)
    assert (shop.url, shop.name) == ("https://staging.shop.example/en", "Harbour & Pine")
    assert shop.inbox == "http://localhost:8025"
    assert shop.account is not None
    assert (shop.account.email, shop.account.password) == ("anna@example.com", ENVIRONMENT["SHOP_PASSWORD"])
    assert (shop.currency, shop.locale, shop.max_orders) == ("GBP", "en-GB", 3)
    assert (shop.identify.header, shop.identify.value) == ("X-Our-Visits", "mystery-shopping")
    bag, query = shop.hints["add-to-basket"], shop.hints["search"]
    assert (bag.role, bag.words, bag.css, query.css) == ("button", "Bag it", "", "#q")
    assert bag.source.endswith("shop.yaml:12")


def test_an_account_may_have_a_user_name_instead_of_an_address(tmp_path: Path) -> None:
    account = 'shop: https://shop.example\naccount: {user: anna, password: "${SHOP_PASSWORD}"}\n'
    shop = a_shop(tmp_path, account, **ENVIRONMENT)
    assert shop.account is not None
    assert shop.account.email == "anna"


def test_the_password_is_never_printed(tmp_path: Path) -> None:
    shop = a_shop(tmp_path, FULL, **ENVIRONMENT)
    assert "s3cret" not in repr(shop)
    assert "s3cret" not in f"{shop} {shop.account}"


def test_only_the_shop_its_further_hosts_and_its_payment_may_be_touched(tmp_path: Path) -> None:
    shop = a_shop(tmp_path, FULL, **ENVIRONMENT)
    own = {"staging.shop.example:443", "staging.shop.example:80", "login.shop.example:443", "login.shop.example:80"}
    assert shop.own_hosts == own | {"localhost:9001"}
    assert shop.allowed_hosts == shop.own_hosts | {"pay.example:443", "pay.example:80"}
    assert host_port("https://pay.example/form?x=1") in shop.allowed_hosts
    assert host_port("http://localhost:9002/") not in shop.allowed_hosts
    assert host_port("https://staging.shop.example.evil.example/") not in shop.allowed_hosts


def test_an_address_alone_is_enough(tmp_path: Path) -> None:
    shop = load_shop(None, url="localhost:8000")
    assert shop.url == "http://localhost:8000/"
    assert shop.allowed_hosts == {"localhost:8000"}
    assert (shop.inbox, shop.account, shop.max_orders, dict(shop.hints)) == ("", None, MAX_ORDERS, {})


def test_the_given_address_overrides_the_files_and_makes_it_optional(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text("currency: EUR\n")
    shop = load_shop(tmp_path / "shop.yaml", url="https://live.shop.example")
    assert (shop.url, shop.currency) == ("https://live.shop.example/", "EUR")


def test_a_visit_identifies_itself_by_default(tmp_path: Path) -> None:
    identify = load_shop(None, url="https://shop.example").identify
    assert identify.header == "X-Mystery-Shopper"
    assert identify.value.endswith("; +https://shop.example/")
    token = a_shop(tmp_path, "shop: shop.example\nidentify: {user-agent: Visits/1}\n").identify
    assert (token.by_user_agent, token.value) == (True, "Visits/1")


def test_a_card_is_replaced_by_the_one_that_behaves_so_at_this_shops_provider(tmp_path: Path) -> None:
    shop = a_shop(tmp_path, FULL, **ENVIRONMENT)
    assert shop.card("visa-approved").name == "adyen-visa-approved"
    assert shop.card("visa-declined").name == "visa-declined"


@pytest.mark.parametrize(
    ("written", "base", "front"),
    [
        ("localhost:8000", "http://localhost:8000/", "http://localhost:8000/"),
        ("127.0.0.1:8000/", "http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("10.1.2.3", "http://10.1.2.3/", "http://10.1.2.3/"),
        ("shop", "http://shop/", "http://shop/"),
        ("shop.test", "http://shop.test/", "http://shop.test/"),
        ("shop.example", "https://shop.example/", "https://shop.example/"),
        ("Shop.Example/en?utm=x#top", "https://shop.example/en/", "https://shop.example/en?utm=x#top"),
        ("https://shop.example:443/a/b/", "https://shop.example/a/b/", "https://shop.example/a/b/"),
        ("https://shop.example:8443", "https://shop.example:8443/", "https://shop.example:8443/"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x/", "http://[::1]:8000/x"),
        ("bücher.example", "https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        (" https://shop.example. ", "https://shop.example/", "https://shop.example/"),
        ("localhost/a/shop.html", "http://localhost/a/", "http://localhost/a/shop.html"),
        ("localhost/v1.2", "http://localhost/v1.2/", "http://localhost/v1.2"),
    ],
)
def test_an_address_is_understood_as_people_write_it(written: str, base: str, front: str) -> None:
    address = parse_address(written)
    assert (address.url, address.front_url) == (base, front)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ftp://shop.example", "'ftp' is no scheme of a shop. Write https:// or http://."),
        ("https://", "it names no host."),
        ("https:/shop.example", "its scheme must end with ://. Write https://shop.example."),
        ("https//shop.example", "its scheme must end with ://. Write https://shop.example."),
        ("http:shop.example", "its scheme must end with ://. Write http://shop.example."),
        ("", "it names no host."),
        ("*.shop.example", "it names no host."),
        ("my shop", "it holds a space."),
        ("https://anna:pw@shop.example", "it holds a user name or password. Remove everything before the @."),
        ("localhost:99999", "its port is not a number between 1 and 65535"),
        ("localhost:port", "its port is not a number between 1 and 65535"),
        ("http://localhost:0", "its port is not a number between 1 and 65535"),
        ("a..b", "'a..b' is no name of a host."),
        ("http://[::1", "it is no web address."),
    ],
)
def test_an_address_that_cannot_be_used_says_why(written: str, expected: str) -> None:
    with pytest.raises(SettingsError, match="--shop is") as caught:
        load_shop(None, url=written)
    assert expected in str(caught.value)


def test_an_address_never_echoes_a_password(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_shop(None, url="https://anna:s3cret@shop.example")
    assert "s3cret" not in str(caught.value)
    with pytest.raises(SettingsError, match="must end with ://") as caught:
        load_shop(None, url="https:/anna:s3cret@shop.example")
    assert "s3cret" not in str(caught.value)
    assert not [each for each in problems_of(tmp_path, "shop: https://anna:s3cret@shop.example\n") if "s3cret" in each]


@given(st.text())
def test_no_text_whatsoever_breaks_the_reading_of_an_address(written: str) -> None:
    try:
        address = parse_address(written)
    except ValueError as error:
        address, refusal = None, str(error)
    assert refusal.endswith(".") if address is None else parse_address(address.url) == address


@pytest.mark.parametrize("url", ["about:blank", "data:text/html,x", "blob:null/1", "", "http://[", "mailto:a@b"])
def test_what_names_no_host_has_none(url: str) -> None:
    assert host_port(url) == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "payments: x",
            "2: the shop file has unknown key 'payments'. Did you mean 'payment_hosts'? Valid: shop, name,",
        ),
        ("max_orders: many", "2: the shop file: 'max_orders' is 'many'; expected a whole number such as `50`."),
        ("max_orders: 99999", "'max_orders' is 99999; it must lie between 0 and 10000."),
        (f"max_orders: {'9' * 5000}", "'max_orders' is a number of 5000 digits; it must lie between 0 and 10000."),
        ("account: {email: anna}", "2: account: 'email' is 'anna'; expected an e-mail address such as"),
        (
            "account: {email: a@example.com, password: abc}",
            "2: account: 'password' has 3 characters, and one as short cannot be kept out of the reports. Give the ",
        ),
        (
            "access: {login: {user: staging, password: abc}}",
            "2: login: 'password' has 3 characters, and one as short cannot be kept out of the reports.",
        ),
        ("mail: no", "2: the shop file: 'mail' is 'no'; expected the address of a test inbox, or `none`."),
        ("mail: true", "2: the shop file: 'mail' is 'true'; expected the address of a test inbox, or `none`."),
        (
            "account: {password: s3cret-word}",
            "'account' needs 'email' or 'user', and not both. Write what the shop's log-in form asks for.",
        ),
        (
            "account: {email: a@example.com, user: anna, password: s3cret-word}",
            "'account' needs 'email' or 'user', and not both.",
        ),
        ("account: {email: a@example.com}", "2: account lacks 'password'. Add a line such as `password: ${SHOP_PASS"),
        ("identify: {header: Cookie, value: x}", "'header' is 'Cookie', which the browser needs for itself."),
        ("identify: {header: X-A}", "'identify' lacks 'value'."),
        ("identify: {user-agent: a, value: b}", "'identify' has both 'user-agent' and 'header'"),
        ("identify: {user-agent: é}", "expected plain ASCII letters"),
        ("test_cards: {aproved: visa-3ds}", "'test_cards' knows no 'aproved'. Did you mean 'approved'? Valid: appro"),
        ("test_cards: {approved: visa}", "'test_cards': 'approved' is 'visa', which is no test card."),
        (
            "test_cards: {approved: visa-declined}",
            "'approved' is 'visa-declined', a card that is declined. Valid: visa-appro",
        ),
        ("mail: {inbox: [x]}", "2: mail: 'inbox' is a list of 1; expected an address such as `https://shop.example`."),
        (
            "hints:\n  search: #find",
            "3: 'search' looks empty: YAML takes `#` for a comment. Write `search: \"#find\"`.",
        ),
        ("hints: {serch: x}", "2: the shop file: 'hints' knows no 'serch'. Did you mean 'search'? Valid: search,"),
        (
            "payment_hosts: https://pay.example/x",
            "'payment_hosts' is 'https://pay.example/x', the address of a page: a host is allowed as a whole. "
            "Write the host alone, `pay.example`.",
        ),
        ("hosts: [localhost:8000/till]", "Write the host alone, `localhost:8000`."),
        ("locale: en-UK", "'locale' is 'en-UK'; expected a language and a country"),
        ("hosts: ['*.example']", "2: the shop file: 'hosts' is '*.example': it names no host."),
        ("payment_hosts: yes", "2: the shop file: 'payment_hosts' is 'yes'; expected an address such as"),
        ("hosts: [pay.example, Off]", "2: the shop file: 'hosts' is 'Off'; expected an address such as"),
        ("currency: pound", "'currency' is 'pound'; expected an ISO 4217 code"),
        ("mail: {inbx: x}", "mail has unknown key 'inbx'. Did you mean 'inbox'?"),
    ],
)
def test_a_mistake_says_where_what_and_what_instead(tmp_path: Path, line: str, expected: str) -> None:
    found = problems_of(tmp_path, f"shop: shop.example\n{line}\n")
    assert any(expected in each for each in found), found


def test_a_missing_environment_variable_is_named(tmp_path: Path) -> None:
    content = 'shop: shop.example\naccount:\n  email: a@example.com\n  password: "${SHOP_PASSWORD}"\n'
    (tmp_path / "shop.yaml").write_text(content)
    with pytest.raises(
        DataError, match=r"shop\.yaml:4: the environment variable SHOP_PASSWORD is not set\. Did you me"
    ):
        load_shop(tmp_path / "shop.yaml", environment={"SHOP_PASWORD": "x"})


def test_a_variable_that_is_missing_hides_no_other_mistake(tmp_path: Path) -> None:
    content = 'shop: shop.example\naccount: {email: a@example.com, password: "${SHOP_PASSWORD}"}\nmax-orders: 3\n'
    missing, misspelt = problems_of(tmp_path, content)
    assert missing.startswith("2: the environment variable SHOP_PASSWORD is not set.")
    assert misspelt.startswith("3: the shop file has unknown key 'max-orders'.")
    [nameless] = problems_of(tmp_path, "shop: shop.example\nhosts: ['${}']\n")
    assert nameless == "2: `${}` names no environment variable. Write one as in `${SHOP_PASSWORD}`."


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("$SHOP_PASSWORD", "$SHOP_PASSWORD"),
        ("$(SHOP_PASSWORD)", "$(SHOP_PASSWORD)"),
        ("%SHOP_PASSWORD%", "%SHOP_PASSWORD%"),
        ("$env:SHOP_PASSWORD", "$env:SHOP_PASSWORD"),
        ("Bearer $SHOP_PASSWORD", "$SHOP_PASSWORD"),
        ("pa$$word", ""),
        ("$ECRETWORD", ""),
        ("$tuff_and_more", ""),
        ("never$SHOP_PASSWORD", ""),
    ],
)
def test_a_variable_without_its_braces_is_told_and_a_dollar_in_a_password_is_none(
    tmp_path: Path, written: str, said: str
) -> None:
    content = f'shop: shop.example\naccount: {{email: a@example.com, password: "{written}"}}\n'
    if said:
        [problem] = problems_of(tmp_path, content)
        text = f"2: `{said}` names no environment variable without its braces. Write `${{SHOP_PASSWORD}}`."
        assert problem == text
    else:
        account = a_shop(tmp_path, content).account
        assert account is not None
        assert account.password == written


def test_the_process_environment_is_used_when_none_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MS_TEST_SHOP", "shop.example")
    (tmp_path / "shop.yaml").write_text("shop: https://${MS_TEST_SHOP}/en\n")
    assert load_shop(tmp_path / "shop.yaml").url == "https://shop.example/en"


def test_no_shop_at_all_says_how_to_name_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"No shop is named\. Give `--shop URL`"):
        load_shop(None)
    assert "1: the shop file lacks 'shop'." in problems_of(tmp_path, "name: x\n")[0]


def test_a_test_inbox_can_be_denied(tmp_path: Path) -> None:
    assert a_shop(tmp_path, "shop: shop.example\nmail: none\n").inbox == ""


def test_the_hints_are_about_twenty_things_and_each_is_accepted(tmp_path: Path) -> None:
    lines = "".join(f"  {each}: something\n" for each in HINTS)
    assert set(a_shop(tmp_path, f"shop: shop.example\nhints:\n{lines}").hints) == set(HINTS)
    assert len(HINTS) == len(set(HINTS)) == 20


def test_no_other_card_is_tried_where_the_shop_file_names_a_good_one() -> None:
    unknown = load_shop(None, url="https://shop.example")
    visa, mastercard = find_card("visa-approved"), find_card("mastercard-approved")
    assert [each.name for each in unknown.spare_cards(mastercard)] == ["visa-approved", "braintree-visa-approved"]
    assert visa not in unknown.spare_cards(visa)
    assert unknown.spare_cards(find_card("visa-declined")) == ()
    assert replace(unknown, test_cards={"approved": "adyen-visa-approved"}).spare_cards(visa) == ()
    assert replace(unknown, knows_all_cards=True).spare_cards(mastercard) == ()
