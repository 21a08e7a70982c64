"""What an installation weighs: packages by what they installed, an image by what its Dockerfile copies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==", re.M)


def locked_names(requirements: str) -> set[str]:
    """The packages that a locked requirements file names."""
    return {canonicalize_name(name) for name in _LOCKED.findall(requirements)}


def packages(environment: Path) -> dict[str, Distribution]:
    """What is installed in a virtual environment, by name."""
    folders = [str(folder) for folder in environment.glob("lib/python*/site-packages")]
    return {canonicalize_name(found.metadata["Name"]): found for found in distributions(path=folders)}


def required(roots: Iterable[str], installed: dict[str, Distribution]) -> set[str]:
    """The packages and all that they need, as far as it is installed."""
    wanted = [(canonicalize_name(root), "") for root in roots]
    seen: set[tuple[str, str]] = set()
    while wanted:
        name, extra = wanted.pop()
        if (name, extra) in seen or name not in installed:
            continue
        seen.add((name, extra))
        for text in installed[name].requires or ():
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                wanted += [(canonicalize_name(needed.name), more) for more in ("", *needed.extras)]
    return {name for name, _ in seen}


def bytes_of(package: Distribution) -> int:
    """What a package put on the disk; not what Python compiled of it since."""
    files = [Path(str(file.locate())) for file in package.files or () if file.suffix != ".pyc"]
    return sum(file.stat().st_size for file in files if file.is_file())


def copied(dockerfile: str) -> list[str]:
    """What the last stage of a Dockerfile copies, as paths inside the checkout it is built from."""
    last = re.split(r"^FROM ", dockerfile, flags=re.M)[-1]
    lines = re.findall(r"^COPY (?:--from=\S+ )?(.+)$", last, re.M)
    return [source.removeprefix("/app/").rstrip("/") for line in lines for source in line.split()[:-1]]


def bytes_under(place: Path) -> int:
    """The size of a file, or of all files in a folder, without compiled Python."""
    return sum(file.stat().st_size for file in _files(place))


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    elif place.is_dir():
        yield from (file for file in place.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
