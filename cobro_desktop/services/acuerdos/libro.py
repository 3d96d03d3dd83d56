"""The plan of an agreement taken out to Excel."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen
from cobro_desktop.domain.plan_pagos import Metodo
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.acuerdos.lectura import (
    ESTADOS_DE_CUOTA,
    estado_en_palabras,
    ver_acuerdos,
)
from cobro_desktop.storage.rows import EntidadRow, ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cobro_desktop.exchange.libro_acuerdo import CuotaEnLibro, LibroAcuerdo
    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido
    from cobro_desktop.services.workspace import Workspace

LEY_68 = Fraction(12)
"""The only rate that never changes (Ley 68 de 1923, art. 9)."""


def exportar_plan(
    workspace: Workspace, expediente_id: int, hoy: dt.date, destino: Path
) -> None:
    """Write the workbook of the latest agreement that was granted.

    Raises:
        NotFoundError: no such case, or it never had a plan.
        StorageError: it cannot be written; what was there is untouched.
    """
    from cobro_desktop.exchange.libro_acuerdo import escribir_acuerdo
    from cobro_desktop.storage.archivos import escribir_atomico

    found = ver_acuerdos(workspace, expediente_id, hoy)
    granted = next((one for one in found.acuerdos if one.acuerdo.filas), None)
    if granted is None:
        message = (
            f"El expediente {found.numero} no tiene un acuerdo otorgado, así que no "
            "hay plan que exportar."
        )
        raise NotFoundError(message)
    libro = _libro(workspace, expediente_id, granted, hoy)
    escribir_atomico(destino, lambda path: escribir_acuerdo(path, libro))


def _libro(
    workspace: Workspace, expediente_id: int, seguido: AcuerdoSeguido, hoy: dt.date
) -> LibroAcuerdo:
    from cobro_desktop.exchange.libro_acuerdo import DeudaEnLibro, LibroAcuerdo

    acuerdo = seguido.acuerdo
    assert acuerdo.firma is not None, "a plan was signed"
    with workspace.base.read() as session:
        case, entidad = session.execute(
            select(ExpedienteRow, EntidadRow.nombre)
            .join(EntidadRow, EntidadRow.id == ExpedienteRow.entidad_id)
            .where(ExpedienteRow.id == expediente_id)
        ).one()
        named = f"Expediente {case.numero} · {case.deudor}"
    day = min(hoy, acuerdo.cerrado) if acuerdo.cerrado else hoy
    stands = f"{estado_en_palabras(seguido).lower()} al {fecha_larga(day)}"
    return LibroAcuerdo(
        encabezado=(
            "Plan de pagos",
            entidad,
            named,
            f"Firmado el {fecha_larga(acuerdo.firma)} · {stands}",
        ),
        metodo=Metodo(acuerdo.metodo),
        firma=acuerdo.firma,
        deudas=tuple(
            DeudaEnLibro(
                o["titulo"], o["concepto"], o["capital"], o["intereses"], o["costas"]
            )
            for o in acuerdo.plan["obligaciones"]
        ),
        cuotas=_cuotas(seguido, day),
        tasa=_tasa(seguido),
        notas=tuple(_notas(seguido)),
        fecha=hoy,
    )


def _cuotas(seguido: AcuerdoSeguido, day: dt.date) -> tuple[CuotaEnLibro, ...]:
    from cobro_desktop.exchange.libro_acuerdo import CuotaEnLibro

    return tuple(
        CuotaEnLibro(
            numero=row.numero,
            nominal=row.nominal,
            vence=row.vence,
            capital=row.capital,
            interes_causado=row.interes_causado,
            interes_plazo=row.interes_plazo,
            costas=row.costas,
            abonado=paid.abonado,
            estado=ESTADOS_DE_CUOTA[paid.estado(day)],
            pagada=paid.pagada,
        )
        for row, paid in zip(seguido.acuerdo.filas, seguido.cuotas, strict=True)
    )


def _tasa(seguido: AcuerdoSeguido) -> Fraction | None:
    regimes = {regimen for regimen, *_ in seguido.acuerdo.plan["grupos"]}
    return LEY_68 if regimes == {str(Regimen.LEY68)} else None


def _notas(seguido: AcuerdoSeguido) -> list[str]:
    plan = seguido.acuerdo.plan
    fichas = [FICHAS[Regimen(regimen)] for regimen, *_ in plan["grupos"]]
    named = "; ".join(f"{f.nombre} ({f.norma})" for f in dict.fromkeys(fichas))
    return [
        f"Intereses: {named}. Entre días nominales, solo sobre el capital.",
        "Si el día nominal no es hábil, vence el siguiente hábil por el mismo valor.",
        *plan["advertencias"],
    ]
