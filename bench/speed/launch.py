"""`python -m bench.speed.launch COMMAND...`: `caseline`, with two numbers that are no settings of the product.

How many calls a worker keeps in flight, and how many requests the simulated carrier takes at once. The processes
that the command spawns read this module again before they begin, as their parent's main module, and so have them too.
"""

from __future__ import annotations

import importlib
import os

from bot import worker
from bot.cli import main

IN_FLIGHT, CARRIER_THREADS = "BENCH_IN_FLIGHT", "BENCH_CARRIER_THREADS"

if IN_FLIGHT in os.environ:
    worker.IN_FLIGHT = int(os.environ[IN_FLIGHT])
if CARRIER_THREADS in os.environ:
    # By its name, since the package calls its function `serve`, too.
    vars(importlib.import_module("bot.simulator.serve"))["THREADS"] = int(os.environ[CARRIER_THREADS])

if __name__ == "__main__":
    main()
