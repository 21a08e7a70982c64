"""Trains the same assistant with Rasa's starter pipeline in place of its own, for `make eval BASELINE=1`.

Domain, rules, actions and texts are the same; what is compared is the understanding: DIET and ResponseSelector of the
installed Rasa, its fallback threshold, no splitting of questions, no safety layer.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from bench.nlu import (
    CONFIG,
    FULL_EPOCHS,
    TRAINING_DATA,
    for_topics,
    read_phrases,
    read_yaml,
    starter_config,
    starter_pipeline,
    thinned,
    write_yaml,
)

MODEL = Path("build/baseline/starter.tar.gz")


def main() -> None:
    """Train and leave the model at build/baseline/starter.tar.gz."""
    parser = argparse.ArgumentParser(prog="python -m bench.starter", description=__doc__)
    parser.add_argument(
        "--epochs", type=int, default=FULL_EPOCHS, help="of DIET and ResponseSelector; fewer for a trial"
    )
    parser.add_argument("--every", type=int, default=1, help="train on every Nth phrase of each group only")
    options = parser.parse_args()
    os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="2")
    from rasa.model_training import train

    phrases = thinned(for_topics(read_phrases(TRAINING_DATA)), options.every)
    config = {**read_yaml(CONFIG), "pipeline": starter_pipeline(starter_config(), options.epochs)}
    with tempfile.TemporaryDirectory(prefix="bench-starter-") as folder:
        scratch = Path(folder)
        files = [write_yaml(scratch / "nlu.yml", {"version": "3.1", "nlu": phrases}), Path("data/rules.yml")]
        result = train(
            domain="domain.yml",
            config=str(write_yaml(scratch / "config.yml", config)),
            training_files=[str(file) for file in files],
            output=str(MODEL.parent),
            fixed_model_name=MODEL.name.removesuffix(".tar.gz"),
        )
    if result.code or result.model is None:
        raise SystemExit("Rasa trained no model; its own message stands above.")
    print(f"Baseline: {result.model}, {options.epochs} epochs on every {options.every}. phrase.")


if __name__ == "__main__":
    main()
