"""Full contexts of accounts and of the reports of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.campos import montos
from cobro_desktop.documents.contextos.cuenta import (
    ActaConciliacion,
    Asistente,
    CampanaInformada,
    CobroEnCurso,
    Compromiso,
    ContactoCampana,
    Diferencia,
    EstadoCuenta,
    GestionPorAutoridad,
    InformeCobros,
    InformeSeguimiento,
    MesDeCuenta,
    Obligado,
    PagoDeCuenta,
    PagoPosible,
    RegistroCampana,
)
from tests.documents.comunes import AUTORIDAD, CONCEPTO, comun

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.documents.contextos.comun import Emitido

TODAS = ("SDSCJ", "SVSP", "RNEC", "IDPYBA")
CASOS = [
    *(("estado-cuenta", sigla) for sigla in TODAS),
    *(("acta-conciliacion", sigla) for sigla in TODAS),
    ("informe-seguimiento", "SDSCJ"),
    ("registro-campana", "SDSCJ"),
    ("informe-cobros-en-curso", "IDPYBA"),
]


def _oficina(tipo: str, sigla: str) -> dict[str, Any]:
    own = comun(tipo, sigla)
    return {k: own[k] for k in ("emisor", "firma", "fecha", "fecha_iso", "numero")}


def _estado(sigla: str) -> EstadoCuenta:
    concepto, nombre = CONCEPTO[sigla]
    return EstadoCuenta(
        **comun("estado-cuenta", sigla),
        corte="30 de septiembre de 2026",
        obligaciones=(
            Obligado(
                concepto=concepto,
                titulo=nombre,
                exigible="10 de junio de 2024",
                valor="$ 1.423.500",
                total="$ 1.509.612",
            ),
        ),
        meses=(
            MesDeCuenta(
                mes="ago 2026",
                interes="$ 14.508",
                gastos="$ 0",
                pagos="$ 0",
                capital="$ 1.423.500",
                intereses="$ 72.072",
                total="$ 1.495.572",
            ),
            MesDeCuenta(
                mes="sep 2026",
                interes="$ 14.040",
                gastos="$ 0",
                pagos="$ 0",
                capital="$ 1.423.500",
                intereses="$ 86.112",
                total="$ 1.509.612",
            ),
        ),
        **montos(total=150961200),
        regimen_intereses="el artículo 9 de la Ley 68 de 1923 (12 % anual)",
        pagos=(
            PagoDeCuenta(
                fecha="3 jul 2026",
                referencia="REF-0001",
                valor="$ 100.000",
                capital="$ 0",
                intereses="$ 100.000",
                costas="$ 0",
            ),
        ),
        tiene_pagos=True,
        pagos_posibles=(
            PagoPosible(
                fecha="15 de octubre de 2026",
                capital="$ 1.423.500",
                intereses="$ 93.132",
                costas="$ 0",
                total="$ 1.516.632",
            ),
        ),
        medio="Banco Ejemplo, cuenta de ahorros 000-111222-33.",
    )


def _conciliacion(sigla: str) -> ActaConciliacion:
    return ActaConciliacion(
        **_oficina("acta-conciliacion", sigla),
        corte="30 de septiembre de 2026",
        area_financiera="el Grupo de Recursos Financieros",
        cifras=(
            Diferencia(
                concepto="Multas",
                cobro="$ 10.000.000",
                contabilidad="$ 9.500.000",
                diferencia="$ 500.000",
                causa="Pago sin aplicar",
            ),
        ),
        asistentes=(
            Asistente(
                nombre="Ana María Peñuela Gómez",
                cargo="Coordinadora",
                area="Cobro",
            ),
            Asistente(
                nombre="Íñigo Muñoz",
                cargo="Contador",
                area="Grupo de Recursos Financieros",
            ),
        ),
        diferencias=(
            Diferencia(
                concepto=f"{sigla}-2026-000153, Vigías & Cía <Ltda.>",
                cobro="$ 1.423.500",
                contabilidad="$ 923.500",
                diferencia="$ 500.000",
                causa="Pago que contabilidad aplicó y cobro no",
            ),
        ),
        tiene_diferencias=True,
        compromisos=(
            Compromiso(
                accion="Aplicar el pago del 15 de septiembre",
                responsable="Cobro",
                fecha="15 de octubre de 2026",
            ),
        ),
    )


def _seguimiento(sigla: str) -> InformeSeguimiento:
    return InformeSeguimiento(
        **_oficina("informe-seguimiento", sigla),
        destinatario="Dirección Financiera",
        cargo_destinatario="Subsecretaría de Gestión Institucional",
        desde="1 de septiembre de 2026",
        hasta="30 de septiembre de 2026",
        autoridades=(
            GestionPorAutoridad(
                autoridad=AUTORIDAD[sigla],
                casos="12",
                gestiones="20",
                pagaron="3",
                recaudo="$ 2.400.000",
                saldo="$ 15.000.000",
            ),
        ),
        casos="12 expedientes",
        gestiones="20 gestiones",
        pagaron="3 expedientes",
        recaudo="$ 2.400.000",
        saldo="$ 15.000.000",
        actos=("Oficio de cobro persuasivo: 8",),
        campanas=(
            CampanaInformada(
                nombre="SMS septiembre",
                clase="cobro",
                canal="mensaje de texto",
                fechas="7 sep 2026 a 9 sep 2026",
                destinatarios="120",
                efectivas="96",
            ),
        ),
    )


def _campana(sigla: str) -> RegistroCampana:
    return RegistroCampana(
        **_oficina("registro-campana", sigla),
        campana="SMS septiembre",
        clase="cobro",
        canal="mensaje de texto",
        mensaje="Tiene una obligación pendiente con la Secretaría. Pague en línea.",
        desde="7 de septiembre de 2026",
        hasta="9 de septiembre de 2026",
        contactos=(
            ContactoCampana(
                expediente="SDSCJ-2026-000153",
                nombre="Vigías & Cía <Ltda.>",
                identificacion="NIT 900.123.456-8",
                destino="300 555 0101",
                fecha="7 sep 2026",
                resultado="Entregado",
                cuenta="Sí",
            ),
        ),
        resumen=("Entregado: 1",),
        efecto="Cuenta como gestión persuasiva en 1 expediente.",
    )


def _cobros(sigla: str) -> InformeCobros:
    concepto, nombre = CONCEPTO[sigla]
    return InformeCobros(
        **_oficina("informe-cobros-en-curso", sigla),
        destinatario="Tesorería",
        cargo_destinatario=f"Subdirección de Gestión Corporativa ({concepto})",
        corte="30 de septiembre de 2026",
        cobros=(
            CobroEnCurso(
                expediente=f"{sigla}-2026-000153",
                deudor="Vigías & Cía <Ltda.>",
                identificacion="NIT 900.123.456-8",
                titulo=nombre,
                etapa="Persuasivo",
                capital="$ 1.423.500",
                intereses="$ 86.112",
                total="$ 1.509.612",
            ),
        ),
        cantidad="1 obligación",
        capital="$ 1.423.500",
        intereses="$ 86.112",
        total="$ 1.509.612",
    )


EJEMPLOS: dict[str, Callable[[str], Emitido]] = {
    "estado-cuenta": _estado,
    "acta-conciliacion": _conciliacion,
    "informe-seguimiento": _seguimiento,
    "registro-campana": _campana,
    "informe-cobros-en-curso": _cobros,
}
