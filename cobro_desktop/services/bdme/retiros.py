"""Who has to be taken off the bulletin at once: paid, or signed an agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_desktop.services.bdme.apartadas import ENDED
from cobro_desktop.services.bdme.conservados import leer_boletin, marcas
from cobro_desktop.services.bdme.registro import CONSERVAN
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.entidades_presentes import sigla_de
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.queries import bdme as consultas
from cobro_desktop.storage.rows import AcuerdoRow, LoteRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.bdme_novedades import SeccionBdme
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.bdme.conservados import EnBoletin
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.bdme import AcuerdoDeCaso
    from cobro_desktop.storage.rows import ExpedienteRow

MAX_NOMBRES: Final = 5
"""Debtors who are named in a sentence; the rest are counted."""


@dataclass(frozen=True, slots=True)
class RetiroPendiente:
    """A debtor of the last report who has to be taken off."""

    persona_id: int
    documento: str
    nombre: str
    seccion: SeccionBdme
    valor: Centavos
    """As it was reported."""
    motivo: str
    desde: dt.date | None
    """The day of the last payment or of the signing; None where nobody recorded it."""
    casos: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Retiros:
    """Those of an institution, and the report they stand in."""

    sigla: str
    corte: dt.date | None
    """Of the last report; None while none was kept."""
    reportados: int
    pendientes: tuple[RetiroPendiente, ...]


@dataclass(frozen=True, slots=True)
class RegistrarRetiros:
    """Keep that the withdrawal of some debtors was told to the CGN."""

    sigla: str
    personas: frozenset[int] | None = None
    """None for all that are pending."""


def retiros_pendientes(workspace: Workspace, sigla: str, hoy: dt.date) -> Retiros:
    """Tell who of the last report has paid, or has an agreement, up to a day.

    Raises:
        NotFoundError: the base has no case of that institution.
        InvalidDataError: the base has several institutions and none was named.
    """
    with workspace.base.read() as session:
        return _pendientes(session, workspace, sigla, hoy)


def pedir_retiro(session: Session, caso: ExpedienteRow, hoy: dt.date) -> str:
    """Say that who just paid, or signed, has to be taken off the bulletin at once.

    Empty for who is not in it, or still owes of what was reported.
    """
    if not consultas.en_boletin(session, caso.entidad_id, caso.id):
        return ""
    return pedir_retiros(session, caso.entidad_id, {caso.id}, hoy)


def pedir_retiros(
    session: Session, entidad_id: int, casos: set[int] | frozenset[int], hoy: dt.date
) -> str:
    """Say as `pedir_retiro` of the debtors of many cases; the report is read once."""
    boletin = leer_boletin(session, entidad_id)
    if boletin.anterior is None:
        return ""
    told = [d for d in boletin.deudores if not casos.isdisjoint(d.casos)]
    states = consultas.estados(session, [o for d in told for o in d.obligaciones])
    owing = [{states[o][1] for o in d.obligaciones if _owes(states, o)} for d in told]
    covered = _con_acuerdo(session, set().union(*owing), boletin.anterior.corte, hoy)
    pending = [d for d, cases in zip(told, owing, strict=True) if cases <= covered]
    names = list(dict.fromkeys(one.reportado.nombre for one in pending))
    if not names:
        return ""
    shown = ", ".join(names[:MAX_NOMBRES])
    if len(names) > MAX_NOMBRES:
        shown += f" y {len(names) - MAX_NOMBRES} más"
    are, must = ("está", "debe") if len(names) == 1 else ("están", "deben")
    return (
        f"{shown} {are} en el boletín de deudores morosos (BDME) y ya no {must} estar: "
        "pida su retiro de inmediato, en Informes › Boletín de deudores o con "
        "bdme --retiros."
    )


def registrar_retiros(
    command: RegistrarRetiros, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Keep the withdrawals: those debtors are not in the bulletin any more.

    Raises:
        NotAllowedError: the user may not, or nobody has to be taken off.
    """
    with transaction(workspace, contexto, "retirar_bdme") as tx:
        tx.require_role(CONSERVAN, "registrar retiros del boletín")
        found = _pendientes(tx.session, workspace, command.sigla, contexto.hoy)
        chosen = [
            one
            for one in found.pendientes
            if command.personas is None or one.persona_id in command.personas
        ]
        if not chosen:
            message = (
                "No hay retiros por registrar: ninguno de los reportados en el último "
                "informe ha pagado ni ha firmado un acuerdo."
            )
            raise NotAllowedError(message)
        lote = LoteRow(
            entidad_id=workspace.entidad(tx.session, found.sigla).id,
            tipo=f"{consultas.RETIRO}{contexto.hoy.isoformat()}",
            resumen={
                "deudores": [_en_json(one) for one in chosen],
                "marcas": marcas(case for one in chosen for case in one.casos),
            },
            usuario=contexto.usuario,
            hoy=contexto.hoy,
            creado_en=tx.ahora,
        )
        tx.session.add(lote)
        tx.session.flush()
        names = ", ".join(one.nombre for one in chosen[:MAX_NOMBRES])
        texto = (
            f"{found.sigla}: se registró el retiro del boletín de "
            f"{cantidad(len(chosen), 'deudor', 'deudores')}: {names}"
            f"{'…' if len(chosen) > MAX_NOMBRES else '.'}"
        )
        tx.touch("lote", lote.id)
        tx.tell(texto)
        datos: dict[str, object] = {"lote": lote.id, "retirados": len(chosen)}
    cases = frozenset(case for one in chosen for case in one.casos)
    return Changes(expedientes=cases, resumen=texto, datos=datos)


