"""Laws of the three-way comparison (B13)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.services.importacion.existentes import Cambio, Vuelta
from cobro_desktop.services.importacion.tres_vias import clasificar, leer_base, suerte

TEXTOS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), max_size=200)


def vuelta(left: str, ours: str, theirs: str) -> Vuelta:
    kind, _ = clasificar("correo", (ours, theirs), {"correo": left}, al_dia=False)
    return kind


@given(TEXTOS, TEXTOS)
def test_equal_sides_coincide_whatever_they_left_with(left: str, now: str) -> None:
    assert vuelta(left, now, now) is Vuelta.COINCIDE


@given(TEXTOS, TEXTOS)
def test_only_one_side_changed_says_which(left: str, new: str) -> None:
    if left == new or max(len(left), len(new)) > 120:
        return
    assert vuelta(left, left, new) is Vuelta.ALLA
    assert vuelta(left, new, left) is Vuelta.ACA


@given(TEXTOS, TEXTOS, TEXTOS)
def test_two_different_changes_are_always_a_conflict(
    left: str, ours: str, theirs: str
) -> None:
    if len({left, ours, theirs}) < 3 or max(map(len, (left, ours, theirs))) > 120:
        return
    assert vuelta(left, ours, theirs) is Vuelta.CONFLICTO


@given(TEXTOS)
def test_without_a_base_what_is_not_known_to_be_old_is_never_overwritten(
    new: str,
) -> None:
    stale, _ = clasificar("correo", ("antes", new), {}, al_dia=False)
    fresh, _ = clasificar("correo", ("antes", new), {}, al_dia=True)
    if new != "antes":
        assert stale is Vuelta.CONFLICTO
        assert fresh is Vuelta.ALLA


@given(st.text(max_size=60))
def test_a_damaged_base_is_no_base(text: str) -> None:
    assert isinstance(leer_base(text), dict)
    assert leer_base("[1, 2]") == {}


@given(st.lists(st.sampled_from([Vuelta.ALLA, Vuelta.ACA, Vuelta.CONFLICTO])))
def test_a_row_is_told_by_its_gravest_field(kinds: list[Vuelta]) -> None:
    changes = [Cambio("correo", "a", "b", protegido=False, clase=k) for k in kinds]

    found = suerte(changes)

    assert (found is Vuelta.CONFLICTO) == (Vuelta.CONFLICTO in kinds)
    assert (found is Vuelta.COINCIDE) == (not kinds)


@given(st.booleans(), st.sampled_from(list(Vuelta)), st.none() | st.booleans())
def test_what_the_legal_side_owns_is_never_written(
    protegido: bool,  # noqa: FBT001  # hypothesis gives it
    clase: Vuelta,
    aceptado: bool | None,  # noqa: FBT001
) -> None:
    change = Cambio("capital", "1", "2", protegido, clase, None, aceptado)

    if protegido or clase is Vuelta.ACA:
        assert not change.se_escribe
    if clase is Vuelta.CONFLICTO and aceptado is None:
        assert not change.se_escribe
