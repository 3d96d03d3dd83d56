"""One case, as its tabs show it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from cobro_desktop.formats import miles
from cobro_ui.backend.levels import Levels
from cobro_ui.reads_case import (
    ActuacionLine,
    DeudorLine,
    DireccionLine,
    DocumentoLine,
    ExpedienteHead,
    ExpedienteView,
    LiquidacionLine,
    ObligacionLine,
    Outlook,
    PagoLine,
    TerminoLine,
    TituloLine,
    TramoLine,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction
    from pathlib import Path

    from cobro_desktop.domain.liquidacion import Liquidacion
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.consultas import Ficha
    from cobro_desktop.storage.queries import detalle, dinero, historia
    from cobro_ui.backend.office import Office

_OPEN = frozenset({"ABIERTO", "SUSPENDIDO"})


class Cases:
    """`CasesSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def load(self, expediente_id: int) -> ExpedienteView:
        """Read a case."""
        # SQLAlchemy and the engine are loaded with the first case (P8).
        from cobro_desktop.services.conceptos import load_conceptos
        from cobro_desktop.services.consultas import ficha
        from cobro_ui.backend.steps import outlook

        found = ficha(self._office.workspace, expediente_id)
        ahead = Outlook()
        if found.expediente.estado in _OPEN:
            ahead = outlook(self._office, expediente_id)
        names = {
            c.id: c.nombre
            for c in load_conceptos(
                found.expediente.entidad, self._office.workspace.recursos
            )
        }
        from cobro_ui.backend.notificaciones import lines

        levels = Levels(self._office)
        marked = {t.id: levels.of_term(found, t) for t in found.terminos}
        notified = lines(self._office, expediente_id)
        view = view_of(found, ahead, names, marked)
        from cobro_desktop.services.traslado.prestados import aviso_de

        loan = aviso_de(self._office.workspace, expediente_id, self._office.hoy)
        head = replace(view.head, prestamo=loan)
        return replace(view, head=head, notificaciones=notified)

    def liquidacion(self, expediente_id: int) -> Sequence[LiquidacionLine]:
        """Compute the interest to today."""
        from cobro_desktop.services.liquidaciones import liquidar_expediente

        debts = self.load(expediente_id).obligaciones
        workspace, hoy = self._office.workspace, self._office.hoy
        figures = liquidar_expediente(workspace, expediente_id, hoy)
        return [
            _liquidacion(debt, found)
            for debt, (_, found) in zip(debts, figures, strict=True)
        ]

    def archivo(self, documento: DocumentoLine) -> Path:
        """Return a readable copy of a document."""
        return self._office.copy_of(documento.id, documento.nombre, documento.formato)

    def emitir(self, documento_id: int) -> Changes:
        """Number and sign a draft."""
        from cobro_desktop.services.documentos.emision import (
            EmitirDocumento,
            emitir_documento,
        )

        command = EmitirDocumento(documento_id)
        return emitir_documento(command, self._office.workspace, self._office.contexto)


def view_of(
    ficha: Ficha,
    ahead: Outlook,
    names: Mapping[str, str],
    levels: Mapping[int, str],
) -> ExpedienteView:
    """Turn a case whole into what its tabs show; `levels` are its terms', by id."""
    running = [t for t in ficha.terminos if t.estado == "abierto"]
    first = min(running, key=lambda t: (t.vence, t.id), default=None)
    level = levels.get(first.id, "") if first else ""
    return ExpedienteView(
        head=replace(_head(ficha, ahead), nivel=level),
        deudores=[_deudor(d) for d in ficha.deudores],
        titulos=[_titulo(t) for t in ficha.titulos],
        obligaciones=[_obligacion(o, names) for o in ficha.obligaciones],
        actuaciones=[_actuacion(a) for a in ficha.actuaciones],
        terminos=[_termino(t, levels.get(t.id, "")) for t in ficha.terminos],
        documentos=[_documento(d) for d in ficha.documentos],
        pagos=[_pago(p) for p in ficha.pagos],
    )


def dotted(number: str) -> str:
    """Write an identification with points; one with letters stays as it is."""
    return miles(int(number)) if number.isdigit() else number


def _head(ficha: Ficha, ahead: Outlook) -> ExpedienteHead:
    from cobro_desktop.services.consultas import en_otro_sistema

    case = ficha.expediente
    version = case.procedimiento_version
    return ExpedienteHead(
        id=case.id,
        numero=case.numero,
        deudor=case.deudor,
        identificacion=_deudor(ficha.deudores[0]).identificacion,
        procedimiento=f"{case.entidad} · {case.procedimiento} v{version}",
        etapa=case.etapa,
        actividad=f"{case.actividad} · {ficha.actividad}",
        estado=case.estado,
        saldo=case.saldo,
        vence_proximo=case.vence,
        fecha_segura=case.fecha_segura,
        fecha_legal=case.fecha_legal,
        entra_en_riesgo=case.entra_en_riesgo,
        responsable=case.responsable or "",
        dependencia=case.dependencia or "",
        situacion=case.situacion,
        recibido=case.recibido,
        falta=ahead.falta,
        salidas=ahead.salidas,
        referencias=tuple((r.tipo.upper(), r.valor) for r in ficha.referencias),
        estados=tuple(map(en_otro_sistema, ficha.estados)),
        terminado=case.estado not in _OPEN,
    )


def _deudor(person: detalle.Deudor) -> DeudorLine:
    def reach(tipo: str) -> detalle.Direccion | None:
        found = (d for d in person.direcciones if d.tipo == tipo and d.hasta is None)
        return next(found, None)

    place, mail, phone = reach("direccion"), reach("correo"), reach("telefono")
    number = dotted(person.numero)
    dv = f"-{person.dv}" if person.dv else ""
    return DeudorLine(
        nombre=person.nombre,
        identificacion=f"{person.tipo_documento} {number}{dv}",
        rol=person.rol,
        direccion=place.texto if place else "",
        municipio=place.municipio if place else "",
        correo=person.correo or (mail.texto if mail else ""),
        telefono=person.telefono or (phone.texto if phone else ""),
        documento=_kinds().get(person.tipo_documento, ""),
        aviso=_odd(person),
        direcciones=tuple(_direccion(person, d) for d in person.direcciones),
        tope=person.tope,
    )


def _direccion(person: detalle.Deudor, place: detalle.Direccion) -> DireccionLine:
    from cobro_desktop.domain.direcciones import normalizar_direccion
    from cobro_desktop.services.municipios import buscar_municipio, en_palabras

    town = buscar_municipio(place.municipio)
    here = place.tipo == "direccion"
    return DireccionLine(
        persona=person.nombre,
        clase=place.tipo,
        texto=place.texto,
        normalizada=normalizar_direccion(place.texto) if here else "",
        municipio=en_palabras(town) if town else place.municipio,
        fuente=place.fuente,
        desde=place.desde,
        hasta=place.hasta,
        devolucion=place.causa_devolucion,
    )


@cache
def _kinds() -> dict[str, str]:
    from cobro_desktop.services.referencia import load_tipos_documento

    return {kind.codigo: kind.nombre for kind in load_tipos_documento()}


def _odd(person: detalle.Deudor) -> str:
    from cobro_desktop.domain.errors import InvalidDataError
    from cobro_desktop.domain.identificacion import leer_identificacion

    written = person.numero + (f"-{person.dv}" if person.dv else "")
    try:
        read = leer_identificacion(written, person.tipo_documento)
    except InvalidDataError as error:
        return error.mensaje
    return " ".join(read.advertencias)


def _titulo(title: dinero.Titulo) -> TituloLine:
    facts = ((str(k), v) for k, v in title.datos.items())
    return TituloLine(
        title.numero,
        title.autoridad,
        title.fecha,
        title.notificado,
        title.ejecutoria,
        tuple(
            (name.replace("_", " ").capitalize(), str(value))
            for name, value in facts
            if isinstance(value, str | int) and str(value)
        ),
    )


def _obligacion(debt: dinero.Obligacion, names: Mapping[str, str]) -> ObligacionLine:
    return ObligacionLine(
        names.get(debt.concepto, debt.concepto),
        debt.vigencia,
        debt.capital,
        debt.saldo_capital,
        debt.regimen,
        debt.exigible,
        debt.estado,
    )


def _actuacion(act: historia.Actuacion) -> ActuacionLine:
    return ActuacionLine(
        act.fecha,
        act.tipo,
        act.texto,
        act.actividad,
        act.nombre or act.usuario,
        act.registrada_en,
        anulada=act.anulada_por is not None,
        id=act.id,
    )


def _termino(term: historia.Termino, nivel: str) -> TerminoLine:
    from cobro_desktop.services.agenda import plazo_en_palabras

    plazo = plazo_en_palabras(term.cantidad, term.unidad)
    return TerminoLine(
        term.nombre,
        term.actividad,
        term.desde,
        plazo,
        term.vence,
        term.cumplido,
        term.estado,
        term.id,
        nivel,
    )


def _documento(document: historia.Documento) -> DocumentoLine:
    number = "" if document.numero is None else f"{document.numero} de {document.anio}"
    return DocumentoLine(
        document.id,
        document.nombre,
        number,
        document.fecha,
        document.estado,
        document.formato,
        document.elaboro,
        document.firmo,
        document.actividad,
        document.radicado,
    )


def _pago(payment: dinero.Pago) -> PagoLine:
    parts = payment.imputaciones
    if not parts:
        split: tuple[int | None, int | None, int | None] = (None, None, None)
    else:
        split = (
            sum(p.capital for p in parts),
            sum(p.interes for p in parts),
            sum(p.costas for p in parts),
        )
    return PagoLine(
        payment.fecha,
        payment.valor,
        payment.banco,
        payment.referencia,
        payment.estado,
        *split,
    )


def _liquidacion(debt: ObligacionLine, figures: Liquidacion) -> LiquidacionLine:
    vigencia = f" {debt.vigencia}" if debt.vigencia else ""
    return LiquidacionLine(
        concepto=debt.concepto + vigencia,
        regimen=str(figures.cuenta.regimen),
        exigible=figures.cuenta.exigible,
        corte=figures.cuenta.corte,
        dias=figures.dias,
        capital=figures.saldo.capital,
        interes=figures.saldo.intereses,
        total=figures.total,
        por_dia=figures.por_dia_adicional,
        tramos=[
            TramoLine(
                period.desde,
                period.hasta,
                period.dias,
                round(period.base),
                f"{_decimal(period.tasa, 2)} %",
                _decimal(period.interes / 100, 4),
                period.fuente,
            )
            for period in figures.periodos
        ],
        advertencias=figures.advertencias,
    )


def _decimal(value: Fraction, places: int) -> str:
    """Write an exact number with a comma: `13.260.399,7260`."""
    scaled = round(value * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{miles(whole)},{rest:0{places}d}"
