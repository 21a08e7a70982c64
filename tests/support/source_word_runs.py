"""The source documents' runs of eight words, as hashes: the documents are under copyright and not in the repository.

`python -m tests.support.source_word_runs FOLDER` writes them anew from a folder with the documents of content/sources.yml as *.txt.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

from content import content

FILE = Path(__file__).with_suffix(".txt")
SHARED_WORDS = 8
_DIGITS = 12  # of the hash: among 15,000 runs of the answers one in 20 million such files would accuse an innocent one


def word_runs(text: str) -> dict[str, str]:
    """Every run of eight words in a text, by its hash."""
    # '8 a.m.' is one word: opening hours are data that cannot be put in other words
    words = re.findall(r"[a-z0-9]+", re.sub(r"(\d) ([ap])\.m\.", r"\1\2m", text.lower()))
    runs = (" ".join(words[at : at + SHARED_WORDS]) for at in range(len(words) - SHARED_WORDS + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:_DIGITS]: run for run in runs}


def source_hashes(file: Path = FILE) -> frozenset[str]:
    """The hashes of the source documents' runs."""
    return frozenset(file.read_text(encoding="utf-8").split())


def write_hashes(folder: Path, file: Path = FILE) -> None:
    """Write the hashes of the documents in a folder. Raises ValueError where these are not as many as the sources."""
    documents = sorted(folder.glob("*.txt"))
    if len(documents) != len(content().sources):
        raise ValueError(
            f"{folder} has {len(documents)} *.txt files, content/sources.yml has {len(content().sources)} sources"
        )
    hashes = {one for document in documents for one in word_runs(document.read_text(encoding="utf-8"))}
    # In the order of the hashes, which says nothing of the order of the words.
    file.write_text("".join(f"{one}\n" for one in sorted(hashes)), encoding="utf-8")


if __name__ == "__main__":
    write_hashes(Path(sys.argv[1]))
