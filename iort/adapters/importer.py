"""Reads the training data as Rasa's own importer does, in a fraction of its time (`importers:` in config.yml).

Rasa 3.6.21 parses each YAML file several times, in Python: to guess its kind, to look for stories, to check it by a schema,
to read it. Here a file's kind is that of its top-level key and libyaml parses it once; what the groups of phrases mean is still
Rasa's to say. `make check` says what is wrong with a file.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from rasa.shared.data import get_data_files
from rasa.shared.exceptions import YamlSyntaxException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.training_data import TrainingData

_PHRASES = re.compile(r"^nlu:", re.M)
_STORIES = re.compile(r"^(?:stories|rules):", re.M)
_TEST_PREFIX = "test_"  # as in Rasa: conversations to test with


class TrainingDataImporter(RasaFileImporter):
    """Rasa's importer of files, with a faster look at them."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path)
        files = get_data_files(training_data_paths, lambda file: file.endswith((".yml", ".yaml")))
        texts = {file: Path(file).read_text(encoding="utf-8") for file in files}
        self._phrases = {file: text for file, text in texts.items() if _PHRASES.search(text)}
        self._nlu_files = list(self._phrases)
        self._story_files = [file for file, text in texts.items() if _STORIES.search(text)]
        self._conversation_test_files = [file for file in self._story_files if Path(file).name.startswith(_TEST_PREFIX)]

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """All training phrases. Raises YamlSyntaxException naming the file that is no YAML."""
        reader = RasaYAMLReader()
        for file, text in self._phrases.items():
            reader.filename = file
            try:
                groups = yaml.load(text, yaml.CSafeLoader)["nlu"]
            except yaml.YAMLError as error:
                raise YamlSyntaxException(file, error) from error
            reader._parse_nlu(groups)
        return TrainingData(
            reader.training_examples, reader.entity_synonyms, reader.regex_features, reader.lookup_tables
        )
