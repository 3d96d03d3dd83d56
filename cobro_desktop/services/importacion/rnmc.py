"""`rnmc`: what LICO and the RNMC say of each comparendo, with the day it was asked.

The states are recorded; the cases that they move are proposed apart (`movimientos`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.exchange.formatos import load_formato
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.importacion import externos
from cobro_desktop.services.importacion.casos import (
    casos_por_numero,
    entidad_de,
    sin_caso,
)
from cobro_desktop.services.importacion.externos import Estado
from cobro_desktop.services.importacion.filas import FilaRnmc, fecha, filas_de

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.resultado import ResumenLectura
    from cobro_desktop.services.importacion.casos import Caso, Rechazo
    from cobro_desktop.services.importacion.filas import Carga, Ensayo
    from cobro_desktop.services.importacion.informe import Balance
    from cobro_desktop.services.transaction import Transaction

SISTEMAS: Final = (("rnmc", "el RNMC"), ("lico", "LICO"))


def rechazar(ensayo: Ensayo) -> list[Rechazo]:
    """Reject the comparendos of no case, or of several."""
    filas = list(filas_de(ensayo.resumen, FilaRnmc))
    entidad_id = entidad_de(ensayo.session, ensayo.workspace, ensayo.codigo)
    casos = casos_por_numero(ensayo.session, entidad_id, (f.comparendo for f in filas))
    return sin_caso([(f.fila, f.comparendo) for f in filas], casos, "comparendo")


def simular(ensayo: Ensayo) -> Balance:
    """Say which states are new or other."""
    entidad_id = entidad_de(ensayo.session, ensayo.workspace, ensayo.codigo)
    states = _estados(ensayo.session, entidad_id, ensayo.resumen, ensayo.hoy)
    return externos.contar(externos.comparar(ensayo.session, states))


def aplicar(tx: Transaction, carga: Carga) -> Balance:
    """Record the states that are new or other."""
    states = _estados(tx.session, carga.lote.entidad_id, carga.resumen, tx.contexto.hoy)
    compared = externos.comparar(tx.session, states)
    balance = externos.contar(compared)
    for done, item in enumerate(compared, start=1):
        if item.destino != "igual":
            externos.anotar(tx, carga.lote, item.estado)
            balance.expedientes.add(item.estado.caso.id)
        carga.progress.report(done, len(compared), "Guardando los estados")
    return balance


def _estados(
    session: Session, entidad_id: int, resumen: ResumenLectura, hoy: dt.date
) -> list[Estado]:
    filas = list(filas_de(resumen, FilaRnmc))
    casos = casos_por_numero(session, entidad_id, (f.comparendo for f in filas))
    labels = _etiquetas()
    return [state for fila in filas for state in _de(fila, casos, labels, hoy)]


def _de(
    fila: FilaRnmc,
    casos: Mapping[str, Sequence[Caso]],
    labels: Mapping[tuple[str, str], str],
    hoy: dt.date,
) -> list[Estado]:
    asked = fecha(fila.fecha_consulta) or hoy
    since = fecha(fila.fecha_estado)
    states = []
    for sistema, nombre in SISTEMAS:
        value = fila.estado_rnmc if sistema == "rnmc" else fila.estado_lico
        if not value:
            continue
        label = labels[f"estado_{sistema}", value]
        day = f" desde el {fecha_larga(since)}" if since else ""
        texto = (
            f"Consulta de {nombre} del {fecha_larga(asked)}: el comparendo "
            f"{fila.comparendo} está «{label}»{day}."
        )
        states.append(
            Estado(
                fila=fila.fila,
                caso=casos[fila.comparendo][0],
                sistema=sistema,
                estado=value,
                etiqueta=label,
                fecha=since,
                consultado=asked,
                referencia=fila.comparendo,
                detalle=fila.observaciones or "",
                texto=texto,
            )
        )
    return states


def _etiquetas() -> dict[tuple[str, str], str]:
    return {
        (campo.nombre, opcion.id): opcion.etiqueta
        for campo in load_formato("rnmc").campos
        for opcion in campo.opciones
    }
