"""Closing the electronic index of a case with the hash of the whole (RULES 12.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.errors import NotAllowedError, UnmetRequirementsError
from cobro_desktop.domain.indice import (
    DocumentoIndizado,
    canonico,
    huella_del_indice,
)
from cobro_desktop.exchange.indice_xml import indice_xml
from cobro_desktop.formats import cantidad
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.electronico.orden import caso_de
from cobro_desktop.services.electronico.papeles import (
    CLAVE,
    archivar_papeles,
    fallas_de_papeles,
    papeles_por_cierre,
)
from cobro_desktop.services.electronico.piezas import (
    colocar,
    cortes_de,
    indizados,
    piezas_de,
)
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.traslado.tablas import ORIGEN
from cobro_desktop.storage.rows import (
    DocumentoVersionRow,
    ExpedienteRow,
    IndiceCorteRow,
    PiezaRow,
    ReferenciaRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.electronico.piezas import Pieza
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CerrarIndice:
    """Fix the order and the pages of what a case holds today."""

    expediente_id: int


def cerrar_indice(
    command: CerrarIndice, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Close the index: what it lists moves no more; what comes later, in the next.

    Raises:
        NotFoundError: there is no such case.
        NotAllowedError: nothing came in since it was last closed.
        UnmetRequirementsError: pages without counting (lists them), or nothing new and
            what the pages of the last closing print is still not written.
    """
    with transaction(workspace, contexto, "cerrar_indice") as tx:
        expediente = caso_de(tx, command.expediente_id)
        placed = colocar(tx.session, workspace, expediente.id)
        piezas = piezas_de(tx.session, workspace, expediente.id)
        new = [pieza for pieza in piezas if not pieza.corte]
        corte = None if new else _sin_papeles(tx.session, expediente.id)
        texto = "El índice electrónico ya estaba cerrado"
        if corte is None:
            _exigir(new, expediente.numero)
            corte = _corte(tx, expediente, piezas)
            for pieza in new:
                placed[pieza.documento_id].corte_id = corte.id
                tx.touch("pieza", placed[pieza.documento_id].id)
            tx.session.flush()
            texto = "Se cerró el índice electrónico"
        texto += (
            f" (corte {corte.orden}): {cantidad(len(piezas), 'documento')}, "
            f"{cantidad(corte.folios, 'folio')}. Huella {corte.huella}."
        )
        papeles, told = archivar_papeles(tx, expediente, corte)
        texto = f"{texto} {told}"
        if not papeles and not new:
            raise UnmetRequirementsError(texto)
        _anotar(tx, expediente, corte, texto, papeles)
        datos: dict[str, object] = {
            "corte": corte.orden,
            "documentos": len(piezas),
            "folios": corte.folios,
            "huella": corte.huella,
            "xml": corte.xml_sha256,
            "papeles": papeles,
            "advertencias": [] if papeles else [told],
        }
    return Changes(frozenset({command.expediente_id}), resumen=texto, datos=datos)


def fallas_de_indices(session: Session) -> Iterator[tuple[str, str]]:
    """Tell each closed index that is not as it was closed: number of case, fault."""
    rows = session.execute(
        select(IndiceCorteRow, ExpedienteRow.numero)
        .join(ExpedienteRow, ExpedienteRow.id == IndiceCorteRow.expediente_id)
        .order_by(IndiceCorteRow.expediente_id, IndiceCorteRow.orden)
    ).all()
    before: dict[int, IndiceCorteRow] = {}
    papeles: dict[int, Mapping[str, Mapping[str, str]]] = {}
    for row, numero in rows:
        case = row.expediente_id
        last = before.get(case)
        yield from ((numero, fault) for fault in _fallas(session, row, last, numero))
        if last is None:
            papeles[case] = papeles_por_cierre(session, case)
        own = papeles[case].get(row.huella, {})
        for name in fallas_de_papeles(session, case, own):
            fault = f"{name} en PDF del corte {row.orden} no está como se archivó."
            yield numero, fault
        before[case] = row


def _sin_papeles(session: Session, expediente_id: int) -> IndiceCorteRow | None:
    """Return the last closing if its pages could not be filed then."""
    closed = cortes_de(session, expediente_id)
    if not closed or closed[-1].huella in papeles_por_cierre(session, expediente_id):
        return None
    return closed[-1]


