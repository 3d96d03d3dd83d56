"""A case of the coactive stage: what is written, asked and decreed in it."""

from __future__ import annotations

import datetime as dt

from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.services.bienes.medidas import (
    DecretarMedida,
    decretar_medida,
)
from cobro_desktop.services.documentos.captura import lo_que_falta
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    EmitirDocumento,
    crear_documento,
    emitir_documento,
    exportar_documento,
)
from cobro_desktop.services.notificaciones import Notificar, notificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.rows import (
    DeudorRow,
    IncidenteRow,
    PersonaRow,
)
from tests.documents.lectura import paginas, parrafos
from tests.services.oficina import en_nombre_de

AVOCADO = dt.date(2026, 2, 2)
LIBRADO = dt.date(2026, 3, 2)
NOTIFICADO = dt.date(2026, 3, 16)
VENCE = dt.date(2026, 4, 9)
"""Fifteen working days later (T-4.2)."""


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
