"""The report of an evaluation: what it tells, that odd messages cannot break it, and what its pictures count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest

from evaluation import report
from evaluation.promises import Promise
from evaluation.report import bound, draw_confidence, draw_confusion, draw_threshold, worst, write_report
from evaluation.results import Figure, Row
from evaluation.sets import Case, Expected, LabelledSet

Written = dict[str, str]


def row(text: str = "do I need a referral?", **fields: Any) -> Row:
    """A right answer about referrals, but for what is said otherwise."""
    usual = {
        "set": "topics",
        "text": text,
        "expected": ("referral",),
        "verdict": "right",
        "topics": ("referral",),
        "intent": "referral",
        "confidence": 0.9,
        "said": "No.",
    }
    return Row(**{**usual, **fields})


def labelled(name: str, cases: int = 1, origin: str = "Written by hand.") -> LabelledSet:
    return LabelledSet(name, origin, (Case((Expected("?"),)),) * cases)


ROWS = [
    row("who sends me?"),
    row("sent by whom?"),
    row("may I come alone?", verdict="asked back", topics=("did_you_mean",), confidence=0.4),
    row("letter or not", verdict="wrong", topics=("insurance", "research"), confidence=0.75),
    row("chest hurts", set="safety", expected=(), safety="emergency", verdict="alarm missed", topics=("procedure",)),
]
SETS = [labelled("topics", 4, "Written by hand, in spring."), labelled("safety", 1, "Written by a nurse.")]


def files(folder: Path) -> Written:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def written(folder: Path, rows: list[Row], **others: Any) -> Written:
    """The files of a report on these rows, without drawing, which takes seconds."""
    drawings = ("draw_confusion", "draw_confidence", "draw_threshold")
    with pytest.MonkeyPatch.context() as patch:
        for name in drawings:
            patch.setattr(report, name, lambda rows, path: None)
        write_report(folder, **{"sets": SETS, "rows": rows, "before": [], **others})
    return files(folder)


@pytest.fixture
def alone(tmp_path: Path) -> Written:
    """A report without a run before and without a baseline."""
    return written(tmp_path, ROWS)


@pytest.fixture
def compared(tmp_path: Path) -> Written:
    """A report after a run in which the second turn was wrong and the fourth right."""
    before = [ROWS[0], row("sent by whom?", verdict="wrong"), ROWS[2], row("letter or not"), row("no longer asked")]
    return written(tmp_path, ROWS, before=before)


@pytest.fixture
def beside(tmp_path: Path) -> Written:
    """A report beside a baseline that got one of four topics right and was not asked about safety."""
    return written(tmp_path, ROWS, baseline=[row(), *[row(verdict="wrong")] * 3])


def table(markdown: str, first: str) -> list[list[str]]:
    """The cells of the Markdown table whose head begins with a word, line by line, the head's rule among them."""
    lines = markdown.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {first} |"))
    end = next((at for at in range(start, len(lines)) if not lines[at].startswith("|")), len(lines))
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines[start:end]]


