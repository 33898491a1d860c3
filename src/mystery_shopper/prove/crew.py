"""Several processes that make visits at the same time; one that hangs or dies is replaced, and its visit says so."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any, Final

from mystery_shopper.errors import MysteryShopperError
from mystery_shopper.prove.playing import House, Job, Played, Player

LONGEST_VISIT_S: Final = 180.0
"""A visit that takes longer hangs, for example in a script that never ends (P); no errand waits half as long."""


@dataclass
class Hand:
    """One process and what it is doing."""

    process: BaseProcess
    pipe: Connection
    job: Job | None = None
    since: float = 0.0


class Crew:
    """Makes visits with a number of processes. Use it in a ``with`` block, so that none is left behind."""

    def __init__(self, house: House) -> None:
        self._house = _portable(house)
        self._hands: list[Hand] = []
        self._context = multiprocessing.get_context("spawn")

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._hands:
            self._end(each)

    def play(self, jobs: Iterable[Job]) -> Iterator[Played]:
        """Yield what becomes of each visit, as soon as it is over.

        Raises:
            MysteryShopperError: when a visit cannot be made at all, as its process says it.
        """
        left = list(reversed(list(jobs)))
        self._hands = [self._hire() for _ in range(min(self._house.workers, len(left)))]
        while left or any(each.job for each in self._hands):
            for hand in self._hands:
                if hand.job is None and left:
                    hand.job, hand.since = left.pop(), monotonic()
                    with contextlib.suppress(
                        OSError
                    ):  # it has died since its last visit: the wait below finds that out
                        hand.pipe.send(hand.job)
            ready = wait([each.pipe for each in self._hands if each.job], timeout=1.0)
            for hand in [each for each in self._hands if each.job]:
                done = self._answer(hand, hand.pipe in ready)
                if done is not None:
                    yield done

    def _answer(self, hand: Hand, ready: bool) -> Played | None:
        assert hand.job is not None
        job = hand.job
        if ready:
            try:
                answer = hand.pipe.recv()
            except EOFError:
                return self._replaced(hand, job, "its process ended")
            hand.job = None
            if isinstance(answer, str):
                raise MysteryShopperError(answer)
            assert isinstance(answer, Played)
            return answer
        if monotonic() - hand.since > LONGEST_VISIT_S:
            return self._replaced(hand, job, f"it was not over after {LONGEST_VISIT_S:.0f} s")
        return None

    def _replaced(self, hand: Hand, job: Job, why: str) -> Played:
        self._end(hand)
        self._hands[self._hands.index(hand)] = self._hire()
        names = [each.id for each in job.faults]
        return Played(
            job.key,
            names,
            job.persona,
            job.errand,
            job.seed,
            job.repeat,
            outcome="inconclusive",
            reason=why,
            took=names,
        )

    def _hire(self) -> Hand:
        mine, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._house), daemon=True)
        process.start()
        theirs.close()
        return Hand(process, mine)

    def _end(self, hand: Hand) -> None:
        hand.pipe.close()  # a process that waits for its next visit ends by itself
        hand.process.join(timeout=5 if hand.job is None else 0)
        if hand.process.is_alive():
            hand.process.kill()
            hand.process.join(timeout=5)


def _portable(house: House) -> House:
    """Return what another process can be given: the run without what was read for it already, but for the personas."""
    run = replace(house.run)
    run.personas = house.run.personas
    return replace(house, run=run)


def _work(pipe: Connection, house: House) -> None:
    """Be one process of the crew: take visits until nobody asks for more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to understand
    player = Player(house)
    try:
        while True:
            job: Any = pipe.recv()
            try:
                pipe.send(player.play(job))
            except MysteryShopperError as trouble:
                pipe.send(str(trouble))
    except (EOFError, OSError):
        sys.exit(0)
    finally:
        player.close()
