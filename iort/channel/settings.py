"""The channel's options in credentials.yml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Extra, ValidationError, validator
from rasa.shared.exceptions import RasaException


class Settings(BaseModel):
    """What credentials.yml may say below the channel's name.

    Attributes:
        origins: the origins of the pages that may use the assistant; a list, or a text with blanks between them, as an
            environment variable holds it. None at all: the server's own pages.
        messages_per_session: how many messages one visitor may send.
        requests_per_address: how many requests of any kind one network address may make. Many visitors may share one.
    """

    origins: tuple[str, ...] = ()
    messages_per_session: str = "30 per minute"
    requests_per_address: str = "600 per minute"

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    @validator("origins", pre=True)
    def _several(cls, value: object) -> object:
        return value.split() if isinstance(value, str) else value or ()

    @classmethod
    def read(cls, credentials: Mapping[str, Any] | None) -> Settings:
        """Raises RasaException naming the option that is wrong."""
        try:
            return cls.parse_obj(credentials or {})
        except ValidationError as error:
            first = error.errors()[0]
            raise RasaException(
                f"credentials.yml, website channel: '{'.'.join(map(str, first['loc']))}': {first['msg']}."
            ) from None
