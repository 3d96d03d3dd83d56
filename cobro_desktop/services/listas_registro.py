"""What has to be registered in COPE and in the Aplicativo, with room for the answer.

The list comes back as it is: what is answered leaves it, the rest waits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.informe import DEUDOR, Clase, Columna
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.cuadro_deudores import ESTADOS
from cobro_desktop.services.listas_llenar import por_llenar
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DependenciaRow,
    EstadoExternoRow,
    ExpedienteRow,
    ReferenciaRow,
    UsuarioRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.exchange.informe import Celda, Informe
    from cobro_desktop.services.workspace import Workspace

_NUMERO: Final = re.compile(r"\s*([dD]?\d+[a-z]?)\b")


@dataclass(frozen=True, slots=True)
class Cierre:
    """An activity that was closed, as a list tells it."""

    expediente: ExpedienteRow
    oficina: str
    quien: str
    """Who closed it."""
    actividad: str
    fecha: dt.date
    resultado: str
    referencias: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sistema:
    """A system in which the activities of a case are registered."""

    id: str
    titulo: str
    actividades: frozenset[str]
    """Those that are registered in it; empty for all."""
    columnas: tuple[Columna, ...]
    celdas: Callable[[Cierre], tuple[Celda, ...]]


@dataclass(frozen=True)
class ListaRegistro:
    """The closings that a system has not acknowledged yet."""

    sistema: Sistema
    session: Session
    workspace: Workspace
    expedientes: Sequence[int]
    siglas: Sequence[str]
    corte: dt.date

    def informe(self) -> Informe:
        """Return what is written besides the rows."""
        return por_llenar(self, self.sistema.titulo, self.sistema.columnas)

    def filas(self) -> Iterator[tuple[Celda, ...]]:
        """Yield a row per closing, the oldest first."""
        for chunk in trozos(self.expedientes):
            numbers = _referencias(self.session, chunk)
            answered = self._respondidas(chunk)
            for row in self._cierres(chunk):
                closing, case, office, who = row
                proc = self.workspace.procedimiento(self.session, case.procedimiento_id)
                name = f"{closing.actividad}. {_nombre(proc, closing.actividad)}"
                if _consta(answered[case.id], name, closing.fecha):
                    continue
                yield self.sistema.celdas(
                    Cierre(
                        case,
                        office or "",
                        who or closing.usuario,
                        name,
                        closing.fecha,
                        _resultado(proc, closing),
                        numbers.get(case.id, {}),
                    )
                )

    def _cierres(
        self, chunk: Sequence[int]
    ) -> Iterator[tuple[ActuacionRow, ExpedienteRow, str | None, str | None]]:
        act, case, later = ActuacionRow, ExpedienteRow, aliased(ActuacionRow)
        query = (
            select(act, case, DependenciaRow.nombre, UsuarioRow.nombre)
            .join(case, case.id == act.expediente_id)
            .outerjoin(DependenciaRow, DependenciaRow.id == case.dependencia_id)
            .outerjoin(UsuarioRow, UsuarioRow.login == act.usuario)
            .where(
                act.expediente_id.in_(chunk),
                act.tipo == TipoActuacion.CIERRE_ACTIVIDAD,
                act.fecha <= self.corte,
                ~exists().where(
                    later.expediente_id == act.expediente_id, later.anula_id == act.id
                ),
            )
            .order_by(act.id)
        )
        if self.sistema.actividades:
            query = query.where(act.actividad.in_(self.sistema.actividades))
        for values in self.session.execute(query):
            yield values[0], values[1], values[2], values[3]

    def _respondidas(
        self, chunk: Sequence[int]
    ) -> Mapping[int, list[tuple[str, dt.date]]]:
        row = EstadoExternoRow
        states = self.session.execute(
            select(row.expediente_id, row.datos, row.consultado).where(
                row.expediente_id.in_(chunk),
                row.sistema == self.sistema.id,
                row.lote_anulado_id.is_(None),
            )
        )
        found: dict[int, list[tuple[str, dt.date]]] = defaultdict(list)
        for case, datos, day in states:
            found[case].append((str(datos.get("actividad", "")), day))
        return found


def _consta(
    respondidas: Sequence[tuple[str, dt.date]], actividad: str, fecha: dt.date
) -> bool:
    """Tell whether a closing is registered: its activity is, on its day or later.

    A case that comes back to an activity closes it again, and registers it again.
    """
    return any(day >= fecha and _misma(told, actividad) for told, day in respondidas)


def _misma(dicha: str, actividad: str) -> bool:
    """Compare by the number, or by how the name begins where it has none."""
    if number := _NUMERO.match(dicha):
        return number[1].upper() == actividad.partition(".")[0].upper()
    told = plegar(dicha).strip()
    return bool(told) and plegar(actividad.partition(". ")[2]).startswith(told)


def _nombre(proc: Procedimiento, actividad: str) -> str:
    known = proc.actividades.get(actividad)
    return known.nombre if known else ""


def _resultado(proc: Procedimiento, closing: ActuacionRow) -> str:
    """Return how an activity ended, as its procedure says it."""
    salida = proc.salida(closing.actividad, closing.resultado)
    return salida.etiqueta if salida else closing.resultado.replace("_", " ")


def _referencias(
    session: Session, chunk: Sequence[int]
) -> Mapping[int, Mapping[str, str]]:
    """Return the number that each case got first of each kind.

    Those of its registrations come after the one by which it is known.
    """
    row = ReferenciaRow
    query = (
        select(row.expediente_id, row.tipo, row.valor)
        .where(row.expediente_id.in_(chunk))
        .order_by(row.id)
    )
    found: dict[int, dict[str, str]] = {}
    for case, kind, value in session.execute(query):
        found.setdefault(case, {}).setdefault(kind.lower(), value)
    return found


def _celdas_cope(cierre: Cierre) -> tuple[Celda, ...]:
    case = cierre.expediente
    return (
        case.numero,
        cierre.referencias.get("comparendo"),
        case.deudor,
        case.identificacion,
        cierre.actividad,
        cierre.fecha,
        cierre.resultado,
        cierre.quien,
        ESTADOS.get(case.estado, case.estado),
        case.saldo,
        None,
        cierre.referencias.get("siga"),
        None,
        None,
    )


def _celdas_aplicativo(cierre: Cierre) -> tuple[Celda, ...]:
    case = cierre.expediente
    return (
        case.numero,
        cierre.oficina,
        case.deudor,
        case.identificacion,
        cierre.referencias.get("aplicativo"),
        cierre.actividad,
        cierre.fecha,
        cierre.resultado,
        cierre.quien,
        ESTADOS.get(case.estado, case.estado),
        case.saldo,
        None,
        None,
        None,
    )


COPE: Final = Sistema(
    "cope",
    "Por registrar en COPE",
    frozenset({"1", "2", "3", "4", "5", "9"}),
    (
        Columna("Expediente", Clase.CODIGO, 20),
        Columna("Comparendo", Clase.CODIGO, 20),
        DEUDOR,
        Columna("Identificación", Clase.CODIGO, 16),
        Columna("Actividad", ancho=34, ajusta=True),
        Columna("Se cerró el", Clase.FECHA, 13),
        Columna("Resultado", ancho=28, ajusta=True),
        Columna("Quién la cerró", ancho=24, ajusta=True),
        Columna("Cómo va el expediente", ancho=16),
        Columna("Saldo del expediente", Clase.DINERO, 16),
        Columna("Número en COPE", Clase.CODIGO, 18, editable=True),
        Columna("Radicado SIGA", Clase.CODIGO, 18, editable=True),
        Columna("Fecha registro COPE", Clase.FECHA, 13, editable=True),
        Columna("Observaciones", ancho=34, editable=True),
    ),
    _celdas_cope,
)
"""Which activities, in PROCEDURES 1 and EXCHANGE."""
APLICATIVO: Final = Sistema(
    "aplicativo",
    "Por registrar en el Aplicativo",
    frozenset(),
    (
        Columna("Expediente", Clase.CODIGO, 20),
        Columna("Oficina", ancho=28, ajusta=True),
        DEUDOR,
        Columna("Identificación", Clase.CODIGO, 16),
        Columna("Código del caso", Clase.CODIGO, 18),
        Columna("Actividad", ancho=34, ajusta=True),
        Columna("Se cerró el", Clase.FECHA, 13),
        Columna("Resultado", ancho=28, ajusta=True),
        Columna("Quién la cerró", ancho=24, ajusta=True),
        Columna("Cómo va el expediente", ancho=16),
        Columna("Saldo del expediente", Clase.DINERO, 16),
        Columna("Número en el Aplicativo", Clase.CODIGO, 18, editable=True),
        Columna("Fecha registro Aplicativo", Clase.FECHA, 13, editable=True),
        Columna("Observaciones", ancho=34, editable=True),
    ),
    _celdas_aplicativo,
)
"""Every act of the RNEC is entered in it when it happens (PROCEDURES 3)."""
