"""Gathers what one document of one case will say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from sqlalchemy import select

from cobro_desktop.documents.contextos.comun import Firma
from cobro_desktop.documents.registro import CONTEXTOS, DE_OFICINA
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.errors import (
    MissingParameterError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.datos_entidad import datos_de
from cobro_desktop.services.documentos.contexto import (
    Encabezado,
    armar,
    exige_interes,
    interes_no_calculable,
)
from cobro_desktop.services.documentos.generador import generador_de
from cobro_desktop.services.documentos.lectura import (
    Caso,
    Lectura,
    Marco,
    cercanos,
    leer_caso,
    usuario_con_rol,
)
from cobro_desktop.services.documentos.propios import elegido, propio
from cobro_desktop.services.liquidaciones import liquidar_en
from cobro_desktop.services.trabajo.oficinas import jefes_de_oficina
from cobro_desktop.storage.rows import (
    DocumentoRow,
    EntidadRow,
    ExpedienteRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.documents.contextos.comun import Comun
    from cobro_desktop.domain.liquidacion import Liquidacion
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.documentos.elecciones import Eleccion
    from cobro_desktop.services.documentos.propios import Elegido
    from cobro_desktop.services.workspace import Workspace


_CARTERA: Final = "Depuración y cartera (orden «cartera»)"
_INFORMES: Final = "los informes de cartera (orden «informe-gestion»)"
_EN_LA_OFICINA: Final = {
    "memorando-bdme": "el boletín de deudores morosos (orden «bdme --registrar»)",
    "acta-conciliacion": "la conciliación de saldos (orden «conciliar --acta»)",
    "registro-campana": "las campañas (orden «campana»)",
    "informe-seguimiento": _INFORMES,
    "informe-cobros-en-curso": _INFORMES,
}
"""Where a person writes what belongs to no case; the rest, in the portfolio."""


class Pedido(Protocol):
    """What is asked of a document; a command says it."""

    @property
    def expediente_id(self) -> int: ...  # noqa: D102
    @property
    def tipo(self) -> str: ...  # noqa: D102
    @property
    def datos(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def fecha(self) -> dt.date | None: ...  # noqa: D102


class Preparado(NamedTuple):
    """The context of a document, and what a person chooses in it."""

    contexto: Comun
    elegido: Elegido

    @property
    def guardado(self) -> dict[str, str]:
        """What was chosen, typed or taken, by field: it stays with the draft."""
        chosen = self.elegido.escogido
        return {
            name: chosen[name] or _opcion(choice, printed)
            for name, choice in self.elegido.elecciones.items()
            if choice.opciones and (printed := getattr(self.contexto, name))
        }


def preparar(
    session: Session,
    workspace: Workspace,
    contexto: Contexto,
    pedido: Pedido,
    signed: DocumentoRow | None = None,
) -> Comun:
    """Build the context of a document; of a signed one, with its number.

    Raises:
        As `con_elecciones`.
    """
    return con_elecciones(session, workspace, contexto, pedido, signed).contexto


def con_elecciones(
    session: Session,
    workspace: Workspace,
    contexto: Contexto,
    pedido: Pedido,
    signed: DocumentoRow | None = None,
) -> Preparado:
    """Build the context of a document and tell what is chosen in it.

    Raises:
        NotFoundError: no such case, or a kind that the program does not write.
        MissingParameterError: it states interest and a rate is not loaded.
        InvalidDataError: a datum that the document does not have.
        NotAllowedError: it tells of something that the case does not have.
    """
    check_kind(pedido.tipo)
    expediente = session.get_one(ExpedienteRow, pedido.expediente_id)
    caso = _caso(session, workspace, expediente, pedido.fecha or contexto.hoy)
    if signed is None:
        _check_institution(pedido.tipo, caso.perfil.sigla)
    post = caso.perfil.firmante_cargo(caso.procedimiento.codigo)
    encabezado = Encabezado(
        tipo=pedido.tipo,
        fecha=pedido.fecha or contexto.hoy,
        firma=firma_de(
            session, pedido.tipo, contexto, signed, cargo=post, expediente=expediente
        ),
        numero=printed_number(signed) if signed else "",
        datos_entidad=datos_de(session, caso.perfil.sigla),
        datos=pedido.datos,
    )
    figures = _interes(session, workspace, caso, encabezado)
    read = Lectura(
        session, workspace, caso, pedido.tipo, encabezado.fecha, pedido.datos or {}
    )
    found = elegido(read)
    typed = {k: v for k, v in read.datos.items() if k not in found.escogido}
    head = replace(encabezado, datos=typed)
    return Preparado(armar(caso, head, figures, propio(found.lectura)), found)


def _opcion(choice: Eleccion, printed: str) -> str:
    """Return the choice that prints so; a debtor's says his number, too."""
    same = [o for o in choice.opciones if o == printed or o.startswith(f"{printed} (")]
    return same[0] if same else ""


