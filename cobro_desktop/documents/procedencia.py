"""Where a person writes what a document lacks and is not typed in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MEDIDAS: Final = (
    "las medidas se decretan en la pestaña Bienes y medidas (orden «medida decretar»)"
)
_NOTIFICACION: Final = (
    "la notificación se registra en el expediente (orden «notificar»)"
)
_ENTIDAD: Final = "los de la entidad se escriben en sus datos (orden «entidad»)"

_PROCEDENCIA: Final[Mapping[str, str]] = {
    "Requisitos revisados": (
        "los requisitos se califican al trabajar la actividad que verifica el título"
    ),
    "Notificaciones del acto": _NOTIFICACION,
    "Notificaciones del mandamiento": _NOTIFICACION,
    "Medidas que se decretan": _MEDIDAS,
    "Medidas": (
        "hace falta una medida decretada y, para pedir que la verifiquen o decir que "
        "se levanta, comunicada o levantada (órdenes «medida decretar» y «medida "
        "actualizar»)"
    ),
    "Bienes": (
        "los bienes se anotan en la pestaña Bienes y medidas y tienen que estar "
        "embargados (órdenes «bien agregar» y «medida decretar --bien»)"
    ),
    "Depósitos judiciales": (
        "los títulos de depósito se anotan en la pestaña Bienes y medidas (orden "
        "«deposito constituir»)"
    ),
    "Una decisión por cada excepción": (
        "escriba una decisión por cada excepción que se propuso, cada una en su línea "
        "y en el mismo orden"
    ),
    "Pagos recibidos": "los pagos se registran en Acuerdos y pagos (orden «pago»)",
    "Fecha de ejecutoria": "la ejecutoria es del título y llega con él",
    "Dirección de la entidad": _ENTIDAD,
    "Correo electrónico de la entidad": _ENTIDAD,
    "Acto de delegación o asignación de funciones": _ENTIDAD,
    "Acto que adopta el reglamento de cartera": _ENTIDAD,
    "Cómo y dónde se paga": _ENTIDAD,
    "Oficina que concede facilidades de pago": _ENTIDAD,
    "Política de tratamiento de datos": _ENTIDAD,
    "Horario de atención al público": _ENTIDAD,
    "Cuenta de depósitos judiciales": _ENTIDAD,
}
"""By the name of the datum on the screens."""

_FILA: Final = re.compile(r" \(fila \d+\)$")


def procedencia(faltantes: Iterable[str]) -> str:
    """Say in one sentence where each missing datum comes from; empty if all are typed.

    `faltantes` are names of data as the screens call them.
    """
    found = (_PROCEDENCIA.get(_FILA.sub("", name), "") for name in faltantes)
    told = "; ".join(dict.fromkeys(text for text in found if text))
    return f"{told[0].upper()}{told[1:]}." if told else ""
