"""`python -m flows.texts` prints docs/texts.md: every text that can be sent, for a department to review."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from flows.segments import count
from flows.texts.catalogue import CATALOGUES, LIMITS
from flows.texts.samples import AGENCY, samples

_HEAD = """\
# Every text that Caseline sends

Made by `python -m flows.texts > docs/texts.md` from `flows/texts/en.py` and `flows/texts/es.py`; edit those,
not this page. Names, numbers and phones are examples. A segment is what a carrier bills; a text takes at most
{en} in English and {es} in Spanish. Where long names would make it longer, it leaves out the badge, then
accents in the name, then the sentences that are least needed, then the officer's phone, then the name.

## As sent

The first text to a phone ends with the sentences `line`, `stop_and_help` and `rates` of the catalogue below.

| text | English | | Spanish | |
| --- | --- | --- | --- | --- |
"""
_CATALOGUE = """
## The catalogue

{agency}, {desk} and the like are filled in; segments are those of the sentence alone.

| key | English | | Spanish | |
| --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The page, as Markdown."""
    return "".join([_HEAD.format(**LIMITS), *_as_sent(), _CATALOGUE, *_sentences()])


def _as_sent() -> Iterator[str]:
    for sample in samples():
        yield _row(sample.key, *(sample.render(AGENCY, language, False) for language in CATALOGUES))


def _sentences() -> Iterator[str]:
    for key in CATALOGUES["en"]:
        yield _row(f"`{key}`", *(words[key] for words in CATALOGUES.values()))


def _row(key: str, *texts: str) -> str:
    cells = [key]
    for text in texts:
        cells += [text.replace("|", "\\|").replace("\n", "<br>"), str(count(text).segments)]
    return "| " + " | ".join(cells) + " |\n"


if __name__ == "__main__":
    sys.stdout.write(page())
