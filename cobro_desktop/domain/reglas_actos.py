"""Rules about acts, notifications, measures and goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.catalogo_documentos import CATALOGO
from cobro_desktop.domain.documentos import Efecto, EstadoDocumento
from cobro_desktop.domain.regla import Cumple, Falta, Regla, exigir

if TYPE_CHECKING:
    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.regla import Parametros, Veredicto

MANDAMIENTO = "mandamiento-pago"
_GESTIONES = frozenset(
    tipo.id for tipo in CATALOGO.values() if Efecto.GESTION_PERSUASIVA in tipo.efectos
)
_CONSTANCIAS = ("diligencia-notificacion", "aviso-notificacion")


def mandamiento_notificado(hechos: Hechos) -> bool:
    """Tell whether one debtor at least was notified, or a signed proof is on file."""
    return bool(hechos.notificado(MANDAMIENTO)) or any(
        hechos.tiene(constancia) for constancia in _CONSTANCIAS
    )


def orden_en_firme(hechos: Hechos) -> bool:
    """Tell whether one of the two orders to go on stands (ET 834, 836)."""
    return (
        hechos.tiene("orden-ejecucion")
        or hechos.tiene("resolucion-recurso")
        or _firme(hechos, "resolucion-excepciones")
    )


def liquidacion_en_firme(hechos: Hechos) -> bool:
    """Tell whether what is owed was approved, with its costs (CGP 446 and 447)."""
    decided = hechos.tiene("auto-objecion-liquidacion")
    return decided or _firme(hechos, "auto-liquidacion")


def hubo_gestion(hechos: Hechos) -> bool:
    """Tell whether a persuasive act is recorded or signed."""
    return hechos.gestiones > 0 or any(hechos.tiene(tipo) for tipo in _GESTIONES)


def _requisitos_completos(hechos: Hechos, _: Parametros) -> Veredicto:
    if not hechos.sin_marcar:
        return Cumple()
    return Falta("No están marcados: " + "; ".join(hechos.sin_marcar) + ".")


REGLAS_DE_ACTOS: tuple[Regla, ...] = (
    Regla("requisitos_completos", _requisitos_completos),
    exigir(
        "existe_gestion_persuasiva",
        hubo_gestion,
        "No hay ninguna gestión persuasiva registrada (oficio, llamada, visita o "
        "mensaje).",
    ),
    exigir(
        "gestion_antes_de_remitir",
        lambda h: hubo_gestion(h) or h.vence_traslado is not None,
        "No hay ninguna gestión persuasiva registrada, y el deudor no ha pedido "
        "facilidad: la etapa se agota con una gestión al menos.",
        "Manual de Cobro de la SDSCJ, num. 8.2",
    ),
    exigir(
        "avoca_firmado",
        lambda h: h.tiene("auto-avoca"),
        "No hay auto que avoque conocimiento firmado.",
    ),
    exigir(
        "mandamiento_proferido",
        lambda h: h.tiene(MANDAMIENTO),
        "No hay mandamiento de pago firmado.",
        "ET 826",
    ),
    exigir(
        "mandamiento_notificado",
        mandamiento_notificado,
        "No consta la notificación del mandamiento de pago; sin ella la "
        "prescripción sigue corriendo.",
        "ET 817, 818 y 826",
    ),
    exigir(
        "todos_los_deudores_notificados",
        lambda h: h.deudores <= h.notificado(MANDAMIENTO),
        "Falta notificar el mandamiento a alguno de los deudores; cada uno tiene "
        "sus propios 15 días.",
        "ET 826, 828-1 y 830",
    ),
    exigir(
        "orden_en_firme",
        orden_en_firme,
        "No hay orden de seguir adelante la ejecución: ni la que se dicta cuando no "
        "se proponen excepciones, ni la resolución que las niega, en firme.",
        "ET 834 y 836",
    ),
    exigir(
        "liquidacion_en_firme",
        liquidacion_en_firme,
        "La liquidación del crédito y las costas no está aprobada.",
        "CGP 446 y 447; ET 837-1",
    ),
    exigir(
        "medida_decretada",
        lambda h: h.tiene("auto-medidas"),
        "No hay auto firmado que decrete medidas cautelares.",
        "ET 837",
    ),
    exigir(
        "medida_despues_de_mandamiento",
        mandamiento_notificado,
        "La medida es previa: no se puede aplicar dinero ni rematar hasta notificar "
        "el mandamiento y tener en firme la orden de ejecución.",
        "ET 837 y 837-1",
    ),
    exigir(
        "medidas_levantadas",
        lambda h: h.medidas_vigentes == 0,
        "Hay medidas cautelares vigentes sin levantar.",
        "ET 833 y 839, parágrafo 2",
    ),
    exigir(
        "oficios_de_embargo_enviados",
        lambda h: not h.tiene("auto-medidas") or h.tiene("oficio-embargo"),
        "La medida está decretada y no se han firmado los oficios de embargo; no "
        "esperan la notificación del deudor.",
        "ET 839 y 839-1",
    ),
    exigir(
        "secuestro_practicado",
        lambda h: h.tiene("acta-secuestro"),
        "No hay acta de secuestro de los bienes.",
        "ET 839-3 y 839-4",
    ),
    exigir(
        "avaluo_en_firme",
        lambda h: h.tiene("auto-objecion-avaluo") or _firme(h, "auto-avaluo"),
        "El avalúo no está en firme: el traslado es de 10 días.",
        "ET 838, parágrafo",
    ),
    exigir(
        "una_sola_orden",
        lambda h: (
            not (h.tiene("orden-ejecucion") and h.tiene("resolucion-excepciones"))
        ),
        "Hay dos órdenes de seguir adelante: la que se dicta cuando nadie propone "
        "excepciones y la resolución que las decide. Solo cabe una; deje sin efecto "
        "la que no corresponde.",
        "ET 834 y 836",
    ),
    exigir(
        "sin_demanda_pendiente",
        lambda h: not h.demanda_pendiente,
        "Hay una demanda pendiente contra los actos del cobro: no se puede rematar "
        "hasta que se decida.",
        "ET 835",
        insalvable=True,
    ),
    exigir(
        "sin_suspension",
        lambda h: not h.suspendido,
        "La actuación está suspendida.",
        "ET 841; CPACA 101",
    ),
    exigir(
        "sin_insolvencia",
        lambda h: not h.insolvencia,
        "El deudor está en un proceso de insolvencia: el crédito y las medidas van "
        "a ese proceso.",
    ),
    exigir(
        "comite_recomienda",
        lambda h: h.tiene("acta-comite"),
        "No hay acta del comité que recomiende la depuración.",
        "Decreto 445 de 2017",
    ),
)


def _firme(hechos: Hechos, tipo: str) -> bool:
    return any(
        p.tipo == tipo and p.estado >= EstadoDocumento.FIRMADO and p.firme
        for p in hechos.piezas
    )
