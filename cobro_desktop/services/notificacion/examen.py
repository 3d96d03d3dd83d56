"""Looks at a notification before it is recorded: its day, what it lacks, its turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import UnmetRequirementsError
from cobro_desktop.domain.notificacion import (
    CITACION,
    Calculo,
    Requisito,
    Resultado,
    faltantes,
)
from cobro_desktop.domain.orden_notificacion import MEDIOS
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.negativas import rehusar
from cobro_desktop.services.notificacion.conteo import MANDAMIENTO

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.notificacion import (
        CausaDevolucion,
        Falta,
        PasoMedio,
        ReglasNotificacion,
    )
    from cobro_desktop.domain.orden_notificacion import Seguimiento
    from cobro_desktop.services.notificacion.orden import Notificar
    from cobro_desktop.storage.queries.notificaciones import Envio

DILIGENCIAS = ("diligencia-notificacion", "aviso-notificacion")
"""Documents of the case that prove a notification by themselves."""


@dataclass(frozen=True, slots=True)
class Antecedente:
    """One debtor of a notification: what was tried with that act before."""

    deudor_id: int
    nombre: str
    seguimiento: Seguimiento
    pendiente: Envio | None
    """The attempt by the same means whose result was not known."""
    autorizacion: str = ""
    """The acceptance of the electronic means that an earlier one carries."""


@dataclass(frozen=True, slots=True)
class Examen:
    """A notification that may be recorded, with what was found."""

    paso: PasoMedio | None
    resultado: Resultado
    enviada: dt.date | None
    hecho: dt.date | None
    efectiva: dt.date | None
    causa: CausaDevolucion | None
    causa_texto: str
    faltas: tuple[Falta, ...] = ()
    saltos: tuple[str, ...] = ()

    @property
    def objeciones(self) -> tuple[str, ...]:
        """What it takes a reason to record."""
        lacks = tuple(f"Falta {f.texto}." for f in self.faltas if f.impide)
        return (*lacks, *self.saltos)

    @property
    def pendientes(self) -> tuple[str, ...]:
        """What may be completed later, in words."""
        return tuple(f.texto for f in self.faltas if not f.impide)


def examinar(
    command: Notificar,
    reglas: ReglasNotificacion,
    antecedentes: Sequence[Antecedente],
    *,
    hoy: dt.date,
    calendario: Calendario,
    probado: bool,
) -> Examen:
    """Work out a notification; `probado` when the case holds its diligencia.

    Raises:
        InvalidDataError: dates that cannot be, or neither a day nor a cause.
    """
    paso = reglas.de(command.documento).pasos.get(command.medio)
    resultado = _resultado(command, paso)
    _revisar_fechas(command, hoy)
    if resultado is not Resultado.EFECTIVA:
        cause = reglas.causa(command.causa) if command.causa else None
        text = cause.nombre if cause else command.causa.strip().rstrip(".")
        sent = command.enviada or (hoy if resultado is Resultado.PENDIENTE else None)
        return Examen(paso, resultado, sent, command.hecho, None, cause, text)
    fact, day = _efectiva(command, paso, calendario)
    lacks = (
        faltantes(paso, _presentes(command, antecedentes, probado=probado))
        if paso
        else ()
    )
    return Examen(
        paso,
        resultado,
        command.enviada,
        fact,
        day,
        None,
        "",
        lacks,
        tuple(dict.fromkeys(_saltos(command, antecedentes))),
    )


def abre_termino(documento: str, reglas: ReglasNotificacion) -> bool:
    """Tell whether a term hangs on the notification of a document."""
    return documento == MANDAMIENTO or documento in reglas.terminos


def exigir_motivo(
    command: Notificar, examen: Examen, reglas: ReglasNotificacion
) -> None:
    """Refuse what lacks something and carries no reason, where a term hangs on it.

    The notification of an act that starts nothing is recorded with what it lacks.

    Raises:
        UnmetRequirementsError: lists it.
    """
    starts = abre_termino(command.documento, reglas)
    if not starts or not examen.objeciones or command.motivo.strip():
        return
    what = " ".join(examen.objeciones)
    message = (
        f"{what} El término no empieza así. Complételo, o escriba el motivo por el que "
        "la registra de todos modos: queda en el expediente. No se registró nada."
    )
    raise UnmetRequirementsError(message, {"falta": list(examen.objeciones)})


def _resultado(command: Notificar, paso: PasoMedio | None) -> Resultado:
    day = command.efectiva or command.hecho
    told = command.resultado
    if told is None:
        if command.causa:
            told = Resultado.DEVUELTA if paso and paso.direccion else Resultado.FALLIDA
        elif day:
            told = Resultado.EFECTIVA
        elif command.enviada:
            told = Resultado.PENDIENTE
    if told is None or (told is Resultado.EFECTIVA and day is None):
        rehusar(
            "Diga en qué fecha quedó notificado el deudor o por qué causa falló. "
            "Si apenas se envió, diga cuándo."
        )
    if told in {Resultado.DEVUELTA, Resultado.FALLIDA} and not command.causa.strip():
        rehusar("Diga por qué causa volvió o no se pudo hacer.")
    return told


def _revisar_fechas(command: Notificar, hoy: dt.date) -> None:
    for day in (command.efectiva, command.hecho):
        if day is not None and day > hoy:
            rehusar(
                f"La notificación no puede tener fecha posterior a hoy, "
                f"{fecha_larga(hoy)}."
            )
    if command.enviada is None:
        return
    if command.enviada > hoy:
        rehusar(f"El envío no puede ser posterior a hoy, {fecha_larga(hoy)}.")
    day = command.hecho or command.efectiva
    if day is not None and command.enviada > day:
        rehusar(
            f"Se habría enviado el {fecha_larga(command.enviada)}, después de llegar, "
            f"el {fecha_larga(day)}."
        )


def _efectiva(
    command: Notificar, paso: PasoMedio | None, calendario: Calendario
) -> tuple[dt.date | None, dt.date | None]:
    """Return the fact and the effective day, which the law may compute from it."""
    if paso is None:
        return command.hecho, command.efectiva or command.hecho
    if command.hecho is None:
        day = command.efectiva
        computed = paso.calculo is Calculo.SIGUIENTE_HABIL
        if computed and day and not calendario.es_habil(day):
            rehusar(
                f"El {fecha_larga(day)} no es hábil, y {MEDIOS[command.medio]} se "
                f"notifica al final de un día hábil ({paso.norma})."
            )
        return None, day
    day = paso.efectiva(command.hecho, calendario)
    if command.efectiva not in {None, day}:
        rehusar(
            f"La fecha la fija la norma ({paso.norma}): por lo ocurrido el "
            f"{fecha_larga(command.hecho)} queda notificado el {fecha_larga(day)}."
        )
    return command.hecho, day


def _presentes(
    command: Notificar, antecedentes: Sequence[Antecedente], *, probado: bool
) -> frozenset[Requisito]:
    """Return what is there for each of the debtors."""

    def guide(one: Antecedente) -> bool:
        return bool(command.guia or (one.pendiente and one.pendiente.guia))

    def proof(one: Antecedente) -> bool:
        before = one.pendiente is not None and "soporte" in one.pendiente.datos
        return command.soporte is not None or probado or before

    def accepted(one: Antecedente) -> bool:
        return bool(command.autorizacion.strip() or one.autorizacion)

    checks = {
        Requisito.GUIA: guide,
        Requisito.SOPORTE: proof,
        Requisito.AUTORIZACION: accepted,
    }
    return frozenset(r for r, there in checks.items() if all(map(there, antecedentes)))


def _saltos(command: Notificar, antecedentes: Sequence[Antecedente]) -> Iterator[str]:
    if command.documento == CITACION:
        return
    several = len(antecedentes) > 1
    for one in antecedentes:
        if found := one.seguimiento.salta(command.medio):
            yield f"{one.nombre}: {found}" if several else found
