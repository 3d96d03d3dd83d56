"""What the mandamiento, its notification and its decisions know of their case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cobro_desktop.documents.contextos.mandamiento import (
    Notificado,
    ObligacionCobrada,
    Obligado,
)
from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.calidades import HABLAN, Calidad, nombre_de
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.domain.firmeza import ultimo_dia_para_discutir
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.documentos.anteriores import (
    acto,
    anterior,
    medidas_vigentes,
    nombrar,
)
from cobro_desktop.services.documentos.contexto import identificacion
from cobro_desktop.services.documentos.elecciones import DESTINATARIO, Eleccion
from cobro_desktop.services.documentos.excepciones import (
    datos_de_excepciones,
    datos_del_recurso,
    decisiones_del_recurso,
)
from cobro_desktop.services.documentos.notificables import (
    MANDAMIENTO,
    actos_notificables,
    como_se_notifico,
    de_la_citacion,
    del_acto,
    del_deudor,
    del_medio,
    eleccion_notificacion,
    medios_posibles,
    obligados,
    por_notificar,
)
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.notificacion.seguimiento import leer
from cobro_desktop.storage.queries.incidentes import incidentes_de
from cobro_desktop.storage.queries.novedades import gastos
from cobro_desktop.storage.rows import DeudorRow, ObligadoRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cobro_desktop.services.documentos.lectura import Caso, DeudorLeido, Lectura
    from cobro_desktop.storage.rows import DocumentoRow, ObligacionRow

_RECURSOS = {
    "resolucion-excepciones": "resolucion-recurso",
    "auto-liquidacion": "auto-objecion-liquidacion",
    "auto-avaluo": "auto-objecion-avaluo",
}
"""What decides the recurso or the objection against an act."""


def datos_del_mandamiento(lectura: Lectura) -> dict[str, Any]:
    """Return what is ordered to pay, and by whom."""
    caso = lectura.caso
    spent = sum(
        g.valor
        for g in gastos(lectura.session, caso.expediente.id)
        if g.estado == "vigente" and g.fecha <= lectura.fecha
    )
    return {
        "acto_avoca": acto(lectura, "auto-avoca"),
        "obligaciones": tuple(
            _obligacion(caso, o) for o in caso.obligaciones if o.saldo_capital
        ),
        "obligados": tuple(_obligado(lectura, d) for d in obligados(lectura)),
        "gastos": pesos(spent) if spent else "",
    }


def datos_de_la_citacion(lectura: Lectura) -> dict[str, Any]:
    """Return whom is cited and for what."""
    uno = por_notificar(lectura, citando=True)
    if uno is None:
        return {DESTINATARIO: ""}
    known = del_deudor(lectura, uno) | del_acto(lectura, uno) | de_la_citacion(uno)
    return {k: v for k, v in known.items() if not k.endswith("_recurso")}


def datos_de_la_diligencia(lectura: Lectura) -> dict[str, Any]:
    """Return who is notified; a natural person appears in his own name."""
    uno = por_notificar(lectura)
    if uno is None:
        return {DESTINATARIO: ""}
    debtor, persona = del_deudor(lectura, uno), uno.deudor.persona
    known = {k: debtor[k] for k in (DESTINATARIO, "cargo_destinatario")}
    known |= del_acto(lectura, uno)
    deputy = _representante(lectura.caso)
    if persona.tipo_documento == "NIT" and deputy is not None:
        return known | {
            "compareciente": deputy.persona.nombre,
            "compareciente_identificacion": identificacion(deputy.persona),
            "calidad_compareciente": f"{Calidad(deputy.rol).en_frase} de "
            f"{persona.nombre}",
        }
    if persona.tipo_documento == "NIT":
        return known
    return known | {
        "compareciente": persona.nombre,
        "compareciente_identificacion": identificacion(persona),
        "calidad_compareciente": Calidad(uno.deudor.rol).en_frase,
    }


def datos_del_aviso(lectura: Lectura) -> dict[str, Any]:
    """Return whom is notified in writing, how, why, and when it takes effect."""
    uno = por_notificar(lectura)
    if uno is None:
        return {DESTINATARIO: ""}
    known = del_deudor(lectura, uno) | del_acto(lectura, uno)
    perfil = lectura.caso.perfil
    article = str(perfil.membrete["articulo"]).capitalize()
    known |= {"expide": f"{article} {perfil.nombre}"}
    if lectura.datos.get("medio"):
        known |= del_medio(lectura, uno)
    if known.get("es_publicacion"):
        known["direccion"] = known["correo"] = known["ciudad_destino"] = ""
        if uno.documento is not None:
            known["parte_resolutiva"] = resolutiva(lectura, uno.documento)
    return known


def resolutiva(lectura: Lectura, documento: DocumentoRow) -> tuple[str, ...]:
    """Return what an act decided, read from its own Word file; nothing of another's."""
    from cobro_desktop.documents.parte_resolutiva import leer_resolutiva
    from cobro_desktop.services.documentos.vida import ultima

    version = ultima(lectura.session, documento.id)
    if not version.archivo.endswith(".docx"):
        return ()
    content = lectura.workspace.contenido.leer(lectura.session, version.sha256)
    return leer_resolutiva(content)


