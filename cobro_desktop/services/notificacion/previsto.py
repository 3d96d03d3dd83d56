"""What a notification would start, in sentences, before it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.notificacion import CITACION, Calculo, Resultado
from cobro_desktop.domain.orden_notificacion import Intento, Seguimiento
from cobro_desktop.domain.plazos import (
    DIAS_DE_ESPERA,
    HABILES_566_1,
    contar_guardado,
    sumar_habiles,
)
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.notificacion.conteo import (
    DIAS_DE_EXCEPCIONES,
    MANDAMIENTO,
    unidad_de,
)
from cobro_desktop.services.notificacion.examen import abre_termino

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.services.notificacion.examen import Antecedente, Examen
    from cobro_desktop.services.notificacion.orden import Notificar
    from cobro_desktop.services.notificacion.seguimiento import Lectura


def frases(
    command: Notificar,
    examen: Examen,
    antecedentes: Sequence[Antecedente],
    lectura: Lectura,
    opciones: Opciones,
) -> list[str]:
    """Say the effective day, what starts, what is missing and what comes next."""
    if examen.resultado is Resultado.PENDIENTE:
        return ["Queda a la espera del resultado: todavía no empieza ningún término."]
    if examen.efectiva is None:
        first = "Queda como intento fallido: no empieza ningún término."
        return [first, *_despues(command, examen, antecedentes)]
    told = [*_fecha(examen), *_empieza(command, examen, lectura, opciones)]
    starts = abre_termino(command.documento, lectura.reglas)
    needs = " Necesita un motivo." if starts else " Queda anotado así."
    told += [f"{text}{needs}" for text in examen.objeciones]
    if later := " y ".join(examen.pendientes):
        told.append(f"Queda por completar: {later}.")
    return told


def _fecha(examen: Examen) -> Iterator[str]:
    paso = examen.paso
    if paso is None or examen.efectiva is None or examen.hecho is None:
        return
    if paso.calculo is Calculo.SIGUIENTE_HABIL:
        yield (
            f"Queda notificado el {fecha_larga(examen.efectiva)}, día hábil siguiente "
            f"({paso.norma})."
        )


def _empieza(
    command: Notificar, examen: Examen, lectura: Lectura, opciones: Opciones
) -> Iterator[str]:
    assert examen.efectiva is not None, "asked only of effective ones"
    cal = lectura.calendario
    if command.documento == CITACION:
        rule = lectura.reglas.de(command.cita).citacion
        if rule is None:
            return
        start = examen.efectiva
        if not rule.desde_entrega:
            start = examen.enviada or start
        until = sumar_habiles(start, rule.dias, cal).vence
        yield (
            f"Empiezan los {rule.dias} días hábiles para comparecer ({rule.norma}): "
            f"vencen el {fecha_larga(until)}."
        )
        return
    if command.documento != MANDAMIENTO:
        yield _de_otro_acto(command, examen.efectiva, lectura)
        return
    yield (
        "Se interrumpe la prescripción: se cuenta de nuevo desde el día siguiente "
        "(ET 818)."
    )
    unit = unidad_de(command.medio, opciones)
    end = contar_guardado(examen.efectiva, DIAS_DE_EXCEPCIONES, unit, cal).vence
    if unit == HABILES_566_1:
        wait = sumar_habiles(examen.efectiva, DIAS_DE_ESPERA, cal).vence
        yield (
            f"Los términos del deudor empiezan después de {DIAS_DE_ESPERA} días "
            f"hábiles, que terminan el {fecha_larga(wait)} (ET 566-1)."
        )
    yield (
        f"Empiezan los {DIAS_DE_EXCEPCIONES} días hábiles para pagar o proponer "
        f"excepciones (ET 830): vencen el {fecha_larga(end)}."
    )


def _de_otro_acto(command: Notificar, efectiva: dt.date, lectura: Lectura) -> str:
    term = lectura.reglas.terminos.get(command.documento)
    if term is None:
        day = fecha_larga(efectiva)
        return f"Queda registrada el {day}; por sí sola no abre un término."
    end = contar_guardado(
        efectiva, term.cantidad, str(term.unidad), lectura.calendario
    ).vence
    return f"Empieza un término. {term.nombre}: vence el {fecha_larga(end)}."


def _despues(
    command: Notificar, examen: Examen, antecedentes: Sequence[Antecedente]
) -> Iterator[str]:
    """Say what the law proposes after what came back."""
    if examen.causa is None or not antecedentes:
        return
    one = antecedentes[0].seguimiento
    tried = Intento(
        command.medio,
        examen.resultado,
        causa=examen.causa,
        citacion=command.documento == CITACION,
    )
    after = Seguimiento(one.regimen, [*one.intentos, tried], one.hoy, one.calendario)
    found = after.siguiente()
    norm = f" ({found.norma})" if found.norma else ""
    yield f"{found.texto.rstrip('.')}{norm}."
