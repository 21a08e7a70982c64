"""Every log line is redacted where its record is made."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from presidio_analyzer import AnalyzerEngine

from iort.privacy.log_filter import redact_logs, without_details


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger and what it has written."""
    before = logging.getLogRecordFactory()
    redact_logs()
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logger = logging.getLogger("tests.privacy")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)
    yield logger, written
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


def test_message_and_arguments(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    logger.debug("Received '%s'", "my name is Jane Roe")
    assert written.getvalue() == "Received 'my name is [name]'\n"


def test_exception_and_its_causes(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    try:
        try:
            raise ValueError("row: my name is Jane Roe")
        except ValueError as error:
            raise KeyError("507-555-0143") from error
    except KeyError:
        logger.exception("It failed")
    assert "Traceback" in written.getvalue()
    assert "KeyError" in written.getvalue()
    assert not any(detail in written.getvalue() for detail in ("Jane", "Roe", "0143"))


def test_json_of_structlog_without_the_frames_local_variables() -> None:
    line = json.dumps(
        {
            "text": "call 507-555-0143",
            "n": 7,
            "exception": [{"frames": [{"name": "receive", "locals": {"text": "call 507-55"}}]}],
        }
    )
    assert json.loads(without_details(line)) == {
        "text": "call [phone]",
        "n": 7,
        "exception": [{"frames": [{"name": "receive"}]}],
    }


@pytest.mark.parametrize(
    "line",
    [
        "Loading model models/iort-b39d7013a7e3.tar.gz...",
        "Starting Rasa server on http://127.0.0.1:5005",
        "Logged UserUtterance - tracker now has 12 events.",
        "{not json",
        "",
    ],
)
def test_lines_about_no_person_stay(line: str) -> None:
    assert without_details(line) == line


def test_arguments_that_do_not_fit_are_logged_all_the_same(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    logger.warning("two %s %s", "one")
    assert "two %s %s" in written.getvalue()


def test_failing_redaction_neither_recurses_nor_lets_the_line_through(
    log: tuple[logging.Logger, io.StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ValueError

    logger, written = log
    monkeypatch.setattr(AnalyzerEngine, "analyze", fail)
    logger.error("my name is Jane Roe")
    assert written.getvalue() == "[message withheld]\n"
