"""The two codes that the sources give, and plain words for any other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.answering import Reply
from actions.cpt_codes import ActionCptCodes, code_replies
from actions.turn import Turn

XRAY = {"code": "77424", "kind": "low-energy x-ray IORT", "other_code": "77425", "other_kind": "electron IORT (IOERT)"}
ELECTRON = {
    "code": "77425",
    "kind": "electron IORT (IOERT)",
    "other_code": "77424",
    "other_kind": "low-energy x-ray IORT",
}


def naming(codes: list[str], kinds: list[str]) -> Turn:
    return Turn(found=[*(("code", code) for code in codes), *(("kind", kind) for kind in kinds)])


@pytest.mark.parametrize(
    "codes, kinds, fields",
    [
        (["77424"], [], XRAY),
        (["77425"], [], ELECTRON),
        ([], ["xray"], XRAY),
        ([], ["electron"], ELECTRON),
        (["77425"], ["electron"], ELECTRON),
        (["77424", "77424"], [], XRAY),
        (["CPT77424"], [], XRAY),
        (["cpt-77425"], [], ELECTRON),
        (["cpt:77425"], [], ELECTRON),
    ],
    ids=[
        "x-ray code",
        "electron code",
        "x-ray",
        "electrons",
        "both agree",
        "twice",
        "CPT attached",
        "with a dash",
        "with a colon",
    ],
)
def test_a_known_code_or_kind_is_told_with_the_other_one(
    codes: list[str], kinds: list[str], fields: dict[str, str]
) -> None:
    (reply,) = code_replies(naming(codes, kinds))
    assert (reply.response, reply.fields) == ("utter_cpt_code_known", fields)


@pytest.mark.parametrize(
    "codes, kinds",
    [([], []), (["77424", "77425"], []), ([], ["xray", "electron"]), (["77424"], ["electron"])],
    ids=["nothing named", "both codes", "both kinds", "a code and the other kind"],
)
def test_none_or_both_named_gets_both_codes(codes: list[str], kinds: list[str]) -> None:
    assert code_replies(naming(codes, kinds)) == [Reply("utter_cpt_codes")]


@pytest.mark.parametrize(
    "codes", [["77469"], ["G6003"], ["modifier 59"], ["77424", "modifier 26"], ["cpt"]],
    ids=["another code", "a HCPCS code", "a modifier", "a known code with a modifier", "no code at all"],
)  # fmt: skip
def test_any_other_code_or_modifier_is_not_covered(codes: list[str]) -> None:
    assert code_replies(naming(codes, ["xray"])) == [Reply("utter_cpt_code_unknown")]


def test_codes_and_kinds_come_from_the_message(run: Callable[..., list[dict[str, Any]]]) -> None:
    (message,) = run(ActionCptCodes(), entities=[("kind", "electron"), ("campus", "arizona")])
    assert {key: message[key] for key in ELECTRON} == ELECTRON
