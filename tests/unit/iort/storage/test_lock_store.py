"""The order of one conversation's messages: inside a process, between processes, and while Redis is away."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import read_endpoint_config

from iort.storage.conversation_queue import LocalQueue, RedisQueue
from iort.storage.lock_store import MessageOrder
from iort.storage.settings import Misconfigured
from tests.support import ROOT
from tests.support.services import RedisServer

MESSAGE_LIMIT = 8.0  # seconds a visitor is made to wait at most, as in iort.channel.website


@pytest_asyncio.fixture
async def queue_in(redis_server: RedisServer) -> AsyncIterator[Callable[[], MessageOrder]]:
    """Makes the lock store of one more process."""
    queues: list[RedisQueue] = []

    def make(lease: float = 5.0) -> MessageOrder:
        queues.append(RedisQueue(redis_server.url, lease))
        return MessageOrder(redis=queues[-1])

    yield make
    for queue in queues:
        await queue.close()


@pytest.fixture(params=["in process", "redis"])
def order(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> MessageOrder:
    monkeypatch.delenv("IORT_REDIS_URL", raising=False)
    if request.param == "in process":
        return MessageOrder()
    return request.getfixturevalue("queue_in")()


class Work:
    """Messages being worked on: in which order they began, and whether two ever were at once."""

    def __init__(self) -> None:
        self.began: list[int] = []
        self.at_once = 0
        self._now = 0

    async def do(self, order: MessageOrder, number: int, conversation: str = "somebody") -> None:
        async with order.lock(conversation):
            self.began.append(number)
            self._now += 1
            self.at_once = max(self.at_once, self._now)
            await asyncio.sleep(0.01)
            self._now -= 1


# --- in one process ---


async def test_messages_of_one_conversation_come_one_at_a_time_in_order(order: MessageOrder) -> None:
    work = Work()
    await asyncio.gather(*(work.do(order, number) for number in range(25)))
    assert work.began == list(range(25))
    assert work.at_once == 1


async def test_conversations_do_not_wait_for_each_other(order: MessageOrder) -> None:
    async with order.lock("somebody"):
        await asyncio.wait_for(Work().do(order, 1, "somebody else"), MESSAGE_LIMIT)


async def test_failing_and_cancelled_messages_let_the_next_one_in(order: MessageOrder) -> None:
    with pytest.raises(ZeroDivisionError):
        async with order.lock("somebody"):
            raise ZeroDivisionError
    began = asyncio.Event()

    async def hang() -> None:
        async with order.lock("somebody"):
            began.set()
            await asyncio.Event().wait()

    holder = asyncio.create_task(hang())
    await began.wait()
    waiter = asyncio.create_task(hang())
    await asyncio.sleep(0)
    for task in (waiter, holder):
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    work = Work()
    await asyncio.wait_for(work.do(order, 1), 2)
    assert work.began == [1]


@pytest.mark.parametrize("odd", ["\x00", "\udc80", "}{", "x" * 5000])
async def test_any_id_has_its_order(order: MessageOrder, odd: str) -> None:
    async with order.lock(odd):
        pass


async def test_queue_of_a_process_forgets_conversations() -> None:
    queue = LocalQueue()
    async with queue.turn("somebody"):
        pass
    assert not queue._locks and not queue._users


# --- between processes ---


async def test_processes_take_turns_in_the_order_they_asked(queue_in: Callable[[], MessageOrder]) -> None:
    processes = [queue_in(), queue_in(), queue_in()]
    work = Work()
    tasks = []
    async with processes[0].lock("somebody"):
        for number in range(12):
            tasks.append(asyncio.create_task(work.do(processes[number % 3], number)))
            await asyncio.sleep(0.03)  # they arrive one after the other, which is what is to be kept
    await asyncio.gather(*tasks)
    assert work.began == list(range(12))
    assert work.at_once == 1


async def test_nothing_is_left_in_redis(queue_in: Callable[[], MessageOrder], redis_server: RedisServer) -> None:
    await Work().do(queue_in(), 1)
    assert redis_server.client().keys("*") == []


async def test_turn_outlasts_its_lease_while_its_holder_lives(queue_in: Callable[..., MessageOrder]) -> None:
    first, second = queue_in(lease=1.5), queue_in(lease=1.5)
    work = Work()
    async with first.lock("somebody"):
        waiting = asyncio.create_task(work.do(second, 1))
        done, _ = await asyncio.wait([waiting], timeout=4)
        assert not done
    await waiting


HOLDER = """
import asyncio, sys
from iort.storage.conversation_queue import RedisQueue
async def hold():
    async with RedisQueue(sys.argv[1]).turn("somebody"):
        print("holding", flush=True)
        await asyncio.Event().wait()
