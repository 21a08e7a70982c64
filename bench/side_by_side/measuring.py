"""The measurements, each by turns: whatever else the machine does meets all contestants alike."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any

import psutil

from bench.nlu import read_yaml, write_yaml
from bench.side_by_side.contestants import PHRASES, Contestant
from bench.side_by_side.questions import Question, right
from bench.side_by_side.visitors import Visitor
from launch.failure import LaunchError
from launch.processes import Process
from launch.servers import free_ports

TURNS = 200  # of a long conversation
_AT_ONCE = 4  # visitors who ask without a pause; more only wait longer for the one process
_MESSAGES_A_VISITOR = 10
_TRAINING_SECONDS = 1800.0


@dataclass(frozen=True)
class Memory:
    """Megabytes of a process: resident, and with shared pages counted by share."""

    resident: float
    proportional: float


@dataclass
class Measured:
    """What was measured of one contestant; a value a repeat. Times are in seconds.

    Attributes:
        turns: times of messages by their place in the conversation, from 1.
        asked: messages whose reply was checked.
        wrong: those of them whose reply lacked the answer.
    """

    trained_anew: list[float] = field(default_factory=list)
    trained_after_edit: list[float] = field(default_factory=list)
    started: list[float] = field(default_factory=list)
    at_rest: list[Memory] = field(default_factory=list)
    after_messages: list[Memory] = field(default_factory=list)
    turns: dict[int, list[float]] = field(default_factory=dict)
    a_second: list[float] = field(default_factory=list)
    asked: int = 0
    wrong: int = 0


Record = list[tuple[Contestant, Measured]]


def train(record: Record) -> None:
    """Each from nothing, then after one changed phrase."""
    for contestant, measured in record:
        contestant.forget()
        measured.trained_anew.append(_train(contestant))
        _change_a_phrase(contestant)
        measured.trained_after_edit.append(_train(contestant))


def start(record: Record, question: Question) -> None:
    """From the start of the process to the first right answer, and the memory then."""
    for contestant, measured in record:
        (port,) = free_ports(1)
        began = time.perf_counter()
        with contestant.serve(port, question.text, contestant.answers[question.topic]) as process:
            measured.started.append(time.perf_counter() - began)
            measured.at_rest.append(memory(process.pid))


@contextmanager
def all_served(contestants: list[Contestant], question: Question) -> Iterator[list[tuple[Process, int]]]:
    """All of them side by side, with their ports; one that is not asked costs the others nothing."""
    ports = free_ports(len(contestants))
    with ExitStack() as running:
        yield [
            (running.enter_context(contestant.serve(port, question.text)), port)
            for contestant, port in zip(contestants, ports)
        ]


def talk_long(
    record: Record, servers: list[tuple[Process, int]], questions: list[Question], conversations: int
) -> None:
    """Long conversations, a turn of each contestant after the other; then their memory."""
    for _ in range(conversations):
        visitors = [contestant.visitor(port) for (contestant, _), (_, port) in zip(record, servers)]
        for turn, question in enumerate(islice(cycle(questions), TURNS), 1):
            for (contestant, measured), visitor in zip(record, visitors):
                _timed(contestant, measured, visitor, turn, question)
    for (_, measured), (process, _) in zip(record, servers):
        measured.after_messages.append(memory(process.pid))


def talk_once(
    record: Record, servers: list[tuple[Process, int]], questions: list[Question], conversations: int
) -> None:
    """New conversations of one message."""
    for question in islice(cycle(questions), conversations):
        for (contestant, measured), (_, port) in zip(record, servers):
            _timed(contestant, measured, contestant.visitor(port), 1, question)


def press(record: Record, servers: list[tuple[Process, int]], questions: list[Question]) -> None:
    """Visitors who ask at once and without a pause: messages a second."""
    for (contestant, measured), (_, port) in zip(record, servers):

        def converse(place: int, contestant: Contestant = contestant, port: int = port) -> list[bool]:
            visitor = contestant.visitor(port)
            said = islice(cycle(questions), place, place + _MESSAGES_A_VISITOR)
            return [right(contestant, visitor, question) for question in said]

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            began = time.perf_counter()
            answered = sum(pool.map(converse, range(2 * _AT_ONCE)), [])
            seconds = time.perf_counter() - began
        measured.a_second.append(len(answered) / seconds)
        measured.asked += len(answered)
        measured.wrong += answered.count(False)


def memory(pid: int) -> Memory:
    """Of the process and its children now."""
    process = psutil.Process(pid)
    taken = [each.memory_full_info() for each in (process, *process.children(recursive=True))]
    return Memory(sum(each.rss for each in taken) / 1e6, sum(each.pss for each in taken) / 1e6)


def _timed(contestant: Contestant, measured: Measured, visitor: Visitor, turn: int, question: Question) -> None:
    began = time.perf_counter()
    answered = right(contestant, visitor, question)
    measured.turns.setdefault(turn, []).append(time.perf_counter() - began)
    measured.asked += 1
    measured.wrong += not answered


def _train(contestant: Contestant) -> float:
    began = time.perf_counter()
    with contestant.train() as training:
        if training.wait(_TRAINING_SECONDS):
            raise LaunchError(f"{training.name} failed ({training.cause}).")
    return time.perf_counter() - began


def _change_a_phrase(contestant: Contestant) -> None:
    written: dict[str, Any] = read_yaml(contestant.project / PHRASES)
    group = written["nlu"][0]
    first, _, others = group["examples"].partition("\n")
    write_yaml(
        contestant.project / PHRASES,
        {**written, "nlu": [{**group, "examples": f"{first} please\n{others}"}, *written["nlu"][1:]]},
    )