def _anotar(
    tx: Transaction,
    expediente: ExpedienteRow,
    corte: IndiceCorteRow,
    texto: str,
    papeles: Mapping[str, str],
) -> None:
    acto = Acto(
        tipo=TipoActuacion.NOTA,
        texto=texto,
        fecha=tx.contexto.hoy,
        datos={"indice_corte": corte.id, "huella": corte.huella, CLAVE: dict(papeles)},
    )
    act = registrar(tx, expediente, acto)
    if corte.actuacion_id is None:
        corte.actuacion_id = act.id
        tx.touch("indice_corte", corte.id)
    tx.tell(f"{expediente.numero}: {texto}", despues=corte.huella)


def _exigir(new: Sequence[Pieza], numero: str) -> None:
    if not new:
        message = (
            f"El expediente {numero} no tiene piezas por cerrar: no hay documentos "
            "firmados ni anexos, o todos están en un índice cerrado."
        )
        raise NotAllowedError(message)
    missing = [f"«{pieza.nombre}»" for pieza in new if pieza.paginas is None]
    if missing:
        message = (
            f"No se cerró el índice del expediente {numero}: falta escribir las "
            f"páginas de {', '.join(missing)}."
        )
        raise UnmetRequirementsError(message, {"faltan": missing})


def _corte(
    tx: Transaction, expediente: ExpedienteRow, piezas: Sequence[Pieza]
) -> IndiceCorteRow:
    earlier = cortes_de(tx.session, expediente.id)
    listed = indizados(piezas)
    anterior = earlier[-1].huella if earlier else ""
    content = canonico(expediente.numero, len(earlier) + 1, anterior, listed)
    row = IndiceCorteRow(
        expediente_id=expediente.id,
        orden=len(earlier) + 1,
        fecha=tx.contexto.hoy,
        usuario=tx.contexto.usuario,
        cerrado_en=tx.ahora,
        folios=listed[-1].pagina_fin,
        canonico=content,
        huella=huella_del_indice(content),
        xml_sha256=tx.workspace.contenido.guardar(tx.session, indice_xml(listed)),
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def _fallas(
    session: Session, row: IndiceCorteRow, last: IndiceCorteRow | None, numero: str
) -> Iterator[str]:
    content = row.canonico
    name = f"El índice electrónico (corte {row.orden})"
    known = {numero, *_de_origen(session, row.expediente_id)}
    if huella_del_indice(content) != row.huella or content["expediente"] not in known:
        yield f"{name} no coincide con la huella con que se cerró."
        return
    if content["anterior"] != (last.huella if last else "") or row.orden != (
        last.orden + 1 if last else 1
    ):
        yield f"{name} no sigue al corte anterior: falta uno o se cambió."
    listed = [DocumentoIndizado(**documento) for documento in content["documentos"]]
    # By place: a case that came from another base has other numbers of document.
    kept = {
        pieza.orden: pieza
        for pieza in session.scalars(
            select(PiezaRow).where(
                PiezaRow.expediente_id == row.expediente_id,
                PiezaRow.corte_id.is_not(None),
            )
        )
    }
    for documento in listed:
        pieza = kept.get(documento.orden)
        count = documento.pagina_fin - documento.pagina_inicio + 1
        said = (documento.huella, documento.orden, count)
        now = (pieza.sha256, pieza.orden, pieza.paginas) if pieza else None
        held = session.scalar(
            select(DocumentoVersionRow.id)
            .where(
                DocumentoVersionRow.documento_id
                == (pieza.documento_id if pieza else 0),
                DocumentoVersionRow.sha256 == documento.huella,
            )
            .limit(1)
        )
        if now != said or held is None:
            yield f"{name}: «{documento.nombre}» ya no es lo que el índice dice."


def _de_origen(session: Session, expediente_id: int) -> list[str]:
    """Return the numbers that a case had where it came from."""
    return list(
        session.scalars(
            select(ReferenciaRow.valor).where(
                ReferenciaRow.expediente_id == expediente_id,
                ReferenciaRow.tipo == ORIGEN,
            )
        )
    )
