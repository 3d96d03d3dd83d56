"""Turns the tables of a procedure file into `Procedimiento`, noting every fault."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from cobro_desktop.domain.procedimiento import (
    Actividad,
    Ambito,
    Campo,
    Condicion,
    Desde,
    Etapa,
    Evidencia,
    Fin,
    Plazo,
    Procedimiento,
    Propuesta,
    Reentrada,
    ReglaInvocada,
    Rol,
    Salida,
    SalidaComun,
    TipoCampo,
    TipoEvidencia,
    Unidad,
)

if TYPE_CHECKING:
    from cobro_desktop.services.tabla_toml import Tabla

_SLUG = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")


def leer_procedimiento(tabla: Tabla) -> Procedimiento:
    """Read a whole file; what cannot be read is noted and left out."""
    actividades = [_actividad(t) for t in tabla.tablas("actividad")]
    if not actividades:
        tabla.falla("no tiene ninguna [[actividad]]")
    tabla.unicos("actividad", actividades, lambda a: a.id, "el id de actividad")
    por_id: dict[str, Actividad] = {}
    for actividad in actividades:
        por_id.setdefault(actividad.id, actividad)
    comunes = [_salida_comun(t) for t in tabla.tablas("salida_comun")]
    tabla.unicos("salida_comun", comunes, lambda s: s.resultado, "el resultado")
    procedimiento = Procedimiento(
        codigo=tabla.texto("codigo", obligatorio=True),
        sigla=tabla.texto("sigla", obligatorio=True),
        nombre=tabla.texto("nombre", obligatorio=True),
        version=tabla.entero("version", obligatorio=True),
        alias=tabla.textos("alias"),
        inicio=tabla.texto("inicio", obligatorio=True),
        inicio_cartera=tabla.textos("inicio_cartera"),
        actividades=por_id,
        salidas_comunes=tuple(comunes),
        reentradas=tuple(_reentrada(t) for t in tabla.tablas("reentrada")),
        vigente_desde=_fecha(tabla, "vigente_desde"),
    )
    tabla.cerrar()
    return procedimiento


def _actividad(tabla: Tabla) -> Actividad:
    evidencia = [_evidencia(t) for t in tabla.tablas("evidencia")]
    tabla.unicos("evidencia", evidencia, lambda e: e.id, "el id de evidencia")
    campos = [leer_campo(t) for t in tabla.tablas("campo")]
    tabla.unicos("campo", campos, lambda c: c.nombre, "el campo")
    salidas = [_salida(t) for t in tabla.tablas("salida")]
    tabla.unicos("salida", salidas, lambda s: s.resultado, "el resultado")
    return Actividad(
        id=tabla.texto("id", obligatorio=True),
        etapa=tabla.enumerado("etapa", Etapa, Etapa.RECEPCION, obligatorio=True),
        nombre=tabla.texto("nombre", obligatorio=True),
        responsable=tabla.texto("responsable", obligatorio=True),
        rol=tabla.enumerados("rol", Rol, obligatorio=True),
        descripcion=_parrafos(tabla, "descripcion"),
        norma=tabla.texto("norma"),
        revisa=tabla.enumerados("revisa", Rol),
        firma=tabla.enumerados("firma", Rol),
        envia=tabla.texto("envia"),
        control=tabla.logico("control"),
        punto_control=tabla.texto("punto_control"),
        registro=tabla.texto("registro"),
        plazo=_plazo(tabla),
        documentos=tabla.textos("documentos"),
        reglas=_reglas(tabla),
        fuera_de_turno=tabla.logico("fuera_de_turno"),
        fuera_de_turno_desde=tabla.textos("fuera_de_turno_desde"),
        ambito=tabla.enumerado("ambito", Ambito, Ambito.EXPEDIENTE),
        evidencia=tuple(evidencia),
        campos=tuple(campos),
        salidas=tuple(salidas),
    )


def _plazo(actividad: Tabla) -> Plazo | None:
    tabla = actividad.tabla("plazo")
    if tabla is None:
        return None
    unidad = tabla.enumerado("unidad", Unidad, Unidad.HABILES, obligatorio=True)
    inmediato = unidad is Unidad.INMEDIATO
    plazo = Plazo(
        cantidad=tabla.entero("cantidad", obligatorio=not inmediato),
        unidad=unidad,
        desde=tabla.enumerado("desde", Desde, Desde.ENTRADA),
        opcion=tabla.texto("opcion"),
    )
    if not inmediato and tabla.tiene("cantidad") and plazo.cantidad < 1:
        tabla.falla("«cantidad» debe ser mayor que cero", "cantidad")
    tabla.cerrar()
    return plazo


def _evidencia(tabla: Tabla) -> Evidencia:
    escritos = [tipo for tipo in TipoEvidencia if tabla.tiene(tipo.value)]
    if len(escritos) != 1:
        nombres = ", ".join(tipo.value for tipo in TipoEvidencia)
        tabla.falla(f"una evidencia lleva exactamente una de estas claves: {nombres}")
    tipo = escritos[0] if escritos else TipoEvidencia.ARCHIVO
    cualquiera = tipo is TipoEvidencia.RADICADO and tabla.datos[tipo.value] is True
    if cualquiera:
        tabla.logico(tipo.value)
    referencias = [
        tabla.texto(escrito.value, obligatorio=True)
        for escrito in escritos
        if not (cualquiera and escrito is tipo)
    ]
    return Evidencia(
        id=_slug(tabla, "id"),
        etiqueta=tabla.texto("etiqueta", obligatorio=True),
        tipo=tipo,
        referencia=referencias[0] if referencias and not cualquiera else "",
        estado=tabla.texto("estado"),
        alternativa=tabla.texto("alternativa"),
        si=_condicion(tabla),
        resultados=tabla.textos("resultados"),
        aviso=tabla.logico("aviso"),
        nueva=tabla.logico("nueva"),
    )


def leer_campo(tabla: Tabla) -> Campo:
    """Read a question: of an activity, or of an incident."""
    return Campo(
        nombre=_slug(tabla, "nombre"),
        etiqueta=tabla.texto("etiqueta", obligatorio=True),
        tipo=tabla.enumerado("tipo", TipoCampo, TipoCampo.TEXTO, obligatorio=True),
        obligatorio=tabla.logico("obligatorio"),
        ayuda=tabla.texto("ayuda"),
        norma=tabla.texto("norma"),
        opciones=_opciones(tabla),
        si=_condicion(tabla),
        resultados=tabla.textos("resultados"),
        por_partida=tabla.logico("por_partida"),
        juicio=tabla.logico("juicio"),
        futura=tabla.logico("futura"),
    )


def _opciones(tabla: Tabla) -> tuple[tuple[str, str], ...]:
    opciones: list[tuple[str, str]] = []
    for n, par in enumerate(tabla.valor("opciones", list, [])):
        match par:
            case [str() as valor, str() as etiqueta] if _SLUG.fullmatch(valor):
                opciones.append((valor, etiqueta))
            case _:
                mensaje = 'cada opción es un par ["valor_sin_tildes", "Etiqueta"]'
                tabla.falla(mensaje, "opciones", n)
    return tuple(opciones)


def _condicion(tabla: Tabla) -> Condicion | None:
    si = tabla.tabla("si")
    if si is None:
        return None
    una = isinstance(si.datos.get("es"), str)
    es = (si.texto("es"),) if una else si.textos("es", obligatorio=True)
    condicion = Condicion(si.texto("campo", obligatorio=True), es)
    si.cerrar()
    return condicion


def _salida(tabla: Tabla) -> Salida:
    sin_fin = Fin.ARCHIVADO
    salida = Salida(
        resultado=_slug(tabla, "resultado"),
        etiqueta=tabla.texto("etiqueta", obligatorio=True),
        siguiente=tabla.texto("siguiente") or None,
        permanece=tabla.logico("permanece"),
        regresa=tabla.logico("regresa"),
        fin=tabla.enumerado("fin", Fin, sin_fin) if tabla.tiene("fin") else None,
        reglas=_reglas(tabla),
        suspende=tabla.logico("suspende"),
        ayuda=tabla.texto("ayuda"),
        propone=tabla.enumerado("propone", Propuesta, Propuesta.NADA),
    )
    destinos = [salida.siguiente, salida.permanece, salida.regresa, salida.fin]
    if sum(map(bool, destinos)) != 1:
        mensaje = (
            "lleva exactamente una de siguiente, permanece = true, regresa = true, fin"
        )
        tabla.falla(mensaje)
    return salida


def _salida_comun(tabla: Tabla) -> SalidaComun:
    evidencia = [_evidencia(t) for t in tabla.tablas("evidencia")]
    tabla.unicos("evidencia", evidencia, lambda e: e.id, "el id de evidencia")
    return SalidaComun(
        resultado=_slug(tabla, "resultado"),
        etiqueta=tabla.texto("etiqueta", obligatorio=True),
        siguiente=tabla.texto("siguiente", obligatorio=True),
        reglas=_reglas(tabla),
        etapas=tabla.enumerados("etapas", Etapa),
        evidencia=tuple(evidencia),
    )


def _reentrada(tabla: Tabla) -> Reentrada:
    return Reentrada(
        fin=tabla.enumerado("fin", Fin, Fin.ARCHIVADO, obligatorio=True),
        resultado=_slug(tabla, "resultado"),
        etiqueta=tabla.texto("etiqueta", obligatorio=True),
        siguiente=tabla.texto("siguiente", obligatorio=True),
    )


def _reglas(tabla: Tabla) -> tuple[ReglaInvocada, ...]:
    reglas: list[ReglaInvocada] = []
    for n, escrita in enumerate(tabla.valor("reglas", list, [])):
        match escrita:
            case str():
                reglas.append(ReglaInvocada(escrita))
            case {"regla": str() as nombre, **resto}:
                aviso = resto.pop("aviso", False)
                if not isinstance(aviso, bool):
                    tabla.falla("«aviso» debe ser true o false", "reglas", n)
                enteros = {str(c): v for c, v in resto.items() if type(v) is int}
                for clave in resto.keys() - enteros.keys():
                    tabla.falla(f"«{clave}» debe ser un número entero", "reglas", n)
                reglas.append(ReglaInvocada(nombre, enteros, aviso=bool(aviso)))
            case _:
                mensaje = 'una regla es "nombre" o { regla = "nombre", n = 2 }'
                tabla.falla(mensaje, "reglas", n)
    return tuple(reglas)


def _parrafos(tabla: Tabla, clave: str) -> str:
    """Join the lines that the file wraps; a blank line still parts paragraphs."""
    parrafos = re.split(r"\n\s*\n", tabla.texto(clave))
    return "\n\n".join(" ".join(parrafo.split()) for parrafo in parrafos)


def _slug(tabla: Tabla, clave: str) -> str:
    texto = tabla.texto(clave, obligatorio=True)
    if texto and not _SLUG.fullmatch(texto):
        mensaje = f"«{texto}» solo puede tener minúsculas sin tilde, cifras, _ y -"
        tabla.falla(mensaje, clave)
    return texto


def _fecha(tabla: Tabla, clave: str) -> dt.date | None:
    return tabla.valor(clave, dt.date, dt.date.min) if tabla.tiene(clave) else None
