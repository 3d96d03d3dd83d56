"""Fields that the financial side changed on what the base already has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.texto import plegar, texto_de_busqueda
from cobro_desktop.services.bulk import insert_rows, sumar_saldos
from cobro_desktop.services.importacion.decisiones import DATOS
from cobro_desktop.services.importacion.filas import fecha
from cobro_desktop.services.migracion.rastro import NUEVA, Rastro
from cobro_desktop.services.prescripciones import recalcular
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DireccionRow,
    ExpedienteRow,
    LoteCambioRow,
    ObligacionRow,
    PersonaRow,
    TituloRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.importacion.comparacion import Comparada
    from cobro_desktop.services.importacion.destinatario import Destinatario
    from cobro_desktop.services.importacion.existentes import Cambio, Existente
    from cobro_desktop.services.importacion.filas import FilaTitulo

LABELS = {
    "capital": "capital",
    "abonos": "abonos",
    "nombre": "nombre",
    "notificado": "fecha de notificación",
    "ejecutoria": "fecha de ejecutoria",
    "correo": "correo",
    "telefono": "teléfono",
    "direccion": "dirección",
    "municipio": "municipio",
    "observaciones": "observaciones",
    "fecha_comparendo": "fecha del comparendo",
    "articulo": "artículo",
    "multa_tipo": "tipo de multa",
    "multa_smlmv": "multa en SMLMV",
    "localidad": "localidad",
    "departamento": "departamento",
    "eleccion": "elección",
}
CONTACTOS = ("direccion", "correo", "telefono")


def aplicar(destino: Destinatario, comparadas: Sequence[Comparada]) -> set[int]:
    """Write the changes that are not the legal side's; return the cases touched."""
    touched: set[int] = set()
    for comparada in comparadas:
        existente = comparada.existente
        accepted = [c for c in comparada.cambios if c.se_escribe]
        if existente is None or not accepted:
            continue
        touched.add(existente.expediente_id)
        _escribir(destino, comparada.fila, existente, {c.campo for c in accepted})
        _registrar(destino, existente, accepted)
    sumar_saldos(destino.tx.session, touched)
    return touched


def _escribir(
    destino: Destinatario, fila: FilaTitulo, existente: Existente, campos: set[str]
) -> None:
    session = destino.tx.session
    rastro = Rastro(session, destino.lote.id)
    if campos & {"capital", "abonos"}:
        _dinero(destino, fila, existente, campos)
    if campos & {"notificado", "ejecutoria"}:
        titulo = session.get_one(TituloRow, existente.titulo_id)
        if "notificado" in campos:
            rastro.poner(titulo, "notificado", fecha(fila.notificacion))
        if "ejecutoria" in campos:
            rastro.poner(titulo, "ejecutoria", fecha(fila.ejecutoria))
        recalcular(destino.tx, titulo)
    if told := campos & (DATOS | {"observaciones"}):
        titulo = session.get_one(TituloRow, existente.titulo_id)
        facts = {"observaciones": ""} | fila.facts()
        said = {name: facts[name] for name in sorted(told)}
        rastro.poner(titulo, "datos", titulo.datos | said)
    if "nombre" in campos:
        _renombrar(destino, fila, existente)
    if "municipio" in campos:
        expediente = session.get_one(ExpedienteRow, existente.expediente_id)
        rastro.poner(expediente, "municipio", fila.municipio or "")
    for tipo in CONTACTOS:
        if tipo in campos:
            _agregar_contacto(destino, existente, tipo, fila)
    session.flush()


def _dinero(
    destino: Destinatario, fila: FilaTitulo, existente: Existente, campos: set[str]
) -> None:
    obligacion = destino.tx.session.get_one(ObligacionRow, existente.obligacion_id)
    rastro = Rastro(destino.tx.session, destino.lote.id)
    if "capital" in campos:
        rastro.poner(obligacion, "capital", fila.capital)
    if "abonos" in campos:
        rastro.poner(obligacion, "abono_historico", fila.abono_historico)
        since = destino.corte if fila.abono_historico else None
        rastro.poner(obligacion, "abono_fecha", since)
    rest = obligacion.capital - obligacion.abono_historico
    rastro.poner(obligacion, "saldo_capital", max(rest, 0))


def _renombrar(destino: Destinatario, fila: FilaTitulo, existente: Existente) -> None:
    """Name the debtor as the file does: the person, and the case that lists it."""
    session = destino.tx.session
    rastro = Rastro(session, destino.lote.id)
    persona = session.get_one(PersonaRow, existente.persona_id)
    rastro.poner(persona, "nombre", fila.rotulo)
    expediente = session.get_one(ExpedienteRow, existente.expediente_id)
    number = expediente.identificacion
    for campo, texto in (
        ("deudor", fila.rotulo),
        ("deudor_orden", plegar(fila.rotulo)),
        ("busqueda", texto_de_busqueda(expediente.numero, fila.rotulo, number)),
    ):
        rastro.poner(expediente, campo, texto)


def _agregar_contacto(
    destino: Destinatario, existente: Existente, tipo: str, fila: FilaTitulo
) -> None:
    """Make a way to reach the debtor the current one; the others stay (F80)."""
    session = destino.tx.session
    texto = getattr(fila, tipo)
    last = session.scalar(
        select(DireccionRow.texto)
        .where(
            DireccionRow.persona_id == existente.persona_id, DireccionRow.tipo == tipo
        )
        .order_by(DireccionRow.id.desc())
        .limit(1)
    )
    if texto == last:
        return  # an earlier row of the same debtor brought it
    way = DireccionRow(
        persona_id=existente.persona_id,
        tipo=tipo,
        texto=texto,
        municipio=fila.municipio or "",
        fuente=f"Importación {destino.lote.archivo}",
        desde=destino.tx.contexto.hoy,
    )
    session.add(way)
    session.flush()
    rastro = Rastro(session, destino.lote.id)
    rastro.anotar(way.__tablename__, way.id, NUEVA, existente.expediente_id)


def _registrar(
    destino: Destinatario, existente: Existente, cambios: Sequence[Cambio]
) -> None:
    session, lote = destino.tx.session, destino.lote
    what = ", ".join(
        f"{LABELS[c.campo]}: {c.antes or '(nada)'} → {c.despues or '(nada)'}"
        for c in cambios
    )
    session.add(
        ActuacionRow(
            expediente_id=existente.expediente_id,
            tipo="correccion",
            actividad=existente.actividad,
            fecha=destino.tx.contexto.hoy,
            registrada_en=destino.tx.ahora,
            usuario=destino.tx.contexto.usuario,
            texto=f"El archivo «{lote.archivo}» cambió {what}.",
            datos={},
            lote_id=lote.id,
        )
    )
    insert_rows(
        session,
        LoteCambioRow,
        [
            {
                "lote_id": lote.id,
                "tabla": "expediente",
                "fila_id": existente.expediente_id,
                "campo": f"{existente.obligacion_id}:{cambio.campo}",
                "antes": cambio.antes,
                "despues": cambio.despues,
            }
            for cambio in cambios
        ],
    )
