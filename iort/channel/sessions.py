"""Sessions that only the server can make: a random conversation id in a signed token that expires."""

from __future__ import annotations

import logging
import os
import secrets
from datetime import datetime, timedelta, timezone

import jwt
from rasa.shared.exceptions import RasaException

logger = logging.getLogger(__name__)

LIFETIME = timedelta(hours=12)
SECRET_VARIABLE = "IORT_SESSION_SECRET"
_ALGORITHM = "HS256"
_SHORTEST_SECRET = 32  # characters; a shorter key of HS256 can be guessed offline from one token


class SessionRefused(Exception):
    """The token is missing, forged or has expired."""


class Sessions:
    """Issues session tokens and reads them back.

    Args:
        secret: the signing key.

    Raises:
        RasaException: the secret is shorter than 32 characters.
    """

    def __init__(self, secret: str) -> None:
        if len(secret) < _SHORTEST_SECRET:
            raise RasaException(
                f"{SECRET_VARIABLE} has {len(secret)} characters; set at least {_SHORTEST_SECRET} random ones, such as "
                "those that 'openssl rand -hex 32' prints."
            )
        self._secret = secret

    @classmethod
    def from_environment(cls) -> Sessions:
        """With the secret of the environment, or a random one where that is not set. Raises RasaException."""
        secret = os.environ.get(SECRET_VARIABLE)
        if not secret:
            logger.warning("%s is not set: sessions end with this process.", SECRET_VARIABLE)
        return cls(secret or secrets.token_urlsafe(32))

    def issue(self) -> tuple[str, datetime]:
        """A token for a new, empty conversation, and when it expires."""
        expires = datetime.now(timezone.utc).replace(microsecond=0) + LIFETIME
        claims = {"sub": secrets.token_urlsafe(16), "exp": expires}
        return jwt.encode(claims, self._secret, algorithm=_ALGORITHM), expires

    def conversation_of(self, authorization: str | None) -> str:
        """The conversation id in an 'Authorization: Bearer …' header. Raises SessionRefused."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer":
            raise SessionRefused
        try:
            claims = jwt.decode(
                token.strip(), self._secret, algorithms=[_ALGORITHM], options={"require": ["sub", "exp"]}
            )
        except jwt.InvalidTokenError:
            raise SessionRefused from None
        return str(claims["sub"])
