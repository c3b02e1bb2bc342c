from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import embedded


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    yield folder
    embedded.stop(folder)