asyncio.run(hold())
"""


async def test_killed_process_frees_its_conversation_within_a_messages_time(
    queue_in: Callable[[], MessageOrder], redis_server: RedisServer
) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, redis_server.url], cwd=ROOT, stdout=subprocess.PIPE)
    assert holder.stdout is not None and holder.stdout.readline() == b"holding\n"
    holder.kill()
    holder.wait()
    await asyncio.wait_for(Work().do(queue_in(), 1), MESSAGE_LIMIT)


WORKER = """
import asyncio, sys
from iort.storage.conversation_queue import RedisQueue
from redis.asyncio import Redis
async def main():
    queue, redis = RedisQueue(sys.argv[1]), Redis.from_url(sys.argv[1])
    async def message():
        async with queue.turn("somebody"):
            # Read, change, write: what is lost where two do it at once.
            value = int(await redis.get("counter") or 0)
            await asyncio.sleep(0.002)
            await redis.set("counter", value + 1)
    print("ready", flush=True)
    sys.stdin.readline()
    await asyncio.gather(*(message() for _ in range(20)))
asyncio.run(main())
"""


async def test_processes_lose_no_update(redis_server: RedisServer) -> None:
    command = [sys.executable, "-c", WORKER, redis_server.url]
    workers = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for worker in workers:
        assert worker.stdout is not None and worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    assert [await asyncio.to_thread(worker.wait, 60) for worker in workers] == [0, 0, 0]
    assert redis_server.client().get("counter") == b"60"


# --- without Redis ---


async def test_messages_are_answered_in_order_while_redis_is_down_and_it_is_used_again(
    queue_in: Callable[[], MessageOrder], redis_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    order = queue_in()
    await Work().do(order, 0)
    redis_server.kill()
    work = Work()
    await asyncio.wait_for(asyncio.gather(*(work.do(order, number) for number in range(10))), MESSAGE_LIMIT)
    assert work.began == list(range(10)) and work.at_once == 1
    assert "Redis failed" in caplog.text
    redis_server.start()
    while not redis_server.client().keys("iort:queue:*"):
        async with order.lock("somebody"):
            if redis_server.client().keys("iort:queue:*"):
                break
        await asyncio.sleep(0.05)


async def test_frozen_redis_costs_a_message_less_than_its_time(
    queue_in: Callable[[], MessageOrder], redis_server: RedisServer
) -> None:
    order = queue_in()
    await Work().do(order, 0)
    redis_server.freeze()
    try:
        await asyncio.wait_for(Work().do(order, 1), MESSAGE_LIMIT / 2)
    finally:
        redis_server.thaw()


async def test_redis_that_dies_while_a_message_is_worked_on_fails_neither_it_nor_the_next(
    queue_in: Callable[[], MessageOrder], redis_server: RedisServer
) -> None:
    order = queue_in()
    work = Work()
    async with order.lock("somebody"):
        waiting = asyncio.create_task(work.do(order, 1))
        await asyncio.sleep(0.2)
        redis_server.kill()
        await asyncio.sleep(1)
        assert work.began == [], "the next message has to wait for this one, Redis or not"
    await asyncio.wait_for(waiting, MESSAGE_LIMIT)


# --- as Rasa makes it ---


def test_endpoints_of_the_project_make_this_store() -> None:
    store = LockStore.create(read_endpoint_config(str(ROOT / "endpoints.yml"), "lock_store"))
    assert isinstance(store, MessageOrder)


def test_several_workers_need_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IORT_REDIS_URL", raising=False)
    monkeypatch.setenv("SANIC_WORKERS", "2")
    with pytest.raises(Misconfigured, match="IORT_REDIS_URL"):
        MessageOrder()
    monkeypatch.setenv("IORT_REDIS_URL", "redis://127.0.0.1:1/0")
    MessageOrder()
