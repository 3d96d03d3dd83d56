"""The closed catalogue of documents that the program knows (DOCUMENTS)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cobro_desktop.domain.documentos import (
    INSTITUCIONES,
    Efecto,
    Formato,
    Naturaleza,
    TipoDocumento,
)
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.procedimiento import Rol

if TYPE_CHECKING:
    from collections.abc import Mapping

_TODAS = INSTITUCIONES
_S = frozenset({"SDSCJ"})
_V = frozenset({"SVSP"})
_R = frozenset({"RNEC"})
_I = frozenset({"IDPYBA"})
_VR, _VS = _V | _R, _V | _S
_VRI, _SRI, _VIS = _V | _R | _I, _S | _R | _I, _V | _I | _S

_DOCX, _PDF, _XLSX = Formato.DOCX, Formato.PDF, Formato.XLSX
_PDF_XLSX, _DOCX_XLSX = Formato.PDF_XLSX, Formato.DOCX_XLSX
_XML_PDF = Formato.XML_PDF

_JEF, _PRO, _REP, _COM = (Rol.JEF,), (Rol.PRO,), (Rol.REP,), (Rol.COM,)
_PRO_JEF, _PRO_COO = (Rol.PRO, Rol.JEF), (Rol.PRO, Rol.COO)
_PRO_FIN, _FIN_COO = (Rol.PRO, Rol.FIN), (Rol.FIN, Rol.COO)
_PRO_JEF_SUB = (Rol.PRO, Rol.JEF, Rol.SUB)
_NADIE: tuple[Rol, ...] = ()

# fmt: off
# A document per paragraph reads as the table of DOCUMENTS does.
_TIPOS = (
    TipoDocumento("lista-verificacion", "Lista de verificación del título", _TODAS,
        _PDF, _PRO, (Efecto.CIERRA_VERIFICACION,)),
    TipoDocumento("solicitud-aclaracion", "Solicitud de aclaración al emisor", _TODAS,
        _PDF, _PRO, (Efecto.ABRE_INCIDENTE,)),
    TipoDocumento("oficio-devolucion", "Oficio de devolución del título", _SRI, _PDF,
        _PRO_COO, (Efecto.TERMINA_EXPEDIENTE,)),
    TipoDocumento("memorando", "Memorando interno", _TODAS, _DOCX, _PRO_JEF_SUB,
        codigos={"SVSP": "FOR-GDO-330-010"}),
    TipoDocumento("auto-avoca", "Auto que avoca conocimiento", _VR, _DOCX, _JEF,
        (Efecto.ABRE_COACTIVO,), codigos={"SVSP": "FOR-GJU-130-045"}),
    TipoDocumento("oficio-persuasivo", "Oficio de cobro persuasivo", _TODAS, _PDF,
        _JEF, (Efecto.GESTION_PERSUASIVA,),
        nombres={"IDPYBA": "Requerimiento de pago persuasivo"}),
    TipoDocumento("constancia-llamada", "Constancia de llamada", _TODAS, _PDF, _PRO,
        (Efecto.GESTION_PERSUASIVA,), codigos={"SVSP": "FOR-GJU-130-034"}),
    TipoDocumento("acta-visita", "Acta de visita", _S, _PDF, _PRO,
        (Efecto.GESTION_PERSUASIVA,)),
    TipoDocumento("auto-cierre-persuasivo", "Auto de cierre del cobro persuasivo", _I,
        _DOCX, _JEF, (Efecto.ABRE_COACTIVO,), codigos={"IDPYBA": "PA02-PR19-F02"}),
    TipoDocumento("oficio-remisorio-sdh",
        "Oficio remisorio a la Dirección de Cobro de la Secretaría de Hacienda", _S,
        _PDF, _JEF, (Efecto.TERMINA_EXPEDIENTE,)),
    TipoDocumento("oficio-investigacion",
        "Solicitud de información de ubicación y bienes", _TODAS, _PDF, _PRO_JEF,
        (Efecto.INICIA_TERMINO,)),
    TipoDocumento("mandamiento-pago", "Mandamiento de pago", _VRI, _DOCX, _JEF,
        (Efecto.ABRE_COACTIVO,)),
    TipoDocumento("citacion-notificacion", "Citación para notificación personal", _VRI,
        _PDF, _PRO, (Efecto.INICIA_TERMINO,)),
    TipoDocumento("diligencia-notificacion", "Diligencia de notificación personal",
        _VRI, _PDF, _PRO, (Efecto.INTERRUMPE_PRESCRIPCION, Efecto.INICIA_TERMINO),
        codigos={"SVSP": "FOR-GJU-130-018"}),
    TipoDocumento("aviso-notificacion", "Notificación por correo, aviso o página web",
        _VRI, _PDF, _PRO, (Efecto.INTERRUMPE_PRESCRIPCION, Efecto.INICIA_TERMINO)),
    TipoDocumento("constancia-ejecutoria", "Constancia de ejecutoria", _TODAS, _PDF,
        _PRO_JEF),
    TipoDocumento("auto-medidas", "Auto de medidas cautelares", _VRI, _DOCX, _JEF,
        codigos={"SVSP": "FOR-GJU-130-041"},
        nombres={"IDPYBA": "Resolución de medidas cautelares"}),
    TipoDocumento("oficio-embargo", "Oficio de embargo", _VRI, _PDF, _JEF,
        (Efecto.INICIA_TERMINO,)),
    TipoDocumento("oficio-levantamiento",
        "Comunicado de levantamiento de medida cautelar", _VRI, _PDF, _JEF,
        (Efecto.LEVANTA_MEDIDA,), codigos={"SVSP": "FOR-GJU-130-017"}),
    TipoDocumento("resolucion-excepciones", "Resolución que resuelve excepciones",
        _VRI, _DOCX, _JEF, naturaleza=Naturaleza.DEFINITIVO),
    TipoDocumento("resolucion-recurso", "Resolución del recurso de reposición", _VRI,
        _DOCX, _JEF, naturaleza=Naturaleza.DEFINITIVO),
    TipoDocumento("orden-ejecucion",
        "Resolución que ordena seguir adelante la ejecución", _VRI, _DOCX, _JEF,
        naturaleza=Naturaleza.DEFINITIVO),
    TipoDocumento("auto-liquidacion", "Auto de liquidación del crédito y costas", _VRI,
        _DOCX, _JEF, (Efecto.INICIA_TERMINO,)),
    TipoDocumento("auto-objecion-liquidacion",
        "Auto que resuelve objeciones y aprueba la liquidación", _VRI, _DOCX, _JEF,
        naturaleza=Naturaleza.DEFINITIVO),
    TipoDocumento("auto-secuestre", "Auto que ordena el secuestro y designa secuestre",
        _VRI, _DOCX, _JEF),
    TipoDocumento("auto-avaluo", "Auto que fija el avalúo", _VRI, _DOCX, _JEF,
        (Efecto.INICIA_TERMINO,)),
    TipoDocumento("auto-objecion-avaluo", "Auto que resuelve la objeción al avalúo",
        _VRI, _DOCX, _JEF),
    TipoDocumento("auto-remate", "Auto que ordena el remate", _VRI, _DOCX, _JEF),
    TipoDocumento("aviso-remate", "Aviso de remate", _VRI, _DOCX, _JEF),
    TipoDocumento("acta-remate", "Acta de la diligencia de remate", _VRI, _DOCX, _JEF),
    TipoDocumento("auto-entrega", "Auto que ordena la entrega de los bienes", _VRI,
        _DOCX, _JEF),
    TipoDocumento("auto-aprueba-remate", "Auto que aprueba el remate", _VRI, _DOCX,
        _JEF),
    TipoDocumento("acuerdo-pago", "Acuerdo de pago", _VRI, _DOCX, _JEF,
        (Efecto.INTERRUMPE_PRESCRIPCION, Efecto.SUSPENDE),
        codigos={"SVSP": "FOR-GJU-130-015"},
        nombres={"RNEC": "Acta de acuerdo de pago"}),
    TipoDocumento("auto-suspende", "Auto que suspende la actuación", _TODAS, _DOCX,
        _JEF, (Efecto.SUSPENDE,)),
    TipoDocumento("auto-reanuda", "Auto que reanuda la actuación", _TODAS, _DOCX, _JEF,
        (Efecto.REANUDA,)),
    TipoDocumento("auto-incumplimiento",
        "Auto que declara incumplido el acuerdo de pago", _VRI, _DOCX, _JEF,
        (Efecto.REANUDA,), naturaleza=Naturaleza.DEFINITIVO),
    TipoDocumento("auto-deposito",
        "Auto de aplicación, fraccionamiento o entrega de depósitos judiciales", _VRI,
        _DOCX, _JEF, (Efecto.PAGO,)),
    TipoDocumento("auto-archivo", "Auto de terminación y archivo", _TODAS, _DOCX, _JEF,
        (Efecto.TERMINA_EXPEDIENTE,), naturaleza=Naturaleza.DEFINITIVO,
        codigos={"SVSP": "FOR-GJU-130-022"},
        nombres={"SDSCJ": "Constancia de archivo",
                 "IDPYBA": "Resolución de terminación y archivo"}),
    TipoDocumento("paz-y-salvo", "Paz y salvo", _TODAS, _PDF, _JEF),
    TipoDocumento("ficha-depuracion", "Ficha de depuración", _SRI, _DOCX, _PRO,
        (Efecto.SOPORTE_DEPURACION,)),
    TipoDocumento("acta-comite", "Acta del comité de cartera", _TODAS, _DOCX, _COM,
        (Efecto.SOPORTE_DEPURACION,),
        nombres={"SVSP": "Acta del Comité de Sostenibilidad Contable"}),
    TipoDocumento("acto-depuracion",
        "Acto de depuración, baja, deterioro, remisión, prescripción o compensación",
        _TODAS, _DOCX, _REP, (Efecto.TERMINA_OBLIGACION,),
        naturaleza=Naturaleza.DEFINITIVO),
    TipoDocumento("informe-seguimiento", "Informe de seguimiento de la gestión", _S,
        _PDF_XLSX, _PRO),
    TipoDocumento("informe-revelaciones", "Informe de revelaciones", _V, _DOCX_XLSX,
        _PRO_FIN, (Efecto.CARTERA,)),
    TipoDocumento("hoja-control", "Hoja de control del expediente", _TODAS, _PDF,
        _NADIE),
    TipoDocumento("indice-electronico", "Índice electrónico del expediente", _TODAS,
        _XML_PDF, _NADIE),
    TipoDocumento("auto-generico", "Auto de gestión de cobro", _TODAS, _DOCX, _JEF,
        codigos={"IDPYBA": "PA02-PR19-F02"},
        nombres={"IDPYBA": "Auto Gestión de Cobro"}),
    TipoDocumento("memorando-devolucion", "Memorando de devolución al área de origen",
        _VS, _DOCX, _PRO, (Efecto.TERMINA_EXPEDIENTE,),
        codigos={"SVSP": "FOR-GDO-330-010"}),
    TipoDocumento("memorando-bdme", "Memorando de deudores morosos del Estado", _VIS,
        _DOCX, _PRO_JEF, (Efecto.CARTERA,), codigos={"SVSP": "FOR-GDO-330-010"}),
    TipoDocumento("lista-chequeo-actuaciones",
        "Lista de chequeo de actuaciones del proceso coactivo", _V, _PDF, _PRO,
        codigos={"SVSP": "FOR-GJU-130-039"}),
    TipoDocumento("registro-campana", "Registro de campaña", _S, _PDF_XLSX, _PRO,
        (Efecto.GESTION_PERSUASIVA,)),
    TipoDocumento("oficio-traslado", "Oficio de traslado por competencia", _S, _PDF,
        _JEF, (Efecto.INICIA_TERMINO,)),
    TipoDocumento("auto-ordena-acuerdo", "Auto que ordena suscribir acuerdo de pago",
        _R, _DOCX, _JEF),
    TipoDocumento("auto-subsanacion", "Auto de subsanación de irregularidades", _VRI,
        _DOCX, _JEF, (Efecto.REVISA_INTERRUPCION,)),
    TipoDocumento("oficio-verificacion-medidas",
        "Solicitud de verificación de medidas", _VRI, _PDF, _JEF,
        (Efecto.INICIA_TERMINO,)),
    TipoDocumento("oficio-auxiliar", "Designación de perito o secuestre", _VRI, _PDF,
        _JEF),
    TipoDocumento("acta-secuestro", "Acta de diligencia de secuestro", _VRI, _DOCX,
        _PRO_JEF),
    TipoDocumento("ficha-saneamiento",
        "Ficha de análisis para saneamiento de cartera coactiva", _V, _DOCX, _PRO,
        (Efecto.SOPORTE_DEPURACION,), codigos={"SVSP": "FOR-GJU-130-037"}),
    TipoDocumento("ficha-reclasificacion",
        "Ficha de reclasificación de cuentas por cobrar", _V, _DOCX, _PRO,
        (Efecto.CARTERA,)),
    TipoDocumento("relacion-cuentas", "Relación del estado de cuentas por cobrar", _V,
        _XLSX, _PRO, (Efecto.CARTERA,)),
    TipoDocumento("estado-cuenta", "Estado de cuenta", _TODAS, _PDF_XLSX, _NADIE),
    TipoDocumento("informe-cobros-en-curso", "Informe de cobros en curso a Tesorería",
        _I, _PDF_XLSX, _PRO),
    TipoDocumento("circularizacion", "Circularización de saldos", _S, _PDF, _PRO,
        (Efecto.SOPORTE_DEPURACION,)),
    TipoDocumento("certificacion-archivo",
        "Certificación de que el archivo no conserva soportes", _S, _DOCX, _PRO,
        (Efecto.SOPORTE_DEPURACION,)),
    TipoDocumento("declaracion-escrita",
        "Declaración escrita de servidores o exservidores", _S, _DOCX, _PRO,
        (Efecto.SOPORTE_DEPURACION,)),
    TipoDocumento("requerimiento-areas", "Requerimiento de soportes a las áreas", _S,
        _PDF, _PRO, (Efecto.SOPORTE_DEPURACION,)),
    TipoDocumento("constancia-causas",
        "Constancia del área sobre las causas probables", _S, _DOCX, _PRO,
        (Efecto.SOPORTE_DEPURACION,)),
    TipoDocumento("auto-reconstruccion", "Auto de reconstrucción de expediente",
        _TODAS, _DOCX, _JEF, (Efecto.ABRE_INCIDENTE, Efecto.CIERRA_INCIDENTE)),
    TipoDocumento("respuesta-peticion",
        "Respuesta a petición, tutela o solicitud del deudor", _TODAS, _DOCX, _JEF,
        (Efecto.CIERRA_INCIDENTE,)),
    TipoDocumento("acta-conciliacion", "Acta de conciliación con el área financiera",
        _TODAS, _DOCX, _FIN_COO),
)
# fmt: on

CATALOGO: Mapping[str, TipoDocumento] = MappingProxyType(
    {tipo.id: tipo for tipo in _TIPOS}
)
"""Every kind by its id, in the order of DOCUMENTS."""


def tipo_documento(identificador: str) -> TipoDocumento:
    """Return a kind of the catalogue.

    Raises:
        NotFoundError: the catalogue has no such document.
    """
    if tipo := CATALOGO.get(identificador):
        return tipo
    mensaje = (
        f"El catálogo no tiene el documento «{identificador}». "
        "Revise el nombre; se escribe en minúsculas y con guiones."
    )
    raise NotFoundError(mensaje, {"documento": identificador})
