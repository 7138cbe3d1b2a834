"""ISO/IEC 7064: published examples of the eight systems, and the errors that they promise to find."""
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.codes import iso7064
from diachiso.core.codes.iso7064 import SYSTEMS, CheckSystem

PUBLISHED = [
    ("MOD 11-2", "0794", "0"),
    ("MOD 11-2", "079", "X"),
    ("MOD 11-2", "000000021825009", "7"),  # an ORCID iD
    ("MOD 11-2", "000000012146438", "X"),  # an ISNI
    ("MOD 37-2", "1234ABCD", "V"),
    ("MOD 37-2", "G123489654321", "Y"),
    ("MOD 97-10", "794", "44"),
    ("MOD 97-10", "32142829123456987654321611", "82"),  # IBAN GB82 WEST 1234 5698 7654 32
    ("MOD 661-26", "ABCD", "KN"),
    ("MOD 661-26", "BAISDLAFK", "BM"),
    ("MOD 1271-36", "ISO79", "3W"),  # clause 8.2 of the standard
    ("MOD 1271-36", "ZZZZZZZZZZZZZZZZ", "UU"),
    ("MOD 11,10", "0794", "5"),
    ("MOD 11,10", "79462", "3"),
    ("MOD 11,10", "00200667308", "5"),
    ("MOD 37,36", "A12425GABC1234002", "M"),
    ("MOD 37,36", "B159D8FA01240000", "K"),
    ("MOD 37,36", "188166C734200000", "3"),
]


@pytest.mark.parametrize(("name", "text", "check"), PUBLISHED)
def test_published_examples(name: str, text: str, check: str) -> None:
    assert iso7064.compute_one(SYSTEMS[name], text) == check
    assert iso7064.verify_one(SYSTEMS[name], text + check)


def schoolbook(system: CheckSystem, text: str) -> str:
    """The check characters by trying them all against the standard's condition on the whole text."""
    alphabet = system.check_alphabet
    found = []
    for number in range(len(alphabet) ** system.width):
        high, low = divmod(number, len(alphabet))
        check = alphabet[high] * (system.width - 1) + alphabet[low]
        values = [alphabet.index(c) for c in text + check]
        if system.hybrid:
            product = system.modulus
            for value in values[:-1]:
                product = ((product + value) % system.modulus or system.modulus) * 2 % (system.modulus + 1)
            right = (product + values[-1]) % system.modulus == 1
        else:
            weights = [system.radix**i for i in reversed(range(len(values)))]
            right = sum(v * w for v, w in zip(values, weights)) % system.modulus == 1
        if right:
            found.append(check)
    return min(found, key=lambda c: [alphabet.index(x) for x in c])


@pytest.mark.parametrize("name", SYSTEMS)
def test_all_systems_satisfy_the_condition_of_the_standard(name: str) -> None:
    system = SYSTEMS[name]
    random = np.random.default_rng(31)
    for length in (1, 2, 5, 9):
        text = "".join(random.choice(list(system.alphabet), length))
        assert iso7064.compute_one(system, text) == schoolbook(system, text)


@st.composite
def protected(draw: st.DrawFn) -> tuple[CheckSystem, str]:
    system = SYSTEMS[draw(st.sampled_from(sorted(SYSTEMS)))]
    text = draw(st.text(alphabet=system.alphabet, min_size=1, max_size=12))
    return system, text + iso7064.compute_one(system, text)


@given(protected(), st.data())
def test_every_single_wrong_character_is_found(case: tuple[CheckSystem, str], data: st.DataObject) -> None:
    system, text = case
    assert iso7064.verify_one(system, text)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(system.alphabet).filter(lambda c: c != text[at]))
    assert not iso7064.verify_one(system, text[:at] + other + text[at + 1 :])


@given(protected(), st.data())
def test_pure_systems_find_swapped_neighbours(case: tuple[CheckSystem, str], data: st.DataObject) -> None:
    system, text = case
    at = data.draw(st.integers(0, len(text) - 2))
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if not system.hybrid and swapped != text:
        assert not iso7064.verify_one(system, swapped)


def test_texts_of_unequal_length_in_one_array() -> None:
    system = SYSTEMS["MOD 11,10"]
    texts = ["0794", "79462", "", "12A", "00200667308"]
    checks = iso7064.compute(system, texts)
    assert checks.tolist() == ["5", "3", "", "", "5"]
    assert iso7064.verify(system, [t + c for t, c in zip(texts, checks)]).tolist() == [
        True, True, False, False, True,
    ]  # fmt: skip
    assert iso7064.verify(system, []).tolist() == []


@pytest.mark.parametrize("text", ["", "0", "07 94", "0794\u0660", "đ1"])
def test_what_is_not_of_the_alphabet_fails(text: str) -> None:
    assert not iso7064.verify_one(SYSTEMS["MOD 11-2"], text)
