"""Examples from the liquidation to the delivery, and of what stops and mends a case."""

from __future__ import annotations

from typing import Any

from cobro_desktop.documents.campos import montos
from cobro_desktop.documents.contextos.comun import Obligacion
from cobro_desktop.documents.contextos.remate import (
    AbonoLiquidado,
    ActaRemate,
    ActaSecuestro,
    AutoApruebaRemate,
    AutoAvaluo,
    AutoEntrega,
    AutoLiquidacion,
    AutoObjecionAvaluo,
    AutoObjecionLiquidacion,
    AutoRemate,
    AutoSecuestre,
    AvisoRemate,
    BienPerseguido,
    GastoProbado,
    OficioAuxiliar,
    PeriodoLiquidado,
)
from cobro_desktop.documents.contextos.suspension import (
    AutoReanuda,
    AutoSubsanacion,
    AutoSuspende,
)
from tests.documents.comunes import CONCEPTO, acto, comun
from tests.documents.ejemplos_coactivo import COACTIVAS, MEDIDAS

ORDEN = "la resolución n.º 000009 del 1 de julio de 2026"
AVALUO = "el auto n.º 000018 del 1 de septiembre de 2026"
_SECUESTRE: dict[str, Any] = {
    "secuestre": "Jorge Peña Ñungo",
    "secuestre_identificacion": "CC 79.111.222",
}
_DILIGENCIA: dict[str, Any] = {
    "fecha_diligencia": "15 de octubre de 2026",
    "hora_diligencia": "10:00 a. m.",
    "lugar_diligencia": "la Carrera 10 # 20-30 de Bogotá D.C.",
}
_VENDIDO: dict[str, Any] = {
    "acta_remate": "el acta de remate n.º 000001 del 15 de octubre de 2026",
    "adjudicatario": "Inversiones <Ñ> & Cía.",
    "adjudicatario_identificacion": "NIT 800.111.222-3",
    **montos(precio=9000000000),
}


def _bienes() -> tuple[BienPerseguido, ...]:
    return (
        BienPerseguido(
            descripcion="Apartamento 301, Calle 5 # 6-7",
            identificacion="50C-123456",
            deudor="Vigías & Cía <Ltda.>, NIT 900.123.456-8",
            avaluo="$ 120.000.000",
            base="$ 84.000.000",
            metodo="Avalúo del predial de 2026 más la mitad",
        ),
    )


def _sobre(tipo: str, sigla: str) -> dict[str, Any]:
    return acto(tipo, sigla) | {"bienes": _bienes()}


def _en_remate(tipo: str, sigla: str) -> dict[str, Any]:
    return _sobre(tipo, sigla) | {
        **_DILIGENCIA,
        "base_total": "$ 84.000.000",
        "base_letras": "ochenta y cuatro millones de pesos m/cte",
        "avaluo_total": "$ 120.000.000",
    }


def _liquidado(tipo: str, sigla: str) -> dict[str, Any]:
    return acto(tipo, sigla) | {
        **montos(total=183000000),
        "corte": "30 de septiembre de 2026",
        "intereses": "$ 376.500",
        "costas": "$ 30.000",
        "tiene_costas": True,
    }


def _liquidacion(sigla: str) -> AutoLiquidacion:
    concepto, nombre = CONCEPTO[sigla]
    return AutoLiquidacion(
        **_liquidado("auto-liquidacion", sigla),
        acto_orden=ORDEN,
        regimen_intereses="el 12 % anual (Ley 68 de 1923, art. 9)",
        norma_imputacion="el artículo 804 del Estatuto Tributario",
        obligaciones=(
            Obligacion(
                concepto=concepto,
                titulo=nombre,
                ejecutoria="10 de junio de 2024",
                capital="$ 1.423.500",
                intereses="$ 376.500",
                total="$ 1.830.000",
            ),
        ),
        periodos=(
            PeriodoLiquidado(
                titulo=nombre,
                periodo="11 jun 2024 a 30 sep 2026",
                dias="842",
                base="$ 1.423.500",
                tasa="12,00 %",
                interes="$ 394.056",
            ),
        ),
        abonos=(
            AbonoLiquidado(
                fecha="1 de agosto de 2026",
                valor="$ 100.000",
                capital="$ 0",
                intereses="$ 100.000",
                costas="$ 0",
            ),
        ),
        gastos=(
            GastoProbado(
                fecha="4 de junio de 2026",
                concepto="Correo certificado",
                soporte="Factura 123",
                valor="$ 30.000",
            ),
        ),
    )


