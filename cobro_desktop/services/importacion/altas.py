"""New cases out of accepted rows: one case, title, obligation and principal each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.texto import plegar, texto_de_busqueda
from cobro_desktop.services import numeracion
from cobro_desktop.services.bulk import insert_returning, insert_rows, sumar_saldos
from cobro_desktop.services.exigibilidad import exigible_desde
from cobro_desktop.services.importacion.existentes import contactos, contactos_de
from cobro_desktop.services.importacion.filas import fecha
from cobro_desktop.services.importacion.primer_termino import primer_termino
from cobro_desktop.services.prescripciones import fechas_de
from cobro_desktop.services.trabajo.oficinas import oficina_de_origen
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
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.importacion.comparacion import Comparada
    from cobro_desktop.services.importacion.filas import FilaTitulo
    from cobro_desktop.services.prescripciones import Fechas
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import LoteRow, ProcedimientoRow


class Plazos(NamedTuple):
    """When a debt can be asked for, and until when."""

    exigible: dt.date
    fechas: Fechas


@dataclass(frozen=True, slots=True)
class Destinatario:
    """Where the new cases go."""

    tx: Transaction
    lote: LoteRow
    fila_procedimiento: ProcedimientoRow
    procedimiento: Procedimiento
    corte: dt.date
    """The day of the file's figures: undated payments are dated by it."""
    _plazos: dict[tuple[str, dt.date | None, dt.date], Plazos] = field(
        default_factory=dict
    )
    _oficinas: dict[str, int | None] = field(default_factory=dict)

    def oficina(self, fila: FilaTitulo) -> int | None:
        """Return the office that keeps a row's title; many rows share it."""
        authority = fila.autoridad or ""
        if authority not in self._oficinas:
            own = self.fila_procedimiento.entidad_id
            self._oficinas[authority] = oficina_de_origen(
                self.tx, own, self.procedimiento.sigla, authority
            )
        return self._oficinas[authority]

    def plazos(self, comparada: Comparada) -> Plazos:
        """Return the dates that a row's ejecutoria brings; many rows share them."""
        fila, concepto = comparada.fila, comparada.concepto
        ejecutoria, start = fecha(fila.ejecutoria), fila.ejecutoria_o_titulo
        key = (concepto.id, ejecutoria, start)
        if key not in self._plazos:
            workspace, sigla = self.tx.workspace, self.procedimiento.sigla
            exigible = exigible_desde(workspace, sigla, concepto, start)
            fechas = fechas_de(workspace, sigla, ejecutoria, exigible)
            self._plazos[key] = Plazos(exigible, fechas)
        return self._plazos[key]


def crear(destino: Destinatario, nuevas: Sequence[Comparada]) -> None:
    """Insert what a chunk brings: cases for new titles, else obligations.

    Rows of the chunk that share a title make one case (DECISIONS 5).
    """
    personas = _personas(destino, [c.fila for c in nuevas])
    fresh: dict[str, Comparada] = {}
    for comparada in nuevas:
        if comparada.titulo is None:
            fresh.setdefault(comparada.fila.llave, comparada)
    titulos = _casos(destino, list(fresh.values()), personas)
    for comparada in nuevas:
        if comparada.titulo is not None:
            known = comparada.titulo
            titulos[known.llave] = (known.expediente_id, known.titulo_id)
    _obligaciones(destino, nuevas, titulos)


