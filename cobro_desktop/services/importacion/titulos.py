"""`titulos` and `cartera`: one case per title, one obligation per row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.importacion import cambios
from cobro_desktop.services.importacion.altas import crear
from cobro_desktop.services.importacion.casos import entidad_de
from cobro_desktop.services.importacion.comparacion import (
    Alcance,
    Comparador,
    Destino,
)
from cobro_desktop.services.importacion.destinatario import Destinatario
from cobro_desktop.services.importacion.existentes import Vuelta
from cobro_desktop.services.importacion.filas import COMPARANDO
from cobro_desktop.services.importacion.filas import titulos as filas_de
from cobro_desktop.services.importacion.informe import Balance
from cobro_desktop.services.importacion.protegidas import ColumnasProtegidas
from cobro_desktop.services.importacion.tres_vias import suerte
from cobro_desktop.storage.indices import indices_aplazables
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.exchange.resultado import ResumenLectura
    from cobro_desktop.services.importacion.comparacion import Comparada
    from cobro_desktop.services.importacion.decisiones import Decisiones
    from cobro_desktop.services.importacion.filas import Carga, Ensayo
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

MAX_LISTED = 500
"""Differences and re-entries listed one by one; beyond, only counted."""


def simular(ensayo: Ensayo) -> Balance:
    """Say what the file would do, without writing."""
    procedimiento = ensayo.workspace.catalogo.buscar(ensayo.codigo)
    entidad_id = entidad_de(ensayo.session, ensayo.workspace, ensayo.codigo)
    comparador = _comparador(
        entidad_id,
        procedimiento,
        (ensayo.resumen, ensayo.decisiones),
        ensayo.workspace,
    )
    balance, done = Balance(), 0
    fresh: set[str] = set()
    for filas in filas_de(ensayo.resumen):
        comparadas = comparador.comparar(ensayo.session, filas)
        _contar(balance, comparadas, ensayo.resumen)
        fresh |= {
            c.fila.llave
            for c in comparadas
            if c.destino is Destino.NUEVA and c.titulo is None
        }
        done += len(filas)
        ensayo.progress.report(done, ensayo.resumen.aceptadas, COMPARANDO)
    balance.casos = len(fresh)
    balance.notas += comparador.notas()
    return balance


def aplicar(tx: Transaction, carga: Carga) -> Balance:
    """Write what the file brings; the caller's transaction makes it all or nothing."""
    procedimiento = tx.workspace.procedimiento(tx.session, carga.procedimiento.id)
    destino = Destinatario(
        tx, carga.lote, carga.procedimiento, procedimiento, tx.contexto.hoy
    )
    comparador = _comparador(
        carga.procedimiento.entidad_id,
        procedimiento,
        (carga.resumen, carga.decisiones),
        tx.workspace,
    )
    balance = Balance()
    done, total = 0, carga.resumen.aceptadas
    with indices_aplazables(tx.session) as indices:
        for filas in filas_de(carga.resumen):
            comparadas = comparador.comparar(tx.session, filas)
            nuevas = [c for c in comparadas if c.destino is Destino.NUEVA]
            # The rest of the file is taken to be like these rows.
            indices.aplazar((total - done) * len(nuevas) // len(filas))
            crear(destino, nuevas)
            changed = [c for c in comparadas if c.destino is Destino.CAMBIADA]
            balance.expedientes |= cambios.aplicar(destino, changed)
            _contar(balance, comparadas, carga.resumen)
            done += len(filas)
            carga.progress.report(done, total, "Guardando expedientes")
        carga.progress.report(done, total, "Ordenando los expedientes")
    created = tx.session.scalars(
        select(ExpedienteRow.id).where(ExpedienteRow.lote_id == carga.lote.id)
    ).all()
    balance.casos = len(created)
    balance.notas += comparador.notas()
    balance.expedientes |= set(created)
    return balance


def _comparador(
    entidad_id: int,
    procedimiento: Procedimiento,
    leido: tuple[ResumenLectura, Decisiones],
    workspace: Workspace,
) -> Comparador:
    resumen, decisiones = leido
    return Comparador(
        Alcance(
            entidad_id=entidad_id,
            sigla=procedimiento.sigla,
            codigo=procedimiento.codigo,
            inicio=procedimiento.inicio,
            conceptos=load_conceptos(procedimiento.sigla, workspace.recursos),
            campos=frozenset(c.campo for c in resumen.columnas if c.campo),
            decisiones=decisiones,
            protegidas=ColumnasProtegidas(workspace, resumen),
        )
    )


def _contar(
    balance: Balance, comparadas: Sequence[Comparada], resumen: ResumenLectura
) -> None:
    letters = {c.campo: c.letra for c in resumen.columnas if c.campo}
    for comparada in comparadas:
        balance.contar(comparada.destino)
        numero = comparada.titulo.numero if comparada.titulo else None
        if comparada.reingreso and len(balance.reingresos) < MAX_LISTED:
            balance.reingresos.append(
                {"fila": comparada.fila.fila, "expediente": numero}
            )
        if comparada.regresa:
            fate = suerte(comparada.cambios)
            balance.regreso[fate] += 1
            balance.sin_base += fate is Vuelta.CONFLICTO and _sin_base(comparada)
        elif comparada.destino is Destino.NUEVA:
            balance.regreso[Vuelta.NUEVO] += 1
        for cambio in comparada.cambios:
            balance.por_campo[cambio.campo] += 1
            if len(balance.diferencias) < MAX_LISTED:
                row, letter = comparada.fila.fila, letters.get(cambio.columna)
                balance.diferencias.append(
                    {
                        "fila": row,
                        "celda": cambio.celda or (f"{letter}{row}" if letter else None),
                        "expediente": numero,
                        "campo": cambio.campo,
                        "antes": cambio.antes,
                        "despues": cambio.despues,
                        "protegido": cambio.protegido,
                        "clase": str(cambio.clase),
                        "base": cambio.base,
                        "decision": cambio.decision,
                        "donde": cambio.donde,
                        "se_escribe": cambio.se_escribe,
                    }
                )


def _sin_base(comparada: Comparada) -> bool:
    """Tell a row in conflict only because nobody knows what it left with."""
    conflicts = (c for c in comparada.cambios if c.clase is Vuelta.CONFLICTO)
    return all(c.base is None for c in conflicts if not c.protegido)
