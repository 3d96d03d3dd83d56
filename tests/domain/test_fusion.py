"""Laws of the merge: nothing is lost, nothing is overwritten without being told."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.fusion import Clase, Reglas, fundir

REGLAS = Reglas(fijas=frozenset({"acto"}), borrables=frozenset({"etiqueta"}))
VALUES = st.one_of(st.none(), st.integers(0, 2), st.sampled_from(["a", "b"]))
RECORDS = st.dictionaries(
    st.sampled_from("pqr"),
    st.fixed_dictionaries({"x": VALUES, "y": VALUES}),
    max_size=3,
)
SIDES = st.fixed_dictionaries({"acto": RECORDS, "dato": RECORDS, "etiqueta": RECORDS})


def aplicado(antes: Any, aqui: Any, paquete: Any) -> dict[str, dict[str, Any]]:
    """This side after taking everything that may be taken."""
    fusion = fundir(antes, aqui, paquete, REGLAS)
    done = {
        t: {uid: dict(record) for uid, record in records.items()}
        for t, records in aqui.items()
    }
    for tabla, uid in fusion.nuevas:
        done[tabla][uid] = dict(paquete[tabla][uid])
    for tabla, uid in fusion.retiradas:
        del done[tabla][uid]
    for cambio in fusion.cambios:
        if cambio.clase is Clase.ALLA:
            done[cambio.tabla][cambio.uid][cambio.campo] = cambio.paquete
    return done


@given(SIDES)
def test_the_same_on_both_sides_is_nothing(side: Any) -> None:
    fusion = fundir(None, side, side, REGLAS)

    assert not fusion.nuevas
    assert not fusion.cambios


@given(SIDES, SIDES, SIDES)
def test_every_record_stays_unless_the_other_took_it_out(
    antes: Any, aqui: Any, paquete: Any
) -> None:
    done = aplicado(antes, aqui, paquete)

    for tabla in ("acto", "dato"):
        assert set(done[tabla]) == set(aqui[tabla]) | set(paquete[tabla])
    for uid in set(aqui["etiqueta"]) - set(done["etiqueta"]):
        assert antes["etiqueta"][uid] == aqui["etiqueta"][uid]


@given(SIDES, SIDES, SIDES)
def test_what_changed_here_is_never_overwritten(
    antes: Any, aqui: Any, paquete: Any
) -> None:
    done = aplicado(antes, aqui, paquete)

    for uid, record in aqui["dato"].items():
        for campo, value in record.items():
            known = antes["dato"].get(uid)
            if known is None or known[campo] != value:
                assert done["dato"][uid][campo] == value


@given(SIDES, SIDES)
def test_a_package_taken_whole_brings_nothing_the_second_time(
    antes: Any, paquete: Any
) -> None:
    done = aplicado(antes, antes, paquete)
    again = fundir(paquete, done, paquete, REGLAS)

    assert not again.nuevas
    assert not [c for c in again.cambios if c.clase is not Clase.ACA]


def test_both_sides_in_two_ways_is_a_conflict_that_says_what_was_known() -> None:
    fusion = fundir(
        {"dato": {"p": {"x": 1}}},
        {"dato": {"p": {"x": 2}}},
        {"dato": {"p": {"x": 3}}},
        REGLAS,
    )

    [cambio] = fusion.cambios
    assert (cambio.clase, cambio.antes, cambio.aqui, cambio.paquete) == (
        Clase.CONFLICTO,
        1,
        2,
        3,
    )
