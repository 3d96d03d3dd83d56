"""Where the new cases of a file go, and what many of its rows share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from cobro_desktop.domain.hechos import Hechos
from cobro_desktop.services.exigibilidad import exigible_desde
from cobro_desktop.services.importacion.filas import fecha
from cobro_desktop.services.importacion.primer_termino import primer_termino
from cobro_desktop.services.prescripciones import fechas_de
from cobro_desktop.services.trabajo.oficinas import oficina_de_origen

if TYPE_CHECKING:
    import datetime as dt

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
    termino: dict[str, Any] | None
    """Of the first activity."""


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
            hechos = Hechos(
                hoy=self.tx.contexto.hoy,
                recepcion=self.tx.contexto.hoy,
                exigibilidad=exigible,
                ejecutoria=ejecutoria,
            )
            termino = primer_termino(workspace, self.procedimiento, hechos)
            self._plazos[key] = Plazos(exigible, fechas, termino)
        return self._plazos[key]
