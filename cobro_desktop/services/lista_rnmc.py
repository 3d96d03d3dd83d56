"""What LICO and the RNMC said of each fine, and what their lead has to register (S2).

It comes back as a consultation: whoever asks both systems fills in what they say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from cobro_desktop.exchange.formatos import load_formato
from cobro_desktop.exchange.informe import DEUDOR, Clase, Columna
from cobro_desktop.formats import pesos
from cobro_desktop.services.cuadro_deudores import ESTADOS
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.listas_llenar import por_llenar
from cobro_desktop.storage.rows import (
    EstadoExternoRow,
    ExpedienteRow,
    PagoRow,
    ReferenciaRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.exchange.informe import Celda, Informe
    from cobro_desktop.services.workspace import Workspace

CERRADOS: Final = frozenset({"pagado", "conmutado"})
"""States by which a fine no longer stands in LICO or the RNMC."""
_SISTEMAS: Final = ("rnmc", "lico")
_VIVOS: Final = (ABIERTO, SUSPENDIDO)


@dataclass(frozen=True, slots=True)
class Multa:
    """A fine, here and there."""

    expediente: ExpedienteRow
    comparendo: str
    pagado: int
    """Centavos of the payments already applied here."""
    estados: Mapping[str, EstadoExternoRow]
    """The last word of each system."""
    causa: str = ""
    """Why its case ended, as its procedure says it."""

    @property
    def cerrada_alla(self) -> bool:
        """Whether both systems have it as ended."""
        states = {row.estado for row in self.estados.values()}
        return len(self.estados) == len(_SISTEMAS) and states <= CERRADOS

    @property
    def abierta(self) -> bool:
        """Whether its collection goes on here."""
        return self.expediente.estado in _VIVOS


@dataclass(frozen=True)
class ListaRnmc:
    """The fines of some cases, by their comparendo."""

    session: Session
    workspace: Workspace
    expedientes: Sequence[int]
    siglas: Sequence[str]
    corte: dt.date

    def informe(self) -> Informe:
        """Return what is written besides the rows."""
        title = "Multas en LICO y en el RNMC"
        return por_llenar(self, title, self._columnas())

    def filas(self) -> Iterator[tuple[Celda, ...]]:
        """Yield a row per comparendo, by case."""
        for chunk in trozos(self.expedientes):
            states = self._estados(chunk)
            paid = self._pagado(chunk)
            reference = ReferenciaRow
            query = (
                select(ExpedienteRow, reference.valor)
                .join(reference, reference.expediente_id == ExpedienteRow.id)
                .where(
                    ExpedienteRow.id.in_(chunk),
                    func.lower(reference.tipo) == "comparendo",
                )
                .order_by(ExpedienteRow.id, reference.id)
            )
            for case, comparendo in self.session.execute(query):
                proc = self.workspace.procedimiento(self.session, case.procedimiento_id)
                yield _fila(
                    Multa(
                        case,
                        comparendo,
                        paid.get(case.id, 0),
                        states.get(case.id, {}),
                        _causa(proc, case),
                    )
                )

    def _columnas(self) -> tuple[Columna, ...]:
        options = {c.nombre: c.opciones for c in load_formato("rnmc").campos}
        choose = {
            name: tuple(o.etiqueta for o in options[f"estado_{name}"])
            for name in _SISTEMAS
        }
        return (
            Columna("Expediente", Clase.CODIGO, 20),
            Columna("Comparendo", Clase.CODIGO, 20),
            DEUDOR,
            Columna("Cédula", Clase.CODIGO, 16),
            Columna("Cómo va aquí", ancho=18),
            Columna("Saldo de capital", Clase.DINERO, 16, suma=True),
            Columna("Pagado aquí", Clase.DINERO, 16, suma=True),
            Columna("Decía el RNMC", ancho=16),
            Columna("Decía LICO", ancho=16),
            Columna("Se consultó el", Clase.FECHA, 13),
            Columna("Qué hacer", ancho=44, ajusta=True),
            Columna("Estado RNMC", ancho=16, editable=True, lista=choose["rnmc"]),
            Columna("Estado LICO", ancho=16, editable=True, lista=choose["lico"]),
            Columna("Fecha del estado", Clase.FECHA, 13, editable=True),
            Columna("Fecha de consulta", Clase.FECHA, 13, editable=True),
            Columna("Observaciones", ancho=34, editable=True),
        )

    def _estados(
        self, chunk: Sequence[int]
    ) -> Mapping[int, Mapping[str, EstadoExternoRow]]:
        row = EstadoExternoRow
        query = (
            select(row)
            .where(
                row.expediente_id.in_(chunk),
                row.sistema.in_(_SISTEMAS),
                row.consultado <= self.corte,
                row.lote_anulado_id.is_(None),
            )
            .order_by(row.consultado, row.id)
        )
        found: dict[int, dict[str, EstadoExternoRow]] = {}
        for state in self.session.scalars(query):
            found.setdefault(state.expediente_id, {})[state.sistema] = state
        return found

    def _pagado(self, chunk: Sequence[int]) -> Mapping[int, int]:
        row = PagoRow
        query = (
            select(row.expediente_id, func.sum(row.valor))
            .where(
                row.expediente_id.in_(chunk),
                row.estado == "imputado",
                row.fecha <= self.corte,
            )
            .group_by(row.expediente_id)
        )
        return {case: int(total) for case, total in self.session.execute(query) if case}


def que_hacer(multa: Multa) -> str:
    """Say what their lead, or we, have to do about a fine; nothing, if it is the same.

    An archive by payment or course asks that the fine is closed there (PROCEDURES 1).
    """
    paid = f"Registrar el pago de {pesos(multa.pagado)}"
    if multa.abierta:
        said = {row.estado for row in multa.estados.values()}
        if said & CERRADOS:
            return "Mover el expediente: allá ya terminó"
        if multa.pagado:
            return f"{paid} y cerrar la multa" if not multa.expediente.saldo else paid
        return "" if said else "Consultar: no se sabe su estado"
    if multa.expediente.estado != "ARCHIVADO" or multa.cerrada_alla:
        return ""
    return _cierre(multa, paid)


def _cierre(multa: Multa, pago: str) -> str:
    if multa.expediente.causa == "pago":
        return f"{pago} y cerrar la multa"
    if multa.expediente.causa == "actividad_pedagogica":
        return "Registrar la actividad pedagógica y cerrar la multa"
    return f"Cerrar la multa. Causa del archivo: {multa.causa}"


def _causa(proc: Procedimiento, case: ExpedienteRow) -> str:
    """Return why a case ended, in the words of the activity that ended it."""
    activity = proc.actividades.get(case.actividad)
    fields = activity.campos if activity else ()
    words = {
        value: label
        for field in fields
        if field.nombre == "causa"
        for value, label in field.opciones
    }
    salida = proc.salida(case.actividad, case.causa)
    return words.get(case.causa) or (salida.etiqueta if salida else case.causa)


def _fila(multa: Multa) -> tuple[Celda, ...]:
    case = multa.expediente
    asked = [row.consultado for row in multa.estados.values()]
    return (
        case.numero,
        multa.comparendo,
        case.deudor,
        case.identificacion,
        ESTADOS.get(case.estado, case.estado),
        case.saldo,
        multa.pagado,
        _dicho(multa, "rnmc"),
        _dicho(multa, "lico"),
        max(asked, default=None),
        que_hacer(multa),
        None,
        None,
        None,
        None,
        None,
    )


def _dicho(multa: Multa, sistema: str) -> str | None:
    row = multa.estados.get(sistema)
    return str(row.datos.get("etiqueta") or row.estado) if row else None
