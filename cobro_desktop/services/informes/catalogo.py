"""The reports that can be asked for, by the name of their format (EXCHANGE)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cobro_desktop.services.informes.clasificacion import clasificacion, deterioro
from cobro_desktop.services.informes.cobros import cobros_en_curso
from cobro_desktop.services.informes.edades import cartera_por_edades
from cobro_desktop.services.informes.etapas import seguimiento_etapas
from cobro_desktop.services.informes.gestion import gestion
from cobro_desktop.services.informes.listas import (
    aplicativo,
    cartera,
    cope,
    rnmc,
    siga,
)
from cobro_desktop.services.informes.modelo import TipoInforme
from cobro_desktop.services.informes.pagos import (
    pagos,
    pagos_contribuciones,
    pagos_multas,
)
from cobro_desktop.services.informes.prescripcion import prescripcion
from cobro_desktop.services.informes.seguimiento import seguimiento_gestion

if TYPE_CHECKING:
    from collections.abc import Mapping

_V: Final = frozenset({"SVSP"})
_S: Final = frozenset({"SDSCJ"})
_I: Final = frozenset({"IDPYBA"})
_R: Final = frozenset({"RNEC"})
_TIPOS: Final = (
    TipoInforme(
        "cartera",
        "Cuadro de deudores",
        "Una fila por obligación. El área financiera lo puede llenar y devolver.",
        cartera,
    ),
    TipoInforme(
        "edades",
        "Cartera por edades",
        "Cuánto se debe según los días de mora, por concepto, etapa y profesional.",
        cartera_por_edades,
    ),
    TipoInforme(
        "prescripcion",
        "Prescripción con semáforo",
        "Cuándo prescribe cada obligación, qué movió la fecha y cuánto queda.",
        prescripcion,
    ),
    TipoInforme(
        "clasificacion",
        "Clasificación de la cartera",
        "Cuantía, antigüedad y si es cobrable o de difícil cobro, con sus criterios.",
        clasificacion,
    ),
    TipoInforme(
        "deterioro",
        "Datos para el deterioro",
        "Lo que el área financiera necesita para calcularlo con su política contable.",
        deterioro,
    ),
    TipoInforme(
        "seguimiento-etapas",
        "Seguimiento de etapas",
        "Una fila por expediente: fecha y documento de cada actividad.",
        seguimiento_etapas,
    ),
    TipoInforme(
        "gestion",
        "Gestión por persona",
        "Qué hizo cada quien en unos días y cómo está lo que tiene a cargo.",
        gestion,
        de_periodo=True,
    ),
    TipoInforme(
        "pagos-mes",
        "Pagos recibidos",
        "El recaudo de unos días y el estado de cuenta de cada deudor.",
        pagos,
        de_periodo=True,
    ),
    TipoInforme(
        "pagos-contribuciones",
        "Pagos de contribuciones",
        "El recaudo del mes por contribuciones y el estado de cuenta de cada vigilado.",
        pagos_contribuciones,
        _V,
        de_periodo=True,
    ),
    TipoInforme(
        "pagos-multas",
        "Pagos de multas y sanciones",
        "El recaudo del mes por multas y sanciones y el estado de cuenta del vigilado.",
        pagos_multas,
        _V,
        de_periodo=True,
    ),
    TipoInforme(
        "cobros-en-curso",
        "Cobros en curso para Tesorería",
        "Lo que se está cobrando, con columnas para el pago que se identifique.",
        cobros_en_curso,
        _I,
        documento="informe-cobros-en-curso",
    ),
    TipoInforme(
        "seguimiento",
        "Seguimiento de la gestión",
        "Qué se gestionó y recaudó en unos días, por la autoridad que expidió el "
        "título.",
        seguimiento_gestion,
        _S,
        de_periodo=True,
        documento="informe-seguimiento",
    ),
    TipoInforme(
        "cope",
        "Registro para COPE",
        "Lo que las actividades del procedimiento registran en COPE.",
        cope,
        _S,
    ),
    TipoInforme(
        "rnmc",
        "Multas en LICO y en el RNMC",
        "Cómo está cada multa aquí y allá, y qué debe registrar quien lidera LICO.",
        rnmc,
        _S,
    ),
    TipoInforme(
        "aplicativo",
        "Registro para el Aplicativo",
        "Las actividades que faltan en el Aplicativo de Cobros Coactivos.",
        aplicativo,
        _R,
    ),
    TipoInforme(
        "siga",
        "Documentos por radicar",
        "Los documentos que esperan el número de radicado.",
        siga,
    ),
)

INFORMES: Final[Mapping[str, TipoInforme]] = MappingProxyType(
    {tipo.id: tipo for tipo in _TIPOS}
)
"""Every report by its id, in the order in which it is offered."""
