"""The coactive documents in the cases that the examples do not show."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cobro_desktop.documents.contextos.comun import Deudor
from cobro_desktop.documents.contextos.mandamiento import Obligado
from cobro_desktop.documents.generar import Generador
from cobro_desktop.documents.parte_resolutiva import leer_resolutiva
from cobro_desktop.domain.errors import UnreadableFileError
from tests.documents.comunes import NOMBRE_LARGO
from tests.documents.ejemplos import ejemplo
from tests.documents.lectura import texto

GENERADOR = Generador()


def dice(tipo: str, sigla: str = "RNEC", **cambios: Any) -> str:
    said = texto(GENERADOR.render(tipo, sigla, ejemplo(tipo, sigla, **cambios)))
    assert not re.search(r"\{\{|\{%|None|  |\(\)|«»|\b(a|de) el\b", said)
    assert not re.search(r" [,.;:](?! )| ,|\.\.(?!\.)|,,", said)
    return said


def test_each_of_several_debtors_is_told_what_he_answers_for() -> None:
    deudores = (
        Deudor(nombre=NOMBRE_LARGO, identificacion="NIT 1"),
        Deudor(nombre="José", identificacion="CC 2", calidad="Deudor solidario"),
    )
    said = dice(
        "mandamiento-pago",
        tiene_solidarios=True,
        deudores=deudores,
        obligados=(
            Obligado(
                nombre="José",
                identificacion="CC 2",
                calidad="Deudor solidario",
                valor="$ 700.000",
            ),
        ),
    )

    assert "y los demás obligados que se relacionan aquí, deben" in said
    assert "José CC 2 Deudor solidario $ 700.000" in said
    assert "(artículo 828-1 del Estatuto Tributario)" in said


def test_a_mandamiento_without_previous_acts_says_nothing_of_them() -> None:
    said = dice("mandamiento-pago", acto_avoca="", prescribe="", gastos="$ 30.000")

    assert "avocó el conocimiento" not in said
    assert "hasta hoy suman $ 30.000" in said


def test_all_the_excepciones_proved_end_the_case_without_recurso() -> None:
    said = dice(
        "resolucion-excepciones",
        todas=True,
        algunas=False,
        continua=False,
        medidas=("Embargo de cuentas, a cargo de Banco Ejemplo.",),
    )

    assert "(artículo 833 del Estatuto Tributario)" in said
    assert "Levantar las medidas cautelares" in said
    assert "Seguir adelante" not in said
    assert "Contra esta resolución no procede recurso alguno" in said


def test_a_pending_suit_is_answered_with_the_law_of_suspension() -> None:
    said = dice("resolucion-excepciones", hay_demanda=True, algunas=False)

    assert "artículo 101 de la Ley 1437 de 2011" in said
    assert "Declarar no probadas las excepciones" in said


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("repone", "Declarar terminado el procedimiento de cobro"),
        ("en_parte", "Confirmarla en lo demás"),
    ],
)
def test_a_recurso_may_change_what_was_decided(decision: str, words: str) -> None:
    cambios: dict[str, Any] = {decision: True, "confirma": False}

    said = dice(
        "resolucion-recurso",
        decision=decision,
        modifica=("Declarar probado el pago.",),
        **cambios,
    )

    assert words in said
    assert "Declarar probado el pago." in said
    assert "No reponer" not in said


@pytest.mark.parametrize(
    ("rasgo", "words"),
    [
        ("es_registro", "Si hay otro embargo, inscríbalo"),
        ("es_transito", "en el registro del vehículo"),
        ("es_pagador", "la quinta parte de lo que pase del salario mínimo"),
        ("es_credito", "Lo que usted deba pagar al deudor"),
        ("es_remanente", "en qué orden quedó"),
    ],
)
def test_the_oficio_speaks_to_who_receives_it(rasgo: str, words: str) -> None:
    cambios: dict[str, Any] = {rasgo: True, "es_banco": False, "retiene": False}

    said = dice("oficio-embargo", **cambios)

    assert words in said
    assert "en cualquiera de sus oficinas del país" not in said
    assert "parágrafo 3 del artículo 839-1" not in said


def test_a_company_has_no_protected_savings() -> None:
    said = dice("oficio-embargo", inembargable="")

    assert "cuenta de ahorros más antigua" not in said
    assert "artículo 594 del Código General del Proceso" in said


@pytest.mark.parametrize(
    ("cambios", "words"),
    [
        ({"es_correo": True}, "El día en que se entregue esta comunicación"),
        ({"es_aviso": True}, "Al finalizar el día siguiente al de la entrega"),
        (
            {"es_publicacion": True, "por_cinco_dias": True},
            "Al finalizar el día siguiente al de su retiro".lower(),
        ),
    ],
)
def test_each_means_says_when_it_takes_effect(
    cambios: dict[str, Any], words: str
) -> None:
    said = dice(
        "aviso-notificacion",
        **({"es_publicacion": False} | cambios),
        direccion="Calle 1",
        ciudad_destino="Pasto",
        es_mandamiento=False,
        plazo_recurso="del mes siguiente",
        norma_recurso="artículo 834 del Estatuto Tributario",
    )

    assert words in said
    assert "dentro del mes siguiente a esta notificación" in said
    assert "interrumpe la prescripción" not in said


@pytest.mark.parametrize(
    ("cambios", "words", "never"),
    [
        ({}, "Se declara desierto el remate.", "tercera licitación"),
        (
            {"para_entidad": True},
            "se adjudican los bienes a la Registraduría Nacional del Estado Civil",
            "Se declara desierto",
        ),
    ],
)
def test_a_sale_may_find_no_buyer(
    cambios: dict[str, Any], words: str, never: str
) -> None:
    said = dice("acta-remate", adjudica=False, posturas=(), **cambios)

    assert "No se recibe ninguna postura." in said
    assert words in said
    assert never not in said


def test_a_deposit_that_does_not_reach_leaves_a_balance() -> None:
    said = dice("auto-deposito", entregado="", fracciona=(), saldo="$ 500.000")

    assert "Continuar el cobro por el saldo, que es de $ 500.000." in said
    assert "terminación del procedimiento" not in said


def test_a_liquidation_nobody_objected_is_approved_as_it_was() -> None:
    said = dice("auto-objecion-liquidacion", hay_objecion=False, modifica=False)

    assert "Por el cual se aprueba la liquidación" in said
    assert "el traslado terminó sin objeciones" in said
    assert ", modificada, en" not in said


def test_the_articles_of_an_act_are_read_back_without_its_recitals() -> None:
    document = GENERADOR.render(
        "auto-subsanacion", "RNEC", ejemplo("auto-subsanacion", "RNEC")
    )

    articles = leer_resolutiva(document.contenido)

    assert articles[0] == (
        "Sanear la irregularidad advertida y, para ello, hacer de nuevo lo siguiente: "
        "Citar al deudor a su dirección. Notificarle el mandamiento."
    )
    assert articles[-1].startswith("Contra este auto de trámite no procede recurso")
    assert not any("849-1" in article for article in articles)


def test_a_file_that_is_no_act_has_no_articles() -> None:
    with pytest.raises(UnreadableFileError, match="Escriba la parte resolutiva"):
        leer_resolutiva(b"%PDF-1.4")
