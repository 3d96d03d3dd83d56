"""The documents of the coactive stage, filled by a real case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.services.bienes.depositos import (
    ConstituirDeposito,
    constituir_deposito,
)
from cobro_desktop.services.bienes.investigacion import RegistrarBien, registrar_bien
from cobro_desktop.services.bienes.medidas import (
    ActualizarMedida,
    DecretarMedida,
    actualizar_medida,
    decretar_medida,
)
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.captura import lo_que_falta
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    EmitirDocumento,
    crear_documento,
    emitir_documento,
    exportar_documento,
)
from cobro_desktop.services.notificaciones import Notificar, notificar
from cobro_desktop.services.suspensiones import AbrirSuspension, abrir_suspension
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    DeudorRow,
    DocumentoRow,
    IncidenteRow,
    PersonaRow,
)
from tests.documents.comunes import DATOS
from tests.documents.lectura import paginas, parrafos
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

AVOCADO = dt.date(2026, 2, 2)
LIBRADO = dt.date(2026, 3, 2)
NOTIFICADO = dt.date(2026, 3, 16)
VENCE = dt.date(2026, 4, 9)
"""Fifteen working days later (T-4.2)."""


@pytest.fixture
def oficina(base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    return workspace


@pytest.fixture
def caso(oficina: Workspace) -> int:
    """It owes 1 423 500, exigible since 28 February 2025."""
    return expediente_de(oficina, "R-200").id


def escribe(
    oficina: Workspace, caso: int, tipo: str, dia: dt.date, **datos: str
) -> str:
    """Draft a document, have it signed where it can be, and return its words."""
    draft = crear_documento(
        CrearDocumento(caso, tipo, datos), oficina, en_nombre_de("pro", dia)
    )
    number = int(str(draft.datos["documento"]))
    signer = "pro" if tipo in {"citacion-notificacion", "aviso-notificacion"} else "jef"
    if tipo not in {"diligencia-notificacion", "constancia-ejecutoria"}:
        emitir_documento(EmitirDocumento(number), oficina, en_nombre_de(signer, dia))
    file = exportar_documento(number, oficina.base.datos / f"{number}.x", oficina)
    content = file.read_bytes()
    words = paginas(content) if content[:4] == b"%PDF" else parrafos(content)
    return " ".join(filter(None, words))


def falta(
    oficina: Workspace, caso: int, tipo: str, dia: dt.date, **datos: str
) -> dict[str, tuple[str, ...]]:
    """Return what a person would still be asked, with the choices."""
    command = CrearDocumento(caso, tipo, datos)
    found = lo_que_falta(command, oficina, en_nombre_de("pro", dia))
    return {d.nombre: d.opciones for d in found.por_escribir}


def libra(oficina: Workspace, caso: int) -> str:
    return escribe(oficina, caso, "mandamiento-pago", LIBRADO)


def notifica(oficina: Workspace, caso: int) -> None:
    command = Notificar(caso, "mandamiento-pago", Medio.PERSONAL, NOTIFICADO)
    notificar(command, oficina, en_nombre_de("pro"))


def solidario(oficina: Workspace, caso: int) -> None:
    with oficina.base.write.begin() as session:
        person = PersonaRow(tipo_documento="CC", numero="1020", nombre="José Ñáñez")
        session.add(person)
        session.flush()
        session.add(
            DeudorRow(expediente_id=caso, persona_id=person.id, rol="solidario")
        )


def decreta(oficina: Workspace, caso: int, banco: str) -> int:
    command = DecretarMedida(
        expediente_id=caso,
        tipo="embargo_cuentas",
        destinatario=banco,
        fecha=LIBRADO,
    )
    found = decretar_medida(command, oficina, en_nombre_de("pro"))
    return int(str(found.datos["medida"]))


def incidente(oficina: Workspace, caso: int, tipo: str, **datos: str) -> None:
    with oficina.base.write.begin() as session:
        session.add(
            IncidenteRow(
                expediente_id=caso, tipo=tipo, abierto=dt.date(2026, 4, 6), datos=datos
            )
        )


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


def test_the_liquidation_shows_its_days_and_its_proofs(
    oficina: Workspace, caso: int
) -> None:
    libra(oficina, caso)
    notifica(oficina, caso)
    escribe(oficina, caso, "orden-ejecucion", dt.date(2026, 4, 10))

    said = escribe(oficina, caso, "auto-liquidacion", dt.date(2026, 8, 31))
    approved = escribe(oficina, caso, "auto-objecion-liquidacion", dt.date(2026, 9, 8))

    # 549 days at 468 pesos a day (RULES T-1a.2): 256 932.
    assert "$ 256.932" in said
    assert "$ 1.680.432" in said
    assert "549" in said
    assert "la resolución n.º 000001 del 10 de abril de 2026" in said
    # It approves what was liquidated on 31 August, not what is owed in September.
    assert "$ 1.680.432) al 31 de agosto de 2026" in approved


def test_a_deposit_pays_the_debt_and_the_rest_goes_back(
    oficina: Workspace, caso: int
) -> None:
    measure = decreta(oficina, caso, "Banco del Norte")
    title = ConstituirDeposito(
        expediente_id=caso,
        numero="400100",
        fecha=dt.date(2026, 8, 1),
        valor=2_000_000_00,
        medida_id=measure,
    )
    constituir_deposito(title, oficina, en_nombre_de("pro"))

    said = escribe(
        oficina,
        caso,
        "auto-deposito",
        dt.date(2026, 8, 31),
        acto_orden="la resolución 1",
        acto_liquidacion="el auto 2",
    )

    assert "Aplicar un millón seiscientos ochenta mil cuatrocientos treinta" in said
    assert "uno de $ 1.680.432 y otro de $ 319.568" in said
    assert "$ 319.568) a quien se le retuvo" in said


def test_the_base_of_the_sale_is_seventy_per_cent(
    oficina: Workspace, caso: int
) -> None:
    goods = RegistrarBien(
        expediente_id=caso,
        clase="inmueble",
        descripcion="Apartamento 301",
        identificacion="50C-1",
        valor=120_000_000_00,
        fecha=LIBRADO,
    )
    found = registrar_bien(goods, oficina, en_nombre_de("pro"))
    command = DecretarMedida(
        expediente_id=caso,
        tipo="embargo_bien",
        destinatario="ORIP Zona Centro",
        fecha=LIBRADO,
        bien_id=int(str(found.datos["bien"])),
    )
    decretar_medida(command, oficina, en_nombre_de("pro"))

    said = escribe(
        oficina,
        caso,
        "auto-remate",
        dt.date(2026, 9, 1),
        acto_orden="la resolución 1",
        acto_avaluo="el auto 3",
        fecha_diligencia="2026-10-15",
        hora_diligencia="10:00 a. m.",
        lugar_diligencia="la sede",
        postura="lo que diga la ley",
    )
    acta = falta(oficina, caso, "acta-remate", dt.date(2026, 9, 30))
    sold = escribe(
        oficina,
        caso,
        "acta-remate",
        dt.date(2026, 9, 30),
        resultado="adjudicado",
        publicacion="en la página",
        posturas="Ana, CC 1: 90.000.000",
        adjudicatario="Ana",
        adjudicatario_identificacion="CC 1",
        precio="90.000.000",
    )

    assert "ochenta y cuatro millones de pesos m/cte ($ 84.000.000)" in said
    assert acta["resultado"] == ("adjudicado", "desierto", "adjudicado a la entidad")
    assert "hora_diligencia" not in acta
    assert "por noventa millones de pesos m/cte ($ 90.000.000)" in sold


def test_a_suspension_and_an_irregularity_tell_themselves(
    oficina: Workspace, caso: int
) -> None:
    stop = AbrirSuspension(
        expediente_id=caso,
        causa="Suspensión provisional del título",
        desde=LIBRADO,
        norma="CPACA, art. 101",
        terminos=True,
    )
    abrir_suspension(stop, oficina, en_nombre_de("pro"))
    incidente(oficina, caso, "irregularidad", irregularidad="Se citó a otra dirección.")
    day = dt.date(2026, 4, 20)

    said = escribe(oficina, caso, "auto-suspende", day)
    back = falta(oficina, caso, "auto-reanuda", day)
    mended = escribe(oficina, caso, "auto-subsanacion", day, rehace="Citar de nuevo.")

    assert "suspensión provisional del título" in said
    assert "desde el 2 de marzo de 2026 y hasta que se ordene reanudar" in said
    assert set(back) == {"cesa"}
    assert "se advirtió lo siguiente: se citó a otra dirección." in mended