def _pendientes(
    session: Session, workspace: Workspace, sigla: str, hoy: dt.date
) -> Retiros:
    sigla = sigla_de(session, sigla)
    entidad_id = workspace.entidad(session, sigla).id
    boletin = leer_boletin(session, entidad_id)
    if boletin.anterior is None:
        return Retiros(sigla, None, 0, ())
    ids = [o for debtor in boletin.deudores for o in debtor.obligaciones]
    states = consultas.estados(session, ids)
    paid = consultas.abonos(session, entidad_id)
    agreements = consultas.acuerdos(session, entidad_id)
    found = []
    for debtor in boletin.deudores:
        reason, since = _por_pago(debtor, states, paid)
        if not reason:
            owing = {states[o][1] for o in debtor.obligaciones if _owes(states, o)}
            signed = [
                _firma(agreements.get(case, ()), boletin.anterior.corte, hoy)
                for case in owing
            ]
            reason, since = _por_acuerdo(signed)
        if reason:
            told = debtor.reportado
            found.append(
                RetiroPendiente(
                    debtor.persona_id,
                    told.documento,
                    told.nombre,
                    told.seccion,
                    told.valor,
                    f"{reason} Se reportó por {pesos(told.valor)}: pida su retiro de "
                    "inmediato.",
                    since,
                    debtor.casos,
                )
            )
    return Retiros(sigla, boletin.anterior.corte, len(boletin.deudores), tuple(found))


def _con_acuerdo(
    session: Session, casos: set[int], corte: dt.date, hoy: dt.date
) -> set[int]:
    """Return which of some cases have an agreement that was signed since a cut."""
    row, found = AcuerdoRow, set[int]()
    for chunk in trozos(sorted(casos)):
        query = select(row.expediente_id).where(
            row.expediente_id.in_(chunk),
            row.estado == EstadoAcuerdo.VIGENTE,
            row.firma > corte,
            row.firma <= hoy,
        )
        found |= set(session.scalars(query))
    return found


def _por_pago(
    debtor: EnBoletin,
    states: Mapping[int, tuple[str, int]],
    paid: Mapping[int, Sequence[tuple[dt.date, Centavos]]],
) -> tuple[str, dt.date | None]:
    """Say when the last of what was reported was paid, or how it ended."""
    now = {states.get(o, ("", 0))[0] for o in debtor.obligaciones}
    if "VIGENTE" in now:
        return "", None
    if now == {"PAGADA"}:
        last = max(
            (day for o in debtor.obligaciones for day, _ in paid.get(o, ())),
            default=None,
        )
        when = f" el {fecha_corta(last)}" if last else ""
        return f"Pagó todo lo que se reportó{when}.", last
    if "ARCHIVADO" in now:
        return f"Nada de lo reportado se cobra ya: {ENDED['ARCHIVADO']}.", None
    return "Nada de lo que se reportó se debe ya en esta base.", None


def _owes(states: Mapping[int, tuple[str, int]], obligacion: int) -> bool:
    return states.get(obligacion, ("", 0))[0] == "VIGENTE"


def _firma(
    agreements: Sequence[AcuerdoDeCaso], corte: dt.date, hoy: dt.date
) -> dt.date | None:
    """Return when the agreement that a case has since the cut was signed."""
    last = next((a for a in agreements if a.firma <= hoy), None)
    if last is None or last.estado != "vigente" or last.firma <= corte:
        return None
    return last.firma


def _por_acuerdo(signed: Sequence[dt.date | None]) -> tuple[str, dt.date | None]:
    """Say since when agreements cover every case that still owes."""
    days = [day for day in signed if day is not None]
    if not days or len(days) < len(signed):
        return "", None
    since = max(days)
    return f"Firmó un acuerdo de pago el {fecha_corta(since)} y está vigente.", since


def _en_json(one: RetiroPendiente) -> dict[str, Any]:
    return {
        "persona": one.persona_id,
        "seccion": one.seccion.value,
        "documento": one.documento,
        "nombre": one.nombre,
        "valor": one.valor,
        "motivo": one.motivo,
        "casos": list(one.casos),
    }
