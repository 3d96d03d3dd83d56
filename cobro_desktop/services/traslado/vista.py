"""What a package brings, seen against this base before anything is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    UserError,
)
from cobro_desktop.exchange.firmado import huella
from cobro_desktop.formats import fecha_corta
from cobro_desktop.services.claves import Remitente, exigir_confianza
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.traslado.comparacion import (
    CAMBIO_AQUI,
    IGUAL,
    comparar_varios,
)
from cobro_desktop.services.traslado.estados import clave_usada
from cobro_desktop.services.traslado.lectura import abrir_paquete
from cobro_desktop.services.traslado.palabras import que_son
from cobro_desktop.storage.alcance import abrir_alcance
from cobro_desktop.storage.rows import EntidadRow, ExpedienteRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.traslado.comparacion import Comparado, Diferencia
    from cobro_desktop.services.traslado.lectura import Abierto
    from cobro_desktop.services.workspace import Workspace


_DICHOS: Final = 20
"""Numbers of cases that a message names."""


@dataclass(frozen=True, slots=True)
class RecibirPaquete:
    """Merge the cases of a package into this base."""

    archivo: Path
    contrasena: str = ""
    confiar: str = ""
    """Fingerprint of the key, compared with who sent it; empty for a known key."""
    exigir_firma: bool = False
    """Refuse it if nobody signed it."""
    otra_entidad: bool = False
    """Take cases of an institution that this base has none of."""
    elecciones: Mapping[str, str] = field(default_factory=dict)
    """`aqui` or `paquete` by difference, by field, or by `*` for every conflict."""
    solo: tuple[str, ...] = ()
    """Numbers of the cases to take; empty for all."""


class CasoVisto(NamedTuple):
    """A case of a package against this base."""

    numero: str
    numero_aqui: str
    """Empty for one that is not here."""
    deudor: str
    estado: str
    bloqueo: str
    llegan: tuple[tuple[str, int], ...]
    """What comes and is not here, and how many of each."""
    diferencias: tuple[Diferencia, ...]
    avisos: tuple[str, ...]


class Resumen(NamedTuple):
    """What is kept of a case once it was compared: its rows may be many."""

    visto: CasoVisto
    expediente_id: int | None
    prestamo: Mapping[str, Any]


class PaqueteVisto(NamedTuple):
    """A package that was opened and compared; nothing was written."""

    archivo: str
    entidad: str
    proposito: str
    creado: str
    autor: str
    cifrado: bool
    huella: str
    """Of the key that signed it; empty where nobody did."""
    archivos: int
    casos: tuple[CasoVisto, ...]

    @property
    def dia(self) -> str:
        """When it was made, for a person; as it came where it is no day."""
        try:
            return fecha_corta(dt.date.fromisoformat(self.creado))
        except ValueError:
            return self.creado

    @property
    def diferencias(self) -> tuple[Diferencia, ...]:
        """Every difference, of all the cases."""
        return tuple(d for caso in self.casos for d in caso.diferencias)

    @property
    def nada(self) -> bool:
        """Whether it brings nothing that is not here."""
        return all(c.estado in {IGUAL, CAMBIO_AQUI} for c in self.casos)


def prever_paquete(
    command: RecibirPaquete, workspace: Workspace, progress: Progress | None = None
) -> PaqueteVisto:
    """Open a package and compare each of its cases with this base, field by field.

    Raises:
        NotFoundError: no such file.
        InvalidDataError: it is encrypted and there is no passphrase.
        UnreadableFileError: it is no package, it is dangerous, or it was changed.
        NotAllowedError: an unknown key, no signature where one is expected, or cases
            of an institution that this base does not work with.
    """
    watched = progress or SilentProgress()
    with abrir_recibido(command, workspace, watched) as opened:
        with workspace.base.read() as session:
            abrir_alcance(session)
            exigir(session, workspace, opened, command)
            found = comparar(session, workspace, opened, command, watched)
        return mostrar(opened, found)


def abrir_recibido(
    command: RecibirPaquete, workspace: Workspace, progress: Progress
) -> AbstractContextManager[Abierto]:
    """Open the package of a command; see `abrir_paquete`."""
    return abrir_paquete(command.archivo, command.contrasena, workspace.datos, progress)


def exigir(
    session: Session, workspace: Workspace, opened: Abierto, command: RecibirPaquete
) -> None:
    """Refuse a sender or an institution that this base does not take.

    Raises:
        NotAllowedError: says what is missing and what to do.
    """
    head = opened.paquete.cabecera
    if opened.paquete.clave:
        exigir_confianza(session, remitente_de(opened), command.confiar)
        return _exigir_entidad(session, workspace, opened, command)
    known = clave_usada(session, head.base)
    if command.exigir_firma or command.confiar or known:
        before = (
            f" Los anteriores de {head.autor} venían firmados (huella {huella(known)})."
            if known
            else ""
        )
        message = (
            f"«{opened.archivo}» no está firmado y se espera una firma.{before} No se "
            "guardó nada: pida el paquete firmado."
        )
        raise NotAllowedError(message, {"firma": False})
    return _exigir_entidad(session, workspace, opened, command)


def _exigir_entidad(
    session: Session, workspace: Workspace, opened: Abierto, command: RecibirPaquete
) -> None:
    sigla = opened.paquete.cabecera.entidad
    try:
        workspace.perfil(sigla)
    except UserError:
        message = (
            f"El paquete es de la entidad {sigla}, que aquí nadie conoce. No se "
            "guardó nada: instale primero el paquete de esa entidad."
        )
        raise NotAllowedError(message, {"entidad": sigla}) from None
    here = set(
        session.scalars(
            select(EntidadRow.sigla)
            .join(ExpedienteRow, ExpedienteRow.entidad_id == EntidadRow.id)
            .distinct()
        )
    )
    if here and sigla not in here and not command.otra_entidad:
        message = (
            f"El paquete es de {sigla} y esta base lleva los expedientes de "
            f"{', '.join(sorted(here))}. No se guardó nada. Si aquí también se "
            f"llevarán los de {sigla}, repita diciéndolo (--otra-entidad)."
        )
        raise NotAllowedError(message, {"entidad": sigla, "aqui": sorted(here)})


def comparar(
    session: Session,
    workspace: Workspace,
    opened: Abierto,
    command: RecibirPaquete,
    progress: Progress,
) -> list[Resumen]:
    """Compare the cases that a command asks for, one by one.

    Raises:
        InvalidDataError: it asks for a case that the package does not bring.
    """
    wanted, known = set(command.solo), opened.numeros
    if missing := sorted(wanted.difference(known)):
        told = ", ".join(known[:_DICHOS])
        more = f" y {len(known) - _DICHOS} más" if len(known) > _DICHOS else ""
        message = f"El paquete no trae {', '.join(missing)}. Trae {told}{more}."
        raise InvalidDataError(message)
    sigla, numbers = opened.paquete.cabecera.entidad, wanted or set(known)
    found: list[Resumen] = []
    for one in comparar_varios(session, workspace, opened.casos(numbers), sigla):
        progress.report(len(found), len(numbers), "Comparando expedientes")
        found.append(_resumir(one))
    return found


def mostrar(opened: Abierto, found: Sequence[Resumen]) -> PaqueteVisto:
    """Return what a person sees of an open package."""
    head, clave = opened.paquete.cabecera, opened.paquete.clave
    return PaqueteVisto(
        archivo=opened.archivo,
        entidad=head.entidad,
        proposito=head.proposito,
        creado=head.creado,
        autor=head.autor,
        cifrado=opened.cifrado,
        huella=huella(clave) if clave else "",
        archivos=len(opened.paquete.archivos),
        casos=tuple(one.visto for one in found),
    )


def _resumir(one: Comparado) -> Resumen:
    seen = CasoVisto(
        numero=one.caso.numero,
        numero_aqui=one.numero_aqui,
        deudor=one.caso.deudor,
        estado=one.estado,
        bloqueo=one.bloqueo,
        llegan=tuple(que_son(one.llegan)),
        diferencias=one.diferencias,
        avisos=one.avisos,
    )
    return Resumen(seen, one.expediente_id, one.caso.prestamo)


def remitente_de(opened: Abierto) -> Remitente:
    """Return who signed it."""
    return Remitente(
        opened.archivo, opened.paquete.cabecera.autor, opened.paquete.clave
    )
