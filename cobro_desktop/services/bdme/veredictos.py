"""Sorts the debtors of an institution and says of each why in or why out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from cobro_desktop.domain.bdme import (
    BaseBdme,
    DeudorBdme,
    ObligacionEnMora,
    bdme_candidatos,
)
from cobro_desktop.domain.bdme_novedades import SeccionBdme
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_desktop.services.bdme.apartadas import en_palabras, por_que_no_cuenta
from cobro_desktop.services.bdme.modelo import ActoBdme, FilaBdme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cobro_desktop.domain.bdme import (
        Apartado,
        CandidatosBdme,
        Incluido,
        ReglaBdme,
    )
    from cobro_desktop.services.bdme.apartadas import Situaciones
    from cobro_desktop.services.conceptos import Concepto
    from cobro_desktop.services.saldos_cartera import Movimientos, Saldo
    from cobro_desktop.storage.queries.bdme import Partida


@dataclass(frozen=True, slots=True)
class Cartera:
    """What the verdicts are told from."""

    conceptos: Mapping[str, Concepto]
    saldos: Mapping[int, Saldo]
    situaciones: Situaciones
    regla: ReglaBdme

    def acto(self, partida: Partida) -> ActoBdme:
        """Return an obligation as the report tells it."""
        concepto = self.conceptos.get(partida.concepto)
        saldo = self.saldos.get(partida.id)
        valor = partida.saldo_capital
        if saldo is not None:
            valor = self.regla.valor(_en_mora(partida, saldo))
        return ActoBdme(
            obligacion_id=partida.id,
            expediente_id=partida.expediente_id,
            expediente=partida.expediente,
            concepto=concepto.nombre if concepto else partida.concepto,
            acto=concepto.titulo if concepto else "Título",
            numero=partida.titulo,
            fecha=partida.titulo_fecha,
            valor=valor,
            vencimiento=partida.exigible,
            extincion=partida.fecha_legal,
        )


@dataclass(frozen=True, slots=True)
class Deudor:
    """The obligations of a person: those that count, of broken agreements, and not."""

    cuentan: tuple[Partida, ...]
    incumplidas: tuple[Partida, ...]
    apartadas: tuple[tuple[Partida, str], ...]

    @property
    def primera(self) -> Partida:
        """Any obligation of the person, for who they are."""
        return (*self.cuentan, *self.incumplidas, *(p for p, _ in self.apartadas))[0]


def deudores_de(
    partidas: Sequence[Partida], situaciones: Situaciones, movimientos: Movimientos
) -> Iterator[Deudor]:
    """Yield the debtors, each with what counts of them and what does not."""
    for _, owned in groupby(partidas, key=lambda p: p.persona_id):
        counted, broken, aside = [], [], []
        for partida in owned:
            reason = por_que_no_cuenta(partida, situaciones, movimientos)
            agreement = situaciones.acuerdos.get(partida.expediente_id)
            if reason:
                aside.append((partida, reason))
            elif agreement is not None and agreement.incumplido:
                broken.append(partida)
            else:
                counted.append(partida)
        yield Deudor(tuple(counted), tuple(broken), tuple(aside))


def filas_de(deudores: Sequence[Deudor], cartera: Cartera) -> Iterator[FilaBdme]:
    """Yield the debtors to report and to leave out."""
    verdicts = _veredictos(deudores, cartera)
    reported = {verdict.deudor: verdict for verdict in verdicts.incluidos}
    reasons = {verdict.deudor: verdict for verdict in verdicts.excluidos}
    for number, deudor in enumerate(deudores):
        breach, arrears = reported.get(f"{number}i"), reported.get(f"{number}m")
        if breach is not None:
            yield _fila_incumplida(deudor, breach, cartera)
        if arrears is not None:
            yield _fila_en_mora(deudor, arrears, cartera)
        if breach is None and arrears is None:
            yield _fila_excluida(deudor, reasons.get(f"{number}m"), cartera)


def _veredictos(deudores: Sequence[Deudor], cartera: Cartera) -> CandidatosBdme:
    """Apply the rule to what each debtor owes, apart from what a broken one covers."""

    def every() -> Iterator[DeudorBdme]:
        for number, deudor in enumerate(deudores):
            if deudor.incumplidas:
                broken = _en_moras(deudor.incumplidas, cartera)
                yield DeudorBdme(f"{number}i", broken, acuerdo_incumplido=True)
            if deudor.cuentan:
                yield DeudorBdme(f"{number}m", _en_moras(deudor.cuentan, cartera))

    return bdme_candidatos(cartera.situaciones.corte, every(), cartera.regla)


def _en_moras(
    partidas: Sequence[Partida], cartera: Cartera
) -> tuple[ObligacionEnMora, ...]:
    return tuple(_en_mora(p, cartera.saldos[p.id]) for p in partidas)


def _en_mora(partida: Partida, saldo: Saldo) -> ObligacionEnMora:
    return ObligacionEnMora(
        str(partida.id), partida.exigible, saldo.capital, saldo.total
    )


def _fila_incumplida(deudor: Deudor, verdict: Incluido, cartera: Cartera) -> FilaBdme:
    first = deudor.incumplidas[0]
    agreement = cartera.situaciones.acuerdos[first.expediente_id]
    text = (
        f"{agreement.texto} y debe {pesos(verdict.valor)}. El incumplimiento se "
        "reporta sin importar el valor ni la antigüedad."
    )
    return _fila(
        first, SeccionBdme.INCUMPLIMIENTO, verdict.valor, text,
        [cartera.acto(p) for p in deudor.incumplidas],
    )  # fmt: skip


def _fila_en_mora(deudor: Deudor, verdict: Incluido, cartera: Cartera) -> FilaBdme:
    counted = [p for p in deudor.cuentan if str(p.id) in verdict.obligaciones]
    what = cantidad(len(counted), "obligación", "obligaciones")
    oldest = min(p.exigible for p in counted)
    base = "de capital " if cartera.regla.base is BaseBdme.CAPITAL else ""
    text = (
        f"Debe {pesos(verdict.valor)} {base}en {what} con más de seis meses en mora "
        f"(exigible desde el {fecha_corta(oldest)}"
        f"{' la más antigua' if len(counted) > 1 else ''}), más de "
        f"{cartera.regla.umbral_en_palabras}."
    )
    if deudor.apartadas:
        text += f" No se cuenta: {en_palabras(deudor.apartadas)}"
    return _fila(
        counted[0], SeccionBdme.SEMESTRAL, verdict.valor, text,
        [cartera.acto(p) for p in counted],
    )  # fmt: skip


def _fila_excluida(
    deudor: Deudor, verdict: Apartado | None, cartera: Cartera
) -> FilaBdme:
    aside = en_palabras(deudor.apartadas) if deudor.apartadas else ""
    if verdict is None:
        text = aside or "No debe nada en mora."
    else:
        text = verdict.motivo + (f" No se cuenta: {aside}" if aside else "")
    every = (*deudor.cuentan, *deudor.incumplidas)
    owed = sum(cartera.regla.valor(o) for o in _en_moras(every, cartera))
    acts = [cartera.acto(p) for p in (*every, *(p for p, _ in deudor.apartadas))]
    return _fila(deudor.primera, SeccionBdme.EXCLUIDOS, owed, text, acts)


def _fila(
    partida: Partida,
    seccion: SeccionBdme,
    valor: int,
    motivo: str,
    actos: Sequence[ActoBdme],
) -> FilaBdme:
    return FilaBdme(
        persona_id=partida.persona_id,
        tipo_documento=partida.tipo_documento,
        documento=partida.documento,
        dv=partida.dv,
        nombre=partida.nombre,
        seccion=seccion,
        valor=valor,
        motivo=motivo,
        actos=tuple(actos),
    )