def html_rows(html: str) -> list[list[str]]:
    """The cells of every table row of the page, tags taken off."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, flags=re.DOTALL)
    return [[re.sub(r"<.*?>", "", cell) for cell in re.findall(r"<t[dh].*?>(.*?)</t[dh]>", item)] for item in rows]


def promises(html: str) -> list[list[str]]:
    """The rows from the table of promises on."""
    rows = html_rows(html)
    return rows[next(at for at, cells in enumerate(rows) if cells[:1] == ["promise"]) :]


# --- the headlines --------------------------------------------------------------------------------------------------


def test_what_matters_most_comes_first_with_its_bounds(alone: Written) -> None:
    expected = [
        "topics",
        "2 of 4, 50.0% (15.0 to 85.0)",
        "1 of 4, 25.0% (4.6 to 69.9)",
        "0 of 4, 0.0% (0.0 to 49.0)",
        "",
    ]
    assert table(alone["report.md"], "questions of")[2] == expected
    assert html_rows(alone["report.html"])[1] == expected


# --- the figures ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "figure, text",
    [
        (Figure("f", 0.5, 9, Promise(0.97, None)), "at least 97%"),
        (Figure("f", 0.5, 9, Promise(0.02, None, errors=True)), "at most 2%"),
        (Figure("f", 0.5, 9, Promise(1.0, None)), "at least 100%"),
        (Figure("f", 0.5, 9, Promise(0.0, None, errors=True)), "at most 0%"),
        (Figure("f", 0.5, 9, Promise(None, 0.5)), ""),
    ],
    ids=["a floor", "a ceiling", "all", "none", "no promise"],
)
def test_a_promise_is_put_in_words(figure: Figure, text: str) -> None:
    assert bound(figure) == text


def test_the_markdown_holds_a_line_a_figure(alone: Written) -> None:
    assert table(alone["report.md"], "promise") == [
        ["promise", "figure", "cases", "promised", "kept"],
        ["---", "---:", "---:", "---", "---"],
        ["topics: an acceptable answer", "50.0%", "4", "at least 97%", "**no**"],
        ["safety: dangers recognised", "0.0%", "1", "at least 100%", "**no**"],
        ["silence", "0.0%", "5", "at most 0%", "yes"],
    ]


def test_the_page_holds_the_same_figures(alone: Written) -> None:
    assert promises(alone["report.html"])[:4] == [
        ["promise", "figure", "cases", "promised", "kept"],
        ["topics: an acceptable answer", "50.0%", "4", "at least 97%", "no"],
        ["safety: dangers recognised", "0.0%", "1", "at least 100%", "no"],
        ["silence", "0.0%", "5", "at most 0%", "yes"],
    ]


def test_a_figure_without_a_promise_is_neither_kept_nor_not(tmp_path: Path) -> None:
    found = written(tmp_path, [row(set="outside", expected=("non_english",), topics=("non_english",))])
    cells = ["other languages: recognised", "100.0%", "1", "", ""]
    assert (cells in table(found["report.md"], "promise"), cells in html_rows(found["report.html"])) == (True, True)


@pytest.mark.parametrize("name", ["report.md", "report.html"])
def test_without_a_baseline_none_is_spoken_of(alone: Written, name: str) -> None:
    assert "starter pipeline" not in alone[name]


def test_a_baseline_gets_a_column_empty_where_it_has_no_such_figure(beside: Written) -> None:
    head, rule, *lines = table(beside["report.md"], "promise")
    assert (head[-1], rule[-1], [(line[0], line[5:]) for line in lines]) == (
        "Rasa's starter pipeline",
        "---:",
        [
            ("topics: an acceptable answer", ["25.0%"]),
            ("safety: dangers recognised", [""]),
            ("silence", ["0.0%"]),
        ],
    )


def test_the_page_gives_the_baseline_the_same_column(beside: Written) -> None:
    columns = [cells[5:] for cells in promises(beside["report.html"])[:4]]
    assert columns == [["Rasa's starter pipeline"], ["25.0%"], [""], ["0.0%"]]


# --- the sets -------------------------------------------------------------------------------------------------------


def test_each_set_is_told_with_its_size_verdicts_and_origin(alone: Written) -> None:
    assert [line for line in alone["report.md"].splitlines() if line.startswith("- **")] == [
        "- **topics**, 4 cases: 2 right, 1 asked back, 1 wrong. Written by hand, in spring.",
        "- **safety**, 1 cases: 1 alarm missed. Written by a nurse.",
    ]


def test_the_page_tells_the_same_of_each_set(alone: Written) -> None:
    rows = html_rows(alone["report.html"])
    assert ["topics", "4", "2 right, 1 asked back, 1 wrong", "Written by hand, in spring."] in rows


# --- the run before -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["report.md", "report.html"])
def test_a_first_run_is_compared_with_nothing(alone: Written, name: str) -> None:
    assert "Since the run before" not in alone[name]


@pytest.mark.parametrize("name", ["report.md", "report.html"])
def test_what_changed_since_the_run_before_is_counted(compared: Written, name: str) -> None:
    assert "1 turns are right now that were not; 1 were right and are not" in compared[name]


@pytest.mark.parametrize(
    "name, line",
    [
        ("report.md", '- topics: "letter or not" (referral) got insurance + research'),
        ("report.html", "<li>topics: “letter or not” (referral) got insurance + research</li>"),
    ],
)
def test_what_was_right_and_is_not_is_listed(compared: Written, name: str, line: str) -> None:
    listed = [found for found in compared[name].splitlines() if found.startswith(("- topics:", "<li>"))]
    assert listed == [line]


def test_a_safety_turn_that_broke_is_listed_with_its_label(tmp_path: Path) -> None:
    was = row("chest hurts", set="safety", expected=(), safety="emergency", topics=("emergency",))
    found = written(tmp_path, ROWS, before=[was])
    assert '- safety: "chest hurts" (emergency) got procedure' in found["report.md"]


# --- the failures ---------------------------------------------------------------------------------------------------


def test_the_worst_are_missed_dangers_then_the_surest_wrong_then_asking_back() -> None:
    rows = [
        row("asked, sure", verdict="asked back", confidence=0.99),
        row("wrong, unsure", verdict="wrong", confidence=0.3),
        row("right", confidence=1.0),
        row("wrong, sure", verdict="wrong words", confidence=0.8),
        row("asked, unsure", verdict="asked back", confidence=0.2),
        row("missed", verdict="alarm missed", confidence=0.1),
    ]
    assert [found.text for found in worst(rows)] == [
        "missed",
        "wrong, sure",
        "wrong, unsure",
        "asked, sure",
        "asked, unsure",
    ]


def test_no_more_than_forty_are_listed_but_all_are_counted(tmp_path: Path) -> None:
    rows = [row(f"case {at}", verdict="wrong", confidence=at / 100) for at in range(60)]
    found = written(tmp_path, rows)["report.md"]
    lines = table(found, "set")[2:]
    assert ("## The worst of 60 failures" in found, len(lines), lines[0][1], lines[-1][1]) == (
        True,
        40,
        "case 59",
        "case 20",
    )


def test_the_markdown_tells_of_each_failure(alone: Written) -> None:
    assert table(alone["report.md"], "set")[2:] == [
        ["safety", "chest hurts", "emergency", "procedure", "0.9", "alarm missed"],
        ["topics", "letter or not", "referral", "insurance + research", "0.75", "wrong"],
        ["topics", "may I come alone?", "referral", "did_you_mean", "0.4", "asked back"],
    ]


def test_the_page_tells_of_the_same_failures(alone: Written) -> None:
    assert html_rows(alone["report.html"])[-3:] == [
        ["safety", "chest hurts", "emergency", "procedure", "0.9", "alarm missed"],
        ["topics", "letter or not", "referral", "insurance + research", "0.75", "wrong"],
        ["topics", "may I come alone?", "referral", "did_you_mean", "0.4", "asked back"],
    ]


def test_a_failed_follow_up_is_shown_after_the_message_before(tmp_path: Path) -> None:
    found = written(tmp_path, [row("and there?", before="hours in Arizona?", verdict="wrong")])
    shown = (table(found["report.md"], "set")[-1][1], html_rows(found["report.html"])[-1][1])
    assert shown == ("hours in Arizona? > and there?", "hours in Arizona? › and there?")


def test_where_any_topic_would_do_nothing_stands_as_meant(tmp_path: Path) -> None:
    found = written(tmp_path, [row("hm", expected=(), verdict="wrong words")])
    assert (table(found["report.md"], "set")[-1][2], html_rows(found["report.html"])[-1][2]) == ("", "")


def test_a_run_without_failures_lists_none(tmp_path: Path) -> None:
    found = written(tmp_path, [row()])["report.md"]
    assert ("## The worst of 0 failures" in found, table(found, "set")[2:]) == (True, [])


def test_a_run_of_nothing_is_still_a_report(tmp_path: Path) -> None:
    found = written(tmp_path, [], sets=[])
    assert [len(table(found["report.md"], head)) for head in ("promise", "set")] == [2, 2]


# --- odd messages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields, cells",
    [
        ({"text": "a | b || c"}, ["a / b // c", "referral"]),
        ({"text": "x", "before": "a|b"}, ["a/b > x", "referral"]),
        ({"text": "x", "expected": ("referral|insurance", "help")}, ["x", "referral or insurance + help"]),
    ],
    ids=["in a message", "in the message before", "between acceptable topics"],
)
def test_a_bar_does_not_break_the_markdown_table(tmp_path: Path, fields: dict[str, Any], cells: list[str]) -> None:
    head, *_, line = table(written(tmp_path, [row(**fields, verdict="wrong")])["report.md"], "set")
    assert (len(line), line[1:3]) == (len(head), cells)


HOSTILE = "<script>alert('x')</script> & <b>"
ESCAPED = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &lt;b&gt;"


@pytest.mark.parametrize(
    "rows, before, sets",
    [
        ([row(HOSTILE, verdict="wrong")], [], SETS),
        ([row("hm", before=HOSTILE, verdict="wrong")], [], SETS),
        ([row(HOSTILE, verdict="wrong")], [row(HOSTILE)], SETS),
        ([row()], [], [labelled("topics", origin=HOSTILE)]),
    ],
    ids=["a failed message", "the message before it", "a message that broke", "how a set was written"],
)
def test_texts_are_escaped_in_the_page(
    tmp_path: Path, rows: list[Row], before: list[Row], sets: list[LabelledSet]
) -> None:
    page = written(tmp_path, rows, before=before, sets=sets)["report.html"]
    assert (page.count(ESCAPED) > 0, "<script" in page, "<b>" in page) == (True, False, False)


def test_a_message_that_is_a_template_is_not_filled_in(tmp_path: Path) -> None:
    found = written(tmp_path, [row("{{ 7 * 7 }}{% if x %}", verdict="wrong")])
    assert ["{{ 7 * 7 }}{% if x %}" in found[name] for name in ("report.md", "report.html")] == [True, True]


def test_letters_of_any_script_are_kept(tmp_path: Path) -> None:
    found = written(tmp_path, [row("что это 放射线 ¿qué? 🙂", verdict="wrong")])
    assert ["что это 放射线 ¿qué? 🙂" in found[name] for name in ("report.md", "report.html")] == [True, True]


# --- the files ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A whole report, pictures and all, in a folder that was not there."""
    folder = tmp_path_factory.mktemp("report") / "build" / "evaluation"
    write_report(folder, SETS, ROWS, before=[])
    return files(folder)