def printed_number(row: DocumentoRow) -> str:
    """Write the number of a document as it prints: `000123 de 2026`."""
    return f"{row.numero:06d} de {row.anio}" if row.numero else ""


def check_kind(tipo: str) -> None:
    """Refuse a kind that the program does not write for a case."""
    if tipo in DE_OFICINA and tipo not in CONTEXTOS:
        message = (
            f"«{tipo_documento(tipo).nombre}» no es de un expediente sino de la "
            f"oficina: se elabora en {_EN_LA_OFICINA.get(tipo, _CARTERA)}."
        )
        raise NotAllowedError(message, {"tipo": tipo})
    if tipo not in CONTEXTOS:
        kinds = ", ".join(CONTEXTOS)
        message = f"El programa no escribe «{tipo}». Los que escribe son: {kinds}."
        raise NotFoundError(message, {"tipos": list(CONTEXTOS)})


def _check_institution(tipo: str, sigla: str) -> None:
    kind = tipo_documento(tipo)
    if not kind.la_elabora(sigla):
        message = (
            f"{sigla} no elabora «{kind.nombre_en(sigla)}»: lo elabora "
            f"{', '.join(sorted(kind.entidades))}. No se generó el documento."
        )
        raise NotAllowedError(message, {"tipo": tipo, "entidad": sigla})


def _caso(
    session: Session,
    workspace: Workspace,
    expediente: ExpedienteRow,
    fecha: dt.date,
) -> Caso:
    sigla = session.get_one(EntidadRow, expediente.entidad_id).sigla
    marco = Marco(
        workspace.perfil(sigla),
        workspace.procedimiento(session, expediente.procedimiento_id),
        {c.id: c for c in load_conceptos(sigla, workspace.recursos)},
        generador_de(session, workspace, sigla, fecha).causas(sigla),
    )
    return leer_caso(session, expediente, marco)


def _interes(
    session: Session, workspace: Workspace, caso: Caso, encabezado: Encabezado
) -> Sequence[Liquidacion] | None:
    if not exige_interes(encabezado.tipo):
        return None
    try:
        return [
            liquidar_en(session, workspace, o, encabezado.fecha)
            for o in caso.obligaciones
        ]
    except MissingParameterError as error:
        raise interes_no_calculable(error) from error


def firma_de(
    session: Session,
    tipo: str,
    contexto: Contexto,
    signed: DocumentoRow | None,
    *,
    cargo: str,
    expediente: ExpedienteRow | None = None,
) -> Firma:
    """Say who signs: the one who is signing, else who could.

    `cargo` is the post to print where the person has none. Where cases belong to
    offices, the chief of the case's own comes first.
    """
    names = {u.login: u for u in _usuarios(session)}
    roles = [str(rol) for rol in tipo_documento(tipo).firma]
    # What nobody signs is given by who prints it.
    own = signed or not roles
    near = [contexto.usuario, *(cercanos(session, expediente) if expediente else [])]
    signer = (
        names[contexto.usuario] if own else usuario_con_rol(session, roles, cargo, near)
    )
    if expediente is not None and not signed and str(Rol.JEF) in roles:
        signer = next(iter(jefes_de_oficina(session, expediente)), signer)
    author = names[signed.elaboro if signed else contexto.usuario]
    approved = names[signed.aprobo].nombre if signed else ""
    reviewed = names[signed.reviso].nombre if signed and signed.reviso else ""
    return Firma(
        nombre=signer.nombre if signer else "",
        cargo=(signer.cargo if signer else "") or cargo,
        proyecto=author.nombre,
        reviso=reviewed,
        aprobo=approved,
    )


def _usuarios(session: Session) -> Sequence[UsuarioRow]:
    return session.scalars(select(UsuarioRow)).all()
