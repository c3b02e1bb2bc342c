"""`python -m bench.chaos [--seed N] [--small] [--break NAME]`: the figures on standard output, one a line."""

from __future__ import annotations

import argparse
import random
import sys

from bench.chaos import campaign, plan

SHOWN = 20


def main() -> int:
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=None, help="repeat a campaign (drawn at random if left out)")
    parser.add_argument("--small", action="store_true", help="less of everything, in well under a minute")
    parser.add_argument("--break", dest="broken", choices=["send_first", "consent_first"], help="must turn it red")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    size = plan.SMALL if given.small else plan.FULL
    outcome = campaign.run(plan.draw(seed, size), broken=given.broken, impatient=given.small)
    for fault in outcome.faults[:SHOWN]:
        sys.stderr.write(f"{fault.kind}: {fault.what}\n")
    sys.stderr.write(f"killed: {dict(outcome.killed)}\n")
    sys.stdout.write(f"seed {seed}\n")
    for name, value in outcome.figures.items():
        sys.stdout.write(f"{name} {value}\n")
    enough = outcome.figures["messages"] >= size.texts and outcome.figures["kills"] >= size.kills
    if not enough:
        sys.stderr.write(f"chaos: too little happened to prove anything (wanted {size})\n")
    return 0 if outcome.holds and enough else 1


if __name__ == "__main__":
    sys.exit(main())
