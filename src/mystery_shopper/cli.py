"""The command line: try the demo, check a suite, make the report, list what there is."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from mystery_shopper import __version__
from mystery_shopper.cli_options import Parser, at_least, prove_options, scout_options
from mystery_shopper.errors import MysteryShopperError, SettingsError, did_you_mean


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 0 fine, 1 something was found, 2 it could not be done."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.command is None:
        parser.print_help()
        return 0
    try:
        done: int = asked.command(asked)
        return done
    except MysteryShopperError as trouble:
        print(f"mystery-shopper: {trouble}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        reports: Path | None = getattr(asked, "reports", None)
        left = f"; what was done is in {reports}" if reports and reports.is_dir() else ""
        print(f"mystery-shopper: stopped{left}.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="mystery-shopper", description=f"Mystery Shopper {__version__}. {__doc__}")
    parser.add_argument("--version", action="version", version=__version__)
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(title="commands", metavar="")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(command=run)
        return made

    demo = command("demo", _demo, "send the example personas through the embedded shop, on a good day and a bad one")
    demo.add_argument("--reports", type=Path, default=Path("reports"), help="the report folder (default: reports)")
    demo.add_argument(
        "--workers", type=at_least(0), default=0, help="how many visits at a time (default: one a core, at most 2)"
    )
    demo.add_argument("--all", action="store_true", help="every scenario, and not only those tagged @demo")
    demo.add_argument("--only", choices=("good", "bad"), help="one of the two days")
    scout_options(command("scout", _scout, "walk through a shop that nobody described, and say what was understood"))
    serve = command("serve", _serve, "keep the embedded shop running, to look at it or to write scenarios against it")
    serve.add_argument("--port", type=int, default=0)
    serve.add_argument(
        "--day", action="append", default=[], metavar="NAME", help="switch on a bad day; may be repeated"
    )
    check = command("check", _check, "find everything that is wrong with a suite's files, without a browser")
    check.add_argument("folder", type=Path, nargs="?", default=Path(), help="the suite's folder (default: this one)")
    prove = command("prove", _prove, "break a shop in known ways, one by one, and score what the shoppers notice")
    prove_options(prove)
    report = command("report", _report, "make the Allure report of a run as one HTML file, and print the summary")
    report.add_argument("folder", type=Path, nargs="?", help="the report folder (default: reports)")
    report.add_argument("--reports", type=Path, metavar="DIR", help="the same")
    install = command("install", _install, "get a browser, when the machine has none")
    install.add_argument("browser", nargs="?", default="chromium")
    words = command("words", _words, "list every sentence that scenarios can use")
    words.add_argument("part", nargs="*", help="only sentences that hold each of these texts")
    words.add_argument("--stub", metavar="SENTENCE", help="for programmers: the Python that teaches a new sentence")
    personas = command(
        "personas", _personas, "show the personas that scenarios can name, or invite a new one by asking"
    )
    personas.add_argument("who", nargs="?", default="", metavar="NAME", help="one of them; `new` asks for a new one")
    command("frictions", _frictions, "list every friction kind, your own too: its limit and where that comes from")
    command("cards", _cards, "list the published test cards that scenarios can name")
    return parser


def _demo(asked: argparse.Namespace) -> int:
    from mystery_shopper.demo_run import run_demo

    return run_demo(asked.reports, workers=asked.workers, only=asked.only, whole=asked.all)


def _scout(asked: argparse.Namespace) -> int:
    from mystery_shopper.scout import Wish, scout

    wish = Wish(
        url=asked.url,
        product=asked.product,
        buy=asked.buy,
        persona=asked.persona,
        shop_path=asked.shop_file,
        json=asked.json,
        reports=asked.reports,
        force=asked.force,
        headed=asked.headed,
        executable=asked.browser_executable,
    )
    return scout(wish)


def _serve(asked: argparse.Namespace) -> int:
    from mystery_shopper.demo.__main__ import main as serve

    options = ["--port", str(asked.port), *(part for day in asked.day for part in ("--day", day))]
    return serve(options, called="mystery-shopper")


def _check(asked: argparse.Namespace) -> int:
    from mystery_shopper.lint import notices
    from mystery_shopper.suite import nothing_to_play, problems_of, sizes_of

    if not asked.folder.is_dir():
        raise SettingsError(
            f"There is no folder {asked.folder.absolute()}. Name the suite's folder: mystery-shopper check FOLDER"
        )
    if not any((asked.folder / each).exists() for each in ("features", "personas", "journeys", "shop.yaml", "steps")):
        raise SettingsError(
            f"There is no suite in {asked.folder.absolute()}. Name its folder: mystery-shopper check FOLDER"
        )
    other_folder = "name the suite's folder: mystery-shopper check FOLDER"
    problems = [*nothing_to_play(asked.folder, other_folder), *problems_of(asked.folder)]
    for each in problems:
        print(each)
    if problems:
        print(f"\n{len(problems)} problem{'s' if len(problems) > 1 else ''} found.", file=sys.stderr)
        return 1
    for each in notices(asked.folder):
        print(f"{each}\n")
    print(f"Nothing to mend: {sizes_of(asked.folder)}.")
    return 0


def _prove(asked: argparse.Namespace) -> int:
    from mystery_shopper.prove.planning import Plan
    from mystery_shopper.prove.proving import Wish, prove

    plan = Plan(
        sample=asked.sample,
        clean=asked.clean,
        repeats=asked.repeats,
        every_persona=asked.every_persona,
        together=asked.together,
        seed=asked.seed,
    )
    wish = Wish(
        folders=asked.faults,
        shop_url=asked.shop,
        shop_path=asked.shop_file,
        product=asked.product,
        json=asked.json,
        reports=asked.reports,
        only=asked.only,
        workers=asked.workers,
        fresh=asked.fresh,
        plan=plan,
    )
    return prove(wish)


def _report(asked: argparse.Namespace) -> int:
    from mystery_shopper.ending import reopen
    from mystery_shopper.provision import allure_cli
    from mystery_shopper.report.digest import link_report
    from mystery_shopper.report.summary import render
    from mystery_shopper.run import Run

    folder = asked.reports or asked.folder or Path("reports")
    run = Run(Path(), folder, seed=1, fail_on="never", paced=False)
    visits = reopen(run)
    if not visits:
        why = "".join(f" {each}" for each in run.visits.notices[:1])
        raise SettingsError(f"There is no visit in {run.visits.path}.{why} Run the suite first: pytest")
    html = allure_cli.generate_or_say(folder / "allure-results", folder / "allure-report.html")
    digest = folder / "digest.html"
    colour = sys.stdout.isatty()
    width = Console().width
    shown = digest if digest.is_file() else None
    if html and shown:
        link_report(shown, html.name)
    print(render(visits, width=width, colour=colour, folder=folder, html=html, digest=shown))
    print("".join(f"{each}\n" for each in run.visits.notices), end="")
    return 0 if html and shown else 2


def _install(asked: argparse.Namespace) -> int:
    from mystery_shopper.provision.setup_browser import install

    print(f"Browser: {install(asked.browser)}")
    return 0


def _words(asked: argparse.Namespace) -> int:
    from mystery_shopper.lint import stub
    from mystery_shopper.suite import vocabulary

    if asked.stub:
        print(stub(asked.stub), end="")
        return 0
    known = vocabulary(Path()).all()
    found = [each for each in known if all(part.casefold() in _as_said(each) for part in asked.part)]
    sought = " and ".join(f"'{part}'" for part in asked.part)
    near = "".join(_nearest_word(part, known) for part in asked.part)
    print("\n".join(found) or f"No sentence holds {sought}.{near} Without a word, all {len(known)} are listed.")
    return 0 if found else 1


def _nearest_word(part: str, known: Sequence[str]) -> str:
    """Ask whether another word was meant, where no sentence holds this one."""
    said = [_as_said(each) for each in known]
    words = {word for each in said for word in re.findall(r"[^\W_]+", each)}
    return "" if any(part.casefold() in each for each in said) else did_you_mean(part, words)


def _as_said(sentence: str) -> str:
    """Return a sentence with all that people may call a basket, to look for words in."""
    return " ".join(sentence.casefold().replace("basket", each) for each in ("basket", "cart", "bag"))


def _personas(asked: argparse.Namespace) -> int:
    from mystery_shopper.personas import find_persona
    from mystery_shopper.portraits import print_portraits
    from mystery_shopper.run import personas_of

    if asked.who.casefold() == "new":
        return _invite()
    known = personas_of(Path())
    print_portraits(Console(), [find_persona(known, asked.who)] if asked.who else known.values())
    return 0


def _invite() -> int:
    from mystery_shopper.invitation import first_feature, invite
    from mystery_shopper.portraits import print_portraits

    try:
        guest = invite(Path("personas"), input, print)
    except KeyboardInterrupt:
        print("\nmystery-shopper: stopped; nobody was invited, and no file was written.", file=sys.stderr)
        return 130
    print_portraits(Console(), [guest])
    print(f"Written to {guest.source.rpartition(':')[0]}. Scenarios that name nobody are played by this customer with")
    print(f"pytest --persona {guest.id}; those that name somebody are not. A file that sends this customer:\n")
    print(first_feature(guest))
    return 0


def _frictions(_: argparse.Namespace) -> int:
    from mystery_shopper.catalogue import listed
    from mystery_shopper.frictions import describe
    from mystery_shopper.suite import own_steps

    own_steps(Path())
    width = Console().width if sys.stdout.isatty() else None
    print("\n".join(listed(describe(), width)))
    return 0


def _cards(_: argparse.Namespace) -> int:
    from mystery_shopper.cards import load_cards

    rows = [
        (each.name, each.brand, f"ends in {each.number[-4:]}", each.behaviour, each.source)
        for each in load_cards().values()
    ]
    return _table(("name", "brand", "number", "what it does", "published by"), rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Print a table whose first column and whose addresses are never cut: they are what people copy and search for."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    longest = [
        max(len(word) for cell in cells for word in cell.split() or ("",)) for cells in zip(heads, *rows, strict=True)
    ]
    for number, (head, width) in enumerate(zip(heads, longest, strict=True)):
        table.add_column(head, no_wrap=number == 0, min_width=width, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console()
    first = max((len(row[0]) for row in rows), default=0)
    console.width = max(console.width, 100, first + sum(longest[1:]) + len(heads))
    console.print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
