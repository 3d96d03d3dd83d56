"""What the documents of the portfolio say, taken from their run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.documents.contextos.cartera import (
    PagoDeFicha,
    PartidaActa,
    PartidaActo,
)
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.domain.letras import pesos_mcte
from cobro_desktop.domain.partida import (
    ACTA,
    ACTO,
    CAUSAL,
    CLASE_ANTES,
    CLASE_DESPUES,
    VALOR_DETERIORO,
    Recomendacion,
    Tratamiento,
    campos_de_partida,
    centavos_de,
    tratamiento_de,
)
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.cartera.hechos import leer
from cobro_desktop.services.cartera.papeles import firmado, llamado
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.documentos.contexto import identificacion
from cobro_desktop.services.recursos import perfil_en, recursos_de
from cobro_desktop.storage.rows import (
    CorridaDocumentoRow,
    CorridaItemRow,
    CorridaRow,
    DeudorRow,
    ExpedienteRow,
    ImputacionRow,
    ObligacionRow,
    PagoRow,
    PersonaRow,
    TituloRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.procedimiento import Campo, Procedimiento
    from cobro_desktop.services.cartera.hechos import Lectura
    from cobro_desktop.services.documentos.propios_oficina import LecturaOficina

AREA_FINANCIERA: Final = "el área financiera"


def ficha(lectura: LecturaOficina) -> dict[str, Any]:
    """Say what a ficha knows of its obligation and of what was answered."""
    corrida, run = _corrida(lectura), _lectura(lectura)
    item = next((p for p in run.partidas if p.documento_id == lectura.row.id), None)
    if item is None:
        message = "La ficha no es de ninguna partida de esta corrida."
        raise NotAllowedError(message)
    words = _respuestas(run.procedimiento, item.respuestas)
    answers = item.respuestas
    known = _de_la_obligacion(lectura, item) | {
        "registro": f"Corrida {corrida.numero}",
        "corrida": corrida.numero,
        "corte": fecha_larga(corrida.corte),
        "origen": item.propuesta,
        "acciones": _parrafos(str(answers.get("acciones", ""))),
    }
    if lectura.row.tipo == "ficha-reclasificacion":
        return known | {
            CLASE_ANTES: answers.get(CLASE_ANTES, ""),
            CLASE_DESPUES: answers.get(CLASE_DESPUES, ""),
        }
    present, absent = _lista(run.procedimiento, "soportes", answers)
    return known | {
        "causal": words.get(CAUSAL, ""),
        "clase": words.get("clase", ""),
        "situacion": words.get("situacion", ""),
        "soportes": present,
        "ausentes": absent,
        "alternativas": _lista(run.procedimiento, "medios_alternos", answers)[0],
        "prueba": _parrafos(str(answers.get("prueba", ""))),
        "pagos": _pagos(lectura.session, item.obligacion_id),
        "costo_estimado": _dinero(answers, "costo_estimado"),
        "recaudo_esperado": _dinero(answers, "recaudo_esperado"),
    }


def acta(lectura: LecturaOficina) -> dict[str, Any]:
    """Say what the comité saw in its last session and what it recommends."""
    corrida, run = _corrida(lectura), _lectura(lectura)
    sesion = _sesion(run)
    decided = {d["partida"]: d for d in sesion.datos["partidas"]}
    good = [p for p in run.partidas if p.decision == Recomendacion.RECOMIENDA]
    count = {r: sum(p.decision == r for p in run.partidas) for r in Recomendacion}
    kind = tipo_documento(ACTA).nombre_en(lectura.sigla)
    return {
        "registro": f"Corrida {corrida.numero}",
        "corrida": corrida.numero,
        "corte": fecha_larga(corrida.corte),
        "comite": kind.removeprefix("Acta del ").replace("comité", "Comité"),
        "fecha_sesion": fecha_larga(sesion.fecha),
        "presidente": sesion.datos["presidente"],
        "secretario": sesion.datos["secretario"],
        "asistentes": tuple(sesion.datos["asistentes"]),
        "lugar": sesion.datos["lugar"],
        "fundamento": _norma(run, ACTA),
        "partidas": tuple(
            PartidaActa(
                orden=str(number),
                capital=pesos(p.capital),
                propuesta=_propuesta(run, p),
                verificada="Sí" if decided.get(p.id, {}).get("verificada") else "No",
                recomendacion=(
                    Recomendacion(p.decision).nombre if p.decision else "Sin decidir"
                ),
                razon=p.razon,
                **_quien(lectura.session, p),
            )
            for number, p in enumerate(run.partidas, start=1)
        ),
        "recomendadas": str(count[Recomendacion.RECOMIENDA]),
        "negadas": str(count[Recomendacion.NO_RECOMIENDA]),
        "devueltas": str(count[Recomendacion.FALTA_SOPORTE]),
        "valor_recomendado": pesos(sum(p.capital for p in good)),
    }


def acto(lectura: LecturaOficina) -> dict[str, Any]:
    """Say what is ordered: of what the comité recommended, the rest stays out."""
    corrida, run = _corrida(lectura), _lectura(lectura)
    sesion = _sesion(run)
    good = [p for p in run.partidas if p.decision == Recomendacion.RECOMIENDA]
    kinds = {p.id: tratamiento_de(p.respuestas) for p in good}
    off = [p for p in good if kinds[p.id] is Tratamiento.BAJA]
    worn = [p for p in good if kinds[p.id] is Tratamiento.DETERIORO]
    causes = {str(p.respuestas.get(CAUSAL, "")) for p in off}
    capital = sum(p.capital for p in off)
    value = sum(centavos_de(str(p.respuestas.get(VALOR_DETERIORO, ""))) for p in worn)
    methods = dict.fromkeys(str(p.respuestas.get("metodo_deterioro", "")) for p in worn)
    signed = [d for d in run.documentos if d.tipo == ACTA and firmado(d)]
    return {
        "registro": f"Corrida {corrida.numero}",
        "corrida": corrida.numero,
        "corte": fecha_larga(corrida.corte),
        "fundamento": _norma(run, ACTO),
        "acta": _acta(signed[-1]) if signed else "",
        "fecha_sesion": fecha_larga(sesion.fecha),
        "area_financiera": (
            perfil_en(lectura.session, lectura.sigla).acuerdo.area_financiera
            or AREA_FINANCIERA
        ),
        "asunto": _asunto(bool(off), bool(worn)),
        "bajas": tuple(_partida_acto(lectura, run, p, pesos(p.capital)) for p in off),
        "deterioros": tuple(
            _partida_acto(lectura, run, p, _dinero(p.respuestas, VALOR_DETERIORO))
            for p in worn
        ),
        "total_bajas": pesos(capital) if off else "",
        "total_bajas_letras": pesos_mcte(capital) if off else "",
        "total_deterioros": pesos(value) if worn else "",
        "total_deterioros_letras": pesos_mcte(value) if worn else "",
        "metodos": tuple(m for m in methods if m),
        "hay_prescripcion": "prescripcion" in causes,
        "hay_remision": "remision" in causes,
        "hay_compensacion": "compensacion" in causes,
        "hay_costo": "costo_beneficio" in causes,
        "sistemas": _sistemas(run.procedimiento),
    }


PROPIOS: Final[Mapping[str, Callable[[LecturaOficina], dict[str, Any]]]] = {
    "ficha-depuracion": ficha,
    "ficha-saneamiento": ficha,
    "ficha-reclasificacion": ficha,
    ACTA: acta,
    ACTO: acto,
}


def _corrida(lectura: LecturaOficina) -> CorridaRow:
    found = lectura.session.scalar(
        select(CorridaRow)
        .join(CorridaDocumentoRow, CorridaDocumentoRow.corrida_id == CorridaRow.id)
        .where(CorridaDocumentoRow.documento_id == lectura.row.id)
    )
    if found is None:
        message = (
            "Ese documento se elabora en una corrida de cartera: abra una y hágalo "
            "desde ella."
        )
        raise NotAllowedError(message)
    return found


def _lectura(lectura: LecturaOficina) -> Lectura:
    corrida = _corrida(lectura)
    procedimiento = lectura.workspace.procedimiento(
        lectura.session, corrida.procedimiento_id
    )
    return leer(lectura.session, procedimiento, corrida)


def _sesion(run: Lectura) -> Any:
    if run.sesion is None:
        message = "El comité no ha sesionado en esta corrida: registre la sesión."
        raise NotAllowedError(message)
    return run.sesion


def _norma(run: Lectura, documento: str) -> str:
    """Return the norms that the file gives the activity that writes a document."""
    acts = run.procedimiento.actividades.values()
    found = (a.norma for a in acts if documento in a.documentos and a.norma)
    return next(found, "")


def _acta(row: Any) -> str:
    return f"el documento {llamado(row)}"


def _asunto(off: bool, worn: bool) -> str:  # noqa: FBT001 -- which of two it orders
    if off and worn:
        return (
            "ordena la baja de unas cuentas por cobrar y se reconoce el deterioro de "
            "otras"
        )
    if worn:
        return "reconoce el deterioro de unas cuentas por cobrar"
    return "ordena la depuración de unas cuentas por cobrar"


def _sistemas(procedimiento: Procedimiento) -> tuple[str, ...]:
    """Return the systems that the file says are brought up to date."""
    fields = (
        c
        for a in procedimiento.actividades.values()
        for c in a.campos
        if c.nombre == "sistemas"
    )
    found = next(fields, None)
    return tuple(label for _, label in found.opciones) if found else ()


def _propuesta(run: Lectura, item: CorridaItemRow) -> str:
    kind = tratamiento_de(item.respuestas)
    words = _respuestas(run.procedimiento, item.respuestas)
    cause = words.get(CAUSAL, "")
    if kind is Tratamiento.BAJA:
        return cause or kind.nombre
    if kind is Tratamiento.DETERIORO:
        return f"{kind.nombre} por {_dinero(item.respuestas, VALOR_DETERIORO)}"
    if kind is Tratamiento.RECLASIFICACION:
        return f"{kind.nombre}: pasa a «{item.respuestas.get(CLASE_DESPUES, '')}»"
    return kind.nombre


def _partida_acto(
    lectura: LecturaOficina, run: Lectura, item: CorridaItemRow, valor: str
) -> PartidaActo:
    who = _quien(lectura.session, item)
    titulo = _titulo(lectura.session, item)
    words = _respuestas(run.procedimiento, item.respuestas)
    return PartidaActo(
        titulo=f"N.º {titulo.numero} del {fecha_larga(titulo.fecha)}",
        causal=words.get(CAUSAL, "") or tratamiento_de(item.respuestas).nombre,
        valor=valor,
        **who,
    )


def _quien(session: Session, item: CorridaItemRow) -> dict[str, str]:
    expediente = session.get_one(ExpedienteRow, item.expediente_id)
    return {
        "expediente": expediente.numero,
        "deudor": expediente.deudor,
        "identificacion": identificacion(_persona(session, expediente.id)),
    }


def _persona(session: Session, expediente_id: int) -> PersonaRow:
    return session.scalars(
        select(PersonaRow)
        .join(DeudorRow, DeudorRow.persona_id == PersonaRow.id)
        .where(DeudorRow.expediente_id == expediente_id, DeudorRow.rol == "principal")
    ).one()


def _titulo(session: Session, item: CorridaItemRow) -> TituloRow:
    obligacion = session.get_one(ObligacionRow, item.obligacion_id)
    return session.get_one(TituloRow, obligacion.titulo_id)


def _de_la_obligacion(lectura: LecturaOficina, item: CorridaItemRow) -> dict[str, Any]:
    session, perfil = lectura.session, perfil_en(lectura.session, lectura.sigla)
    obligacion = session.get_one(ObligacionRow, item.obligacion_id)
    titulo = session.get_one(TituloRow, obligacion.titulo_id)
    concepts = {c.id: c for c in load_conceptos(lectura.sigla, recursos_de(session))}
    found = concepts.get(obligacion.concepto)
    known = item.intereses is not None
    return _quien(session, item) | {
        "titulo": f"{found.titulo if found else 'Título'} n.º {titulo.numero}",
        "fecha_titulo": fecha_larga(titulo.fecha),
        "autoridad": perfil.autoridad(titulo.autoridad),
        "ejecutoria": fecha_larga(titulo.ejecutoria) if titulo.ejecutoria else "",
        "exigible": fecha_larga(obligacion.exigible),
        "prescribe": fecha_larga(titulo.fecha_legal) if titulo.fecha_legal else "",
        "concepto": found.nombre if found else obligacion.concepto,
        "capital": pesos(item.capital),
        "intereses": pesos(item.intereses or 0) if known else "sin liquidar",
        "total": pesos(item.capital + (item.intereses or 0))
        + ("" if known else " sin intereses: falta una tasa"),
    }


def _pagos(session: Session, obligacion_id: int) -> tuple[PagoDeFicha, ...]:
    rows = session.execute(
        select(PagoRow.fecha, PagoRow.valor, PagoRow.referencia)
        .join(ImputacionRow, ImputacionRow.pago_id == PagoRow.id)
        .where(
            ImputacionRow.obligacion_id == obligacion_id, PagoRow.estado != "anulado"
        )
        .order_by(PagoRow.fecha, PagoRow.id)
    )
    return tuple(
        PagoDeFicha(fecha=fecha_larga(day), valor=pesos(value), referencia=ref)
        for day, value, ref in rows
    )


def _campo(procedimiento: Procedimiento, nombre: str) -> Campo | None:
    groups = campos_de_partida(procedimiento).values()
    return next((c for g in groups for c in g if c.nombre == nombre), None)


def _respuestas(
    procedimiento: Procedimiento, answers: Mapping[str, Any]
) -> dict[str, str]:
    """Return the answers that are options, by their label."""
    told: dict[str, str] = {}
    for group in campos_de_partida(procedimiento).values():
        for campo in group:
            value = str(answers.get(campo.nombre, ""))
            if value:
                told[campo.nombre] = dict(campo.opciones).get(value, value)
    return told


def _lista(
    procedimiento: Procedimiento, nombre: str, answers: Mapping[str, Any]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return of a checklist what is marked, and what is not."""
    campo = _campo(procedimiento, nombre)
    if campo is None or nombre not in answers:
        return (), ()
    marked = str(answers[nombre]).split(",")
    return (
        tuple(label for value, label in campo.opciones if value in marked),
        tuple(label for value, label in campo.opciones if value not in marked),
    )


def _parrafos(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _dinero(answers: Mapping[str, Any], nombre: str) -> str:
    written = str(answers.get(nombre, ""))
    return pesos(centavos_de(written)) if written else ""
