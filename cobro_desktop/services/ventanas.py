"""The action windows of the cases of a base, each way traced once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.ruta import Ruta, SinRuta, trazar
from cobro_desktop.domain.ventana import Ventana, segura_minima, ventana
from cobro_desktop.services.terminos import plazo_en_vigor
from cobro_desktop.storage.queries.prescripcion import Umbral

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.services.workspace import Workspace


class Ventanas:
    """Works out windows; remembers what it traced while it lives."""

    def __init__(self, session: Session, workspace: Workspace) -> None:
        self._session = session
        self._workspace = workspace
        self._rutas: dict[tuple[int, str], Ruta | SinRuta] = {}
        self._ventanas: dict[tuple[int, str, dt.date], Ventana] = {}

    def ruta(self, procedimiento_id: int, actividad: str) -> Ruta | SinRuta:
        """Return the way from an activity of an installed procedure."""
        key = (procedimiento_id, actividad)
        if key not in self._rutas:
            found = self._workspace.procedimiento(self._session, procedimiento_id)
            opciones = self._workspace.opciones(found.sigla)
            self._rutas[key] = trazar(
                found, actividad, lambda plazo: plazo_en_vigor(plazo, opciones)
            )
        return self._rutas[key]

    def ventana(
        self, procedimiento_id: int, actividad: str, limite: dt.date
    ) -> Ventana | SinRuta:
        """Return the window of a título whose last safe day is `limite`.

        Raises:
            MissingParameterError: holidays that are not known.
        """
        ruta = self.ruta(procedimiento_id, actividad)
        if isinstance(ruta, SinRuta):
            return ruta
        key = (procedimiento_id, actividad, limite)
        if key not in self._ventanas:
            calendario = self._calendario(procedimiento_id)
            self._ventanas[key] = ventana(ruta, limite, calendario)
        return self._ventanas[key]

    def umbrales(
        self, actividades: Iterable[tuple[int, str]], hoy: dt.date
    ) -> Iterator[Umbral]:
        """Yield which safe dates each activity can no longer reach on a day.

        Raises:
            MissingParameterError: holidays that are not known.
        """
        following = fin_de_mes(hoy) + UN_DIA
        # Ways that take the same times reach the same dates.
        known: dict[object, tuple[dt.date, dt.date]] = {}
        for procedimiento_id, actividad in actividades:
            ruta = self.ruta(procedimiento_id, actividad)
            if isinstance(ruta, SinRuta):
                continue
            times = [(e.cantidad, e.unidad) for e in ruta.escalas if e.cantidad]
            key = (procedimiento_id, *times)
            if key not in known:
                calendario = self._calendario(procedimiento_id)
                known[key] = (
                    segura_minima(ruta, hoy, calendario),
                    segura_minima(ruta, following, calendario),
                )
            yield Umbral(procedimiento_id, actividad, *known[key])

    def _calendario(self, procedimiento_id: int) -> Calendario:
        found = self._workspace.procedimiento(self._session, procedimiento_id)
        return self._workspace.calendario(found.sigla)


def fin_de_mes(day: dt.date) -> dt.date:
    """Return the last day of a day's month."""
    return mas_meses(day.replace(day=1), 1) - timedelta(days=1)
