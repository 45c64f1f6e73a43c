"""PLOVER's tables hold the facts of its manual."""

from __future__ import annotations

from itertools import product

import pytest

from khabar.coding.plover import AUX_STATUSES, CAMEO, CONTEXT_GLOSSES, CONTEXTS, SECTORS, TYPES, check, quad, score
from khabar.errors import OptionError

# type: quad, score, {mode: score}
MANUAL: dict[str, tuple[int, float, dict[str, float]]] = {
    "AGREE": (1, 2.5, {}),
    "CONSULT": (1, 2.5, {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5}),
    "SUPPORT": (1, 5, {}),
    "CONCEDE": (1, 4.5, {}),
    "COOPERATE": (2, 9.5, {}),
    "AID": (2, 10, {}),
    "RETREAT": (2, 6.5, {"withdraw": 8, "release": 6.5, "disarm": 10, "ceasefire": 7.5, "access": 6.5, "resign": 4.5}),
    "REQUEST": (3, 0, {"assist": 0.5, "change": -1, "yield": -1, "meet": 0}),
    "ACCUSE": (3, -3, {"disapprove": -2, "investigate": -3.5, "allege": -3.5}),
    "REJECT": (3, -2, {"assist": -1.5, "change": -2, "yield": -2, "meet": -2}),
    "THREATEN": (3, -3.5, {"restrict": -3, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4, "violence": -3.5}),
    "PROTEST": (4, -5, {"demo": -5, "riot": -7, "strike": -5, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5, "vandalize": -5}),
    "SANCTION": (4, -6, {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6}),
    "MOBILIZE": (4, -5.5, {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6}),
    "COERCE": (4, -7, {
        "seize": -7, "restrict": -7, "censor": -6.5, "curfew": -6.5, "martial-law": -7.5, "arrest": -7, "deport": -7,
        "withhold": -7, "misinformation": -6.5, "cyber": -7,
    }),
    "ASSAULT": (4, -9, {
        "abduct": -8.5, "beat": -7.5, "torture": -8.5, "sexual": -8.5, "targeted": -9.5, "destroy": -8.5, "primitive": -8,
        "firearms": -9, "explosives": -9, "suicide-attack": -9.5, "aerial": -9.5, "drone": -9.5, "heavy-weapons": -9.5,
        "crowd-control": -7.5, "unconventional": -10,
    }),
}  # fmt: skip


def test_plover_types_are_the_sixteen_of_the_manual() -> None:
    assert list(TYPES) == list(MANUAL)


@pytest.mark.parametrize("name", MANUAL)
def test_plover_type_has_the_quad_and_score_of_the_manual(name: str) -> None:
    assert (quad(name), score(name)) == MANUAL[name][:2]


@pytest.mark.parametrize("name", MANUAL)
def test_plover_modes_have_the_scores_of_the_manual(name: str) -> None:
    assert {mode: score(name, mode) for mode in TYPES[name].modes} == MANUAL[name][2]


def test_plover_scores_have_the_sign_of_their_quad() -> None:
    for kind in TYPES.values():
        cooperates = kind.quad in (1, 2)
        assert all((value > 0) == cooperates for value in (kind.score, *kind.modes.values()) if kind.name != "REQUEST"), kind.name


def test_plover_needs_a_recipient_where_the_manual_says_so() -> None:
    assert {kind.name for kind in TYPES.values() if kind.needs_recipient} == {"COOPERATE", "AID", "SANCTION"}


def test_plover_check_accepts_every_type_and_mode() -> None:
    for kind in TYPES.values():
        check(kind.name)
        for mode in kind.modes:
            check(kind.name, mode)


@pytest.mark.parametrize("call", [check, quad, score])
def test_plover_unknown_type_is_an_option_error(call: object) -> None:
    with pytest.raises(OptionError, match="INVENTED"):
        call("INVENTED")  # type: ignore[operator]


@pytest.mark.parametrize(("name", "mode"), [("CONSULT", "riot"), ("AGREE", "visit"), ("ASSAULT", "massacre"), ("PROTEST", "")])
def test_plover_mode_of_another_type_is_an_option_error(name: str, mode: str) -> None:
    for call in (check, score):
        with pytest.raises(OptionError, match=name):
            call(name, mode)


def test_plover_definitions_are_in_both_languages() -> None:
    for kind in TYPES.values():
        assert kind.definition_en.isascii()
        assert any("ء" <= letter <= "ي" for letter in kind.definition_ar)


def test_plover_contexts_are_thirty_seven_with_glosses() -> None:
    assert len(CONTEXTS) == len(set(CONTEXTS)) == 37
    assert tuple(CONTEXT_GLOSSES) == CONTEXTS
    assert all(en.isascii() and not ar.isascii() for en, ar in CONTEXT_GLOSSES.values())


def test_plover_sectors_are_those_of_the_manual() -> None:
    manual = "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC"
    assert set(SECTORS) == {*manual.split(), "IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}


def test_plover_auxiliary_modes() -> None:
    assert set(AUX_STATUSES) == {"historical", "future", "hypothetical", "negation"}


def test_plover_cameo_codes_are_of_known_pairs_and_one_to_one() -> None:
    for name, mode in CAMEO:
        check(name, mode)
    assert len(set(CAMEO.values())) == len(CAMEO)
    assert all(code.isdigit() and 2 <= len(code) <= 4 for code in CAMEO.values())


def test_plover_cameo_modes_lie_under_their_root_where_it_is_one() -> None:
    roots = {name: code for (name, mode), code in CAMEO.items() if mode is None}
    wrong = [(pair, root) for pair, root in product(CAMEO, roots) if pair[0] == root and not CAMEO[pair].startswith(roots[root])]
    assert wrong == []
