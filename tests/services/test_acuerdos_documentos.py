"""The documents of an agreement, with the plan of the case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cobro_desktop.domain.acuerdo import Garantia
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.services.acuerdos.otorgamiento import (
    OtorgarAcuerdo,
    otorgar_acuerdo,
)
from cobro_desktop.services.acuerdos.plan import Condiciones
from cobro_desktop.services.acuerdos.solicitud import (
    Propuesta,
    SolicitarAcuerdo,
    solicitar_acuerdo,
)
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    EmitirDocumento,
    crear_documento,
    emitir_documento,
    exportar_documento,
    faltantes,
)
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.documents.lectura import parrafos
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

FIRMA = dt.date(2026, 6, 30)
DATOS = {
    "direccion_entidad": "Carrera 10 # 20-30",
    "correo_entidad": "cobro@entidad.example",
    "reglamento_cartera": "la Resolución 1 de 2020",
    "delegacion": "la Resolución 2 de 2020",
    "medio_pago": "Consigne en el Banco Ejemplo.",
}


@pytest.fixture
def oficina(base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    return workspace


@pytest.fixture
def caso(oficina: Workspace) -> int:
    """It owes 1 000 000, exigible since 15 January 2025."""
    return expediente_de(oficina, "R-100").id


def writes(
    oficina: Workspace, caso: int, tipo: str, day: dt.date, folder: Path
) -> list[str]:
    """Draft a document and have it signed; return its paragraphs."""
    draft = crear_documento(
        CrearDocumento(caso, tipo), oficina, en_nombre_de("pro", day)
    )
    number = int(str(draft.datos["documento"]))
    emitir_documento(EmitirDocumento(number), oficina, en_nombre_de("jef", day))
    file = exportar_documento(number, folder / f"{tipo}.docx", oficina)
    return parrafos(file.read_bytes())


def test_a_request_is_drafted_with_the_plan_of_the_day(
    oficina: Workspace, caso: int, tmp_path: Path
) -> None:
    offer = Propuesta(
        cuotas=3,
        garantia=Garantia.REAL,
        garantia_detalle="Hipoteca del predio 50C-1.",
        garantia_valor=5_000_000_00,
    )
    asked = SolicitarAcuerdo(caso, dt.date(2026, 6, 22), offer)
    solicitar_acuerdo(asked, oficina, en_nombre_de("pro", FIRMA))

    said = writes(oficina, caso, "acuerdo-pago", FIRMA, tmp_path)

    # 1 000 000 × 12 % × 531 ÷ 365 = 174 575; a third is 58 192, the last 58 191.
    text = " ".join(said)
    assert "El 22 de junio de 2026 se pidió pagar por cuotas" in text
    assert "debe un millón ciento setenta y cuatro mil quinientos" in text
    assert "$ 1.174.575" in text
    # 30 days on 1 000 000, 31 on 666 667, 31 on 333 334: 9 863, 6 795 and 3 397.
    for cell in ("$ 333.333", "$ 58.192", "$ 9.863", "$ 6.795", "$ 3.397"):
        assert cell in said
    assert "garantía real: Hipoteca del predio 50C-1, por $ 5.000.000." in text
    order = OtorgarAcuerdo(
        caso,
        Condiciones(
            FIRMA,
            3,
            garantia=Garantia.REAL,
            garantia_detalle="Hipoteca",
            garantia_valor=5_000_000_00,
        ),
    )
    otorgar_acuerdo(order, oficina, en_nombre_de("pro", FIRMA))
    again = writes(oficina, caso, "acuerdo-pago", FIRMA, tmp_path)
    assert [c for c in again if "9.863" in c] == [c for c in said if "9.863" in c]


def test_the_breach_tells_what_was_missed_and_what_is_owed(
    oficina: Workspace, caso: int, tmp_path: Path
) -> None:
    order = OtorgarAcuerdo(caso, Condiciones(FIRMA, 3))
    otorgar_acuerdo(order, oficina, en_nombre_de("pro", FIRMA))
    early = CrearDocumento(caso, "auto-incumplimiento")
    with pytest.raises(NotAllowedError, match="no tiene cuotas vencidas al 30 de jul"):
        faltantes(early, oficina, en_nombre_de("pro", dt.date(2026, 7, 30)))
    pago = RegistrarPago(caso, dt.date(2026, 7, 30), 401_388_00, "P", "Banco")
    registrar_pago(pago, oficina, en_nombre_de("fin", dt.date(2026, 7, 30)))

    day = dt.date(2026, 9, 30)
    said = writes(oficina, caso, "auto-incumplimiento", day, tmp_path)

    # The first is paid whole; the second, due on Sunday 30, was missed on the 31st.
    assert "31 de agosto de 2026" in said
    assert "$ 398.320" in said
    text = " ".join(said)
    assert "Que lo pagado desde la firma, $ 401.388, quedó imputado" in text
    assert "en 3 cuotas mensuales" in text


def test_without_a_request_it_says_where_to_record_it(
    oficina: Workspace, caso: int
) -> None:
    with pytest.raises(NotAllowedError, match="pestaña Acuerdos y pagos"):
        faltantes(
            CrearDocumento(caso, "acuerdo-pago"), oficina, en_nombre_de("pro", FIRMA)
        )
