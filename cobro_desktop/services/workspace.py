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
    import datetime as dt
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.assets import Carpeta
    from cobro_desktop.documents.generar import Generador
    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.domain.referencia import Referencia
    from cobro_desktop.services.entidades import PerfilEntidad
    from cobro_desktop.services.parametros.ley import LeyVigente
    from cobro_desktop.services.procedimientos import Catalogo
    from cobro_desktop.services.recursos import Recursos
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
        for sessions in (base.read, base.write):
            sessions.configure(info={"workspace": self})
        self.generadores: dict[tuple[object, ...], Generador] = {}
        """Renderers of documents, by what they work with; each keeps its work."""

    @cached_property
    def ley(self) -> LeyVigente:
        """The law in force: what ships, with what this base holds over it."""
        from cobro_desktop.services.parametros.ley import LeyVigente

        return LeyVigente(self.base, lambda: self.recursos)

    @property
    def referencia(self) -> Referencia:
        """The legal tables, with the values that people loaded."""
        return self.ley.referencia

    @cached_property
    def _recursos(self) -> Recursos:
        from cobro_desktop.services.recursos import Recursos

        return Recursos(self.base, self.contenido)

    @property
    def catalogo(self) -> Catalogo:
        """The procedures that ship with the program, and those installed here."""
        return self._recursos.catalogo

    @property
    def recursos(self) -> Carpeta:
        """The folder `resources`, with the packs of this base over it."""
        return self._recursos.carpeta("resources")

    @property
    def plantillas(self) -> Carpeta:
        """The folder `templates`, with the packs of this base over it."""
        return self._recursos.carpeta("templates")

    def perfil(self, sigla: str) -> PerfilEntidad:
        """Return an institution: one that ships, or that a pack brought.

        Raises:
            NotFoundError: no profile has that sigla.
            InvalidDataError: its profile cannot be read or lacks something.
        """
        from cobro_desktop.services.entidades import load_entidad

        return load_entidad(sigla, self.recursos)

    def perfiles(self) -> tuple[PerfilEntidad, ...]:
        """Return every institution, in the order of their siglas."""
        from cobro_desktop.services.entidades import load_entidades

        return load_entidades(self.recursos)

    def olvidar(self) -> None:
        """Look again at procedures, packs and law: somebody installed something."""
        self._instalados.clear()
        self._recursos.olvidar()
        self.ley.olvidar()

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

    def instalar(
        self, session: Session, codigo: str, hoy: dt.date | None = None
    ) -> ProcedimientoRow:
        """Return the version that new cases take on a day; installs what ships.

        Without `hoy`, the newest whatever its day.

        Raises:
            NotFoundError: when no procedure has that code.
        """
        from cobro_desktop.services.versiones.vigencia import vigente

        newest = self.catalogo.buscar(codigo)
        row = vigente(session, newest.codigo, hoy)
        if row is None:
            versions = self.catalogo.versiones(newest.codigo)
            shipped = next((p for p in versions if _rige(p, hoy)), versions[-1])
            text = self.catalogo.texto(shipped)
            row = ProcedimientoRow(
                entidad_id=self.entidad(session, shipped.sigla).id,
                codigo=shipped.codigo,
                version=shipped.version,
                vigente=True,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                contenido=text,
                instalado_en=ahora_utc(),
                desde=shipped.vigente_desde,
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
            row = EntidadRow(sigla=sigla, nombre=self.perfil(sigla).nombre)
            session.add(row)
            session.flush()
        return row

    def close(self) -> None:
        """Close the base."""
        self.base.close()


def _rige(procedimiento: Procedimiento, hoy: dt.date | None) -> bool:
    since = procedimiento.vigente_desde
    return hoy is None or since is None or since <= hoy


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
