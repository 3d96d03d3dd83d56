"""Who is the executing officer of a case: the chief of its own office (RJPD06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.documentos.vida import firmantes
from cobro_desktop.services.trabajo.oficinas import jefes_de_oficina
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import DocumentoRow


def exigir_jefe_del_caso(tx: Transaction, row: DocumentoRow) -> None:
    """Refuse the chief of one office what the chief of the case's office signs.

    Who may sign for another reason than being a chief is not touched, nor is anybody
    while the office of the case has no chief.

    Raises:
        NotAllowedError: naming who signs.
    """
    if row.expediente_id is None:
        return
    roles = set(firmantes(tx.session, tx.workspace, row))
    if (roles & set(tx.usuario.roles)) - {str(Rol.JEF)}:
        return
    case = tx.session.get_one(ExpedienteRow, row.expediente_id)
    chiefs = jefes_de_oficina(tx.session, case)
    if not chiefs or tx.usuario.id in {chief.id for chief in chiefs}:
        return
    names = ", ".join(chief.nombre for chief in chiefs)
    message = (
        f"«{row.nombre}» de {case.numero} lo firma la jefatura de su oficina: {names}. "
        "No se aprobó."
    )
    raise NotAllowedError(message, {"firman": [chief.login for chief in chiefs]})
