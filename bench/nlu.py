"""The NLU benchmark: this project's pipeline beside Rasa's starter pipeline and Rasa's FAQ recipe.

All three are trained on the same phrases and asked the same test questions, one after the other, each step in a process
of its own, so that times and peak memory are its own. The outcome is the page docs/bench-nlu.md.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import distribution, version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.metrics import ANSWERABLE, DECLINING, Outcome, Scores, errors_gone, sampling_margin, score
from iort.understanding.encoder.model import ENCODER_FOLDER

# rasa, and with it TensorFlow (this runs in build/rasa-full), is imported inside the steps alone: a process inherits the
# peak memory of the one that starts it, so this one has to stay small.

CONFIG = Path("config.yml")
TRAINING_DATA = Path("data")
TEST_SET = Path("tests/nlu/test_set.yml")
PAGE = Path("docs/bench-nlu.md")
FULL_EPOCHS = 100  # what the starter pipeline says
FILES_BESIDE_THE_MODEL = [ENCODER_FOLDER]  # read by the project's pipeline when it loads

_STARTER_CONFIG = "rasa/engine/recipes/config_files/default_config.yml"  # what 'rasa init' and a bare config.yml train
_RETRIEVAL = "faq"
_FALLBACK = "nlu_fallback"
ONLY_FOR = "only_for"  # as in iort/adapters/nlu.py, whose import would bring all of Rasa
_SEED = 1  # DIET without one gives other intents from run to run
# More than there are intents. Classifiers rank ten by default, too few to sum the declining intents over. It changes no
# decision of DIET's: FallbackClassifier reads the first two, and DIET renormalises only when told to, and then only a
# shortened ranking. The project's own component reports ten, which hold all that it declines with any confidence.
_RANK_ALL = 1000
_WARM_UP = 20


@dataclass(frozen=True)
class Setup:
    """One configuration to train, as files in a scratch folder."""

    title: str
    config: Path
    data: Path
    domain: Path | None = None
    files_beside: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Training:
    model: str
    seconds: float
    peak_mb: float


@dataclass(frozen=True)
class Serving:
    """What a loaded model made of the test questions."""

    outcomes: list[Outcome]
    message_ms: float
    peak_mb: float


@dataclass(frozen=True)
class Result:
    title: str
    scores: Scores
    training: Training
    serving: Serving
    model_mb: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.nlu", description=__doc__)
    parser.add_argument("--epochs", type=int, default=FULL_EPOCHS, help="of Rasa's two; fewer for a trial")
    parser.add_argument("--every", type=int, default=1, help="train all three on every Nth phrase of each group only")
    parser.add_argument("--output", type=Path, default=PAGE, help=f"page to write (default: {PAGE})")
    options = parser.parse_args(arguments)

    os.environ.update(RASA_MAX_CACHE_SIZE="0", RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="2")
    phrases, cases = thinned(read_phrases(TRAINING_DATA), options.every), read_yaml(TEST_SET)["cases"]
    with tempfile.TemporaryDirectory(prefix="bench-nlu-") as folder:
        setups = prepare(Path(folder), phrases, options.epochs)
        results = [run(setup, cases) for setup in setups]
    page = write_page(results, phrases, cases, options.epochs, options.every)
    options.output.write_text(page, encoding="utf-8")
    print(page)


# --- the three configurations ----------------------------------------------------------------------------------------


def prepare(scratch: Path, phrases: list[dict[str, Any]], epochs: int) -> list[Setup]:
    """Write all that is trained on into `scratch`, so that an edit during the long run is in none of the three."""
    own = read_yaml(CONFIG)
    starter = starter_config()
    faq_domain = {"responses": {f"utter_{_RETRIEVAL}/{topic}": [{"text": topic}] for topic in sorted(ANSWERABLE)}}
    topics = for_topics(phrases)
    own_data = write_yaml(scratch / "nlu" / "own.yml", {"version": "3.1", "nlu": phrases})
    data = write_yaml(scratch / "nlu" / "plain.yml", {"version": "3.1", "nlu": topics})
    faq_data = write_yaml(scratch / "nlu" / "faq.yml", {"version": "3.1", "nlu": as_retrieval_intents(topics)})

    def config(name: str, base: dict[str, Any], pipeline: list[dict[str, Any]]) -> Path:
        return write_yaml(scratch / name / "config.yml", {**base, "pipeline": pipeline, "policies": []})

    return [
        Setup(
            "This project",
            config("own", own, own["pipeline"]),
            own_data,
            files_beside=tuple(FILES_BESIDE_THE_MODEL),
        ),
        Setup("Rasa starter", config("starter", starter, starter_pipeline(starter, epochs)), data),
        Setup(
            "Rasa FAQ recipe",
            config("faq", starter, starter_pipeline(starter, epochs, {"retrieval_intent": _RETRIEVAL})),
            faq_data,
            write_yaml(scratch / "faq" / "domain.yml", faq_domain),
        ),
    ]


def starter_config() -> dict[str, Any]:
    """What 'rasa init' and a bare config.yml train, read from the installed package."""
    return dict(read_yaml(Path(str(distribution("rasa").locate_file(_STARTER_CONFIG)))))


def starter_pipeline(
    starter: dict[str, Any], epochs: int, selector: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Rasa's own default pipeline, with a seed, the number of epochs and more settings for its ResponseSelector."""
    trained = {"epochs": epochs, "random_seed": _SEED}
    changes = {
        "DIETClassifier": {**trained, "ranking_length": _RANK_ALL},
        "ResponseSelector": {**trained, **(selector or {})},
    }
    return adapted(starter["pipeline"], changes)


