"""`cope`: the numbers and states with which COPE registered our cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.importacion import externos
from cobro_desktop.services.importacion.casos import (
    casos_por_numero,
    entidad_de,
    sin_caso,
)
from cobro_desktop.services.importacion.externos import Estado
from cobro_desktop.services.importacion.filas import FilaCope, fecha, filas_de

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.resultado import ResumenLectura
    from cobro_desktop.services.importacion.casos import Caso, Rechazo
    from cobro_desktop.services.importacion.filas import Carga, Ensayo
    from cobro_desktop.services.importacion.informe import Balance
    from cobro_desktop.services.transaction import Transaction


def rechazar(ensayo: Ensayo) -> list[Rechazo]:
    """Reject the rows of no case, or of several."""
    filas = list(filas_de(ensayo.resumen, FilaCope))
    entidad_id = entidad_de(ensayo.session, ensayo.workspace, ensayo.codigo)
    casos = casos_por_numero(ensayo.session, entidad_id, (f.expediente for f in filas))
    return sin_caso([(f.fila, f.expediente) for f in filas], casos, "expediente")


def simular(ensayo: Ensayo) -> Balance:
    """Say which acknowledgements are new or other."""
    entidad_id = entidad_de(ensayo.session, ensayo.workspace, ensayo.codigo)
    states = _estados(ensayo.session, entidad_id, ensayo.resumen, ensayo.hoy)
    return externos.contar(externos.comparar(ensayo.session, states))


def aplicar(tx: Transaction, carga: Carga) -> Balance:
    """Record the acknowledgements; their numbers become numbers of the case."""
    states = _estados(tx.session, carga.lote.entidad_id, carga.resumen, tx.contexto.hoy)
    compared = externos.comparar(tx.session, states)
    balance = externos.contar(compared)
    for done, item in enumerate(compared, start=1):
        if item.destino != "igual":
            externos.anotar(tx, carga.lote, item.estado)
            balance.expedientes.add(item.estado.caso.id)
        carga.progress.report(done, len(compared), "Guardando los registros")
    return balance


def _estados(
    session: Session, entidad_id: int, resumen: ResumenLectura, hoy: dt.date
) -> list[Estado]:
    filas = list(filas_de(resumen, FilaCope))
    casos = casos_por_numero(session, entidad_id, (f.expediente for f in filas))
    return [_estado(fila, casos[fila.expediente][0], hoy) for fila in filas]


def _estado(fila: FilaCope, caso: Caso, hoy: dt.date) -> Estado:
    day = fecha(fila.fecha)
    label = fila.estado or "Registrado"
    what = f", actividad {fila.actividad}" if fila.actividad else ""
    siga = f", radicado SIGA {fila.siga}" if fila.siga else ""
    when = f" el {fecha_larga(day)}" if day else ""
    texto = f"COPE lo registró con el número {fila.cope}{what}{siga}{when}: «{label}»."
    numbers = {"COPE": fila.cope} | ({"SIGA": fila.siga} if fila.siga else {})
    facts = {"actividad": fila.actividad or ""}
    if fila.saldo is not None:
        facts["saldo"] = str(en_pesos(fila.saldo))
    detail = " · ".join(p for p in (fila.actividad, fila.observaciones) if p)
    return Estado(
        fila=fila.fila,
        caso=caso,
        sistema="cope",
        estado=label,
        etiqueta=label,
        fecha=day,
        consultado=day or hoy,
        referencia=fila.cope,
        detalle=detail,
        texto=texto,
        numeros=numbers,
        datos=facts,
    )
