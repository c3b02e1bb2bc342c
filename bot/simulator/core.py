"""The simulated carrier itself, apart from HTTP: its parts, wired once."""

from bot.simulator.callbacks import Callbacks
from bot.simulator.config import SimulatorConfig
from bot.simulator.delivery import Delivery
from bot.simulator.faults import Faults
from bot.simulator.inbound import Inbound
from bot.simulator.optout import OptOuts
from bot.simulator.state import Store


class Simulator:
    """One account: its texts, its opt-outs, its faults, its way to the customer."""

    def __init__(self, config: SimulatorConfig) -> None:
        self.config = config
        self.store = Store()
        self.opt_outs = OptOuts()
        self.faults = Faults()
        self.callbacks = Callbacks(config.auth_token)
        self.delivery = Delivery(self.store, config.account_sid, self._post_receipt)
        self.inbound = Inbound(config, self.store, self.opt_outs, self.faults, self.delivery, self.callbacks)

    def close(self) -> None:
        """Stop the background threads and let go of connections."""
        self.delivery.close()
        self.callbacks.close()

    def _post_receipt(self, url: str, form: dict[str, str]) -> tuple[int | None, int]:
        answer = self.callbacks.post(url, form)
        return answer.status_code, answer.attempts
