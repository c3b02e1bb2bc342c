"""The simulator as a Flask application."""

import flask

from bot.simulator.config import SimulatorConfig
from bot.simulator.controls import controls_blueprint
from bot.simulator.core import Simulator
from bot.simulator.messages import messages_blueprint
from bot.simulator.phone import phone_blueprint
from bot.simulator.send import SendPath

EXTENSION = "simulator"


def create_simulator(config: SimulatorConfig) -> flask.Flask:
    """A carrier with an empty ledger. Its state lives in this application: serve it from one process."""
    app = flask.Flask(__name__, static_folder=None)
    simulator = Simulator(config)
    app.extensions[EXTENSION] = simulator
    app.register_blueprint(messages_blueprint(simulator))
    app.register_blueprint(controls_blueprint(simulator))
    app.register_blueprint(phone_blueprint(simulator))
    app.wsgi_app = SendPath(simulator, app.wsgi_app)  # type: ignore[method-assign]
    return app


def simulator_of(app: flask.Flask) -> Simulator:
    """The carrier behind an application."""
    simulator = app.extensions[EXTENSION]
    assert isinstance(simulator, Simulator)
    return simulator