def _personas(
    destino: Destinatario, filas: Sequence[FilaTitulo]
) -> dict[tuple[str, str], int]:
    session = destino.tx.session
    numbers = {f.numero_documento for f in filas}
    known = session.execute(
        select(PersonaRow.tipo_documento, PersonaRow.numero, PersonaRow.id).where(
            PersonaRow.numero.in_(numbers)
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
                "nombre": f.nombre,
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
    fresh: Sequence[Comparada],
    personas: dict[tuple[str, str], int],
) -> dict[str, tuple[int, int]]:
    """Insert cases with title, principal, numbers and act; returns ids by title."""
    session = destino.tx.session
    expedientes = [_expediente(destino, c, n) for c, n in _numbered(destino, fresh)]
    terminos = [
        primer_termino(destino.tx.workspace, destino.procedimiento, row)
        for row in expedientes
    ]
    for row, termino in zip(expedientes, terminos, strict=True):
        row["vence_proximo"] = termino["vence"] if termino else None
    ids = insert_returning(session, ExpedienteRow, expedientes)
    insert_rows(
        session,
        TerminoRow,
        [t | {"expediente_id": e} for t, e in zip(terminos, ids, strict=True) if t],
    )
    principal = [
        personas[c.fila.tipo_documento, c.fila.numero_documento] for c in fresh
    ]
    insert_rows(
        session,
        DeudorRow,
        [
            {"expediente_id": e, "persona_id": p, "rol": "principal"}
            for e, p in zip(ids, principal, strict=True)
        ],
    )
    titulos = insert_returning(
        session,
        TituloRow,
        [
            _titulo(destino, c, e, p)
            for c, e, p in zip(fresh, ids, principal, strict=True)
        ],
    )
    references = [
        {"expediente_id": e, "tipo": tipo, "valor": valor}
        for c, e in zip(fresh, ids, strict=True)
        for tipo, valor in dict.fromkeys(c.fila.numbers())
    ]
    insert_rows(session, ReferenciaRow, references)
    receptions = [_recepcion(destino, c, e) for c, e in zip(fresh, ids, strict=True)]
    insert_rows(session, ActuacionRow, receptions)
    pairs = zip(ids, titulos, strict=True)
    return {c.fila.llave: pair for c, pair in zip(fresh, pairs, strict=True)}


def _numbered(
    destino: Destinatario, fresh: Sequence[Comparada]
) -> Iterable[tuple[Comparada, str]]:
    anio = destino.tx.contexto.hoy.year
    taken = numeracion.tomar(
        destino.tx.session,
        entidad_id=destino.fila_procedimiento.entidad_id,
        serie=numeracion.EXPEDIENTE,
        anio=anio,
        cuantos=len(fresh),
    )
    sigla = destino.procedimiento.sigla
    return (
        (comparada, numeracion.numero_expediente(sigla, anio, consecutivo))
        for comparada, consecutivo in zip(fresh, taken, strict=True)
    )


def _expediente(
    destino: Destinatario, comparada: Comparada, numero: str
) -> dict[str, Any]:
    fila = comparada.fila
    hoy = destino.tx.contexto.hoy
    inicio = destino.procedimiento.inicio
    exigible, fechas = destino.plazos(comparada)
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
        "regreso": [],
        "lote_id": destino.lote.id,
        "deudor": fila.nombre,
        "deudor_orden": plegar(fila.nombre),
        "identificacion": identificacion,
        "titulo": fila.titulo_numero,
        "autoridad": fila.autoridad or "",
        "municipio": fila.municipio or "",
        "concepto": comparada.concepto.nombre,
        "capital": 0,
        "saldo": 0,
        "ejecutoria": fecha(fila.ejecutoria),
        "exigible": exigible,
        "fecha_legal": fechas.legal,
        "fecha_segura": fechas.segura,
        "entra_en_riesgo": fechas.riesgo,
        "busqueda": texto_de_busqueda(numero, fila.nombre, identificacion),
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
    destino: Destinatario,
    nuevas: Sequence[Comparada],
    titulos: dict[str, tuple[int, int]],
) -> None:
    session = destino.tx.session
    rows = [_obligacion(destino, c, titulos[c.fila.llave]) for c in nuevas]
    ids = insert_returning(session, ObligacionRow, rows)
    cases = {row["expediente_id"] for row in rows}
    found = session.execute(
        select(DeudorRow.expediente_id, DeudorRow.id).where(
            DeudorRow.expediente_id.in_(cases), DeudorRow.rol == "principal"
        )
    )
    debtors = {case_id: debtor_id for case_id, debtor_id in found}  # noqa: C416
    insert_rows(
        session,
        ObligadoRow,
        [
            {"obligacion_id": o, "deudor_id": debtors[row["expediente_id"]]}
            for o, row in zip(ids, rows, strict=True)
        ],
    )
    sumar_saldos(session, cases)


def _obligacion(
    destino: Destinatario, comparada: Comparada, ids: tuple[int, int]
) -> dict[str, Any]:
    fila, concepto = comparada.fila, comparada.concepto
    paid = fila.abono_historico
    return {
        "expediente_id": ids[0],
        "titulo_id": ids[1],
        "concepto": concepto.id,
        "vigencia": fila.vigencia,
        "capital": fila.capital,
        "saldo_capital": max(fila.capital - paid, 0),
        "abono_historico": paid,
        "abono_fecha": destino.corte if paid else None,
        "regimen": concepto.regimen,
        "exigible": destino.plazos(comparada).exigible,
        "estado": "VIGENTE",
    }
