"""A carrier to develop against: it answers as Twilio does, so no text ever leaves this machine.

A development tool. Production code never imports it. What it imitates, and from which public page each fact
comes, is written in docs/twilio.md; the modules here cite its sections.
"""

from bot.simulator.app import create_simulator
from bot.simulator.config import SimulatorConfig
from bot.simulator.serve import RunningSimulator, serve

__all__ = ["RunningSimulator", "SimulatorConfig", "create_simulator", "serve"]
