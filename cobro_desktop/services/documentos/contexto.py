"""Fills the context of a document with what is known of its case (STYLE 3.9)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.contextos.comun import (
    Deudor,
    Firma,
    Obligacion,
    Titulo,
)
from cobro_desktop.documents.registro import CONTEXTOS
from cobro_desktop.domain.calidades import OBLIGADOS, nombre_de
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.documentos import Efecto
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen
from cobro_desktop.domain.letras import pesos_mcte
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.documentos.escrito import rellenar
from cobro_desktop.services.entidades import con_articulo, emisor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cobro_desktop.documents.contextos.comun import Comun
    from cobro_desktop.domain.intereses.regimen import FichaRegimen
    from cobro_desktop.domain.liquidacion import Liquidacion
    from cobro_desktop.services.documentos.lectura import Caso, DeudorLeido
    from cobro_desktop.storage.rows import PersonaRow, TituloRow

_DE_OTRO = {"direccion": "", "correo": "", "tratamiento": "", "representante": ""}


@dataclass(frozen=True, slots=True)
class Encabezado:
    """What frames a document besides its case."""

    tipo: str
    fecha: dt.date
    firma: Firma
    numero: str = ""
    """As printed; empty in a draft."""
    datos_entidad: Mapping[str, str] | None = None
    datos: Mapping[str, str] | None = None
    """What the person typed for this document; wins over what is known."""


def armar(
    caso: Caso,
    encabezado: Encabezado,
    liquidaciones: Sequence[Liquidacion] | None,
    propio: Mapping[str, Any],
) -> Comun:
    """Build the context of a document; what nobody knows stays empty.

    `liquidaciones` is None where a rate is missing and the interest is not known;
    `propio` is what the kind of document knows besides what every one does.

    Raises:
        InvalidDataError: as `rellenar`.
    """
    kind = CONTEXTOS[encabezado.tipo]
    known = _conocido(caso, encabezado) | _montos(caso, encabezado.tipo, liquidaciones)
    names = {field.name for field in fields(kind)}
    if "destinatario" in names:
        # Who it is written to is not the debtor, who lives somewhere else.
        known |= _DE_OTRO
    known |= propio
    answers = {k: v for k, v in caso.respuestas.items() if k in names and v}
    return rellenar(kind, {**answers, **known}, encabezado.datos or {})


def exige_interes(tipo: str) -> bool:
    """Tell whether a document states interest, so that its rates must be loaded."""
    return "intereses" in {field.name for field in fields(CONTEXTOS[tipo])}


def interes_no_calculable(error: MissingParameterError) -> MissingParameterError:
    """Explain why a document that states interest cannot be written yet."""
    message = (
        f"El documento dice los intereses y no se pueden calcular: {error.mensaje}"
    )
    return MissingParameterError(message, error.detalle)


def _conocido(caso: Caso, encabezado: Encabezado) -> dict[str, Any]:
    expediente, fecha = caso.expediente, encabezado.fecha
    titulo = caso.titulos[0]
    address = caso.direccion
    facts = titulo.datos or {}
    origen = caso.perfil.remitente(titulo.autoridad)
    return {
        **_marco(caso, encabezado),
        "titulos": tuple(_titulo(caso, t) for t in caso.titulos),
        "remitente": con_articulo(origen),
        "dependencia_origen": con_articulo(origen),
        "destinatario": caso.perfil.destinatario(caso.procedimiento.codigo) or origen,
        "cargo_destinatario": origen,
        "causa": caso.causa,
        "fecha_recibo": fecha_larga(expediente.recibido),
        "gestiones": tuple(caso.gestiones),
        "tiene_gestiones": bool(caso.gestiones),
        "prescribe": _date(expediente.fecha_legal),
        "direccion": address.texto if address else "",
        "ciudad_destino": (address.municipio if address else "")
        or expediente.municipio
        or caso.perfil.ciudad,
        "correo": caso.correo,
        "tratamiento": (
            "Señores" if caso.principal.tipo_documento == "NIT" else "Señor(a)"
        ),
        "representante": str(facts.get("representante", "")),
        "corte": fecha_larga(fecha),
        "fecha_limite": _date(
            caso.vence if caso.vence and caso.vence > fecha else None
        ),
        **dict.fromkeys(_rasgos(caso), True),
        **_recaudo(caso),
    }


def _marco(caso: Caso, encabezado: Encabezado) -> dict[str, Any]:
    """Say who issues and signs, when, and against whom."""
    obligados = [_deudor(d) for d in caso.deudores if d.rol in OBLIGADOS]
    return {
        "emisor": emisor(
            caso.perfil,
            encabezado.tipo,
            procedimiento=caso.procedimiento.codigo,
            datos=encabezado.datos_entidad,
        ),
        "firma": encabezado.firma,
        "expediente": caso.expediente.numero,
        "deudor": caso.principal.nombre,
        "identificacion": identificacion(caso.principal),
        "fecha": fecha_larga(encabezado.fecha),
        "fecha_iso": encabezado.fecha.isoformat(),
        "numero": encabezado.numero,
        "borrador": not encabezado.numero,
        "deudores": tuple(obligados),
        "codeudores": tuple(obligados[1:]),
        "tiene_solidarios": len(obligados) > 1,
    }


def _deudor(leido: DeudorLeido) -> Deudor:
    return Deudor(
        nombre=leido.persona.nombre,
        identificacion=identificacion(leido.persona),
        calidad=nombre_de(leido.rol),
    )


def _rasgos(caso: Caso) -> set[str]:
    found = (caso.conceptos.get(o.concepto) for o in caso.obligaciones)
    return {rasgo for concepto in found if concepto for rasgo in concepto.rasgos}


def _recaudo(caso: Caso) -> dict[str, Any]:
    """Say what was collected, for the acts that end the case."""
    total = sum(pago.valor for pago in caso.pagos)
    if not total:
        return {"valor_recaudado": "", "valor_recaudado_letras": ""}
    last = max(pago.fecha for pago in caso.pagos)
    references = ", ".join(pago.referencia for pago in caso.pagos)
    return {
        "valor_recaudado": pesos(total),
        "valor_recaudado_letras": pesos_mcte(total),
        "fecha_pago": fecha_larga(last),
        "soporte_pago": f"el reporte de pagos con referencia {references}",
    }


def _montos(
    caso: Caso, tipo: str, liquidaciones: Sequence[Liquidacion] | None
) -> dict[str, Any]:
    """Say what was and what is owed; what ends a case tells what it began with."""
    ends = Efecto.TERMINA_EXPEDIENTE in tipo_documento(tipo).efectos
    capital = sum(o.capital if ends else o.saldo_capital for o in caso.obligaciones)
    known: dict[str, Any] = {
        "capital": pesos(capital),
        "capital_letras": pesos_mcte(capital),
    }
    if liquidaciones is None:
        return known
    interes = sum(item.saldo.intereses for item in liquidaciones)
    total = sum(item.total for item in liquidaciones)
    costas = sum(item.saldo.costas for item in liquidaciones)
    per_day = sum(item.por_dia_adicional for item in liquidaciones)
    regimenes = dict.fromkeys(o.regimen for o in caso.obligaciones)
    fichas = [FICHAS[Regimen(regimen)] for regimen in regimenes]
    return known | {
        "intereses": pesos(interes),
        "costas": pesos(costas) if costas else "",
        "tiene_costas": bool(costas),
        "total": pesos(total),
        "total_letras": pesos_mcte(total),
        "interes_dia": pesos(per_day) if per_day else "",
        "regimen_intereses": "; ".join(_tasa(ficha) for ficha in fichas),
        "obligaciones": tuple(
            Obligacion(
                concepto=_concepto(caso, o.concepto),
                titulo=_nombre(caso, caso.titulos[0], o.concepto),
                ejecutoria=_date(caso.titulos[0].ejecutoria),
                capital=pesos(item.saldo.capital),
                intereses=pesos(item.saldo.intereses),
                total=pesos(item.total),
            )
            for o, item in zip(caso.obligaciones, liquidaciones, strict=True)
        ),
    }


def _tasa(ficha: FichaRegimen) -> str:
    """Name a regime as it reads inside a sentence."""
    article = "los" if ficha.nombre.startswith("Intereses") else "el"
    return f"{article} {ficha.nombre[0].lower()}{ficha.nombre[1:]} ({ficha.norma})"


def _titulo(caso: Caso, titulo: TituloRow) -> Titulo:
    own = [o for o in caso.obligaciones if o.titulo_id == titulo.id]
    return Titulo(
        nombre=_nombre(caso, titulo, own[0].concepto if own else ""),
        fecha=fecha_larga(titulo.fecha),
        autoridad=caso.perfil.autoridad(titulo.autoridad),
        ejecutoria=_date(titulo.ejecutoria),
        concepto=", ".join(dict.fromkeys(_concepto(caso, o.concepto) for o in own)),
        valor=pesos(sum(o.capital for o in own)),
    )


def _nombre(caso: Caso, titulo: TituloRow, concepto: str) -> str:
    found = caso.conceptos.get(concepto)
    return f"{found.titulo if found else 'Título'} n.º {titulo.numero}"


def _concepto(caso: Caso, concepto: str) -> str:
    found = caso.conceptos.get(concepto)
    return found.nombre if found else concepto


def identificacion(persona: PersonaRow) -> str:
    """Write a document as it prints: `NIT 890.361.405-7`, `CC 1.023.576.232`."""
    number = persona.numero
    if number.isdigit():
        number = f"{int(number):,}".replace(",", ".")
    tail = f"-{persona.dv}" if persona.tipo_documento == "NIT" and persona.dv else ""
    return f"{persona.tipo_documento} {number}{tail}"


def _date(day: dt.date | None) -> str:
    return fecha_larga(day) if day else ""
