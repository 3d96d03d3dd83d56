"""The evidence meter: what each activity asks to have on file, and what is there (B7).

Whether something is there is decided by `domain.exigencias`, as when an activity is
closed; here it is only told how.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.exigencias import Cierre, Clase, exigencias
from cobro_desktop.domain.procedimiento import TipoEvidencia
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.soportes import Soportes
from cobro_desktop.storage.queries.cierres import CierreGuardado, cierres
from cobro_desktop.storage.rows import ExpedienteRow, UsuarioRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.procedimiento import Actividad, Procedimiento
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

_VIVOS = frozenset({"ABIERTO", "SUSPENDIDO"})


@dataclass(frozen=True, slots=True)
class Requerido:
    """One thing that an activity asks; of alternatives any one is enough."""

    etiqueta: str
    cumple: bool
    como: str
    """How it is on file, or what there is instead; empty for nothing at all."""
    aviso: bool
    """Its lack only warns."""


@dataclass(frozen=True, slots=True)
class Salto:
    """A closing without all that was asked, with its reason (F47)."""

    fecha: dt.date
    quien: str
    motivo: str
    faltaba: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PasoMedido:
    """An activity that the case went through, or the one it is in."""

    actividad: str
    nombre: str
    registro: str
    """What the institution's table asks as record."""
    cerrada: dt.date | None
    """Day of the last closing; None for the current one."""
    quien: str
    resultado: str
    """Label of the last outcome; of the current activity, the one supposed."""
    veces: int
    """How many times it was closed."""
    requeridos: tuple[Requerido, ...]
    saltos: tuple[Salto, ...]

    @property
    def actual(self) -> bool:
        """Whether the case is in it."""
        return self.cerrada is None

    @property
    def faltan(self) -> tuple[Requerido, ...]:
        """What is not there, warnings included."""
        return tuple(r for r in self.requeridos if not r.cumple)


@dataclass(frozen=True, slots=True)
class Medicion:
    """What the file of a case should hold by now, and what it holds."""

    expediente_id: int
    numero: str
    deudor: str
    identificacion: str
    responsable: str
    estado: str
    procedimiento: Procedimiento
    actividad: str
    """Id of the current activity, or of the last one."""
    pasos: tuple[PasoMedido, ...]
    """In the order of the institution's table."""

    @property
    def exigidos(self) -> int:
        """How many things are asked; warnings do not count."""
        return sum(not r.aviso for paso in self.pasos for r in paso.requeridos)

    @property
    def cumplidos(self) -> int:
        """How many of those are on file."""
        asked = (r for paso in self.pasos for r in paso.requeridos if not r.aviso)
        return sum(r.cumple for r in asked)

    @property
    def porcentaje(self) -> int:
        """Share of what is asked that is there; 100 only when nothing lacks."""
        return 100 * self.cumplidos // self.exigidos if self.exigidos else 100

    @property
    def faltan(self) -> tuple[tuple[PasoMedido, Requerido], ...]:
        """What is not there, with its activity; warnings included."""
        return tuple((paso, r) for paso in self.pasos for r in paso.faltan)

    @property
    def saltos(self) -> tuple[tuple[PasoMedido, Salto], ...]:
        """The closings with a reason, with their activity."""
        return tuple((paso, s) for paso in self.pasos for s in paso.saltos)


def medir(workspace: Workspace, contexto: Contexto, expediente_id: int) -> Medicion:
    """Measure the file of a case.

    Raises:
        NotFoundError: there is no such case.
    """
    with workspace.base.read() as session:
        return medir_en(session, workspace, expediente_id, contexto.hoy)