def _objecion(sigla: str) -> AutoObjecionLiquidacion:
    return AutoObjecionLiquidacion(
        **_liquidado("auto-objecion-liquidacion", sigla),
        acto_liquidacion="el auto n.º 000015 del 1 de septiembre de 2026",
        decision="modifica",
        modifica=True,
        hay_objecion=True,
        objetante="Vigías & Cía <Ltda.>",
        fecha_objecion="4 de septiembre de 2026",
        motivos=("No se había imputado el pago del 1 de agosto de 2026.",),
    )


def _secuestre(sigla: str) -> AutoSecuestre:
    return AutoSecuestre(
        **_sobre("auto-secuestre", sigla),
        **_SECUESTRE,
        **_DILIGENCIA,
        lista_auxiliares="la lista de auxiliares de la justicia de Bogotá",
        costo_beneficio="el bien vale más de veinte veces lo que cuesta venderlo",
    )


def _auxiliar(sigla: str) -> OficioAuxiliar:
    return OficioAuxiliar(
        **comun("oficio-auxiliar", sigla),
        destinatario="Jorge Peña Ñungo",
        cargo_destinatario="Secuestre",
        direccion="Calle 8 # 9-10",
        ciudad_destino="Bogotá D.C.",
        acto_designa="el auto n.º 000016 del 1 de septiembre de 2026",
        lista_auxiliares="la lista de auxiliares de la justicia de Bogotá",
        encargo=("Recibir los bienes.", "Rendir cuentas."),
        bienes=_bienes(),
        fecha_limite="9 de octubre de 2026",
    )


def _acta_secuestro(sigla: str) -> ActaSecuestro:
    return ActaSecuestro(
        **_sobre("acta-secuestro", sigla),
        **_SECUESTRE,
        acto_secuestre="el auto n.º 000016 del 1 de septiembre de 2026",
        hora_diligencia="10:00 a. m.",
        lugar_diligencia="la Calle 5 # 6-7 de Bogotá D.C.",
        atiende="Pedro Núñez, arrendatario",
        estado_bienes=("Habitado y en buen estado.",),
        oposicion="Pedro Núñez dice que es poseedor" if sigla == "RNEC" else "",
        decision_oposicion="se niega, porque paga arriendo" if sigla == "RNEC" else "",
    )


def _avaluo(sigla: str) -> AutoAvaluo:
    return AutoAvaluo(
        **_sobre("auto-avaluo", sigla),
        metodos=("Avalúo del predial de 2026 más la mitad",),
        avaluo_total="$ 120.000.000",
        avaluo_letras="ciento veinte millones de pesos m/cte",
    )


def _objecion_avaluo(sigla: str) -> AutoObjecionAvaluo:
    return AutoObjecionAvaluo(
        **_sobre("auto-objecion-avaluo", sigla),
        acto_avaluo=AVALUO,
        objetante="Vigías & Cía <Ltda.>",
        fecha_objecion="10 de septiembre de 2026",
        motivos=("El dictamen presentado no dice cómo se comparó.",),
        decision="niega",
        avaluo_total="$ 120.000.000",
        avaluo_letras="ciento veinte millones de pesos m/cte",
    )


def _remate(sigla: str) -> AutoRemate:
    return AutoRemate(
        **_en_remate("auto-remate", sigla),
        acto_orden=ORDEN,
        acto_avaluo=AVALUO,
        postura="el cuarenta por ciento del avalúo, en la cuenta de depósitos",
        acta_secuestro="el acta de secuestro n.º 000001 del 1 de agosto",
    )


