from pathlib import Path
from bot.demo.stack import Say
def run(data: Path, say: Say) -> int:
    return 0
