"""The open data folder: base, documents, reference tables, procedures."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.services.transaction import ahora_utc
from cobro_desktop.services.usuarios import first_user
from cobro_desktop.storage.rows import EntidadRow, ProcedimientoRow, UsuarioRow

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.domain.referencia import Referencia
    from cobro_desktop.services.parametros.ley import LeyVigente
    from cobro_desktop.services.procedimientos import Catalogo
    from cobro_desktop.storage.contenido import Almacen
    from cobro_desktop.storage.engine import Base


class Workspace:
    """What every service works on; made once, closed at the end.

    Reference tables and procedures are read when first asked for, so that opening
    the window does not wait for them.
    """

    def __init__(self, datos: Path, base: Base, contenido: Almacen) -> None:
        self.datos = datos
        self.base = base
        self.contenido = contenido
        self._instalados: dict[int, Procedimiento] = {}

    @cached_property
    def ley(self) -> LeyVigente:
        """The law in force: what ships, with what this base holds over it."""
        from cobro_desktop.services.parametros.ley import LeyVigente

        return LeyVigente(self.base)

    @property
    def referencia(self) -> Referencia:
        """The legal tables, with the values that people loaded."""
        return self.ley.referencia

    @cached_property
    def catalogo(self) -> Catalogo:
        """The procedures that ship with the program."""
        from cobro_desktop.services.procedimientos import load_catalogo

        return load_catalogo()

    def opciones(self, sigla: str | None = None) -> Opciones:
        """Return the readings of the law that an entity chose; else the defaults."""
        return self.ley.opciones(sigla)

    def calendario(self, sigla: str | None = None) -> Calendario:
        """Return an entity's calendar of business days; without one, the usual."""
        return self.ley.calendario(sigla)

    def procedimiento(self, session: Session, procedimiento_id: int) -> Procedimiento:
        """Return the version of the procedure that a case is bound to."""
        if procedimiento_id not in self._instalados:
            from cobro_desktop.services.procedimientos import parse_procedimiento

            text = session.scalars(
                select(ProcedimientoRow.contenido).where(
                    ProcedimientoRow.id == procedimiento_id
                )
            ).one()
            self._instalados[procedimiento_id] = parse_procedimiento(text)
        return self._instalados[procedimiento_id]

    def instalar(self, session: Session, codigo: str) -> ProcedimientoRow:
        """Return the installed procedure of a code; installs what ships if none is.

        Raises:
            NotFoundError: when no procedure has that code.
        """
        shipped = self.catalogo.buscar(codigo)
        text = self.catalogo.texto(shipped)
        row = session.scalar(
            select(ProcedimientoRow).where(
                ProcedimientoRow.codigo == shipped.codigo,
                ProcedimientoRow.vigente,
            )
        )
        if row is None:
            row = ProcedimientoRow(
                entidad_id=self.entidad(session, shipped.sigla).id,
                codigo=shipped.codigo,
                version=shipped.version,
                vigente=True,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                contenido=text,
                instalado_en=ahora_utc(),
            )
            session.add(row)
            session.flush()
        return row

    def entidad(self, session: Session, sigla: str) -> EntidadRow:
        """Return an institution of the base, adding it from its profile if it is new.

        Raises:
            NotFoundError: no profile has that sigla.
        """
        row = session.scalar(select(EntidadRow).where(EntidadRow.sigla == sigla))
        if row is None:
            from cobro_desktop.services.entidades import load_entidad

            row = EntidadRow(sigla=sigla, nombre=load_entidad(sigla).nombre)
            session.add(row)
            session.flush()
        return row

    def close(self) -> None:
        """Close the base."""
        self.base.close()


def open_workspace(datos: Path, base: str | None) -> Workspace:
    """Open a data folder, making it ready the first time.

    Raises:
        StorageError: when it cannot be opened, created or upgraded; nothing is lost.
    """
    from cobro_desktop.storage.contenido import almacen
    from cobro_desktop.storage.upgrade import open_base

    opened = open_base(datos, base)
    with opened.read() as session:
        empty = session.scalar(select(UsuarioRow.id).limit(1)) is None
    if empty:
        with opened.write.begin() as session:
            first_user(session)
    return Workspace(datos, opened, almacen(opened))
