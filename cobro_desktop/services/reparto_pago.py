"""How a payment is shared out among the open obligations of a case (RULES 2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.imputacion import (
    NORMAS,
    Conceptos,
    Imputacion,
    PagoImputado,
    imputar,
)
from cobro_desktop.domain.liquidacion import cuadrar
from cobro_desktop.services.antecedentes import antecedentes
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.liquidaciones import PAGADA, VIGENTE
from cobro_desktop.storage.rows import EntidadRow, ObligacionRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.referencia import Referencia
    from cobro_desktop.services.antecedentes import Antecedentes
    from cobro_desktop.services.conceptos import Concepto
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ExpedienteRow

ESPERA = "Su imputación espera:"
SIN_OBLIGACIONES = f"{ESPERA} el expediente no tiene obligaciones por pagar."


@dataclass(frozen=True, slots=True)
class Parte:
    """What one obligation owed on the day, and what the payment pays of it."""

    obligacion: ObligacionRow
    debe: Conceptos
    imputado: PagoImputado

    @property
    def alcanza(self) -> bool:
        """Whether the payment reaches this obligation."""
        return bool(self.imputado.pagado.total or self.imputado.saldo_a_favor)


@dataclass(frozen=True, slots=True)
class Reparto:
    """Every open obligation of the case, the oldest due first."""

    regla: Imputacion
    partes: tuple[Parte, ...]


@dataclass(frozen=True, slots=True)
class PartePrevista:
    """What an obligation would owe on the day, and what the payment would pay."""

    concepto: str
    """As documents name it: `Multa`."""
    vigencia: int | None
    debe: Conceptos
    paga: Conceptos


@dataclass(frozen=True, slots=True)
class PagoPrevisto:
    """How a payment would be imputed if it were registered now."""

    partes: tuple[PartePrevista, ...] = ()
    """Every open obligation, the oldest due first; also those it does not reach."""
    saldo_a_favor: Centavos = 0
    norma: str = ""
    espera: str = ""
    """Why its imputation would wait, in Spanish; empty when it would not."""
    regla: Imputacion | None = None
    otra: PagoPrevisto | None = None
    """The same payment in the other reading of RULES 2, to compare."""

    @property
    def debe(self) -> Conceptos:
        """What the case owes on the day of the payment."""
        return sumar(p.debe for p in self.partes)

    @property
    def paga(self) -> Conceptos:
        """What the payment pays, by concept."""
        return sumar(p.paga for p in self.partes)

    @property
    def queda(self) -> Conceptos:
        """What the case would still owe that day."""
        return self.debe.menos(self.paga)


@dataclass(frozen=True, slots=True)
class Deudas:
    """What some cases of an institution owe, at hand to share out payments."""

    opciones: Opciones
    referencia: Referencia
    obligaciones: Mapping[int, Sequence[ObligacionRow]]
    """By case: owed or paid, the oldest due first."""
    antecedentes: Antecedentes

    @property
    def regla(self) -> Imputacion:
        """The reading of RULES 2 that the institution chose."""
        return Imputacion(self.opciones["imputacion"])

    def debe(self, obligacion: ObligacionRow, fecha: dt.date) -> Conceptos:
        """Return what an obligation owes on a day.

        Raises:
            MissingParameterError: a rate is not loaded, so that it is not known.
        """
        cuenta = self.antecedentes.cuenta(obligacion, fecha)
        return cuadrar(cuenta, self.opciones, self.referencia).saldo

    def por_pagar(
        self, expediente_id: int, primero: Sequence[int] = ()
    ) -> list[ObligacionRow]:
        """Return the open obligations of a case in the order they are paid.

        Where none is open, the last that payments closed: what comes in then is in
        favour of the debtor, unless it came in before the others.
        """
        found = self.obligaciones.get(expediente_id, ())
        rank = {debt: place for place, debt in enumerate(primero)}
        open_ = [row for row in found if row.estado == VIGENTE]
        if not open_:
            return list(found[-1:])
        return sorted(open_, key=lambda row: rank.get(row.id, len(rank)))


def deudas_de(
    session: Session, workspace: Workspace, sigla: str, expedientes: Iterable[int]
) -> Deudas:
    """Read what some cases of an institution owe, in a few queries."""
    row, found = ObligacionRow, defaultdict(list)
    for chunk in trozos(sorted(set(expedientes))):
        query = (
            select(row)
            .where(row.expediente_id.in_(chunk), row.estado.in_([VIGENTE, PAGADA]))
            .order_by(row.exigible, row.id)
        )
        for obligacion in session.scalars(query):
            found[obligacion.expediente_id].append(obligacion)
    every = [obligacion for own in found.values() for obligacion in own]
    return Deudas(
        workspace.opciones(sigla),
        workspace.referencia,
        found,
        antecedentes(session, every),
    )


def repartir(
    deudas: Deudas,
    expediente_id: int,
    pago: tuple[dt.date, Centavos],
    *,
    regla: Imputacion | None = None,
    primero: Sequence[int] = (),
) -> Reparto:
    """Share out a payment (day, amount); writes nothing.

    What exceeds the whole debt stays on the last obligation, in favour. `regla` is
    the reading to use instead of the entity's own; `primero` are the obligations that
    the debtor or a person chose to pay before the others.

    Raises:
        MissingParameterError: a rate is not loaded, so that the debt is not known.
    """
    fecha, rest = pago
    regla = regla or deudas.regla
    abiertas = deudas.por_pagar(expediente_id, primero)
    partes = []
    for position, obligacion in enumerate(abiertas):
        owed = deudas.debe(obligacion, fecha)
        last = position == len(abiertas) - 1
        applied = imputar(rest if last else min(rest, owed.total), owed, regla)
        rest -= applied.pagado.total + applied.saldo_a_favor
        partes.append(Parte(obligacion, owed, applied))
    return Reparto(regla, tuple(partes))


def prever_segun(
    session: Session,
    workspace: Workspace,
    expediente: ExpedienteRow,
    pago: tuple[dt.date, Centavos],
    *,
    regla: Imputacion,
    primero: Sequence[int] = (),
) -> PagoPrevisto:
    """Say how a payment (day, amount) would be imputed in a reading of RULES 2."""
    sigla = session.get_one(EntidadRow, expediente.entidad_id).sigla
    deudas = deudas_de(session, workspace, sigla, [expediente.id])
    try:
        reparto = repartir(deudas, expediente.id, pago, regla=regla, primero=primero)
    except MissingParameterError as error:
        return PagoPrevisto(espera=f"{ESPERA} {error.mensaje}", regla=regla)
    if not reparto.partes:
        return PagoPrevisto(espera=SIN_OBLIGACIONES, regla=regla)
    return prever(reparto, load_conceptos(sigla, workspace.recursos))


def prever(reparto: Reparto, conceptos: Sequence[Concepto]) -> PagoPrevisto:
    """Put a distribution in words and figures that outlive its session."""
    names = {concepto.id: concepto.nombre for concepto in conceptos}
    return PagoPrevisto(
        partes=tuple(
            PartePrevista(
                names.get(parte.obligacion.concepto, parte.obligacion.concepto),
                parte.obligacion.vigencia,
                parte.debe,
                parte.imputado.pagado,
            )
            for parte in reparto.partes
        ),
        saldo_a_favor=sum(p.imputado.saldo_a_favor for p in reparto.partes),
        norma=NORMAS[reparto.regla],
        regla=reparto.regla,
    )


def sumar(amounts: Iterable[Conceptos]) -> Conceptos:
    """Add up, concept by concept."""
    found = list(amounts)
    return Conceptos(
        sum(c.capital for c in found),
        sum(c.intereses for c in found),
        sum(c.costas for c in found),
    )