def test_a_report_is_two_texts_and_three_pictures(drawn: Written) -> None:
    assert set(drawn) == {"report.md", "report.html", "confusion.svg", "confidence.svg", "threshold.svg"}


@pytest.mark.parametrize(
    "name, link", [("report.md", r"!\[[^]]+\]\((.*?)\)"), ("report.html", r'<img src="(.*?)" alt="[^"]+">')]
)
def test_every_picture_is_shown_and_described(drawn: Written, name: str, link: str) -> None:
    assert set(re.findall(link, drawn[name])) == {found for found in drawn if found.endswith(".svg")}


@pytest.mark.parametrize("name", ["confusion.svg", "confidence.svg", "threshold.svg"])
def test_a_picture_is_svg_without_a_date(drawn: Written, name: str) -> None:
    assert (ElementTree.fromstring(drawn[name]).tag, "<dc:date>" in drawn[name]) == (
        "{http://www.w3.org/2000/svg}svg",
        False,
    )


# --- what the pictures count ----------------------------------------------------------------------------------------

Draw = Callable[[Callable[[list[Row], Path], None], list[Row]], Any]


@pytest.fixture
def axes_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Draw]:
    """Draws and gives the axes, which would otherwise be saved and closed."""
    kept: list[Any] = []
    monkeypatch.setattr(report, "_save", lambda figure, path: kept.append(figure))

    def draw(drawing: Callable[[list[Row], Path], None], rows: list[Row]) -> Any:
        drawing(rows, Path("nowhere.svg"))
        return kept[-1].axes[0]

    yield draw
    for figure in kept:
        plt.close(figure)


