"""The steps of a document and the checks that only look at what it says."""

from __future__ import annotations

import pytest

from cobro_desktop.domain.ciclo_documento import (
    PALABRAS,
    TRANSICIONES,
    Paso,
    pasos_de,
    seguir,
)
from cobro_desktop.domain.control_documento import (
    letras_distintas,
    nits_errados,
    nombres_distintos,
)
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import NotAllowedError

E = EstadoDocumento


def test_a_document_walks_the_order_of_its_life() -> None:
    state = E.BORRADOR
    for paso in (
        Paso.ENVIAR,
        Paso.REVISAR,
        Paso.APROBAR,
        Paso.FIRMAR,
        Paso.RADICAR,
        Paso.COMUNICAR,
        Paso.NOTIFICAR,
    ):
        state = seguir(paso, state, "Auto")

    assert state is E.NOTIFICADO
    assert pasos_de(state) == ()


def test_what_was_returned_is_a_draft_again() -> None:
    assert seguir(Paso.DEVOLVER, E.EN_REVISION, "Auto") is E.BORRADOR


def test_a_step_out_of_place_is_refused_with_where_it_is() -> None:
    with pytest.raises(NotAllowedError, match="está firmado: no se puede aprobar"):
        seguir(Paso.APROBAR, E.FIRMADO, "Auto")
    with pytest.raises(NotAllowedError, match="aprobado y numerado"):
        seguir(Paso.FIRMAR, E.BORRADOR, "Auto")


@pytest.mark.parametrize("state", list(E))
def test_a_numbered_document_never_becomes_a_draft(state: EstadoDocumento) -> None:
    later = {t.hasta for t in TRANSICIONES.values() if state in t.desde}
    if state >= E.APROBADO:
        assert not later & {E.BORRADOR, E.EN_REVISION}


def test_every_state_has_its_word_and_ends_are_ends() -> None:
    assert set(PALABRAS) == set(E)
    assert pasos_de(E.ANULADO) == ()
    assert Paso.ANULAR not in pasos_de(E.NOTIFICADO)


def test_words_must_say_the_figures() -> None:
    said = {
        "capital": "$ 1.423.500",
        "capital_letras": "un millón cuatrocientos veintitrés mil quinientos pesos",
        "total": "$ 2.000,50",
        "total_letras": "dos mil pesos m/cte",
        "sueltas": "$ 5",
    }

    assert letras_distintas(said) == ["$ 2.000,50 no es «dos mil pesos m/cte»"]


def test_the_check_digit_of_a_nit_is_computed() -> None:
    # 890361405: the digit is 7 (RULES 11); a CC has none.
    good, bad = "NIT 890.361.405-7", "NIT 890.361.405-1"

    assert nits_errados([good, bad, bad, "CC 1.023.576.232"]) == [bad]


def test_a_name_is_the_one_of_the_title_letter_by_letter() -> None:
    title = ["PEÑA & CÍA LTDA."]

    assert nombres_distintos(["PEÑA & CÍA LTDA."], title) == []
    assert nombres_distintos(["PENA & CIA LTDA."], title) == ["PENA & CIA LTDA."]
