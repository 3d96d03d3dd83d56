"""One use case, one transaction, one audit entry (DESIGN 4 and 5)."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from cobro_desktop.domain.errors import ConflictError, NotAllowedError, NotFoundError
from cobro_desktop.storage.bitacora import Entrada, agregar
from cobro_desktop.storage.rows import UsuarioRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.procedimiento import Rol
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.alcance import Alcance
    from cobro_desktop.storage.rows import ExpedienteRow


@dataclass
class Transaction:
    """An open transaction: its session, who acts, and what will be told of it."""

    session: Session
    workspace: Workspace
    contexto: Contexto
    usuario: UsuarioRow
    ahora: dt.datetime
    """The real instant, UTC; only for `registrada_en` and the audit chain."""
    texto: str = ""
    antes: str = ""
    despues: str = ""
    manifiesto: str = ""
    """SHA-256 of the row manifest, when it is a batch."""
    ids: dict[str, list[int]] = field(default_factory=dict)
    avisos: dict[str, None] = field(default_factory=dict)
    """What whoever acts must know besides, each once, in its order."""

    @cached_property
    def alcance(self) -> Alcance | None:
        """The cases that the user may work on; None when it is all of them."""
        from cobro_desktop.services.trabajo.alcance import alcance_de

        return alcance_de(self.session, self.usuario)

    def sees(self, expediente: ExpedienteRow) -> bool:
        """Tell whether a case is of an office that was given to the user."""
        return self.alcance is None or self.alcance.ve(
            expediente.entidad_id, expediente.dependencia_id
        )

    def require_office(self, expediente: ExpedienteRow) -> None:
        """Refuse a case of an office that was not given to the user.

        Raises:
            NotAllowedError: naming the office.
        """
        from cobro_desktop.services.trabajo.alcance import exigir_visible

        exigir_visible(self.session, self.usuario, self.alcance, expediente)

    def tell(self, texto: str, *, antes: str = "", despues: str = "") -> None:
        """Say in Spanish what this transaction does; the last word stays."""
        self.texto, self.antes, self.despues = texto, antes, despues

    def warn(self, aviso: str) -> None:
        """Say once what whoever acts must know, if the transaction is written."""
        self.avisos[aviso] = None

    def touch(self, tabla: str, *ids: int) -> None:
        """Name rows that the transaction writes, for the audit entry."""
        self.ids.setdefault(tabla, []).extend(ids)

    def require_role(self, roles: Iterable[Rol | str], accion: str) -> None:
        """Refuse unless the user has one of the roles; ADM manages, never acts.

        Raises:
            NotAllowedError: naming who may.
        """
        allowed = [str(rol) for rol in roles]
        if allowed and not set(allowed) & set(self.usuario.roles):
            message = (
                f"{self.usuario.nombre} no puede {accion}: "
                f"lo hace quien tiene el rol {' o '.join(allowed)}."
            )
            raise NotAllowedError(message, {"roles": allowed})


@contextmanager
def transaction(
    workspace: Workspace, contexto: Contexto, orden: str
) -> Iterator[Transaction]:
    """Run a command: everything is written together with its audit entry, or nothing.

    `orden` is the name of the command in the audit log.

    Raises:
        ConflictError: when somebody else changed the same rows meanwhile.
    """
    try:
        with workspace.base.write.begin() as session:
            tx = Transaction(
                session,
                workspace,
                contexto,
                _usuario(session, contexto.usuario),
                ahora_utc(),
            )
            with _clean(workspace, session):
                yield tx
                session.flush()
                _settle(tx)
                session.flush()
                agregar(session, _entrada(tx, orden))
        if tx.avisos:
            contexto.avisar(tuple(tx.avisos))
    except StaleDataError:
        message = (
            "Otra persona cambió lo mismo mientras usted trabajaba. No se guardó "
            "nada de lo suyo; actualice la pantalla y vuelva a intentarlo."
        )
        raise ConflictError(message) from None


@contextmanager
def rehearsal(workspace: Workspace, contexto: Contexto) -> Iterator[Transaction]:
    """Run a command to learn what it would do; whatever it writes is taken back.

    What is wanted from it must be read before leaving, as plain values: its rows do
    not outlive it. It refuses what the command would refuse.
    """
    with workspace.base.write() as session:
        session.begin()
        user = _usuario(session, contexto.usuario)
        try:
            yield Transaction(session, workspace, contexto, user, ahora_utc())
        finally:
            workspace.contenido.retirar_nuevos(session)


@contextmanager
def _clean(workspace: Workspace, session: Session) -> Iterator[None]:
    """Take the files back too, when what was written is about to be taken back."""
    try:
        yield
    except BaseException:
        workspace.contenido.retirar_nuevos(session)
        raise


def ahora_utc() -> dt.datetime:
    """Return the real instant; never the day that counts for the law."""
    return dt.datetime.now(dt.UTC)


def _settle(tx: Transaction) -> None:
    """Let what the command did say what its cases wait for now (F20)."""
    if tx.ids.get("expediente"):
        from cobro_desktop.services.trabajo.situacion import acordar

        acordar(tx)


def _usuario(session: Session, login: str) -> UsuarioRow:
    row = session.scalar(
        select(UsuarioRow).where(UsuarioRow.login == login, UsuarioRow.activo)
    )
    if row is None:
        message = f"No existe el usuario «{login}» en esta base."
        raise NotFoundError(message)
    return row


def _entrada(tx: Transaction, orden: str) -> Entrada:
    return Entrada(
        utc=tx.ahora,
        usuario=tx.contexto.usuario,
        equipo=tx.contexto.equipo,
        orden=orden,
        hoy=tx.contexto.hoy,
        ids={tabla: sorted(set(ids)) for tabla, ids in tx.ids.items()},
        texto=tx.texto,
        antes=tx.antes,
        despues=tx.despues,
        manifiesto=tx.manifiesto,
    )
