"""What the documents of the reception take from the study of the title."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.contextos.recepcion import (
    ConsultaEstado,
    RequisitoRevisado,
)
from cobro_desktop.domain import estudio
from cobro_desktop.domain.requisitos import TipoCampo
from cobro_desktop.domain.respuestas import Juicio, en_palabras, juicios
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.documentos.contexto import identificacion
from cobro_desktop.services.documentos.escrito import ISO
from cobro_desktop.services.trabajo.devoluciones import respuestas_del_estudio
from cobro_desktop.storage.queries.incidentes import incidentes_de

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cobro_desktop.domain.requisitos import Campo
    from cobro_desktop.services.documentos.lectura import Caso, Lectura

_NO = "No"
_RESULTADOS = {
    Juicio.CUMPLE: "Sí",
    Juicio.NO_CUMPLE: _NO,
    Juicio.NO_APLICA: "No aplica",
}
_CONSULTA = "fecha_consulta"
_FUENTES = ("Fecha de la consulta en ", "Fecha de la respuesta de la ")
"""How the question begins that tells when the state was looked up, and where."""
_ESTADOS = ("estado_multa", "estado_deuda")
_PENDIENTE = "pendiente"
_REGISTRO, _COMPROBANTE = ("IDPYBA", "3"), ("IDPYBA", "16")
_ACUERDO = {("SVSP", "7"), ("SVSP", "10")}


def respuestas_de(lectura: Lectura) -> Mapping[str, str]:
    """Return what was answered in the case, drafts of the open activity included."""
    return respuestas_del_estudio(lectura.session, lectura.caso.expediente.id)


def renglones(text: str) -> tuple[str, ...]:
    """Part a text into its lines, without blanks."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def fecha_escrita(text: str) -> str:
    """Write an answered date as documents do; anything else stays as it is."""
    return fecha_larga(dt.date.fromisoformat(text)) if ISO.fullmatch(text) else text


def datos_de_la_lista(lectura: Lectura) -> dict[str, Any]:
    """Return each requirement with its result, and what the study concludes."""
    answers = respuestas_de(lectura)
    rows = tuple(_requisitos(lectura.caso, answers))
    unmet = sum(row.resultado == _NO for row in rows)
    written = (
        h
        for h in estudio.hallazgos(lectura.caso.procedimiento, answers)
        if not h.startswith("No se cumple: ")
    )
    return {
        "requisitos": rows,
        "hallazgos": tuple(written) if unmet else (),
        "observaciones": renglones(answers.get("observaciones", "")),
        "consultas": tuple(_consultas(lectura, answers)),
        "conclusion": _conclusion(unmet, answers) if rows else "",
    }


def datos_de_la_aclaracion(lectura: Lectura) -> dict[str, Any]:
    """Return the doubt of the study, or of the open incident."""
    answers, expediente = respuestas_de(lectura), lectura.caso.expediente
    doubt = answers.get("duda", "")
    opened = [
        i
        for i in incidentes_de(lectura.session, expediente.id)
        if i.tipo == "aclaracion" and i.estado == "abierto"
    ]
    if opened and not doubt:
        doubt = str(opened[0].datos.get("duda", ""))
    limit = answers.get("fecha_limite_aclaracion", "")
    return {
        "dudas": renglones(doubt),
        "fecha_limite": fecha_escrita(limit),
        "memorando_recibo": _recibo(lectura),
    }


def datos_del_memorando(lectura: Lectura) -> dict[str, Any]:
    """Return what a memorando of the activity says; of the others nothing is known."""
    caso = lectura.caso
    known = {"destinatario": "", "cargo_destinatario": "", "fecha_limite": ""}
    where = (caso.perfil.sigla, caso.expediente.actividad)
    if where == _REGISTRO:
        return known | _registro(caso)
    if where == _COMPROBANTE:
        return known | _comprobante(caso)
    if where in _ACUERDO:
        return known | _copia_del_acuerdo(caso)
    return known | {"titulos": ()}


def _requisitos(caso: Caso, answers: Mapping[str, str]) -> Iterator[RequisitoRevisado]:
    number = 0
    for campo in _campos(caso):
        answer = answers.get(campo.nombre, "")
        asked = campo.si is None or campo.si.se_cumple(answers)
        if campo.tipo is not TipoCampo.LISTA or not answer or not asked:
            continue
        judged = juicios(campo, answer)
        for item, text in campo.opciones:
            # On a list without judgements, what is not marked is not met.
            missing = "Sin revisar" if campo.juicio else _NO
            number += 1
            yield RequisitoRevisado(
                numero=str(number),
                requisito=text,
                resultado=_RESULTADOS[judged[item]] if item in judged else missing,
                observacion=answers.get(f"{campo.nombre}.{item}", ""),
            )


