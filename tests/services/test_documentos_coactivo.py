"""The documents of the coactive stage, filled by a real case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.services.bienes.medidas import (
    ActualizarMedida,
    actualizar_medida,
)
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.captura import lo_que_falta
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    DocumentoRow,
)
from tests.documents.comunes import DATOS
from tests.services.coactivo import (
    LIBRADO,
    NOTIFICADO,
    VENCE,
    decreta,
    escribe,
    falta,
    incidente,
    libra,
    notifica,
    solidario,
)
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de


@pytest.fixture
def oficina(base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    return workspace


@pytest.fixture
def caso(oficina: Workspace) -> int:
    """It owes 1 423 500, exigible since 28 February 2025."""
    return expediente_de(oficina, "R-200").id


def test_the_mandamiento_asks_nothing_that_the_case_knows(
    oficina: Workspace, caso: int
) -> None:
    escribe(
        oficina,
        caso,
        "auto-avoca",
        dt.date(2026, 2, 2),
        memorando_recibo="el memorando 1",
    )

    assert falta(oficina, caso, "mandamiento-pago", LIBRADO) == {}
    said = libra(oficina, caso)

    assert "por un capital de un millón cuatrocientos veintitrés mil quinientos" in said
    assert "Que con el auto n.º 000001 del 2 de febrero de 2026" in said
    # Exigible on 28 February 2025: the first day of interest is the next one.
    assert "1 de marzo de 2025" in said


def test_each_debtor_is_cited_by_name_and_the_choice_stays_with_the_draft(
    oficina: Workspace, caso: int
) -> None:
    libra(oficina, caso)
    only = falta(oficina, caso, "citacion-notificacion", LIBRADO)
    solidario(oficina, caso)

    asked = falta(oficina, caso, "citacion-notificacion", LIBRADO)
    first = escribe(
        oficina, caso, "citacion-notificacion", LIBRADO, destinatario="860002964"
    )

    assert "destinatario" not in only
    assert asked["destinatario"] == (
        "ÑÁÑEZ SEGURIDAD S.A.S. (860002964)",
        "José Ñáñez (1020)",
    )
    assert "Carrera 7 # 8-9 Cali" in first
    assert "el mandamiento de pago n.º 000001 del 2 de marzo de 2026" in first
    left = falta(
        oficina,
        caso,
        "citacion-notificacion",
        LIBRADO,
        destinatario="José Ñáñez (1020)",
    )
    assert left == {"direccion": ()}
    with pytest.raises(InvalidDataError, match="no es una de las opciones"):
        falta(oficina, caso, "citacion-notificacion", LIBRADO, destinatario="Pedro")


def test_what_was_taken_for_lack_of_choice_is_kept(
    oficina: Workspace, caso: int
) -> None:
    libra(oficina, caso)
    escribe(oficina, caso, "citacion-notificacion", LIBRADO)

    with oficina.base.read() as session:
        kept = session.scalars(
            select(DocumentoRow.contexto).where(
                DocumentoRow.tipo == "citacion-notificacion"
            )
        ).one()

    assert kept["datos"]["destinatario"] == "ÑÁÑEZ SEGURIDAD S.A.S. (860002964)"
    assert kept["datos"]["acto"].startswith("el mandamiento de pago n.º 000001")


def test_the_aviso_transcribes_what_the_mandamiento_orders(
    oficina: Workspace, caso: int
) -> None:
    libra(oficina, caso)

    said = escribe(
        oficina, caso, "aviso-notificacion", dt.date(2026, 3, 19), medio="web"
    )

    assert "1. Librar mandamiento de pago en favor de la Nación" in said
    # Published on Thursday 19; Monday 23 is a holiday, Friday 20 is not.
    assert "surte efecto el 20 de marzo de 2026" in said
    assert "artículo 568 del Estatuto Tributario" in said


def test_a_company_is_notified_through_somebody(oficina: Workspace, caso: int) -> None:
    libra(oficina, caso)

    asked = falta(oficina, caso, "diligencia-notificacion", NOTIFICADO)

    assert set(asked) == {
        "hora",
        "compareciente",
        "compareciente_identificacion",
        "calidad_compareciente",
    }


def test_execution_is_ordered_only_after_the_fifteen_days(
    oficina: Workspace, caso: int
) -> None:
    libra(oficina, caso)
    notifica(oficina, caso)

    with pytest.raises(NotAllowedError, match="vence el 9 de abril de 2026"):
        falta(oficina, caso, "orden-ejecucion", VENCE)
    said = escribe(oficina, caso, "orden-ejecucion", dt.date(2026, 4, 10))

    assert "Personalmente 16 de marzo de 2026" in said
    assert "terminó el 9 de abril de 2026" in said


def test_each_bank_gets_its_own_oficio(oficina: Workspace, caso: int) -> None:
    decreta(oficina, caso, "Banco del Norte")
    decreta(oficina, caso, "Banco del Sur")
    # 1 423 500 × 12 % × 367 ÷ 365 = 171 756; twice the sum is 3 190 512.
    auto = escribe(oficina, caso, "auto-medidas", LIBRADO)

    asked = falta(oficina, caso, "oficio-embargo", LIBRADO)
    said = escribe(
        oficina,
        caso,
        "oficio-embargo",
        LIBRADO,
        destinatario="norte",
        direccion="Calle 1",
        ciudad_destino="Cali",
    )

    assert "Banco del Norte" in auto
    assert "Banco del Sur" in auto
    assert "$ 3.190.512" in auto
    assert asked == {"destinatario": ("Banco del Norte", "Banco del Sur")}
    assert "Banco del Norte Área de embargos Calle 1 Cali" in said
    assert "Banco del Sur" not in said
    assert "el auto n.º 000001 del 2 de marzo de 2026" in said


def test_the_verification_cites_the_oficio_of_its_bank(
    oficina: Workspace, caso: int
) -> None:
    measure = decreta(oficina, caso, "Banco del Norte")
    escribe(oficina, caso, "auto-medidas", LIBRADO)
    escribe(
        oficina, caso, "oficio-embargo", LIBRADO, direccion="C 1", ciudad_destino="C"
    )
    told = ActualizarMedida(medida_id=measure, estado="comunicada", fecha=NOTIFICADO)
    actualizar_medida(told, oficina, en_nombre_de("pro"))

    asked = falta(oficina, caso, "oficio-verificacion-medidas", NOTIFICADO)

    assert "oficio_embargo" not in asked
    assert "medidas" not in asked


def test_excepciones_are_decided_one_by_one(oficina: Workspace, caso: int) -> None:
    libra(oficina, caso)
    incidente(oficina, caso, "excepciones", propuestas="pago,prescripcion")
    day = dt.date(2026, 5, 4)

    short = CrearDocumento(
        caso, "resolucion-excepciones", {"decisiones": "probada: pagó"}
    )
    asked = lo_que_falta(short, oficina, en_nombre_de("pro", day))
    said = escribe(
        oficina,
        caso,
        "resolucion-excepciones",
        day,
        decisiones="no probada: no pagó\nNo probada: no ha pasado el término",
    )

    assert asked.ajenos == ("Una decisión por cada excepción",)
    assert "Que el 6 de abril de 2026 ÑÁÑEZ SEGURIDAD S.A.S. propuso" in said
    assert "La prescripción de la acción de cobro No probada No ha pasado" in said
    assert "recurso de reposición" in said
    assert "artículo 834 del Estatuto Tributario" in said
