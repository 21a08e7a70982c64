"""Ends a process whose event loop stands still, so that whoever supervises it starts it anew.

Such a process answers nobody, health checks included, and nothing inside the loop can end what never returns to it.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
import time
from asyncio import AbstractEventLoop

LIMIT_S = 10.0  # longer than the longest message may take (7 s), so the loop stood before it and will not turn again
_TICKS = 20  # in which the loop has to turn once; the limit is counted in them
_EXIT_CODE = 70  # EX_SOFTWARE, an error in the program itself


def watch(loop: AbstractEventLoop, limit_s: float = LIMIT_S) -> None:
    """Watch the running loop from a thread of its own until it is closed.

    Time is counted in the thread's own ticks, so that a process that was stopped, or a machine that slept, is not ended for
    the time it was away.
    """
    # Code that keeps the interpreter to itself, such as a search with `re`, lets no thread tick. Then the kernel ends the
    # process, after as many seconds of its own processor time; the handler only writes where it was.
    faulthandler.register(signal.SIGVTALRM, file=sys.__stderr__, chain=True)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit_s)
    threading.Thread(target=_watch, args=(loop, limit_s), name="watchdog", daemon=True).start()


def _watch(loop: AbstractEventLoop, limit_s: float) -> None:
    turned = threading.Event()
    turned.set()
    missed = 0
    while missed < _TICKS:
        # Before whatever lets go of the interpreter, and so may never get it back.
        signal.setitimer(signal.ITIMER_VIRTUAL, limit_s)
        if turned.is_set():
            turned.clear()
            missed = 0
            try:
                loop.call_soon_threadsafe(turned.set)
            except RuntimeError:  # closed: the process ends in good order
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
                return
        time.sleep(limit_s / _TICKS)
        missed += 1
    # Written past `logging`, whose lock may be what everything waits for. A traceback here has places, no values.
    line = f"The event loop has not turned for {limit_s:.0f} seconds: this process ends, to be started again.\n"
    os.write(2, line.encode())
    faulthandler.dump_traceback(file=2)
    os._exit(_EXIT_CODE)