def datos_de_la_constancia(lectura: Lectura) -> dict[str, Any]:
    """Return how an act was notified and since when it is firm (CPACA 87).

    Raises:
        NotAllowedError: somebody was not told yet, or may still dispute it.
    """
    chosen = lectura.datos.get("acto", "")
    rows = actos_notificables(lectura)
    row = next((r for r in rows if nombrar(r) == chosen), next(iter(rows), None))
    if row is None:
        return {}
    notified = notificados_de(lectura, row.tipo)
    if len(notified) < len(obligados(lectura)):
        message = (
            f"Todavía no se puede certificar que {nombrar(row)} está en firme: no "
            "consta su notificación a todos los obligados. Regístrela primero."
        )
        raise NotAllowedError(message)
    last = max(day for _, day in notified)
    return {
        "acto": nombrar(row),
        "notificados": tuple(one for one, _ in notified),
        **_firmeza(lectura, row, last),
    }


def datos_de_la_orden(lectura: Lectura) -> dict[str, Any]:
    """Return how the mandamiento was notified and when its time ended (ET 836)."""
    facts = hechos_de(
        lectura.session, lectura.workspace, lectura.caso.expediente, lectura.fecha
    )
    ends = facts.vence_excepciones
    if ends is not None and lectura.fecha <= ends:
        message = (
            f"El término para pagar o proponer excepciones vence el {fecha_larga(ends)}"
            ": antes no se puede ordenar la ejecución (ET 836)."
        )
        raise NotAllowedError(message)
    paid = sum(p.valor for p in lectura.caso.pagos if p.fecha <= lectura.fecha)
    measures = medidas_vigentes(lectura)
    return {
        "acto_mandamiento": acto(lectura, MANDAMIENTO),
        "notificados": tuple(one for one, _ in notificados_de(lectura, MANDAMIENTO)),
        "vencimiento": fecha_larga(ends) if ends else "",
        "recaudado": pesos(paid) if paid else "",
        "medidas": measures,
        "tiene_medidas": bool(measures),
    }


def notificados_de(lectura: Lectura, tipo: str) -> list[tuple[Notificado, dt.date]]:
    """Return the debtors who were validly told of an act, with the day."""
    found = leer(
        lectura.session, lectura.workspace, lectura.caso.expediente, lectura.fecha
    )
    by_number = {d.persona.numero: d.persona for d in lectura.caso.deudores}
    valid = {
        e.numero: e
        for e in found.envios
        if e.que == tipo and e.valida and e.efectiva and e.efectiva <= lectura.fecha
    }
    return [
        (
            Notificado(
                nombre=e.deudor,
                identificacion=identificacion(by_number[number]),
                medio=como_se_notifico(e.medio),
                fecha=fecha_larga(e.efectiva),
            ),
            e.efectiva,
        )
        for number, e in valid.items()
        if e.efectiva is not None
    ]


