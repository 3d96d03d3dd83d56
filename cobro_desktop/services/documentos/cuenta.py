"""Writes the account of a case: the page for the debtor and the workbook (B22)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.documents.contextos.cuenta import (
    EstadoCuenta,
    MesDeCuenta,
    Obligado,
    PagoDeCuenta,
    PagoPosible,
)
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen
from cobro_desktop.domain.letras import pesos_mcte
from cobro_desktop.formats import fecha_corta, fecha_larga, pesos
from cobro_desktop.services.cuentas import cuentas_de, cuentas_en
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.cuentas import Cuentas, PagoDe
    from cobro_desktop.services.documentos.lectura import Lectura
    from cobro_desktop.services.workspace import Workspace

ESTADO: Final = "estado-cuenta"
_SIN_TASA: Final = "Tasa por certificar"
DIAS_PROPUESTOS: Final = (0, 7, 15)
"""Calendar days after today for which a payoff is offered, if no other are asked."""


def fechas_propuestas(hoy: dt.date) -> tuple[dt.date, ...]:
    """Return three days on which the debtor could pay."""
    return tuple(hoy + dt.timedelta(days=n) for n in DIAS_PROPUESTOS)


def datos_del_estado(lectura: Lectura) -> dict[str, Any]:
    """Return the account of a case at the day of the document."""
    found = cuentas_en(
        lectura.session,
        lectura.workspace,
        lectura.caso.expediente.id,
        lectura.fecha,
        fechas_propuestas(lectura.fecha),
    )
    return _impreso(found)


def imprimir_estado(
    expediente_id: int,
    destino: Path,
    workspace: Workspace,
    contexto: Contexto,
    fechas: Sequence[dt.date] = (),
) -> Cuentas:
    """Write the account as PDF, or as a workbook where the file ends in `.xlsx`.

    Raises:
        NotFoundError: no such case, or nothing to account for.
        MissingParameterError: a rate is not loaded, or the day is too far to know it.
        MissingFieldsError: the institution has not written its data.
        StorageError: it cannot be written; what was there is untouched.
    """
    days = tuple(fechas) or fechas_propuestas(contexto.hoy)
    found = cuentas_de(workspace, expediente_id, contexto.hoy, days)
    if destino.suffix.lower() == ".xlsx":
        _libro(found, destino, contexto)
        return found
    from cobro_desktop.documents.generar import Generador
    from cobro_desktop.services.documentos.emision import CrearDocumento
    from cobro_desktop.services.documentos.preparacion import preparar

    with workspace.base.read() as session:
        session.get_one(ExpedienteRow, expediente_id)
        context = preparar(
            session, workspace, contexto, CrearDocumento(expediente_id, ESTADO)
        )
    printed = _con(context, _impreso(found))
    page = Generador().render(ESTADO, found.sigla, printed)
    escribir_atomico(destino, page.contenido)
    return found


def _con(context: object, propio: Mapping[str, Any]) -> EstadoCuenta:
    """Put the figures in a context; it is a copy, so it has no number and no draft."""
    from dataclasses import replace

    assert isinstance(context, EstadoCuenta), "prepared as such"
    way = context.emisor.medio_pago if propio["pagos_posibles"] else ""
    return replace(context, borrador=False, medio=way, **propio)


def _impreso(found: Cuentas) -> dict[str, Any]:
    owed = found.saldo
    return {
        "corte": fecha_larga(found.corte),
        "obligaciones": tuple(
            Obligado(
                concepto=o.concepto,
                titulo=o.titulo,
                exigible=fecha_larga(o.exigible),
                valor=pesos(o.valor),
                total=pesos(o.debe),
            )
            for o in found.obligaciones
        ),
        "meses": tuple(
            MesDeCuenta(
                mes=fecha_corta(m.hasta),
                interes=pesos(m.interes),
                gastos=pesos(m.gastos),
                pagos=pesos(m.pagos),
                capital=pesos(m.saldo.capital),
                intereses=pesos(m.saldo.intereses),
                total=pesos(m.saldo.total),
            )
            for m in found.meses
        ),
        "total": pesos(owed.total),
        "total_letras": pesos_mcte(owed.total),
        "regimen_intereses": _regimenes(found),
        "pagos": tuple(
            PagoDeCuenta(
                fecha=fecha_corta(p.fecha),
                referencia=p.referencia,
                valor=pesos(p.valor),
                capital=pesos(p.capital),
                intereses=pesos(p.intereses),
                costas=pesos(p.costas),
            )
            for p in found.pagos
        ),
        "tiene_pagos": bool(found.pagos),
        "sin_pagos": not found.pagos,
        "pagos_posibles": tuple(_posible(p) for p in found.posibles)
        if owed.total
        else (),
    }


def _posible(pago: PagoDe) -> PagoPosible:
    day, owed = fecha_larga(pago.fecha), pago.saldo
    if owed is None:
        return PagoPosible(
            fecha=day,
            capital="",
            intereses=_SIN_TASA,
            costas="",
            total="Por calcular",
        )
    return PagoPosible(
        fecha=day,
        capital=pesos(owed.capital),
        intereses=pesos(owed.intereses),
        costas=pesos(owed.costas),
        total=pesos(owed.total),
    )


def _regimenes(found: Cuentas) -> str:
    named = []
    for regimen in found.regimenes:
        ficha = FICHAS[Regimen(regimen)]
        article = "los" if ficha.nombre.startswith("Intereses") else "el"
        named.append(
            f"{article} {ficha.nombre[0].lower()}{ficha.nombre[1:]} ({ficha.norma})"
        )
    return "; ".join(named)


def _libro(found: Cuentas, destino: Path, contexto: Contexto) -> None:
    from cobro_desktop.exchange.informe import Clase, Columna, Informe
    from cobro_desktop.exchange.libro import escribir_libro

    money = [
        Columna(title, Clase.DINERO, 16)
        for title in (
            "Interés del mes",
            "Gastos",
            "Pagos",
            "Queda capital",
            "Quedan intereses",
            "Quedan gastos",
            "Total",
        )
    ]
    sheet = Informe(
        hoja="Estado de cuenta",
        encabezado=(
            f"Expediente {found.numero} · {found.deudor}",
            f"Estado de cuenta al {fecha_larga(found.corte)}",
            f"Se debe en total {pesos(found.saldo.total)}",
            *(
                f"Si paga el {fecha_larga(p.fecha)}: {pesos(p.saldo.total)}"
                for p in found.posibles
                if p.saldo
            ),
        ),
        columnas=(Columna("Hasta", Clase.FECHA, 13), *money),
        fecha=contexto.hoy,
    )
    rows = [
        (
            m.hasta,
            m.interes,
            m.gastos,
            m.pagos,
            m.saldo.capital,
            m.saldo.intereses,
            m.saldo.costas,
            m.saldo.total,
        )
        for m in found.meses
    ]

    def write(path: Path) -> None:
        escribir_libro(path, sheet, rows)

    escribir_atomico(destino, write)


PROPIOS: Mapping[str, Callable[[Lectura], Mapping[str, Any]]] = {
    ESTADO: datos_del_estado,
}
"""What the kinds of this family know besides what every one does."""
