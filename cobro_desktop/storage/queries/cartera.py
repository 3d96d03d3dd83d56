"""Obligations one by one, as the cuadro de deudores and its way back need them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from cobro_desktop.storage.rows import (
    DireccionRow,
    EntidadRow,
    ExpedienteRow,
    ObligacionRow,
    PersonaRow,
    TituloRow,
    UsuarioRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos


class Renglon(NamedTuple):
    """An obligation with its title, its case and who owes it."""

    obligacion_id: int
    titulo_id: int
    expediente_id: int
    persona_id: int
    procedimiento_id: int
    sigla: str
    entidad: str
    numero: str
    tipo_documento: str
    documento: str
    dv: str
    nombre: str
    municipio: str
    autoridad: str
    titulo: str
    titulo_fecha: dt.date
    llave: str
    """Identity of the title (DECISIONS 5)."""
    notificado: dt.date | None
    ejecutoria: dt.date | None
    datos: dict[str, Any]
    """Other facts of the title: representante, observaciones…"""
    fecha_segura: dt.date | None
    fecha_legal: dt.date | None
    entra_en_riesgo: dt.date | None
    concepto: str
    vigencia: int | None
    exigible: dt.date
    capital: Centavos
    saldo: Centavos
    abono_historico: Centavos
    regimen: str
    estado_obligacion: str
    etapa: str
    actividad: str
    estado: str
    vence: dt.date | None
    responsable: str | None
    versiones: int
    """Grows whenever the obligation, its title or the debtor's contacts change."""
    direccion: str = ""
    correo: str = ""
    telefono: str = ""

    @property
    def imputado(self) -> bool:
        """Whether payments came after those of the file that brought it."""
        return self.saldo != max(self.capital - self.abono_historico, 0)

    @property
    def identificacion(self) -> str:
        """The debtor's ID: a NIT with its check digit, the others with their kind."""
        if self.tipo_documento == "NIT":
            return f"{self.documento}-{self.dv}" if self.dv else self.documento
        return f"{self.tipo_documento} {self.documento}"

    @property
    def abonos(self) -> Centavos:
        """What has been paid of the capital."""
        return self.capital - self.saldo if self.imputado else self.abono_historico


def por_expedientes(session: Session, expedientes: Sequence[int]) -> list[Renglon]:
    """Return the obligations of some cases, in the order of the cases given."""
    query = _select().where(ExpedienteRow.id.in_(expedientes))
    found = _complete(session, session.execute(query.order_by(ObligacionRow.id)))
    place = {case_id: n for n, case_id in enumerate(expedientes)}
    return sorted(found, key=lambda row: place[row.expediente_id])


def por_obligaciones(session: Session, obligaciones: Iterable[int]) -> list[Renglon]:
    """Return some obligations; those of batches that were undone are not there."""
    query = _select().where(ObligacionRow.id.in_(set(obligaciones)))
    return _complete(session, session.execute(query))


def por_titulos(session: Session, titulos: Iterable[tuple[str, str]]) -> list[Renglon]:
    """Return the obligations of some (document, title number)."""
    wanted = sorted(set(titulos))
    found: list[Renglon] = []
    for chunk in trozos(wanted):
        pair = sa.tuple_(PersonaRow.numero, TituloRow.numero).in_(chunk)
        found += _complete(session, session.execute(_select().where(pair)))
    return found


def _select() -> sa.Select[*tuple[Any, ...]]:
    caso, titulo, persona = ExpedienteRow, TituloRow, PersonaRow
    obligacion = ObligacionRow
    return (
        sa.select(
            obligacion.id,
            titulo.id,
            caso.id,
            persona.id,
            caso.procedimiento_id,
            EntidadRow.sigla,
            EntidadRow.nombre,
            caso.numero,
            persona.tipo_documento,
            persona.numero,
            persona.dv,
            caso.deudor,
            caso.municipio,
            titulo.autoridad,
            titulo.numero,
            titulo.fecha,
            titulo.llave,
            titulo.notificado,
            titulo.ejecutoria,
            titulo.datos,
            titulo.fecha_segura,
            titulo.fecha_legal,
            titulo.entra_en_riesgo,
            obligacion.concepto,
            obligacion.vigencia,
            obligacion.exigible,
            obligacion.capital,
            obligacion.saldo_capital,
            obligacion.abono_historico,
            obligacion.regimen,
            obligacion.estado,
            caso.etapa,
            caso.actividad,
            caso.estado,
            caso.vence_proximo,
            UsuarioRow.nombre,
            obligacion.version + titulo.version,
        )
        .join(titulo, titulo.id == obligacion.titulo_id)
        .join(caso, caso.id == obligacion.expediente_id)
        .join(persona, persona.id == titulo.persona_id)
        .join(EntidadRow, EntidadRow.id == caso.entidad_id)
        .outerjoin(UsuarioRow, UsuarioRow.id == caso.responsable_id)
        .where(caso.lote_anulado_id.is_(None))
    )


def _complete(session: Session, rows: Iterable[Any]) -> list[Renglon]:
    found = [Renglon(*row) for row in rows]
    people = {row.persona_id for row in found}
    known: Counter[int] = Counter()
    current: dict[tuple[int, str], str] = {}
    for persona_id, tipo, texto, hasta in _contactos(session, people):
        known[persona_id] += 1
        if hasta is None:
            current[persona_id, tipo] = texto
    return [
        row._replace(
            versiones=row.versiones + known[row.persona_id],
            direccion=current.get((row.persona_id, "direccion"), ""),
            correo=current.get((row.persona_id, "correo"), ""),
            telefono=current.get((row.persona_id, "telefono"), ""),
        )
        for row in found
    ]


def _contactos(session: Session, personas: set[int]) -> Iterable[Any]:
    """Read the ways to reach some people, the last one last."""
    row = DireccionRow
    return session.execute(
        sa.select(row.persona_id, row.tipo, row.texto, row.hasta)
        .where(row.persona_id.in_(personas))
        .order_by(row.id)
    )