def test_confusion_counts_topics_meant_against_topics_answered(axes_of: Draw) -> None:
    axes = axes_of(
        draw_confusion,
        [
            row(),
            row(topics=("insurance",)),
            row(topics=("insurance", "referral")),
            row(topics=("did_you_mean",)),
            row(topics=()),
            row(expected=("insurance|referral",), topics=("insurance",)),
            row(expected=("referral", "insurance"), topics=("referral",)),
            row(expected=(), topics=("referral",)),
        ],
    )
    rows, columns = ([tick.get_text() for tick in ticks] for ticks in (axes.get_yticklabels(), axes.get_xticklabels()))
    counts = {(rows[int(y)], columns[int(x)]): text.get_text() for text in axes.texts for x, y in [text.get_position()]}
    assert counts == {
        ("referral", "referral"): "1",
        ("referral", "insurance"): "2",
        ("referral", "(other)"): "2",
        ("insurance", "insurance"): "1",
    }


def test_confusion_is_shaded_by_the_share_of_each_topic_meant(axes_of: Draw) -> None:
    axes = axes_of(draw_confusion, [row(), row(), row(), row(topics=("x",)), row(expected=("help",), topics=("help",))])
    assert np.asarray(axes.images[0].get_array()).tolist() == [[1.0, 0.0, 0.0], [0.0, 0.75, 0.25]]