def adapted(pipeline: list[dict[str, Any]], changes: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The pipeline with settings replaced, by class name. Raises ValueError where a class is not in it."""
    missing = set(changes) - {_class_name(component) for component in pipeline}
    if missing:
        raise ValueError(f"The pipeline has no {', '.join(sorted(missing))}: adapt bench/nlu.py to its new components.")
    return [{**component, **changes.get(_class_name(component), {})} for component in pipeline]


def as_retrieval_intents(phrases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The phrase groups with each answerable topic as `faq/<topic>`, as Rasa documents for FAQs; others as they are."""
    return [
        {**group, "intent": f"{_RETRIEVAL}/{group['intent']}"} if group["intent"] in ANSWERABLE else group
        for group in phrases
    ]


def read_phrases(folder: Path) -> list[dict[str, Any]]:
    """Every group of training phrases under the folder, as Rasa writes them."""
    return [group for path in sorted(folder.rglob("*.yml")) for group in read_yaml(path).get("nlu", ())]


def for_topics(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The groups that teach topics; those for the safety classifier alone would mislead any other pipeline."""
    return [group for group in groups if ONLY_FOR not in (group.get("metadata") or {})]


def thinned(groups: list[dict[str, Any]], every: int) -> list[dict[str, Any]]:
    """The groups with the first of every `every` phrases kept, so that each intent, voice and subject stays."""
    return [{**group, "examples": "\n".join(f"- {text}" for text in _lines(group)[::every]) + "\n"} for group in groups]


def _class_name(component: dict[str, Any]) -> str:
    return str(component["name"]).rpartition(".")[2]


def read_yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path)


def write_yaml(path: Path, value: Any) -> Path:
    path.parent.mkdir(exist_ok=True)
    YAML(typ="safe").dump(value, path)
    return path


# --- training and asking ---------------------------------------------------------------------------------------------


def run(setup: Setup, cases: list[dict[str, Any]]) -> Result:
    """Train the setup, ask the model every question, and score it; each step is a new process."""
    _say(f"{setup.title}: training")
    training = _in_own_process(train, setup)
    _say(f"{setup.title}: trained in {training.seconds:.0f} s; asking {len(cases)} questions")
    serving = _in_own_process(serve, setup, training.model, cases)
    model_mb = _megabytes([Path(training.model), *setup.files_beside])
    result = Result(setup.title, score(serving.outcomes), training, serving, model_mb)
    _say(f"{setup.title}: " + "; ".join(f"{name} {shown(result)}" for name, shown in _ROWS))
    return result


def train(setup: Setup) -> Training:
    """Train NLU alone, for a process of its own. Raises RuntimeError where Rasa gives no model."""
    _log_to_stderr("INFO")  # names each component as it trains, and shows the epochs
    from rasa.model_training import train_nlu

    began = time.perf_counter()
    domain = str(setup.domain) if setup.domain else None
    model = train_nlu(str(setup.config), str(setup.data), str(setup.config.parent / "models"), domain=domain)
    seconds = time.perf_counter() - began
    if model is None:
        raise RuntimeError(f"{setup.title}: Rasa trained no model; its own message stands above.")
    return Training(model, seconds, _peak_mb())


def serve(setup: Setup, model: str, cases: list[dict[str, Any]]) -> Serving:
    """Load the model and ask it every question. For a process of its own."""
    _log_to_stderr("WARNING")
    from rasa.core.agent import Agent

    answers, times = asyncio.run(_ask(Agent.load(model), [case["text"] for case in cases]))
    return Serving(
        outcomes=[outcome(case, answer) for case, answer in zip(cases, answers, strict=True)],
        message_ms=statistics.median(times) * 1000,
        peak_mb=_peak_mb(),
    )


def outcome(case: dict[str, Any], answer: dict[str, Any]) -> Outcome:
    """A test question beside Rasa's parse of it, retrieval intents resolved to their topic."""
    selected = answer.get("response_selector", {}).get(_RETRIEVAL, {}).get("response", {})
    topic = str(selected.get("intent_response_key")).partition("/")[2]
    confidences = {item["name"]: item["confidence"] for item in _without_fallback(answer)}
    acted_upon, top = answer["intent"]["name"], max(confidences, key=lambda name: confidences[name], default=_FALLBACK)
    return Outcome(
        acceptable=(case["intent"], *case.get("also", [])),
        acted_upon=topic if acted_upon == _RETRIEVAL else acted_upon,
        top=topic if top == _RETRIEVAL else top,
        in_scope=1 - sum(confidences.get(name, 0.0) for name in sorted(DECLINING)),
    )


async def _ask(agent: Any, texts: list[str]) -> tuple[list[dict[str, Any]], list[float]]:
    for text in texts[:_WARM_UP]:
        await agent.parse_message(text)
    answers, times = [], []
    for text in texts:
        began = time.perf_counter()
        answers.append(await agent.parse_message(text))
        times.append(time.perf_counter() - began)
    return answers, times


def _without_fallback(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for item in answer["intent_ranking"] if item["name"] not in (None, _FALLBACK)]


def _in_own_process(step: Callable[..., Any], *arguments: Any) -> Any:
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(step, *arguments).result()


def _log_to_stderr(level: str) -> None:
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what Rasa prints is progress; standard output is for the page
    os.environ["LOG_LEVEL"] = level
    from rasa.utils.log_utils import configure_structlog

    configure_structlog()


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in kilobytes


def _megabytes(paths: list[Path]) -> float:
    files = [file for path in paths for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


def _say(line: str) -> None:
    print(f"[bench {time.strftime('%H:%M:%S')}] {line}", file=sys.stderr, flush=True)


# --- the page --------------------------------------------------------------------------------------------------------

_ROWS: list[tuple[str, Callable[[Result], str]]] = [
    ("accuracy, intent acted upon", lambda result: f"{result.scores.accuracy:.1%}"),
    ("accuracy, likeliest intent", lambda result: f"{result.scores.top_accuracy:.1%}"),
    ("out-of-scope AUROC", lambda result: f"{result.scores.auroc:.3f}"),
    ("out of scope accepted at 95% in scope", lambda result: f"{result.scores.accepted:.1%}"),
    ("out of scope answered with a topic", lambda result: f"{result.scores.answered:.1%}"),
    ("one message, median", lambda result: f"{result.serving.message_ms:.0f} ms"),
    ("training", lambda result: f"{result.training.seconds:.0f} s"),
    ("peak memory, training", lambda result: f"{result.training.peak_mb:.0f} MB"),
    ("peak memory, answering", lambda result: f"{result.serving.peak_mb:.0f} MB"),
    ("model on disk", lambda result: f"{result.model_mb:.1f} MB"),
]

_PAGE = """\
# The assistant's understanding beside stock Rasa

Written by `make bench-nlu`; do not edit by hand.
{trial}
{table}

{ratios}

## What was run

- Machine: {cores} core(s) of a shared machine, {system}. Python {python}; {versions}.
- Data: {phrases} training phrases of {intents} intents (`data/`), the same for all three; {questions} test questions
  (`tests/nlu/test_set.yml`), {outside} of them out of scope. {repeated} of them are, word for word, among the phrases.
- This project: `config.yml`.
- Rasa starter: the pipeline that `rasa init` gives, read from the installed package; DIET and ResponseSelector with
  {epochs} epochs and a fixed seed.
- Rasa FAQ recipe: the same pipeline as Rasa documents it for FAQs: the {topics} answerable topics are retrieval intents
  (`{retrieval}/<topic>`), which a ResponseSelector tells apart; judged by the topic selected.

## How to read it

- **Acted upon** is the intent left after the pipeline's own fallback component, as visitors would meet it; falling back
  counts as wrong, though asking costs a visitor less than a wrong answer. **Likeliest** is the top intent before that.
- With {questions} questions an accuracy is good to about {margin:.1%} either way: smaller differences may be chance.
- **Out of scope** are the questions labelled {declining}.
  A question's score is one less the summed probability of these intents. AUROC is how often a question in scope scores
  above one out of scope (0.5 is guessing). *Accepted at 95%* sets the threshold where 95% of the questions in scope
  pass, and says how many of the others pass with them: lower is better.
- *Answered with a topic* is what a visitor would see: a question out of scope that gets one of the {topics} answers.
- To stock Rasa a text that starts with `/` is a command, and the word after it the intent; the test set has a few.
- Each training and each round of questions is a process of its own, without Rasa's training cache. All three run in
  `build/rasa-full`, where memory includes TensorFlow, which Rasa imports whatever the pipeline. One message is
  understanding alone: no dialogue, no database.
- The model on disk of this project includes the sentence encoder and the spaCy pipeline, which `make setup` puts in
  `build/`; making these is not in its training time.
- No setting of Rasa's two was tuned to these topics. This project's were, on `tests/nlu/calibration_set.yml`;
  of the test set only the totals were looked at meanwhile, never a question that failed.

## Run it again

    make bench-nlu EVERY={every} EPOCHS={epochs}

or `build/rasa-full/bin/python -m bench.nlu`; `--epochs 2 --output /tmp/bench-nlu.md` for a trial of some minutes.
With every phrase and all epochs (the defaults) a run takes hours on two cores, nearly all of it Rasa's DIET.
"""


def write_page(
    results: list[Result], phrases: list[dict[str, Any]], cases: list[dict[str, Any]], epochs: int, every: int
) -> str:
    """The benchmark's page in Markdown."""
    own, starter = results[:2]
    return _PAGE.format(
        trial=_said_of_trial(epochs) + _said_of_thinning(every),
        table=_table(results),
        ratios=_ratios(own, starter),
        cores=len(os.sched_getaffinity(0)),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        versions=", ".join(f"{name} {version(name)}" for name in ("rasa", "tensorflow", "scikit-learn", "onnxruntime")),
        phrases=sum(len(_lines(group)) for group in phrases),
        intents=len({group["intent"] for group in phrases}),
        questions=len(cases),
        repeated=len({case["text"].casefold() for case in cases} & _texts(phrases)),
        outside=sum(case["intent"] in DECLINING for case in cases),
        epochs=epochs,
        every=every,
        topics=len(ANSWERABLE),
        retrieval=_RETRIEVAL,
        margin=sampling_margin(own.scores.accuracy, len(cases)),
        declining=", ".join(f"`{name}`" for name in sorted(DECLINING)),
    )


def _table(results: list[Result]) -> str:
    lines = [["", *(result.title for result in results)], ["---", *("---:" for _ in results)]]
    lines += [[name, *(shown(result) for result in results)] for name, shown in _ROWS]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _ratios(own: Result, starter: Result) -> str:
    before, after = starter.scores, own.scores
    errors = [
        ("wrong on the intent acted upon", 1 - before.accuracy, 1 - after.accuracy),
        ("wrong on the likeliest intent", 1 - before.top_accuracy, 1 - after.top_accuracy),
        ("out of scope answered with a topic", before.answered, after.answered),
    ]
    lines = [f"- {name}: {_change(errors_gone(was, now))}" for name, was, now in errors]
    faster = starter.training.seconds / own.training.seconds
    quicker = starter.serving.message_ms / own.serving.message_ms
    lines.append(f"- training: the starter pipeline takes {faster:.1f} times as long; a message: {quicker:.1f} times")
    return "This project against the starter pipeline:\n\n" + "\n".join(lines)


def _change(gone: float | None) -> str:
    if gone is None:
        return "none with the starter pipeline"
    return f"{gone:.0%} of these errors gone" if gone >= 0 else f"{-gone:.0%} more of these errors"


def _lines(group: dict[str, Any]) -> list[str]:
    return [line.removeprefix("- ").strip() for line in group["examples"].splitlines() if line.startswith("- ")]


def _texts(phrases: list[dict[str, Any]]) -> set[str]:
    return {text.casefold() for group in phrases for text in _lines(group)}


def _said_of_trial(epochs: int) -> str:
    if epochs == FULL_EPOCHS:
        return ""
    return (
        f"\n**Rasa's two were trained with {epochs} of their {FULL_EPOCHS} epochs: their training times are lower "
        "bounds, and their accuracy may be short of what all epochs would give.**\n"
    )


def _said_of_thinning(every: int) -> str:
    if every == 1:
        return ""
    return (
        f"\nAll three were trained on the same part of the phrases: the first of every {every} (`--every {every}`).\n"
    )


if __name__ == "__main__":
    main()
