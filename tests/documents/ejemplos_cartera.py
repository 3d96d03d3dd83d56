"""Full contexts of the documents of the portfolio; people and figures are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.contextos.cartera import (
    ActaComite,
    ActoDepuracion,
    DeudorBdme,
    ExcluidoBdme,
    FichaDepuracion,
    FichaReclasificacion,
    InformeRevelaciones,
    MemorandoBdme,
    Movimiento,
    PagoDeFicha,
    PartidaActa,
    PartidaActo,
    Vencimiento,
)
from tests.documents.comunes import AUTORIDAD, CONCEPTO, NOMBRE_LARGO, comun

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.documents.contextos.comun import Emitido

CASOS = [
    ("ficha-depuracion", "SDSCJ"),
    ("ficha-depuracion", "RNEC"),
    ("ficha-depuracion", "IDPYBA"),
    ("ficha-saneamiento", "SVSP"),
    ("ficha-reclasificacion", "SVSP"),
    *(("acta-comite", s) for s in ("SDSCJ", "SVSP", "RNEC", "IDPYBA")),
    *(("acto-depuracion", s) for s in ("SDSCJ", "SVSP", "RNEC", "IDPYBA")),
    ("memorando-bdme", "SVSP"),
    ("memorando-bdme", "IDPYBA"),
    ("informe-revelaciones", "SVSP"),
]


def _oficina(tipo: str, sigla: str) -> dict[str, Any]:
    own = comun(tipo, sigla)
    common = {k: own[k] for k in ("emisor", "firma", "fecha", "fecha_iso", "numero")}
    return common | {"registro": f"Corrida {sigla}-CAR-2026-0003"}


def _corrida(tipo: str, sigla: str) -> dict[str, Any]:
    return _oficina(tipo, sigla) | {
        "corrida": f"{sigla}-CAR-2026-0003",
        "corte": "30 de junio de 2026",
    }


def _partida(tipo: str, sigla: str) -> dict[str, Any]:
    concepto, titulo = CONCEPTO[sigla]
    return _corrida(tipo, sigla) | {
        "expediente": f"{sigla}-2026-000153",
        "deudor": "Vigías & Cía <Ltda.>",
        "identificacion": "NIT 900.123.456-8",
        "titulo": titulo,
        "fecha_titulo": "3 de mayo de 2019",
        "autoridad": AUTORIDAD[sigla],
        "ejecutoria": "10 de junio de 2019",
        "exigible": "10 de junio de 2019",
        "prescribe": "10 de junio de 2024",
        "concepto": concepto,
        "capital": "$ 1.423.500",
        "intereses": "$ 986.112",
        "total": "$ 2.409.612",
        "origen": "La acción de cobro prescribió el 10 de junio de 2024 (ET 817).",
        "acciones": (
            "El 6 de marzo de 2021 el oficio persuasivo se devolvió.",
            "El 16 de marzo de 2022 se buscaron bienes, sin resultado.",
        ),
    }


def _ficha(tipo: str) -> Callable[[str], FichaDepuracion]:
    def build(sigla: str) -> FichaDepuracion:
        district = sigla == "SDSCJ"
        return FichaDepuracion(
            **_partida(tipo, sigla),
            causal="b) Prescripción de la acción de cobro",
            clase="Ordinaria" if district else "",
            situacion="c) Derecho extinto por una causa propia" if district else "",
            soportes=("f) Total adeudado, mes por mes", "g) Pagos recibidos"),
            ausentes=("c) Declaración de abandono, si la hubo",) if district else (),
            alternativas=(
                ("b) Certificación de que el archivo no conserva nada",)
                if district
                else ()
            ),
            prueba=("Recuento de términos a folio 34.",) if sigla == "RNEC" else (),
            pagos=(
                PagoDeFicha(
                    fecha="3 de abril de 2020", valor="$ 200.000", referencia="RC-118"
                ),
            ),
        )

    return build


def _reclasificacion(sigla: str) -> FichaReclasificacion:
    return FichaReclasificacion(
        **_partida("ficha-reclasificacion", sigla),
        clase_antes="Cuentas por cobrar corrientes",
        clase_despues="Cuentas por cobrar de difícil recaudo",
    )


def _acta(sigla: str) -> ActaComite:
    return ActaComite(
        **_corrida("acta-comite", sigla),
        comite=(
            "Comité de Sostenibilidad Contable"
            if sigla == "SVSP"
            else "Comité de Cartera"
        ),
        fecha_sesion="15 de julio de 2026",
        presidente="Clara Inés Robledo",
        secretario="Julián Peña Ortiz",
        fundamento="Ley 1066 de 2006, art. 17",
        lugar="Sala de juntas del piso 4",
        asistentes=("Nelly Patricia Osorio, área financiera",),
        partidas=(
            PartidaActa(
                orden="1",
                expediente=f"{sigla}-2026-000153",
                deudor=NOMBRE_LARGO,
                identificacion="NIT 900.123.456-8",
                capital="$ 1.423.500",
                propuesta="Prescripción de la acción de cobro",
                verificada="Sí",
                recomendacion="Recomienda",
            ),
            PartidaActa(
                orden="2",
                expediente=f"{sigla}-2026-000154",
                deudor="Ana Ñáñez",
                identificacion="CC 1.023.576.232",
                capital="$ 900.000",
                propuesta="Remisión",
                verificada="No",
                recomendacion="Falta soporte",
                razon="No está la búsqueda de bienes",
            ),
        ),
        recomendadas="1",
        negadas="0",
        devueltas="1",
        valor_recomendado="$ 1.423.500",
    )


def _acto(sigla: str) -> ActoDepuracion:
    line = PartidaActo(
        expediente=f"{sigla}-2026-000153",
        deudor=NOMBRE_LARGO,
        identificacion="NIT 900.123.456-8",
        titulo="N.º 20244100012345 del 3 de mayo de 2019",
        causal="Prescripción de la acción de cobro",
        valor="$ 1.423.500",
    )
    both = sigla == "SVSP"
    return ActoDepuracion(
        **_corrida("acto-depuracion", sigla),
        fundamento="Ley 1066 de 2006, art. 17; ET 817 y 820",
        acta="el documento «Acta» n.º 000003 de 2026 del 15 de julio de 2026",
        fecha_sesion="15 de julio de 2026",
        area_financiera="el área financiera",
        asunto=(
            "ordena la baja de unas cuentas por cobrar y se reconoce el deterioro de "
            "otras"
            if both
            else "ordena la depuración de unas cuentas por cobrar"
        ),
        bajas=(line,),
        deterioros=(line,) if both else (),
        total_bajas="$ 1.423.500",
        total_bajas_letras=(
            "un millón cuatrocientos veintitrés mil quinientos pesos m/cte"
        ),
        total_deterioros="$ 700.000" if both else "",
        total_deterioros_letras="setecientos mil pesos m/cte" if both else "",
        metodos=("Flujos esperados descontados a la tasa de los TES",) if both else (),
        hay_prescripcion=True,
        hay_remision=sigla == "RNEC",
        hay_costo=sigla == "IDPYBA",
        hay_compensacion=both,
        sistemas=("Sistema contable", "COPE") if sigla == "SDSCJ" else (),
        acto_delegacion="la Resolución 300 de 2026" if sigla == "SDSCJ" else "",
    )


def _memorando(sigla: str) -> MemorandoBdme:
    return MemorandoBdme(
        **_oficina("memorando-bdme", sigla),
        corte="30 de noviembre de 2026",
        destinatario="Coordinación Financiera",
        cargo_destinatario="Grupo de Recursos Financieros",
        minimo="$ 8.754.525",
        total="$ 9.200.000",
        deudores=(
            DeudorBdme(
                deudor=NOMBRE_LARGO,
                identificacion="NIT 900.123.456-8",
                acto="Resolución 20244100012345 del 03/05/2024",
                vencimiento="10/06/2024",
                extincion="10/06/2029",
                valor="$ 9.200.000",
                anotacion="Mora",
            ),
        ),
        excluidos=(
            ExcluidoBdme(
                deudor="Ana Ñáñez",
                identificacion="CC 1.023.576.232",
                motivo="Tiene un acuerdo de pago vigente.",
            ),
        ),
        persuasivas="14 actuaciones",
        coactivas="3 actuaciones",
    )


def _revelaciones(sigla: str) -> InformeRevelaciones:
    return InformeRevelaciones(
        **_oficina("informe-revelaciones", sigla),
        anio="2025",
        movimientos=(
            Movimiento(
                concepto="Multa",
                inicial="1.250.423.500",
                altas="300.000.000",
                pagos="120.000.000",
                bajas="30.423.500",
                final="1.400.000.000",
                deterioro="50.000.000",
            ),
        ),
        plazos=("Las multas se pagan dentro de los treinta días siguientes.",),
        restricciones=("No hay cuentas dadas en garantía.",),
        vencimientos=(
            Vencimiento(edad="Hasta un año", cuantas="12", capital="$ 300.000.000"),
        ),
        acuerdos="2",
    )


EJEMPLOS: dict[str, Callable[[str], Emitido]] = {
    "ficha-depuracion": _ficha("ficha-depuracion"),
    "ficha-saneamiento": _ficha("ficha-saneamiento"),
    "ficha-reclasificacion": _reclasificacion,
    "acta-comite": _acta,
    "acto-depuracion": _acto,
    "memorando-bdme": _memorando,
    "informe-revelaciones": _revelaciones,
}