def _aviso(sigla: str) -> AvisoRemate:
    return AvisoRemate(
        **_en_remate("aviso-remate", sigla),
        acto_remate="el auto n.º 000019 del 20 de septiembre de 2026",
        postura="el cuarenta por ciento del avalúo, en la cuenta de depósitos",
        secuestre="Jorge Peña Ñungo",
        contacto_secuestre="Calle 8 # 9-10, teléfono 300 000 0000",
    )


def _acta_remate(sigla: str) -> ActaRemate:
    known = {k: v for k, v in _VENDIDO.items() if k != "acta_remate"}
    return ActaRemate(
        **_en_remate("acta-remate", sigla),
        **known,
        acto_remate="el auto n.º 000019 del 20 de septiembre de 2026",
        resultado="adjudicado",
        adjudica=True,
        publicacion="en El Ejemplo, el 1 de octubre de 2026",
        posturas=("Inversiones <Ñ> & Cía., NIT 800.111.222-3: $ 90.000.000",),
    )


def _aprueba(sigla: str) -> AutoApruebaRemate:
    return AutoApruebaRemate(
        **_sobre("auto-aprueba-remate", sigla),
        **_VENDIDO,
        soporte_pago="la consignación 5566 del 20 de octubre de 2026",
        secuestre="Jorge Peña Ñungo",
        gravamenes=("Hipoteca de la escritura 100 de 2010.",),
    )


def _entrega(sigla: str) -> AutoEntrega:
    return AutoEntrega(
        **_sobre("auto-entrega", sigla),
        **_VENDIDO,
        acto_aprueba="el auto n.º 000022 del 25 de octubre de 2026",
        secuestre="Jorge Peña Ñungo",
        fecha_entrega="30 de octubre de 2026",
        lugar_entrega="la Calle 5 # 6-7 de Bogotá D.C.",
    )


def _suspende(sigla: str) -> AutoSuspende:
    persuasive = sigla == "SDSCJ"
    return AutoSuspende(
        **acto("auto-suspende", sigla),
        motivo="la suspensión provisional del título por un juez",
        norma_suspension="CPACA, art. 101",
        desde="30 de septiembre de 2026",
        es_persuasivo=persuasive,
        medidas=() if persuasive else MEDIDAS,
        por_acuerdo=sigla == "IDPYBA",
    )


def _reanuda(sigla: str) -> AutoReanuda:
    return AutoReanuda(
        **acto("auto-reanuda", sigla),
        motivo="la suspensión provisional del título por un juez",
        norma_suspension="CPACA, art. 101",
        desde="1 de julio de 2026",
        cesa="el juez levantó la suspensión provisional",
        reanuda="30 de septiembre de 2026",
        acto_suspende="el auto n.º 000012 del 1 de julio de 2026",
        es_persuasivo=sigla == "SDSCJ",
    )


def _subsana(sigla: str) -> AutoSubsanacion:
    return AutoSubsanacion(
        **acto("auto-subsanacion", sigla),
        irregularidad="la citación se envió a una dirección que no era la del deudor",
        rehace=("Citar al deudor a su dirección.", "Notificarle el mandamiento."),
        sin_efecto=("La notificación por correo del 3 de julio de 2026.",),
        terminos=("Quince días para pagar o proponer excepciones.",),
        pierde_interrupcion=True,
    )


EJEMPLOS = {
    "auto-liquidacion": _liquidacion,
    "auto-objecion-liquidacion": _objecion,
    "auto-secuestre": _secuestre,
    "oficio-auxiliar": _auxiliar,
    "acta-secuestro": _acta_secuestro,
    "auto-avaluo": _avaluo,
    "auto-objecion-avaluo": _objecion_avaluo,
    "auto-remate": _remate,
    "aviso-remate": _aviso,
    "acta-remate": _acta_remate,
    "auto-aprueba-remate": _aprueba,
    "auto-entrega": _entrega,
    "auto-suspende": _suspende,
    "auto-reanuda": _reanuda,
    "auto-subsanacion": _subsana,
}
CASOS = [
    *((tipo, sigla) for tipo in EJEMPLOS for sigla in COACTIVAS),
    ("auto-suspende", "SDSCJ"),
    ("auto-reanuda", "SDSCJ"),
]