def _consultas(
    lectura: Lectura, answers: Mapping[str, str]
) -> Iterator[ConsultaEstado]:
    asked = {campo.nombre: campo for campo in _campos(lectura.caso)}
    if answers.get(_CONSULTA) and _CONSULTA in asked:
        label = asked[_CONSULTA].etiqueta
        for start in _FUENTES:
            label = label.removeprefix(start)
        state = next((e for e in _ESTADOS if answers.get(e)), "")
        yield ConsultaEstado(
            fuente=label,
            fecha=fecha_escrita(answers[_CONSULTA]),
            estado=en_palabras(asked[state], answers) if state in asked else "",
            saldo=_saldo(asked, answers),
        )
    owed = sum(o.saldo_capital for o in lectura.caso.obligaciones)
    yield ConsultaEstado(
        fuente="Cartera de este expediente",
        fecha=fecha_larga(lectura.fecha),
        estado="Pendiente de pago" if owed else "Sin saldo",
        saldo=pesos(owed),
    )


def _saldo(asked: Mapping[str, Campo], answers: Mapping[str, str]) -> str:
    if "saldo_capital" not in asked or not answers.get("saldo_capital"):
        return "No informa"
    return en_palabras(asked["saldo_capital"], answers)


def _conclusion(unmet: int, answers: Mapping[str, str]) -> str:
    state = next((answers[e] for e in _ESTADOS if answers.get(e)), _PENDIENTE)
    if unmet:
        return (
            "El título no reúne los requisitos señalados: no puede cobrarse mientras "
            "no se subsanen."
        )
    if state != _PENDIENTE:
        return (
            "El título reúne los requisitos revisados, pero la consulta no muestra un "
            "saldo pendiente: no procede su cobro."
        )
    return "El título reúne los requisitos revisados y tiene saldo: procede su cobro."


def _campos(caso: Caso) -> Iterator[Campo]:
    for actividad in estudio.actividades_de_estudio(caso.procedimiento):
        yield from actividad.campos


def _recibo(lectura: Lectura) -> str:
    return respuestas_de(lectura).get("memorando_recibo", "")


def _deuda(caso: Caso) -> str:
    owed = sum(o.saldo_capital for o in caso.obligaciones)
    name = f"{caso.principal.nombre}, {identificacion(caso.principal)}"
    return f"a cargo de {name}, con un saldo de capital de {pesos(owed)}"


def _registro(caso: Caso) -> dict[str, Any]:
    return {
        "destinatario": "Contabilidad",
        "cargo_destinatario": "Subdirección de Gestión Corporativa",
        "asunto": "Registro contable de una cuenta por cobrar",
        "parrafos": (
            (
                f"Le solicito registrar en la contabilidad la cuenta por cobrar "
                f"{_deuda(caso)}, que consta en el título que se relaciona."
            ),
            (
                "Hecho el registro, le agradezco informar su fecha y el número del "
                "comprobante, para agregarlos al expediente de cobro."
            ),
        ),
        "anexos": ("Copia del título y de su constancia de ejecutoria.",),
    }


def _comprobante(caso: Caso) -> dict[str, Any]:
    paid = [
        f"{pesos(p.valor)} el {fecha_larga(p.fecha)}, con referencia {p.referencia}."
        for p in caso.pagos
    ]
    return {
        "destinatario": "Oficina Asesora Jurídica",
        "cargo_destinatario": "Cobro persuasivo y coactivo",
        "asunto": "Recaudo identificado y comprobante de ingreso",
        "parrafos": (
            f"Se informa el ingreso de dinero para la obligación {_deuda(caso)}:",
            *paid,
            "El comprobante de ingreso se anexa, para que se aplique al expediente.",
        )
        if paid
        else (),
        "anexos": ("Comprobante de ingreso.",),
        "titulos": (),
    }


def _copia_del_acuerdo(caso: Caso) -> dict[str, Any]:
    return {
        "destinatario": "Coordinación del Grupo de Recursos Financieros",
        "cargo_destinatario": "Secretaría General",
        "asunto": "Copia de un acuerdo de pago",
        "parrafos": (
            (
                f"Se remite copia del acuerdo de pago suscrito por la obligación "
                f"{_deuda(caso)}, para que se identifiquen y registren los pagos de "
                "sus cuotas."
            ),
        ),
        "anexos": ("Copia del acuerdo de pago, con su plan.",),
    }


PROPIOS: Mapping[str, Callable[[Lectura], Mapping[str, Any]]] = {
    "lista-verificacion": datos_de_la_lista,
    "solicitud-aclaracion": datos_de_la_aclaracion,
    "memorando": datos_del_memorando,
}
"""What the kinds of this family know besides what every one does."""
