"""A small procedure for the tests of the engine, built without any file."""

from __future__ import annotations

from cobro_desktop.domain.procedimiento import (
    Actividad,
    Desde,
    Etapa,
    Evidencia,
    Fin,
    Plazo,
    Procedimiento,
    Reentrada,
    ReglaInvocada,
    Rol,
    Salida,
    SalidaComun,
    TipoEvidencia,
    Unidad,
)


def actividad(
    identificador: str,
    *salidas: Salida,
    etapa: Etapa = Etapa.PERSUASIVO,
    **otras: object,
) -> Actividad:
    return Actividad(
        id=identificador,
        etapa=etapa,
        nombre=f"Actividad {identificador}",
        responsable="Profesional",
        rol=(Rol.PRO,),
        salidas=salidas,
        **otras,  # type: ignore[arg-type]
    )


def a(resultado: str, siguiente: str, **otras: object) -> Salida:
    return Salida(resultado, resultado, siguiente=siguiente, **otras)  # type: ignore[arg-type]


def termina(resultado: str, fin: Fin = Fin.ARCHIVADO) -> Salida:
    return Salida(resultado, resultado, fin=fin)


def documento(identificador: str, **otras: object) -> Evidencia:
    return Evidencia(
        id=identificador,
        etiqueta=f"El {identificador}",
        tipo=TipoEvidencia.DOCUMENTO,
        referencia=identificador,
        **otras,  # type: ignore[arg-type]
    )


def archivo(identificador: str, **otras: object) -> Evidencia:
    return Evidencia(
        id=identificador,
        etiqueta=f"El archivo {identificador}",
        tipo=TipoEvidencia.ARCHIVO,
        referencia=identificador,
        **otras,  # type: ignore[arg-type]
    )


def procedimiento(
    *actividades: Actividad,
    comunes: tuple[SalidaComun, ...] = (),
    reentradas: tuple[Reentrada, ...] = (),
    inicio_cartera: tuple[str, ...] = (),
) -> Procedimiento:
    return Procedimiento(
        codigo="P-1",
        sigla="X",
        nombre="De prueba",
        version=1,
        alias=(),
        inicio=actividades[0].id,
        inicio_cartera=inicio_cartera,
        actividades={a.id: a for a in actividades},
        salidas_comunes=comunes,
        reentradas=reentradas,
    )


def con_pagos() -> Procedimiento:
    """1 → 2 (agreement) → 3 (payment, returns) → 4 (archive)."""
    return procedimiento(
        actividad(
            "1",
            a("sigue", "2"),
            a("paga", "3"),
            plazo=Plazo(45, Unidad.HABILES, Desde.EXIGIBILIDAD),
        ),
        actividad(
            "2",
            a("cuota", "3", suspende=True),
            a("incumplido", "4"),
            Salida("regresa", "regresa", regresa=True),
            etapa=Etapa.COACTIVO,
            plazo=Plazo(1, Unidad.MESES),
            evidencia=(documento("acuerdo-pago", nueva=True),),
        ),
        actividad(
            "3",
            a("total", "4"),
            Salida("parcial", "parcial", regresa=True),
            Salida("espera", "espera", permanece=True),
            etapa=Etapa.TERMINACION,
            plazo=Plazo(1, Unidad.MESES),
        ),
        actividad("4", termina("archivado"), etapa=Etapa.TERMINACION),
        comunes=(
            SalidaComun(
                "pago_total",
                "Pago",
                "3",
                reglas=(ReglaInvocada("pago_total_confirmado"),),
                etapas=(Etapa.PERSUASIVO, Etapa.COACTIVO),
            ),
            SalidaComun(
                "prescripcion", "Prescripción", "4", evidencia=(archivo("acto-causa"),)
            ),
        ),
        reentradas=(Reentrada(Fin.ARCHIVADO, "reabierto", "Reabierto", "3"),),
    )
