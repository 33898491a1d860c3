"""Says so when --persona asks for somebody whom scenarios do not send, because they name their own people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pytest

from mystery_shopper.collector import example_of
from mystery_shopper.crowd_hooks import is_scenario, member_of
from mystery_shopper.invitation import introduction
from mystery_shopper.personas import find_persona
from mystery_shopper.report.wording import count
from mystery_shopper.run import Run
from mystery_shopper.sentences import Vocabulary, outline_of

_MOST: Final = 5  # so many people are named, and the others counted (P)
_TAG: Final = "persona:"


class PassedOver:
    """A plugin of pytest's: notes whom scenarios send beside the persona that the command line asks for."""

    def __init__(self, config: pytest.Config, run: Run, vocabulary: Vocabulary) -> None:
        self.config, self.run, self.vocabulary = config, run, vocabulary
        self._sent: dict[str, list[str]] = {}  # node id -> ids of the personas whom the scenario names

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        if self.run.persona:
            alone = [each for each in session.items if is_scenario(each) and not member_of(each)]
            self._sent = {each.nodeid: self._people_of(each) for each in alone}

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(self.config, "workerinput"):
            session.config.workeroutput["mystery_shopper_sent"] = self._sent  # type: ignore[attr-defined]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self._sent.update(getattr(node, "workeroutput", {}).get("mystery_shopper_sent", {}))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if said := self.told():
            terminalreporter.write_line(said)

    def told(self) -> str:
        """Return how many scenarios send others and whom, in one line; empty where all send the one asked for."""
        asked = self.run.default_persona if self._sent else ""
        others = [each for each in self._sent.values() if each and asked not in each]
        if not others:
            return ""
        people = list(dict.fromkeys(name for each in others for name in each))
        more = f" and {count(len(people) - _MOST, 'other')}" if len(people) > _MOST else ""
        of_all = f"{len(others)} of {count(len(self._sent), 'scenario')}"
        return (
            f"--persona {asked} is for scenarios that name nobody: {of_all} {'send' if len(others) > 1 else 'sends'} "
            f"people of their own ({', '.join(people[:_MOST])}{more}). To send {asked} there, write: "
            f"{introduction(self.run.personas[asked])}"
        )

    def _people_of(self, item: pytest.Item) -> list[str]:
        """Return whom a scenario names before anybody acts; nobody where it leaves that to the command line."""
        outline = outline_of(getattr(item, "function", print))
        assert outline is not None
        example = {f"<{key}>": str(value) for key, value in example_of(item).items()}
        named = list(self._introduced(outline.steps, example))
        if named and named[0]:
            return [find_persona(self.run.personas, each).id for each in named if each]
        tag = next((each for each in outline.tags if each.startswith(_TAG)), "")
        return [find_persona(self.run.personas, tag.removeprefix(_TAG)).id] if tag else []

    def _introduced(self, steps: Sequence[str], example: dict[str, str]) -> Iterator[str]:
        """Yield the persona of each who is brought in, and an empty text for each sentence that somebody acts in."""
        for text in steps:
            for placeholder, value in example.items():
                text = text.replace(placeholder, value)
            match = self.vocabulary.match(text)
            if match and (not match.introduces or "persona" in match.args):  # else it is about nobody, as a bad day is
                yield str(match.args["persona"]) if match.introduces else ""
