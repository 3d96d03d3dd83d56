"""What is wrong inside the activities of a procedure: fields, evidence, names."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cobro_desktop.domain.catalogo_documentos import CATALOGO
from cobro_desktop.domain.documentos import ESTADOS
from cobro_desktop.domain.grafo import Defecto, defectos_del_grafo
from cobro_desktop.domain.procedimiento import TipoCampo, TipoEvidencia
from cobro_desktop.domain.reglas import REGLAS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from cobro_desktop.domain.procedimiento import (
        Actividad,
        Campo,
        Condicion,
        Evidencia,
        Procedimiento,
        ReglaInvocada,
    )

_CON_OPCIONES = frozenset({TipoCampo.OPCION, TipoCampo.LISTA})
_CON_DOCUMENTO = frozenset({TipoEvidencia.DOCUMENTO, TipoEvidencia.NOTIFICACION})


def defectos(
    procedimiento: Procedimiento, opciones: Collection[str]
) -> Iterator[Defecto]:
    """Yield every fault of a procedure; `opciones` are the switches that exist."""
    yield from defectos_del_grafo(procedimiento)
    for actividad in procedimiento.actividades.values():
        yield from _actividad(procedimiento, actividad, opciones)
    for comun in procedimiento.salidas_comunes:
        raiz = ("salida_comun", comun.resultado)
        yield from _reglas(comun.reglas, raiz)
        for evidencia in comun.evidencia:
            yield from _referencia(evidencia, (*raiz, "evidencia", evidencia.id))
    yield from _ids_de_evidencia(procedimiento)


def parecido(nombre: str, existentes: Iterable[str]) -> str:
    """Return ` ¿Quiso decir «x»?` for the nearest name, or nothing."""
    cerca = get_close_matches(nombre, list(existentes), n=1)
    return f". ¿Quiso decir «{cerca[0]}»?" if cerca else ""


def _actividad(
    procedimiento: Procedimiento, actividad: Actividad, opciones: Collection[str]
) -> Iterator[Defecto]:
    raiz = ("actividad", actividad.id)
    for documento in actividad.documentos:
        yield from _documento(documento, (*raiz, "documentos"))
    yield from _reglas(actividad.reglas, raiz)
    if actividad.plazo and actividad.plazo.opcion:
        opcion = actividad.plazo.opcion
        if opcion not in opciones:
            mensaje = f"no existe la opción «{opcion}»{parecido(opcion, opciones)}"
            yield Defecto((*raiz, "plazo", "opcion"), mensaje)
    for desde in actividad.fuera_de_turno_desde:
        if desde not in procedimiento.actividades:
            mensaje = f"no existe la actividad «{desde}»"
            yield Defecto((*raiz, "fuera_de_turno_desde"), mensaje)
    resultados = {s.resultado for s in procedimiento.salidas(actividad.id)}
    yield from _campos(actividad, resultados)
    yield from _evidencias(actividad, resultados)
    for salida in actividad.salidas:
        yield from _reglas(salida.reglas, (*raiz, "salida", salida.resultado))


def _campos(actividad: Actividad, resultados: set[str]) -> Iterator[Defecto]:
    anteriores: dict[str, Campo] = {}
    for campo in actividad.campos:
        ruta = ("actividad", actividad.id, "campo", campo.nombre)
        yield from _condicion(campo.si, anteriores, ruta)
        yield from _resultados(campo.resultados, resultados, ruta)
        con_opciones = campo.tipo in _CON_OPCIONES
        minimo = 2 if campo.tipo is TipoCampo.OPCION else 1
        if con_opciones and len(campo.opciones) < minimo:
            mensaje = (
                f"un campo «{campo.tipo}» necesita al menos {minimo} en «opciones»"
            )
            yield Defecto((*ruta, "opciones"), mensaje)
        if campo.opciones and not con_opciones:
            mensaje = f"un campo «{campo.tipo}» no lleva «opciones»"
            yield Defecto((*ruta, "opciones"), mensaje)
        for valor in _repetidos(valor for valor, _ in campo.opciones):
            yield Defecto((*ruta, "opciones"), f"el valor «{valor}» está repetido")
        anteriores[campo.nombre] = campo


def _evidencias(actividad: Actividad, resultados: set[str]) -> Iterator[Defecto]:
    campos = {campo.nombre: campo for campo in actividad.campos}
    grupos = Counter(e.alternativa for e in actividad.evidencia if e.alternativa)
    for evidencia in actividad.evidencia:
        ruta = ("actividad", actividad.id, "evidencia", evidencia.id)
        yield from _condicion(evidencia.si, campos, ruta)
        yield from _resultados(evidencia.resultados, resultados, ruta)
        yield from _referencia(evidencia, ruta)
        if evidencia.tipo is TipoEvidencia.CAMPO and evidencia.referencia not in campos:
            mensaje = f"la actividad no tiene el campo «{evidencia.referencia}»"
            yield Defecto(
                (*ruta, "campo"), mensaje + parecido(evidencia.referencia, campos)
            )
        if grupos[evidencia.alternativa] == 1:
            mensaje = (
                f"la alternativa «{evidencia.alternativa}» tiene una sola evidencia"
            )
            yield Defecto((*ruta, "alternativa"), mensaje)


def _referencia(evidencia: Evidencia, ruta: tuple[str, ...]) -> Iterator[Defecto]:
    if evidencia.tipo in _CON_DOCUMENTO:
        yield from _documento(evidencia.referencia, (*ruta, evidencia.tipo.value))
    if evidencia.estado and evidencia.estado not in ESTADOS:
        mensaje = f"no existe el estado «{evidencia.estado}»"
        yield Defecto((*ruta, "estado"), mensaje + parecido(evidencia.estado, ESTADOS))
    if evidencia.estado and evidencia.tipo is not TipoEvidencia.DOCUMENTO:
        yield Defecto((*ruta, "estado"), "solo un documento tiene estado")


def _documento(identificador: str, ruta: tuple[str, ...]) -> Iterator[Defecto]:
    if identificador not in CATALOGO:
        mensaje = f"el catálogo no tiene el documento «{identificador}»"
        yield Defecto(ruta, mensaje + parecido(identificador, CATALOGO))


def _reglas(
    invocadas: Iterable[ReglaInvocada], raiz: tuple[str, ...]
) -> Iterator[Defecto]:
    ruta = (*raiz, "reglas")
    for invocada in invocadas:
        regla = REGLAS.get(invocada.regla)
        if regla is None:
            mensaje = f"no existe la regla «{invocada.regla}»"
            yield Defecto(ruta, mensaje + parecido(invocada.regla, REGLAS))
            continue
        for sobra in invocada.parametros.keys() - regla.parametros.keys():
            yield Defecto(ruta, f"la regla «{regla.nombre}» no usa «{sobra}»")


def _condicion(
    si: Condicion | None, campos: dict[str, Campo], ruta: tuple[str, ...]
) -> Iterator[Defecto]:
    if si is None:
        return
    campo = campos.get(si.campo)
    if campo is None:
        mensaje = f"la condición mira el campo «{si.campo}», que no está antes"
        yield Defecto((*ruta, "si"), mensaje + parecido(si.campo, campos))
        return
    if campo.tipo is TipoCampo.SI_NO:
        valores = {"si", "no"}
    elif campo.tipo in _CON_OPCIONES:
        valores = {valor for valor, _ in campo.opciones}
    else:
        mensaje = f"una condición no puede mirar un campo «{campo.tipo}»"
        yield Defecto((*ruta, "si"), mensaje)
        return
    for es in si.es:
        if es not in valores:
            mensaje = f"«{es}» no es una respuesta de «{si.campo}»"
            yield Defecto((*ruta, "si"), mensaje + parecido(es, valores))


def _resultados(
    pedidos: tuple[str, ...], resultados: set[str], ruta: tuple[str, ...]
) -> Iterator[Defecto]:
    for resultado in pedidos:
        if resultado not in resultados:
            mensaje = f"la actividad no tiene el resultado «{resultado}»"
            yield Defecto(
                (*ruta, "resultados"), mensaje + parecido(resultado, resultados)
            )


def _ids_de_evidencia(procedimiento: Procedimiento) -> Iterator[Defecto]:
    """Yield the ids that name two different things in one file."""
    vistas: dict[str, Evidencia] = {}
    todas = [
        (("actividad", a.id, "evidencia", e.id, "id"), e)
        for a in procedimiento.actividades.values()
        for e in a.evidencia
    ] + [
        (("salida_comun", c.resultado, "evidencia", e.id, "id"), e)
        for c in procedimiento.salidas_comunes
        for e in c.evidencia
    ]
    for ruta, evidencia in todas:
        otra = vistas.setdefault(evidencia.id, evidencia)
        if (otra.tipo, otra.referencia) != (evidencia.tipo, evidencia.referencia):
            mensaje = f"«{evidencia.id}» ya nombra otra cosa: {otra.etiqueta}"
            yield Defecto(ruta, mensaje)


def _repetidos(valores: Iterable[str]) -> list[str]:
    return [valor for valor, veces in Counter(valores).items() if veces > 1]
