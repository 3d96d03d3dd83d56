"""What the documents of a notification know: whom, which act, by which means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.domain.calidades import OBLIGADOS, Calidad
from cobro_desktop.domain.catalogo_documentos import CATALOGO
from cobro_desktop.domain.documentos import Naturaleza
from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.domain.orden_notificacion import MEDIOS
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.documentos.anteriores import anteriores, nombrar
from cobro_desktop.services.documentos.contexto import identificacion
from cobro_desktop.services.documentos.elecciones import (
    DESTINATARIO,
    Eleccion,
    opcion_deudor,
)
from cobro_desktop.services.notificacion.seguimiento import leer
from cobro_desktop.storage.rows import DeudorRow, DireccionRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.documentos.lectura import DeudorLeido, Lectura
    from cobro_desktop.services.notificacion.seguimiento import (
        Lectura as LecturaNotificaciones,
    )
    from cobro_desktop.storage.queries.notificaciones import Envio
    from cobro_desktop.storage.rows import DocumentoRow

MANDAMIENTO: Final = "mandamiento-pago"
NOTIFICABLES: Final = (
    MANDAMIENTO,
    *(t.id for t in CATALOGO.values() if t.naturaleza is Naturaleza.DEFINITIVO),
)
"""Acts whose notification starts something for the debtor."""
_DIAS: Final = {5: "cinco", 10: "diez"}
_LEY: Final = "el artículo 69 de la Ley 1437 de 2011"


@dataclass(frozen=True, slots=True)
class PorNotificar:
    """An act before one debtor."""

    deudor: DeudorLeido
    deudor_id: int
    documento: DocumentoRow | None
    """Empty where the act came by no document of the case."""
    notificaciones: LecturaNotificaciones

    @property
    def tipo(self) -> str:
        """Kind of the act; the mandamiento where there is none on file."""
        return self.documento.tipo if self.documento else MANDAMIENTO

    @property
    def envios(self) -> list[Envio]:
        """What was sent to the debtor of this act, the oldest first."""
        return [
            e
            for e in self.notificaciones.envios
            if e.deudor_id == self.deudor_id and e.que == self.tipo
        ]


def eleccion_notificacion(lectura: Lectura) -> Mapping[str, Eleccion]:
    """Let a person choose the debtor and the act, where there are several."""
    people = tuple(opcion_deudor(d) for d in obligados(lectura))
    acts = tuple(nombrar(row) for row in actos_notificables(lectura))
    return {DESTINATARIO: Eleccion(people), "acto": Eleccion(acts)}


def obligados(lectura: Lectura) -> list[DeudorLeido]:
    """Return who is notified, one by one."""
    return [d for d in lectura.caso.deudores if d.rol in OBLIGADOS]


def por_notificar(lectura: Lectura, *, citando: bool = False) -> PorNotificar | None:
    """Return the act that the chosen debtor has not been told of, the latest.

    `citando` leaves out those that the law notifies without a citation. None where
    nobody was chosen among several.
    """
    chosen = lectura.datos.get(DESTINATARIO, "")
    people = obligados(lectura)
    deudor = next((d for d in people if opcion_deudor(d) == chosen), None)
    if deudor is None:
        return None
    found = leer(
        lectura.session, lectura.workspace, lectura.caso.expediente, lectura.fecha
    )
    deudor_id = lectura.session.scalars(
        select(DeudorRow.id).where(
            DeudorRow.expediente_id == lectura.caso.expediente.id,
            DeudorRow.persona_id == deudor.persona.id,
            DeudorRow.rol == deudor.rol,
        )
    ).one()
    rows = actos_notificables(lectura)
    named = [row for row in rows if nombrar(row) == lectura.datos.get("acto")]
    told = {e.que for e in found.envios if e.deudor_id == deudor_id and e.efectiva}
    cited = [r for r in rows if not citando or found.reglas.de(r.tipo).citacion]
    waiting = [row for row in cited if row.tipo not in told]
    last = next(iter(named or waiting or cited), None)
    return PorNotificar(deudor, deudor_id, last, found)


def actos_notificables(lectura: Lectura) -> Sequence[DocumentoRow]:
    """Return the acts of the case that are notified, the latest first."""
    return anteriores(lectura, *NOTIFICABLES)


def del_deudor(lectura: Lectura, uno: PorNotificar) -> dict[str, Any]:
    """Say a debtor and where he is reached."""
    persona = uno.deudor.persona
    ways = lectura.session.scalars(
        select(DireccionRow)
        .where(DireccionRow.persona_id == persona.id, DireccionRow.hasta.is_(None))
        .order_by(DireccionRow.id.desc())
    ).all()
    home = next((w for w in ways if w.tipo == "direccion"), None)
    mail = next((w.texto for w in ways if w.tipo == "correo"), persona.correo)
    town = home.municipio if home else ""
    return {
        DESTINATARIO: persona.nombre,
        "cargo_destinatario": (
            f"{identificacion(persona)}, {Calidad(uno.deudor.rol).en_frase}"
        ),
        "tratamiento": "Señores" if persona.tipo_documento == "NIT" else "Señor(a)",
        "direccion": home.texto if home else "",
        "ciudad_destino": town
        or lectura.caso.expediente.municipio
        or lectura.caso.perfil.ciudad,
        "correo": mail,
    }


def del_acto(lectura: Lectura, uno: PorNotificar) -> dict[str, Any]:
    """Say an act and what lies against it; one without a document is typed."""
    if uno.documento is None:
        return {
            "es_mandamiento": "mandamiento" in plegar(lectura.datos.get("acto", ""))
        }
    known: dict[str, Any] = {
        "acto": nombrar(uno.documento),
        "es_mandamiento": uno.tipo == MANDAMIENTO,
    }
    term = uno.notificaciones.reglas.terminos.get(uno.tipo)
    if term is None or "recurso" not in term.nombre:
        return known
    article = term.nombre.rpartition("(ET ")[2].rstrip(")")
    known["norma_recurso"] = f"artículo {article} del Estatuto Tributario"
    if term.unidad is Unidad.MESES:
        known["plazo_recurso"] = "del mes siguiente"
    else:
        days = _DIAS.get(term.cantidad, str(term.cantidad))
        known["plazo_recurso"] = f"de los {days} días hábiles siguientes"
    return known


def de_la_citacion(uno: PorNotificar) -> dict[str, Any]:
    """Say how many days there are to appear, and what follows."""
    regimen = uno.notificaciones.reglas.de(uno.tipo)
    days = regimen.citacion.dias if regimen.citacion else 10
    return {
        "dias": _DIAS.get(days, str(days)),
        "por_edicto": Medio.EDICTO in regimen.pasos,
    }


def medios_posibles(lectura: Lectura) -> Eleccion:
    """Let a person choose among the means in writing; the next one is proposed."""
    uno = por_notificar(lectura)
    if uno is None:
        return Eleccion(())
    pasos = uno.notificaciones.reglas.de(uno.tipo).pasos
    able = tuple(str(m) for m in (Medio.CORREO, Medio.AVISO, Medio.WEB) if m in pasos)
    following = uno.notificaciones.de(uno.tipo, uno.deudor_id).siguiente().medio
    return Eleccion(able, str(following) if following in able else "")


def del_medio(lectura: Lectura, uno: PorNotificar) -> dict[str, Any]:
    """Say by which means an act is notified, why, and when it takes effect."""
    medio = lectura.datos.get("medio", "")
    paso = uno.notificaciones.reglas.de(uno.tipo).pasos.get(Medio(medio))
    if paso is None:
        return {}
    mail = medio == Medio.CORREO
    general = paso.norma.startswith("CPACA")
    published = not mail and (not general or medio == Medio.WEB)
    known: dict[str, Any] = {
        "medio": medio,
        "norma_medio": _LEY if general else _articulos(paso.norma),
        "es_correo": mail,
        "es_aviso": general and medio == Medio.AVISO,
        "es_publicacion": published,
        "por_cinco_dias": general and published,
        "motivo": _motivo(uno, por_correo=mail),
    }
    if published:
        effect = paso.efectiva(lectura.fecha, uno.notificaciones.calendario)
        known["surte_efecto"] = fecha_larga(effect)
    return known


def como_se_notifico(medio: str) -> str:
    """Name a means in a table: `Por correo`."""
    text = MEDIOS[Medio(medio)]
    return text[:1].upper() + text[1:]


def _articulos(norma: str) -> str:
    """Write `ET 565 y 826` as documents cite it."""
    numbers = norma.removeprefix("ET ")
    article = "los artículos" if " y " in numbers else "el artículo"
    return f"{article} {numbers} del Estatuto Tributario"


def _motivo(uno: PorNotificar, *, por_correo: bool) -> str:
    back = [e for e in uno.envios if e.resultado == "devuelta"]
    if back and not por_correo:
        last = back[-1]
        guide = f", con guía {last.guia}," if last.guia else ""
        sent = _dia(last.enviada)
        return f"el envío{sent}{guide} fue devuelto ({last.causa or 'otra causa'})"
    cited = any(
        e.que == "citacion-notificacion" and e.deudor_id == uno.deudor_id
        for e in uno.notificaciones.envios
    )
    if cited and por_correo:
        return "no compareció a notificarse personalmente en el término de la citación"
    return ""


def _dia(day: dt.date | None) -> str:
    return f" del {fecha_larga(day)}" if day else ""
