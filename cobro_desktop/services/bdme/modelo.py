"""The report of the bulletin as people read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cobro_desktop.domain.bdme_novedades import Novedad, SeccionBdme

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cobro_desktop.domain.bdme import ReglaBdme
    from cobro_desktop.domain.dinero import Centavos

SECCIONES = {
    SeccionBdme.SEMESTRAL: "Reporte semestral",
    SeccionBdme.INCUMPLIMIENTO: "Incumplimiento de acuerdo",
    SeccionBdme.RETIROS: "Retiros",
    SeccionBdme.CANCELACION: "Cancelación de acuerdos",
    SeccionBdme.ACTUALIZACION: "Actualización",
    SeccionBdme.EXCLUIDOS: "Excluidos",
}


@dataclass(frozen=True, slots=True)
class ActoBdme:
    """An obligation, with the act that it comes from."""

    obligacion_id: int
    expediente_id: int
    expediente: str
    concepto: str
    """`Multa`."""
    acto: str
    """`Resolución`."""
    numero: str
    fecha: dt.date
    valor: Centavos
    """What of it was owed at the cut, as the reading in force adds it up."""
    vencimiento: dt.date
    extincion: dt.date | None
    """Day on which the collection action prescribes."""


@dataclass(frozen=True, slots=True)
class FilaBdme:
    """A debtor in a section of the report."""

    persona_id: int
    tipo_documento: str
    documento: str
    dv: str
    nombre: str
    seccion: SeccionBdme
    valor: Centavos
    motivo: str
    """Why in or why out, in words, with the figures."""
    actos: tuple[ActoBdme, ...] = ()
    novedad: Novedad = Novedad.NINGUNA
    valor_anterior: Centavos | None = None
    cambio: str = ""
    """What changed since the last report, with both figures."""

    @property
    def identificacion(self) -> str:
        """Kind and number, with the check digit of a NIT."""
        dv = f"-{self.dv}" if self.dv else ""
        return f"{self.tipo_documento} {self.documento}{dv}"


@dataclass(frozen=True, slots=True)
class Anterior:
    """The last report that was kept."""

    lote_id: int
    corte: dt.date
    hoy: dt.date
    usuario: str
    sha256: str


@dataclass(frozen=True)
class InformeBdme:
    """Everything that the report says at a cut."""

    sigla: str
    entidad: str
    corte: dt.date
    hoy: dt.date
    regla: ReglaBdme
    opciones: Mapping[str, str]
    """The readings in force: switch and value."""
    filas: tuple[FilaBdme, ...]
    advertencias: tuple[str, ...]
    anterior: Anterior | None

    @cached_property
    def secciones(self) -> Mapping[SeccionBdme, tuple[FilaBdme, ...]]:
        """The rows of each section, by name of the debtor."""
        found: dict[SeccionBdme, list[FilaBdme]] = {s: [] for s in SeccionBdme}
        for fila in self.filas:
            found[fila.seccion].append(fila)
        return {seccion: tuple(rows) for seccion, rows in found.items()}

    @property
    def reportados(self) -> tuple[FilaBdme, ...]:
        """The debtors that stand in the bulletin with this report."""
        told = self.secciones
        return told[SeccionBdme.SEMESTRAL] + told[SeccionBdme.INCUMPLIMIENTO]

    @property
    def salidas(self) -> tuple[FilaBdme, ...]:
        """The debtors that leave the bulletin."""
        told = self.secciones
        return told[SeccionBdme.RETIROS] + told[SeccionBdme.CANCELACION]
