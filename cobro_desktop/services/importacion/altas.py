"""New cases out of accepted rows: one case, title, obligation and principal each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.texto import plegar, texto_de_busqueda
from cobro_desktop.services import numeracion
from cobro_desktop.services.bulk import insert_returning, insert_rows, sumar_saldos
from cobro_desktop.services.importacion.existentes import contactos, contactos_de
from cobro_desktop.services.importacion.filas import fecha
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DeudorRow,
    DireccionRow,
    ExpedienteRow,
    ObligacionRow,
    ObligadoRow,
    PersonaRow,
    ReferenciaRow,
    TerminoRow,
    TituloRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cobro_desktop.services.importacion.comparacion import Comparada
    from cobro_desktop.services.importacion.destinatario import Destinatario
    from cobro_desktop.services.importacion.filas import FilaTitulo


class Lugar(NamedTuple):
    """Where an obligation goes."""

    expediente_id: int
    titulo_id: int
    deudor_id: int
    """The principal."""


def crear(destino: Destinatario, nuevas: Sequence[Comparada]) -> None:
    """Insert what a chunk brings: cases for new titles, else obligations.

    Rows of the chunk that share a title make one case (DECISIONS 5).
    """
    personas = _personas(destino, [c.fila for c in nuevas])
    fresh: dict[str, list[Comparada]] = {}
    for comparada in nuevas:
        if comparada.titulo is None:
            fresh.setdefault(comparada.fila.llave, []).append(comparada)
    donde = _casos(destino, list(fresh.values()), personas)
    donde |= _conocidos(destino, nuevas)
    _obligaciones(destino, nuevas, donde)


def _personas(
    destino: Destinatario, filas: Sequence[FilaTitulo]
) -> dict[tuple[str, str], int]:
    session = destino.tx.session
    numbers = {f.numero_documento for f in filas}
    known = session.execute(
        select(PersonaRow.tipo_documento, PersonaRow.numero, PersonaRow.id).where(
            # The index begins with the kind.
            PersonaRow.tipo_documento.in_({f.tipo_documento for f in filas}),
            PersonaRow.numero.in_(numbers),
        )
    )
    personas = {(tipo, numero): persona_id for tipo, numero, persona_id in known}
    fresh: dict[tuple[str, str], FilaTitulo] = {}
    for fila in filas:
        key = (fila.tipo_documento, fila.numero_documento)
        if key not in personas:
            fresh.setdefault(key, fila)
    ids = insert_returning(
        session,
        PersonaRow,
        [
            {
                "tipo_documento": f.tipo_documento,
                "numero": f.numero_documento,
                "dv": "" if f.dv is None else str(f.dv),
                "nombre": f.rotulo,
                "correo": f.correo or "",
                "telefono": f.telefono or "",
            }
            for f in fresh.values()
        ],
    )
    personas |= dict(zip(fresh, ids, strict=True))
    agregar_contactos(
        destino,
        [(personas[f.tipo_documento, f.numero_documento], f) for f in filas],
    )
    return personas


def agregar_contactos(
    destino: Destinatario, filas: Sequence[tuple[int, FilaTitulo]]
) -> None:
    """Add the ways to reach each person that the base does not know yet."""
    session = destino.tx.session
    known = contactos(session, {persona_id for persona_id, _ in filas})
    rows = []
    for persona_id, fila in filas:
        for tipo, texto in contactos_de(fila):
            if (persona_id, tipo, texto) not in known:
                known.add((persona_id, tipo, texto))
                rows.append(
                    {
                        "persona_id": persona_id,
                        "tipo": tipo,
                        "texto": texto,
                        "municipio": fila.municipio or "",
                        "fuente": f"Importación {destino.lote.archivo}",
                        "desde": destino.tx.contexto.hoy,
                    }
                )
    insert_rows(session, DireccionRow, rows)


def _casos(
    destino: Destinatario,
    fresh: Sequence[Sequence[Comparada]],
    personas: dict[tuple[str, str], int],
) -> dict[str, Lugar]:
    """Insert cases with title, principal, numbers and act; by title.

    Each case comes with all its rows of the chunk; the first tells its facts.
    """
    session = destino.tx.session
    first = [rows[0] for rows in fresh]
    numbered = zip(fresh, _numeros(destino, len(fresh)), strict=True)
    expedientes = [_expediente(destino, rows, numero) for rows, numero in numbered]
    terminos = [destino.plazos(c).termino for c in first]
    ids = insert_returning(session, ExpedienteRow, expedientes)
    insert_rows(
        session,
        TerminoRow,
        [t | {"expediente_id": e} for t, e in zip(terminos, ids, strict=True) if t],
    )
    people = [personas[c.fila.tipo_documento, c.fila.numero_documento] for c in first]
    deudores = insert_returning(
        session,
        DeudorRow,
        [
            {"expediente_id": e, "persona_id": p, "rol": "principal"}
            for e, p in zip(ids, people, strict=True)
        ],
    )
    titulos = insert_returning(
        session,
        TituloRow,
        [_titulo(destino, c, e, p) for c, e, p in zip(first, ids, people, strict=True)],
    )
    references = [
        {"expediente_id": e, "tipo": tipo, "valor": valor}
        for c, e in zip(first, ids, strict=True)
        for tipo, valor in dict.fromkeys(c.fila.numbers())
    ]
    insert_rows(session, ReferenciaRow, references)
    receptions = [_recepcion(destino, c, e) for c, e in zip(first, ids, strict=True)]
    insert_rows(session, ActuacionRow, receptions)
    lugares = map(Lugar, ids, titulos, deudores)
    return {c.fila.llave: lugar for c, lugar in zip(first, lugares, strict=True)}


def _conocidos(destino: Destinatario, nuevas: Sequence[Comparada]) -> dict[str, Lugar]:
    """Return where the obligations of titles that the base has go, by title."""
    known = {c.titulo.llave: c.titulo for c in nuevas if c.titulo is not None}
    found = destino.tx.session.execute(
        select(DeudorRow.expediente_id, DeudorRow.id).where(
            DeudorRow.expediente_id.in_({t.expediente_id for t in known.values()}),
            DeudorRow.rol == "principal",
        )
    )
    principal = {case_id: debtor_id for case_id, debtor_id in found}  # noqa: C416
    return {
        llave: Lugar(t.expediente_id, t.titulo_id, principal[t.expediente_id])
        for llave, t in known.items()
    }


def _numeros(destino: Destinatario, cuantos: int) -> Iterable[str]:
    anio = destino.tx.contexto.hoy.year
    taken = numeracion.tomar(
        destino.tx.session,
        entidad_id=destino.fila_procedimiento.entidad_id,
        serie=numeracion.EXPEDIENTE,
        anio=anio,
        cuantos=cuantos,
    )
    sigla = destino.procedimiento.sigla
    return (numeracion.numero_expediente(sigla, anio, n) for n in taken)


def _expediente(
    destino: Destinatario, filas: Sequence[Comparada], numero: str
) -> dict[str, Any]:
    comparada = filas[0]
    fila = comparada.fila
    hoy = destino.tx.contexto.hoy
    inicio = destino.procedimiento.inicio
    exigible, fechas, termino = destino.plazos(comparada)
    identificacion = fila.numero_documento
    return {
        "entidad_id": destino.fila_procedimiento.entidad_id,
        "procedimiento_id": destino.fila_procedimiento.id,
        "numero": numero,
        "dependencia_id": destino.oficina(fila),
        "actividad": inicio,
        "etapa": destino.procedimiento.actividades[inicio].etapa,
        "estado": "ABIERTO",
        "situacion": "por_repartir",
        "recibido": hoy,
        "actividad_desde": hoy,
        "movimiento": hoy,
        "lote_id": destino.lote.id,
        "deudor": fila.rotulo,
        "deudor_orden": plegar(fila.rotulo),
        "identificacion": identificacion,
        "titulo": fila.titulo_numero,
        "autoridad": fila.autoridad or "",
        "municipio": fila.municipio or "",
        "concepto": comparada.concepto.nombre,
        "capital": sum(c.fila.capital for c in filas),
        "saldo": sum(c.fila.saldo_inicial for c in filas),
        "ejecutoria": fecha(fila.ejecutoria),
        "exigible": exigible,
        "fecha_legal": fechas.legal,
        "fecha_segura": fechas.segura,
        "entra_en_riesgo": fechas.riesgo,
        "vence_proximo": termino["vence"] if termino else None,
        "busqueda": texto_de_busqueda(numero, fila.rotulo, identificacion),
        "actualizado_en": destino.tx.ahora,
    }


def _titulo(
    destino: Destinatario, comparada: Comparada, expediente_id: int, persona_id: int
) -> dict[str, Any]:
    fila = comparada.fila
    fechas = destino.plazos(comparada).fechas
    return {
        "entidad_id": destino.fila_procedimiento.entidad_id,
        "expediente_id": expediente_id,
        "persona_id": persona_id,
        "autoridad": fila.autoridad or "",
        "numero": fila.titulo_numero,
        "fecha": fila.fecha_titulo,
        "llave": fila.llave,
        "notificado": fecha(fila.notificacion),
        "ejecutoria": fecha(fila.ejecutoria),
        "datos": fila.facts(),
        "fecha_legal": fechas.legal,
        "fecha_segura": fechas.segura,
        "entra_en_riesgo": fechas.riesgo,
    }


def _recepcion(
    destino: Destinatario, comparada: Comparada, expediente_id: int
) -> dict[str, Any]:
    archivo = destino.lote.archivo
    return {
        "expediente_id": expediente_id,
        "tipo": "recepcion",
        "actividad": destino.procedimiento.inicio,
        "resultado": "",
        "fecha": destino.tx.contexto.hoy,
        "registrada_en": destino.tx.ahora,
        "usuario": destino.tx.contexto.usuario,
        "texto": f"Se recibió el título en «{archivo}», fila {comparada.fila.fila}.",
        "datos": {"fila": comparada.fila.fila},
        "lote_id": destino.lote.id,
    }


def _obligaciones(
    destino: Destinatario, nuevas: Sequence[Comparada], donde: dict[str, Lugar]
) -> None:
    session = destino.tx.session
    lugares = [donde[c.fila.llave] for c in nuevas]
    rows = [
        _obligacion(destino, c, lugar) for c, lugar in zip(nuevas, lugares, strict=True)
    ]
    ids = insert_returning(session, ObligacionRow, rows)
    insert_rows(
        session,
        ObligadoRow,
        [
            {"obligacion_id": o, "deudor_id": lugar.deudor_id}
            for o, lugar in zip(ids, lugares, strict=True)
        ],
    )
    sumar_saldos(session, {c.titulo.expediente_id for c in nuevas if c.titulo})


def _obligacion(
    destino: Destinatario, comparada: Comparada, lugar: Lugar
) -> dict[str, Any]:
    fila, concepto = comparada.fila, comparada.concepto
    paid = fila.abono_historico
    return {
        "expediente_id": lugar.expediente_id,
        "titulo_id": lugar.titulo_id,
        "concepto": concepto.id,
        "vigencia": fila.vigencia,
        "capital": fila.capital,
        "saldo_capital": fila.saldo_inicial,
        "abono_historico": paid,
        "abono_fecha": destino.corte if paid else None,
        "regimen": concepto.regimen,
        "exigible": destino.plazos(comparada).exigible,
        "estado": "VIGENTE",
    }
