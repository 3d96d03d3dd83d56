"""The analysis of a case: every part, the facts it rests on, what needs a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.services.analisis import (
    cautelas,
    clasificacion,
    depuracion,
    prioridad,
    titulos,
)
from cobro_desktop.services.analisis.contexto import leer_caso
from cobro_desktop.services.analisis.pieza import sin_calcular

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cobro_desktop.domain.hechos_marcables import HechoConocido
    from cobro_desktop.services.analisis.contexto import CasoAnalizado
    from cobro_desktop.services.analisis.pieza import Pieza
    from cobro_desktop.services.workspace import Workspace

_PARTES: tuple[tuple[str, str, Callable[[CasoAnalizado], Pieza]], ...] = (
    ("cuantia", "Cuantía", clasificacion.cuantia),
    ("antiguedad", "Antigüedad", clasificacion.antiguedad),
    ("cobrabilidad", "Cobrabilidad", clasificacion.cobrabilidad),
    ("prioridad", "Prioridad", prioridad.prioridad),
    ("remision", "Remisión", depuracion.remision),
    ("costo_beneficio", "Costo y beneficio", depuracion.costo),
    ("embargo", "Límite del embargo hoy", cautelas.limite),
    ("inembargable", "Inembargable", cautelas.inembargable),
    ("identificacion", "Identificación", titulos.identificacion),
)


@dataclass(frozen=True, slots=True)
class AnalisisCaso:
    """What the law says of a case on a day."""

    expediente_id: int
    numero: str
    sigla: str
    dia: dt.date
    piezas: tuple[Pieza, ...]
    hechos: tuple[HechoConocido, ...]

    @property
    def hallazgos(self) -> tuple[str, ...]:
        """What somebody must look at."""
        return tuple(text for pieza in self.piezas for text in pieza.hallazgos)

    def en_json(self) -> dict[str, object]:
        """Return the analysis as JSON values; `multas` is a list, a part per título."""
        single = {p.clave: p.en_json() for p in self.piezas if p.clave != "multas"}
        return {
            "expediente": self.numero,
            "entidad": self.sigla,
            "fecha": self.dia.isoformat(),
            "hallazgos": list(self.hallazgos),
            **single,
            "multas": [p.en_json() for p in self.piezas if p.clave == "multas"],
            "hechos": [
                {
                    "hecho": h.hecho.clave,
                    "pregunta": h.hecho.pregunta,
                    "valor": h.valor,
                    "origen": h.origen,
                    "fecha": h.fecha.isoformat() if h.fecha else None,
                    "usuario": h.usuario,
                    "marcado": h.marcado,
                }
                for h in self.hechos
            ],
        }


def analizar_caso(
    workspace: Workspace, expediente_id: int, hoy: dt.date
) -> AnalisisCaso:
    """Work out what the law says of a case today; writes nothing.

    A part whose legal value is not loaded says so; the others are worked out.

    Raises:
        NotFoundError: there is no such case.
    """
    with workspace.base.read() as session:
        caso = leer_caso(session, workspace, expediente_id, hoy)
    card = caso.expediente
    return AnalisisCaso(
        expediente_id,
        card.numero,
        card.entidad,
        hoy,
        (*_fines(caso), *(_part(caso, *spec) for spec in _PARTES)),
        tuple(caso.hechos.values()),
    )


def _part(
    caso: CasoAnalizado, clave: str, titulo: str, work: Callable[[CasoAnalizado], Pieza]
) -> Pieza:
    try:
        return work(caso)
    except MissingParameterError as error:
        return sin_calcular(clave, titulo, error.mensaje)


def _fines(caso: CasoAnalizado) -> list[Pieza]:
    try:
        return titulos.multas(caso)
    except MissingParameterError as error:
        return [sin_calcular("multas", "Valor de la multa", error.mensaje)]