def _firmeza(lectura: Lectura, row: DocumentoRow, last: dt.date) -> dict[str, str]:
    decides = _RECURSOS.get(row.tipo, "")
    decided = anterior(lectura, decides) if decides else None
    if decided is not None and decided.fecha >= row.fecha:
        days = [day for _, day in notificados_de(lectura, decides)]
        if not days and decides == "resolucion-recurso":
            message = f"Falta notificar {nombrar(decided)}, que decidió el recurso."
            raise NotAllowedError(message)
        firm = max(days, default=decided.fecha) + UN_DIA
        return {
            "recurso": f"Lo que contra él se presentó lo decidió {nombrar(decided)}.",
            "firmeza": fecha_larga(firm),
            "norma_firmeza": "artículo 87, numeral 2, de la Ley 1437 de 2011",
        }
    calendar = leer(
        lectura.session, lectura.workspace, lectura.caso.expediente, lectura.fecha
    ).calendario
    until = ultimo_dia_para_discutir(row.tipo, [last], calendar)
    if until is None:
        return {
            "firmeza": fecha_larga(last + UN_DIA),
            "norma_firmeza": "artículo 87, numeral 1, de la Ley 1437 de 2011",
        }
    open_now = {
        i.tipo
        for i in incidentes_de(lectura.session, lectura.caso.expediente.id)
        if i.estado == "abierto"
    }
    if lectura.fecha <= until or open_now & {"recurso", "objecion-liquidacion"}:
        message = (
            f"{nombrar(row)[0].upper()}{nombrar(row)[1:]} todavía puede discutirse, o "
            f"falta decidir lo que se presentó: el término vence el "
            f"{fecha_larga(until)}."
        )
        raise NotAllowedError(message)
    return {
        "recurso": (
            f"El término para discutirlo terminó el {fecha_larga(until)}, y no consta "
            "que se hubiera presentado recurso ni objeción."
        ),
        "firmeza": fecha_larga(until + UN_DIA),
        "norma_firmeza": "artículo 87, numeral 3, de la Ley 1437 de 2011",
    }


def _obligacion(caso: Caso, obligacion: ObligacionRow) -> ObligacionCobrada:
    titulo = next(t for t in caso.titulos if t.id == obligacion.titulo_id)
    concepto = caso.conceptos.get(obligacion.concepto)
    ficha = FICHAS[Regimen(obligacion.regimen)]
    return ObligacionCobrada(
        titulo=f"{concepto.titulo if concepto else 'Título'} n.º {titulo.numero}",
        concepto=concepto.nombre if concepto else obligacion.concepto,
        capital=pesos(obligacion.saldo_capital),
        desde=fecha_larga(obligacion.exigible + UN_DIA),
        regimen=f"{ficha.nombre} ({ficha.norma})",
    )


def _obligado(lectura: Lectura, deudor: DeudorLeido) -> Obligado:
    """Say how much a debtor answers for: his cap, where he has one."""
    caso = lectura.caso
    found = lectura.session.execute(
        select(ObligadoRow.obligacion_id, ObligadoRow.tope)
        .join(DeudorRow, DeudorRow.id == ObligadoRow.deudor_id)
        .where(
            DeudorRow.expediente_id == caso.expediente.id,
            DeudorRow.persona_id == deudor.persona.id,
            ObligadoRow.tope.is_not(None),
        )
    )
    caps = {obligacion: tope for obligacion, tope in found}  # noqa: C416 - rows
    owed = sum(
        min(o.saldo_capital, caps.get(o.id) or o.saldo_capital)
        for o in caso.obligaciones
    )
    return Obligado(
        nombre=deudor.persona.nombre,
        identificacion=identificacion(deudor.persona),
        calidad=nombre_de(deudor.rol),
        valor=pesos(owed),
    )


def _representante(caso: Caso) -> DeudorLeido | None:
    return next((d for d in caso.deudores if d.rol in HABLAN), None)


def _del_aviso(lectura: Lectura) -> Mapping[str, Eleccion]:
    return {**eleccion_notificacion(lectura), "medio": medios_posibles(lectura)}


def _de_la_constancia(lectura: Lectura) -> Mapping[str, Eleccion]:
    acts = tuple(nombrar(row) for row in actos_notificables(lectura))
    return {"acto": Eleccion(acts, next(iter(acts), ""))}


PROPIOS = {
    MANDAMIENTO: datos_del_mandamiento,
    "citacion-notificacion": datos_de_la_citacion,
    "diligencia-notificacion": datos_de_la_diligencia,
    "aviso-notificacion": datos_del_aviso,
    "constancia-ejecutoria": datos_de_la_constancia,
    "resolucion-excepciones": datos_de_excepciones,
    "resolucion-recurso": datos_del_recurso,
    "orden-ejecucion": datos_de_la_orden,
}
"""What the kinds of this family know besides what every one does."""

ELECCIONES = {
    "citacion-notificacion": eleccion_notificacion,
    "diligencia-notificacion": eleccion_notificacion,
    "aviso-notificacion": _del_aviso,
    "constancia-ejecutoria": _de_la_constancia,
    "resolucion-recurso": decisiones_del_recurso,
}
"""What a person chooses in them."""
