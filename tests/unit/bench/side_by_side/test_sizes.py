"""What counts towards the size of an environment and of an image."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.side_by_side.sizes import bytes_of, bytes_under, copied, locked_names, packages, required


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment in which a needs b, b with its extra x needs c, nothing needs d, and e is not installed."""
    needs = {
        "a": ["b[x]>1", "e"],
        "b": ['c; extra == "x"', 'd; extra == "y"'],
        "c": ['d; python_version < "3"'],
        "d": [],
    }
    for name, others in needs.items():
        folder = tmp_path / "lib/python3.10/site-packages" / f"{name}-1.0.dist-info"
        folder.mkdir(parents=True)
        lines = [f"Name: {name.upper()}", "Version: 1.0", *(f"Requires-Dist: {other}" for other in others)]
        (folder / "METADATA").write_text("\n".join(lines))
        (folder / "RECORD").write_text(f"{name}.py,,\n{name}.pyc,,\ngone.py,,\n")
        (folder.parent / f"{name}.py").write_text("1234567")
        (folder.parent / f"{name}.pyc").write_text("compiled")
    return tmp_path


def test_packages_are_those_that_are_needed_and_installed(environment: Path) -> None:
    assert required(["a"], packages(environment)) == {"a", "b", "c"}


def test_a_package_is_as_large_as_the_files_it_installed(environment: Path) -> None:
    assert bytes_of(packages(environment)["a"]) == 7


def test_locked_names() -> None:
    assert locked_names("aio_pika==8.2.3 \\\n    --hash=sha256:1\nRasa==3.6.21 \\\n") == {"aio-pika", "rasa"}


def test_an_image_has_what_the_last_stage_copies() -> None:
    dockerfile = (
        "FROM a AS build\nCOPY data data\nFROM b\nCOPY --from=build /app/build/x build/x\nRUN c\nCOPY d e/ ./\n"
    )
    assert copied(dockerfile) == ["build/x", "d", "e"]


def test_compiled_python_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "a" / "__pycache__").mkdir(parents=True)
    (tmp_path / "a" / "b.py").write_text("123")
    (tmp_path / "a" / "__pycache__" / "b.pyc").write_text("12345")
    assert (bytes_under(tmp_path), bytes_under(tmp_path / "a/b.py"), bytes_under(tmp_path / "none")) == (3, 3, 0)
