"""What comes next to notify an act to a debtor, and why (B18; RULES 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.notificacion import Camino, Medio, Resultado
from cobro_desktop.domain.plazos import sumar_habiles
from cobro_desktop.formats import fecha_larga

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.notificacion import (
        CausaDevolucion,
        PasoMedio,
        Regimen,
    )

MEDIOS = {
    Medio.PERSONAL: "personalmente",
    Medio.CORREO: "por correo certificado",
    Medio.AVISO: "por aviso",
    Medio.WEB: "por aviso en la página web",
    Medio.ELECTRONICA: "por medio electrónico",
    Medio.CONDUCTA_CONCLUYENTE: "por conducta concluyente",
    Medio.EDICTO: "por edicto",
}


class Siguiente(StrEnum):
    """What is to be done."""

    NADA = "nada"
    CITAR = "citar"
    ESPERAR = "esperar"
    NOTIFICAR = "notificar"
    CORREGIR = "corregir"
    HEREDEROS = "herederos"


@dataclass(frozen=True, slots=True)
class Intento:
    """An attempt to notify, or the citation before it, oldest first."""

    medio: Medio
    resultado: Resultado
    enviada: date | None = None
    efectiva: date | None = None
    """Of a citation, the day that it was delivered."""
    causa: CausaDevolucion | None = None
    guia: str = ""
    citacion: bool = False


@dataclass(frozen=True, slots=True)
class Propuesta:
    """The next step with its reason; nobody is forced to follow it."""

    clase: Siguiente
    texto: str
    norma: str = ""
    medio: Medio | None = None
    fecha: date | None = None
    """Until when, where a time runs."""


@dataclass(frozen=True, slots=True)
class Seguimiento:
    """One act and one debtor on a day: what was tried, and what is known."""

    regimen: Regimen
    intentos: Sequence[Intento]
    hoy: date
    calendario: Calendario
    citacion_en_archivo: bool = False
    """A citation is on file, though nobody recorded what came of it."""

    def vence_citacion(self) -> date | None:
        """Return the last day to appear; None while no citation arrived.

        Raises:
            MissingParameterError: holidays that are not known.
        """
        rule, made = self.regimen.citacion, self._citacion()
        if rule is None or made is None or made.resultado is not Resultado.EFECTIVA:
            return None
        start = made.efectiva if rule.desde_entrega else made.enviada or made.efectiva
        if start is None:
            return None
        return sumar_habiles(start, rule.dias, self.calendario).vence

    @property
    def notificado(self) -> date | None:
        """The day from which the act has effect for the debtor, the last told."""
        days = [i.efectiva for i in self._notificaciones() if i.efectiva is not None]
        return days[-1] if days else None

    def siguiente(self) -> Propuesta:
        """Say what comes next (T-4.6).

        Raises:
            MissingParameterError: holidays that are not known.
        """
        done = [i for i in self._notificaciones() if i.efectiva is not None]
        if done:
            last = done[-1]
            assert last.efectiva is not None, "filtered above"
            how = MEDIOS[last.medio]
            text = f"Quedó notificado {how} el {fecha_larga(last.efectiva)}."
            return Propuesta(Siguiente.NADA, text)
        last_one = self.intentos[-1] if self.intentos else None
        if last_one is not None and last_one.resultado is Resultado.PENDIENTE:
            return _por_saber(last_one)
        if last_one is not None and last_one.causa is not None:
            after = _tras_devolucion(last_one)
            if after is not None:
                return after
        return self._por_orden()

    def salta(self, medio: Medio) -> str:
        """Say which step a means would leave out; empty when it is its turn."""
        paso = self.regimen.pasos.get(medio)
        if paso is None:
            return f"La norma de este acto ({self.regimen.norma}) no prevé ese medio."
        turn = paso.equivale or (medio if paso.orden else None)
        for before in self.regimen.orden if turn is not None else ():
            if before.medio is turn:
                break
            if not self._agotado(before):
                return self._pendiente(before)
        return ""

    def _por_orden(self) -> Propuesta:
        steps = self.regimen.orden
        # Nobody goes back to the citation when the mail has already been tried.
        reached = max((n for n, p in enumerate(steps) if self._probado(p)), default=0)
        paso = next((p for p in steps[reached:] if not self._agotado(p)), None)
        if paso is None:
            return self._ultimo(steps)
        if paso.medio is Medio.PERSONAL and self.regimen.citacion is not None:
            return self._citar(paso)
        how = MEDIOS[paso.medio]
        until = self.vence_citacion()
        text = f"Notifique {how}. {paso.condicion}"
        if until is not None and not self._intentado(Medio.CORREO):
            text = (
                f"Los días para comparecer se acabaron el {fecha_larga(until)}: "
                f"notifique {how}."
            )
        return Propuesta(Siguiente.NOTIFICAR, text, paso.norma, paso.medio)

    def _ultimo(self, steps: Sequence[PasoMedio]) -> Propuesta:
        if not steps:
            text = "Puede notificarse por cualquiera de sus medios."
            return Propuesta(Siguiente.NOTIFICAR, text, self.regimen.norma)
        last = steps[-1]
        text = (
            "Se intentaron todos los medios en su orden. Repita el último, "
            f"{MEDIOS[last.medio]}, o use otro cuya condición se cumpla."
        )
        return Propuesta(Siguiente.NOTIFICAR, text, last.norma, last.medio)

    def _citar(self, paso: PasoMedio) -> Propuesta:
        rule = self.regimen.citacion
        assert rule is not None, "only asked where there is a citation"
        until = self.vence_citacion()
        if until is None:
            text = (
                "Envíe la citación para notificar en persona: el deudor tiene "
                f"{rule.dias} días hábiles para comparecer."
            )
            return Propuesta(Siguiente.CITAR, text, rule.norma, paso.medio)
        made = self._citacion()
        assert made is not None, "it has an end"
        start = made.efectiva if rule.desde_entrega else made.enviada or made.efectiva
        assert start is not None, "it has an end"
        verb = "se entregó" if rule.desde_entrega else "se envió"
        after = self._tras_personal()
        text = (
            f"La citación {verb} el {fecha_larga(start)}; si no comparece hasta el "
            f"{fecha_larga(until)}, notifique {after}."
        )
        return Propuesta(Siguiente.ESPERAR, text, rule.norma, paso.medio, until)

    def _tras_personal(self) -> str:
        others = [p for p in self.regimen.orden if p.medio is not Medio.PERSONAL]
        return MEDIOS[others[0].medio] if others else "por el medio que siga"

    def _agotado(self, paso: PasoMedio) -> bool:
        """Tell whether a step of the order was tried and is over."""
        tried = [
            i
            for i in self._notificaciones()
            if self._es(i.medio, paso)
            and i.resultado in {Resultado.DEVUELTA, Resultado.FALLIDA}
        ]
        if any(i.causa is None or i.causa.camino is Camino.AVISO for i in tried):
            return True
        if paso.medio is not Medio.PERSONAL:
            return False
        made, until = self._citacion(), self.vence_citacion()
        if until is not None:
            return self.hoy > until
        if made is None:
            return self.citacion_en_archivo
        back = made.resultado in {Resultado.DEVUELTA, Resultado.FALLIDA}
        return back and (made.causa is None or made.causa.camino is Camino.AVISO)

    def _probado(self, paso: PasoMedio) -> bool:
        return any(self._es(i.medio, paso) for i in self._notificaciones())

    def _pendiente(self, paso: PasoMedio) -> str:
        if paso.medio is Medio.PERSONAL and self.regimen.citacion is not None:
            until = self.vence_citacion()
            norm = self.regimen.citacion.norma
            if until is not None:
                return (
                    f"El deudor puede comparecer hasta el {fecha_larga(until)} ({norm})"
                    "."
                )
            return f"No consta la citación para notificar en persona ({norm})."
        return f"Antes va la notificación {MEDIOS[paso.medio]} ({paso.norma})."

    def _es(self, medio: Medio, paso: PasoMedio) -> bool:
        own = self.regimen.pasos.get(medio)
        return medio is paso.medio or (own is not None and own.equivale is paso.medio)

    def _intentado(self, medio: Medio) -> bool:
        return any(i.medio is medio for i in self._notificaciones())

    def _notificaciones(self) -> list[Intento]:
        return [i for i in self.intentos if not i.citacion]

    def _citacion(self) -> Intento | None:
        made = [i for i in self.intentos if i.citacion]
        return made[-1] if made else None


def _por_saber(intento: Intento) -> Propuesta:
    what = "la citación" if intento.citacion else f"el envío {MEDIOS[intento.medio]}"
    when = f" del {fecha_larga(intento.enviada)}" if intento.enviada else ""
    guide = f", guía {intento.guia}" if intento.guia else ""
    text = f"Falta saber qué pasó con {what}{when}{guide}."
    return Propuesta(Siguiente.ESPERAR, text, medio=intento.medio)


def _tras_devolucion(intento: Intento) -> Propuesta | None:
    assert intento.causa is not None, "asked only of what came back"
    if intento.causa.camino is Camino.CORREGIR:
        text = (
            f"Volvió por {intento.causa.nombre}: corrija el envío y hágalo otra vez "
            f"{MEDIOS[intento.medio]}. El término solo corre desde la notificación "
            "hecha en debida forma."
        )
        return Propuesta(Siguiente.CORREGIR, text, "ET 567", intento.medio)
    if intento.causa.camino is Camino.HEREDEROS:
        text = (
            "El correo dice que el deudor falleció: confírmelo, abra el incidente de "
            "muerte del deudor y notifique a los herederos."
        )
        return Propuesta(Siguiente.HEREDEROS, text, "ET 826 y 828-1", intento.medio)
    return None