def medir_en(
    session: Session, workspace: Workspace, expediente_id: int, hoy: dt.date
) -> Medicion:
    """Do `medir` with a session that is open."""
    expediente = session.get(ExpedienteRow, expediente_id)
    if expediente is None:
        message = "Ese expediente no existe."
        raise NotFoundError(message)
    procedimiento = workspace.procedimiento(session, expediente.procedimiento_id)
    caso = _Caso(
        procedimiento,
        hechos_de(session, workspace, expediente, hoy),
        Soportes(session, expediente_id, procedimiento),
        _por_actividad(cierres(session, expediente_id)),
        expediente.actividad if expediente.estado in _VIVOS else "",
    )
    person = session.get(UsuarioRow, expediente.responsable_id or 0)
    return Medicion(
        expediente_id=expediente.id,
        numero=expediente.numero,
        deudor=expediente.deudor,
        identificacion=expediente.identificacion,
        responsable=person.nombre if person else "",
        estado=expediente.estado,
        procedimiento=procedimiento,
        actividad=expediente.actividad,
        pasos=tuple(caso.pasos()),
    )


def _por_actividad(
    found: Sequence[CierreGuardado],
) -> Mapping[str, list[CierreGuardado]]:
    grouped: dict[str, list[CierreGuardado]] = defaultdict(list)
    for cierre in found:
        grouped[cierre.actividad].append(cierre)
    return grouped


@dataclass(frozen=True, slots=True)
class _Caso:
    procedimiento: Procedimiento
    hechos: Hechos
    soportes: Soportes
    cierres: Mapping[str, list[CierreGuardado]]
    actual: str
    """Empty for a case that ended."""

    def pasos(self) -> Iterator[PasoMedido]:
        """Yield the activities in the order of the table."""
        for actividad in self.procedimiento.actividades.values():
            if actividad.id == self.actual:
                yield self._actual(actividad)
            elif done := self.cierres.get(actividad.id):
                yield self._cerrada(actividad, done)

    def _cerrada(self, actividad: Actividad, done: list[CierreGuardado]) -> PasoMedido:
        last = done[-1]
        salida = self.procedimiento.salida(actividad.id, last.resultado)
        respuestas = last.datos.get("respuestas", {})
        cierre = Cierre(actividad.id, last.resultado, respuestas)
        return PasoMedido(
            actividad=actividad.id,
            nombre=actividad.nombre,
            registro=actividad.registro,
            cerrada=last.fecha,
            quien=last.quien,
            resultado=salida.etiqueta if salida else last.resultado,
            veces=len(done),
            requeridos=tuple(self._requeridos(cierre, answers=True)) if salida else (),
            saltos=tuple(_salto(c) for c in done if c.datos.get("forzado")),
        )

    def _actual(self, actividad: Actividad) -> PasoMedido:
        """Measure the current activity for its first outcome, the usual one."""
        done = self.cierres.get(actividad.id, [])
        usual = actividad.salidas[0]
        cierre = Cierre(actividad.id, usual.resultado)
        return PasoMedido(
            actividad=actividad.id,
            nombre=actividad.nombre,
            registro=actividad.registro,
            cerrada=None,
            quien="",
            resultado=usual.etiqueta,
            veces=len(done),
            requeridos=tuple(self._requeridos(cierre, answers=False)),
            saltos=tuple(_salto(c) for c in done if c.datos.get("forzado")),
        )

    def _requeridos(self, cierre: Cierre, *, answers: bool) -> Iterator[Requerido]:
        """Yield what is asked: records, and the answers that a closing left out.

        An answer that is itself a record always counts; the others of the current
        activity come with its closing.
        """
        records = self._respuestas_que_prueban(cierre.actividad)
        for asked in exigencias(self.procedimiento, cierre, self.hechos):
            etiqueta = asked.etiqueta
            if asked.clase is Clase.CAMPO:
                record = records.get(asked.ids[0])
                if record is None and (asked.cumple or not answers):
                    continue
                etiqueta = record or etiqueta
            como = self.soportes.como(asked, cierre)
            yield Requerido(etiqueta, asked.cumple, como, asked.aviso)

    def _respuestas_que_prueban(self, actividad: str) -> Mapping[str, str]:
        """Return the fields whose answer is a record, with its name."""
        return {
            e.referencia: e.etiqueta
            for e in self.procedimiento.actividades[actividad].evidencia
            if e.tipo is TipoEvidencia.CAMPO
        }


def _salto(cierre: CierreGuardado) -> Salto:
    datos = cierre.datos
    return Salto(
        cierre.fecha, cierre.quien, datos["forzado"], tuple(datos.get("faltaba", ()))
    )
