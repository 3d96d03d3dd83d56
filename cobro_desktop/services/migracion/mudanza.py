"""One case moves: its place, its terms, its drafts and the names on its papers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain import motor
from cobro_desktop.domain.procedimiento import Desde
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services import terminos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.migracion.rastro import ACTO, NUEVA, Rastro
from cobro_desktop.storage.rows import BorradorRow, DocumentoRow, ExpedienteRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.domain.motor import TerminoIniciado
    from cobro_desktop.domain.procedimiento import Actividad, Plazo
    from cobro_desktop.services.migracion.plan import Plan
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import TerminoRow


class Movido(NamedTuple):
    """A case and what moving it does; `a` is empty where it cannot move."""

    id: int
    numero: str
    deudor: str
    de: str
    """Number and name of the activity that it is in."""
    a: str
    impide: str
    """Why it cannot move; empty when it can."""
    efectos: tuple[str, ...] = ()
    """What becomes of its terms and drafts, in sentences."""


@dataclass(frozen=True, slots=True)
class Mudanza:
    """Moves the cases of a batch."""

    tx: Transaction
    plan: Plan
    rastro: Rastro
    motivo: str

    def examinar(self, row: ExpedienteRow) -> Movido:
        """Say whether a case can move, and from where to where."""
        plan = self.plan
        target = plan.mapa.get(row.actividad, "")
        told = Movido(
            row.id,
            row.numero,
            row.deudor,
            plan.nombrar(row.actividad),
            plan.nombrar_nueva(target) if target else "",
            self._impide(row),
        )
        return told._replace(a="") if told.impide else told

    def mover(self, row: ExpedienteRow) -> Movido:
        """Move a case that can, and record its act."""
        found = self.examinar(row)
        if found.impide:
            return found
        plan, put, old = self.plan, self.rastro.poner, row.actividad
        new = plan.despues.actividades[plan.mapa[old]]
        put(row, "procedimiento_id", plan.fila_despues)
        put(row, "actividad", new.id)
        put(row, "etapa", str(new.etapa))
        put(row, "regreso", [plan.mapa[sent] for sent in row.regreso])
        told = [
            *self._terminos(row, plan.antes.actividades[old], new),
            *self._borradores(row, old, new),
        ]
        self._documentos(row)
        found = found._replace(efectos=tuple(told))
        self._registrar(row, found, old)
        return found

    def _impide(self, row: ExpedienteRow) -> str:
        plan = self.plan
        if row.lote_anulado_id is not None or row.estado not in _VIVOS:
            return f"Ya terminó ({row.estado.lower()}): sigue en su versión."
        if row.procedimiento_id != plan.fila_antes:
            return f"No sigue la versión {plan.antes.version} de {plan.antes.codigo}."
        if row.actividad not in plan.mapa:
            return (
                f"La actividad {plan.nombrar(row.actividad)} no está en la versión "
                f"{plan.despues.version}: elija cuál la continúa."
            )
        lost = [plan.nombrar(a) for a in row.regreso if a not in plan.mapa]
        if lost:
            return (
                f"Debe volver a la actividad {lost[0]}, que no está en la versión "
                f"{plan.despues.version}."
            )
        return ""

    def _terminos(
        self, row: ExpedienteRow, old: Actividad, new: Actividad
    ) -> Iterator[str]:
        """Carry the open terms, or count them as the new version says."""
        self.tx.session.flush()
        here = False
        for term in terminos.de_caso(self.tx.session, row.id, terminos.ABIERTO):
            if term.actividad == old.id:
                here = True
                yield from self._termino(row, term, old.plazo, new)
            elif target := self.plan.mapa.get(term.actividad):
                self.rastro.poner(term, "actividad", target)
        if not here and old.plazo is None and new.plazo is not None:
            yield from self._empieza(row, new)
        terminos.refrescar(self.tx, row)

    def _termino(
        self, row: ExpedienteRow, term: TerminoRow, old: Plazo | None, new: Actividad
    ) -> Iterator[str]:
        put, name, due = self.rastro.poner, term.nombre, fecha_larga(term.vence)
        counted = None
        if new.plazo is not None and not self._mismo(old, new.plazo):
            counted = self._contado(row, term, old, new)
        put(term, "actividad", new.id)
        put(term, "nombre", new.nombre)
        if new.plazo is not None and self._mismo(old, new.plazo):
            yield f"El término «{name}» sigue igual: vence el {due}."
            return
        if counted is None:
            put(term, "estado", terminos.ANULADO)
            why = (
                "la versión nueva no le da tiempo a esa actividad"
                if new.plazo is None
                else "no se sabe todavía desde qué día se cuenta"
            )
            yield f"El término «{name}», que vencía el {due}, deja de correr: {why}."
            return
        for field, value in counted._asdict().items():
            put(term, field, value)
        yield (
            f"El término «{name}» vencía el {due}; como lo cuenta la versión nueva "
            f"({new.plazo.texto if new.plazo else ''}), vence el "
            f"{fecha_larga(counted.vence)}."
        )

    def _contado(
        self, row: ExpedienteRow, term: TerminoRow, old: Plazo | None, new: Actividad
    ) -> terminos.Contado | None:
        started = self._iniciado(row, new)
        if started is None:
            return None
        if old is not None and old.desde is started.plazo.desde:
            started = replace(started, desde=term.desde)
        return terminos.contar_inicio(self.tx, row, started, self.plan.despues.sigla)

    def _empieza(self, row: ExpedienteRow, new: Actividad) -> Iterator[str]:
        started = self._iniciado(row, new)
        if started is None:
            return
        sigla = self.plan.despues.sigla
        term = terminos.iniciar(
            self.tx, row, started, new.nombre, sigla=sigla, act=None
        )
        if term is None:
            return
        self.rastro.anotar(term.__tablename__, term.id, NUEVA, row.id)
        yield (
            f"Empieza a correr «{new.nombre}» ({started.plazo.texto}): vence el "
            f"{fecha_larga(term.vence)}."
        )

    def _iniciado(self, row: ExpedienteRow, new: Actividad) -> TerminoIniciado | None:
        hechos = hechos_de(
            self.tx.session, self.tx.workspace, row, self.tx.contexto.hoy
        )
        started = motor.termino_de(self.plan.despues, new.id, hechos)
        if started is not None and started.plazo.desde is Desde.ENTRADA:
            return replace(started, desde=row.actividad_desde)
        return started

    def _mismo(self, old: Plazo | None, new: Plazo) -> bool:
        if old is None or old.desde is not new.desde:
            return False
        opciones = self.tx.workspace.opciones(self.plan.despues.sigla)
        in_force = terminos.plazo_en_vigor
        return in_force(old, opciones) == in_force(new, opciones)

    def _borradores(
        self, row: ExpedienteRow, old: str, new: Actividad
    ) -> Iterator[str]:
        asked = {c.nombre for c in new.campos} | {e.id for e in new.evidencia}
        drafts = self.tx.session.scalars(
            select(BorradorRow).where(
                BorradorRow.expediente_id == row.id, BorradorRow.actividad == old
            )
        )
        for draft in drafts.all():
            kept = {k: v for k, v in draft.respuestas.items() if k in asked}
            lost = len(draft.respuestas) - len(kept)
            self.rastro.poner(draft, "actividad", new.id)
            self.rastro.poner(draft, "respuestas", kept)
            answers = cantidad(lost, "respuesta", "respuestas")
            yield (
                f"El borrador de esa actividad se conserva, sin {answers} que la "
                "versión nueva no pregunta."
                if lost
                else "El borrador de esa actividad se conserva."
            )

    def _documentos(self, row: ExpedienteRow) -> None:
        """Let the papers stand in the activity that goes on with theirs."""
        moved = {de: a for de, a in self.plan.mapa.items() if de != a}
        papers = self.tx.session.scalars(
            select(DocumentoRow).where(
                DocumentoRow.expediente_id == row.id,
                DocumentoRow.actividad.in_(list(moved)),
            )
        )
        for paper in papers.all():
            self.rastro.poner(paper, "actividad", moved[paper.actividad])

    def _registrar(self, row: ExpedienteRow, found: Movido, old: str) -> None:
        plan = self.plan
        last = self.tx.session.scalar(
            select(func.max(DocumentoRow.id)).where(
                DocumentoRow.expediente_id == row.id
            )
        )
        texto = (
            f"Pasa de la versión {plan.antes.version} a la {plan.despues.version} de "
            f"{plan.despues.codigo}: de la actividad {found.de} a la {found.a}. "
            f"Motivo: {self.motivo.strip()}"
        )
        datos = {
            "de_version": plan.antes.version,
            "a_version": plan.despues.version,
            "de": old,
            "a": row.actividad,
            "motivo": self.motivo.strip(),
            "efectos": list(found.efectos),
            "mapa": dict(plan.mapa),
            "lote": self.rastro.lote_id,
            "ultimo_documento": last or 0,
        }
        acto = Acto(
            tipo=TipoActuacion.MIGRACION,
            texto=texto,
            fecha=self.tx.contexto.hoy,
            datos=datos,
        )
        act = registrar(self.tx, row, acto)
        self.rastro.anotar(ACTO, act.id, NUEVA, row.id)


_VIVOS = frozenset({"ABIERTO", "SUSPENDIDO"})
