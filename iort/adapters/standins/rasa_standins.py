"""Stand-ins for packages that Rasa 3.6 imports at its start and this project never uses.

Rasa imports every component, channel and tracker store it has, whatever the configuration names, and with them TensorFlow and
the clients of chat services and databases: three quarters of what was installed and half of a process's memory. The lock
leaves them out (requirements/left-out.txt). Importing one gives a stand-in, which can be inherited from and named in
annotations; calling any part of it raises the sentence that says what to install. A package that is installed is never stood
in for: this finder is asked last.

rasa-standins.pth, copied into site-packages by launch/environment.sh, loads this module whenever Python starts, so before any
entry point of Rasa; hence nothing is imported here that Python has not loaded by then.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

_TENSORFLOW = (
    "TensorFlow is not installed here, since nothing in config.yml needs it. DIETClassifier, ResponseSelector, TEDPolicy "
    "and UnexpecTEDIntentPolicy do: run 'make rasa-full', then build/rasa-full/bin/rasa in place of rasa."
)


def _client(distribution: str) -> str:
    return f"{distribution} is not installed here: run '.venv/bin/uv pip install {distribution}'."


SENTENCES = {
    "tensorflow": _TENSORFLOW,
    "keras": _TENSORFLOW,
    "aiogram": _client("aiogram"),
    "fbmessenger": _client("fbmessenger"),
    "google.auth": _client("google-auth"),
    "google.oauth2": _client("google-auth"),
    "slack_sdk": _client("slack-sdk"),
    "twilio": _client("twilio"),
    "webexteamssdk": _client("webexteamssdk"),
    "boto3": _client("boto3"),
    "botocore": _client("boto3"),
    "pymongo": _client("pymongo"),
}
"""What to say, by the module that is stood in for."""


class _Part(type):
    """Anything a module of the package has: a class to inherit from or to annotate with, which cannot be called."""

    sentence: str

    def __getattr__(cls, name: str) -> type:
        return _part(name, cls.sentence)

    def __call__(cls, *_: object, **__: object) -> object:
        from rasa.shared.exceptions import RasaException  # printed by Rasa's commands without a traceback

        raise type("NotInstalled", (RasaException,), {})(cls.sentence)


def _part(name: str, sentence: str) -> type:
    if name.startswith("__"):
        raise AttributeError(name)
    if name.endswith(("Error", "Failure")):
        return type(name, (Exception,), {})  # Rasa names it in an except clause, around code that needs no such package
    return _Part(name, (), {"sentence": sentence})


class _Module(ModuleType):
    sentence: str

    def __getattr__(self, name: str) -> type:
        return _part(name, self.sentence)


class _Finder:
    """Finds each module of SENTENCES, and any below it; its own loader."""

    def find_spec(self, name: str, path: list[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """The import system's question, asked of the last finder where no other has the module."""
        return ModuleSpec(name, self, is_package=True) if _sentence(name) else None  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """An empty module that has every attribute."""
        module = _Module(spec.name)
        module.sentence = str(_sentence(spec.name))
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is run."""


def _sentence(name: str) -> str | None:
    return next((said for package, said in SENTENCES.items() if f"{name}.".startswith(f"{package}.")), None)


sys.meta_path.append(_Finder())  # type: ignore[arg-type]