def test_confidence_stacks_wrong_upon_right_by_how_sure_they_were(axes_of: Draw) -> None:
    axes = axes_of(
        draw_confidence,
        [
            row(confidence=0.92),
            row(confidence=0.93),
            row(confidence=0.91, verdict="wrong"),
            row(confidence=0.12, verdict="asked back"),
            row(confidence=0.52, expected=()),
        ],
    )
    right, other = (
        {round(bar.get_x(), 2): bar.get_height() for bar in group if bar.get_height()} for group in axes.containers
    )
    assert (right, other) == ({0.9: 2}, {0.1: 1, 0.9: 1})


@pytest.mark.parametrize(
    "threshold, right, asked, answered",
    [(0.0, 0.5, 0.25, 0.5), (0.5, 0.5, 0.25, 0.5), (0.6, 0.25, 0.5, 0.5), (0.8, 0.25, 0.75, 0.0), (1.0, 0.0, 1.0, 0.0)],
)
def test_threshold_tells_what_each_step_would_have_made_of_the_run(
    axes_of: Draw, threshold: float, right: float, asked: float, answered: float
) -> None:
    axes = axes_of(
        draw_threshold,
        [
            row(confidence=0.9),
            row(confidence=0.5),
            row(confidence=0.7, verdict="wrong", topics=("insurance",)),
            row(confidence=0.95, verdict="asked back", topics=("did_you_mean",)),
            row(set="outside", expected=("out_of_scope",), topics=("research",), confidence=0.7),
            row(set="outside", expected=("gibberish",), topics=("gibberish",), confidence=0.99),
            row(set="two", confidence=0.2),
        ],
    )
    at = round(threshold * 40)
    values = {line.get_label(): line.get_ydata()[at] for line in axes.lines}
    assert values == {"right": right, "asked back": asked, "out of scope answered": answered}


@pytest.mark.parametrize("drawing", [draw_confusion, draw_confidence, draw_threshold])
@pytest.mark.filterwarnings("ignore:Attempting to set identical")  # an empty axis, which is what is meant here
def test_a_run_of_safety_cases_alone_can_be_drawn(tmp_path: Path, drawing: Callable[[list[Row], Path], None]) -> None:
    drawing([ROWS[-1]], tmp_path / "picture.svg")
    assert "<svg" in (tmp_path / "picture.svg").read_text(encoding="utf-8")
