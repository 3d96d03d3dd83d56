"""Runs the quality gate of a document: each check with its sentence (B28)."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_type_hints

from sqlalchemy import select

from cobro_desktop.assets import Carpeta, assets
from cobro_desktop.documents.clausulas import usadas
from cobro_desktop.documents.doctor.ensayo import palabras
from cobro_desktop.documents.registro import TODOS
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.ciclo_documento import Decision, Papel
from cobro_desktop.domain.control_documento import (
    Control,
    Examen,
    Gravedad,
    fecha_del_acto,
    letras_distintas,
    nits_errados,
    nombres_distintos,
    sin_cuenta,
)
from cobro_desktop.domain.documentos import Efecto
from cobro_desktop.domain.errors import (
    InvalidDataError,
    MissingParameterError,
    UserError,
)
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.services.documentos.asunto import asunto_de
from cobro_desktop.services.documentos.generador import generador_de
from cobro_desktop.services.documentos.reelaboracion import preparar_fila
from cobro_desktop.services.documentos.vida import con_rol, dichos, roles_de, ultima
from cobro_desktop.services.expedientes import esta_suspendido
from cobro_desktop.storage.rows import (
    DeudorRow,
    DocumentoRow,
    PersonaRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.documents.contextos.comun import Emitido
    from cobro_desktop.documents.generar import Generador
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import DocumentoVersionRow, ExpedienteRow

_AJENO = frozenset({"firma", "numero", "borrador", "codigo_verificacion"})
"""What approving a document changes in it."""


def load_controles(sigla: str, folder: Carpeta | None = None) -> tuple[Control, ...]:
    """Return the checks with the gravity that an institution gives them.

    Raises:
        InvalidDataError: its table `[documentos.controles]` says what cannot be.
    """
    root: Carpeta = folder or assets("resources")
    usual = _toml(root / "referencia" / "controles_documento.toml")["control"]
    profile = root / "entidades" / f"{sigla.casefold()}.toml"
    own = _toml(profile).get("documentos", {}).get("controles", {})
    known = {entry["id"] for entry in usual}
    if unknown := sorted(set(own) - known):
        message = (
            f"La entidad {sigla} tiene en [documentos.controles] algo que no se "
            f"conoce: {', '.join(unknown)}. Se conocen: {', '.join(sorted(known))}."
        )
        raise InvalidDataError(message, {"claves": unknown})
    return tuple(
        Control(
            entry["id"],
            entry["nombre"],
            Gravedad(own.get(entry["id"], entry["gravedad"])),
            frozenset(Efecto(name) for name in entry.get("exentos", ())),
        )
        for entry in usual
    )


def examinar(
    session: Session, workspace: Workspace, contexto: Contexto, row: DocumentoRow
) -> list[Examen]:
    """Make every check of a document that has no number yet."""
    asked = _Examinado(session, workspace, contexto, row)
    effects = set(tipo_documento(row.tipo).efectos)
    return [
        Examen(
            control.id, control.nombre, control.gravedad, _CONTROLES[control.id](asked)
        )
        for control in load_controles(asked.sigla, workspace.recursos)
        if control.gravedad is not Gravedad.CALLA and not control.exentos & effects
    ]


class _Examinado:
    """A document and, read once, what it would say today."""

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        contexto: Contexto,
        row: DocumentoRow,
    ) -> None:
        self.session = session
        self.workspace = workspace
        self.contexto = contexto
        self.row = row
        asunto = asunto_de(session, row)
        self.expediente = asunto.expediente
        """Empty for a document of the office."""
        self.sigla = asunto.sigla
        self.revisan, self.firman = roles_de(
            workspace, session, asunto.procedimiento_id, row
        )
        self.fresco: Emitido | None = None
        self.tasas = self.ajeno = ""
        try:
            self.fresco = preparar_fila(session, workspace, contexto, row)
        except MissingParameterError as error:
            self.tasas = error.mensaje
        except UserError as error:
            self.ajeno = error.mensaje

    @property
    def impreso(self) -> dict[str, Any]:
        """What the file says, by field."""
        return dict(self.row.contexto["impreso"])

    @cached_property
    def renderer(self) -> Generador:
        """Who writes the documents of its day."""
        return generador_de(self.session, self.workspace, self.sigla, self.row.fecha)

    @cached_property
    def version(self) -> DocumentoVersionRow:
        """The last version."""
        return ultima(self.session, self.row.id)

    def roles(self, login: str) -> set[str]:
        """Return the roles of a person."""
        rows = con_rol(self.session, [*self.revisan, *self.firman])
        return next((set(u.roles) for u in rows if u.login == login), set())


def _datos(asked: _Examinado) -> str:
    if asked.fresco is None:
        return ""
    missing = asked.renderer.faltantes(asked.row.tipo, asked.sigla, asked.fresco)
    return f"Falta: {'; '.join(missing)}." if missing else ""


def _tasas(asked: _Examinado) -> str:
    return asked.tasas


def _vigente(asked: _Examinado) -> str:
    if asked.fresco is None:
        return asked.ajeno
    now = json.loads(json.dumps(asdict(asked.fresco)))
    said = json.loads(json.dumps(asked.impreso))
    labels = get_type_hints(TODOS[asked.row.tipo], include_extras=True)
    changed = [
        str(getattr(labels.get(key), "__metadata__", (key,))[0])
        for key in now
        if key not in _AJENO and now[key] != said.get(key)
    ]
    if not changed:
        return ""
    return (
        "Después de elaborarlo cambió algo que el documento dice: "
        f"{'; '.join(changed)}. Elabórelo de nuevo."
    )


def _textos(asked: _Examinado) -> str:
    """Compare the template and clauses of the draft with those in force on its day."""
    if asked.fresco is None:
        return ""
    renderer = asked.renderer
    now = renderer.version(asked.row.tipo, asked.sigla, asked.fresco)
    if now == asked.row.plantilla_version:
        return ""
    if asked.version.origen:
        return (
            "Después de editarlo en Word cambió su plantilla o una cláusula: mire si "
            "el texto todavía es el que debe ser."
        )
    return (
        "Después de elaborarlo cambió su plantilla o una cláusula. Elabórelo de nuevo."
    )


def _editado(asked: _Examinado) -> str:
    """Look in what a person wrote for what the case says."""
    if not asked.version.origen:
        return ""
    content = asked.workspace.contenido.leer(asked.session, asked.version.sha256)
    said = " ".join(" ".join(palabras(content)).split())
    labels = get_type_hints(TODOS[asked.row.tipo], include_extras=True)
    printed = asked.renderer.marcas(asked.row.tipo, asked.sigla).siempre
    lost = [
        f"{labels[key].__metadata__[0]} ({value})"
        for key, value in asked.impreso.items()
        if key in printed and isinstance(value, str) and value
        if " ".join(value.split()) not in said
    ]
    if not lost:
        return ""
    return f"El texto editado en Word ya no dice: {'; '.join(lost)}."


def _nombres(asked: _Examinado) -> str:
    impreso, expediente = asked.impreso, asked.expediente
    if expediente is None:
        return ""
    printed = [impreso["deudor"]]
    printed += [person["nombre"] for person in impreso.get("deudores", ())]
    known = [expediente.deudor, *_personas(asked, expediente)]
    wrong = nombres_distintos(printed, known)
    if not wrong:
        return ""
    names = ", ".join(f"«{name}»" for name in wrong)
    return f"El título no dice {names}: dice «{expediente.deudor}»."


def _personas(asked: _Examinado, expediente: ExpedienteRow) -> Sequence[str]:
    return asked.session.scalars(
        select(PersonaRow.nombre)
        .join(DeudorRow, DeudorRow.persona_id == PersonaRow.id)
        .where(DeudorRow.expediente_id == expediente.id)
    ).all()


def _letras(asked: _Examinado) -> str:
    wrong = letras_distintas(asked.impreso)
    return f"No coinciden: {'; '.join(wrong)}." if wrong else ""


def _nit(asked: _Examinado) -> str:
    impreso = asked.impreso
    printed = [impreso["identificacion"]] if "identificacion" in impreso else []
    printed += [person["identificacion"] for person in impreso.get("deudores", ())]
    wrong = nits_errados(printed)
    if not wrong:
        return ""
    return f"El dígito de verificación no es el de su número: {', '.join(wrong)}."


def _firmante(asked: _Examinado) -> str:
    if not asked.firman or asked.roles(asked.contexto.usuario) & set(asked.firman):
        return ""
    if con_rol(asked.session, asked.firman):
        return ""
    return f"Nadie tiene hoy el rol que lo firma: {' o '.join(asked.firman)}."


def _fecha(asked: _Examinado) -> str:
    day = asked.row.fecha
    if day > asked.contexto.hoy:
        today = fecha_larga(asked.contexto.hoy)
        return f"Lleva fecha {fecha_larga(day)}, posterior a hoy, {today}."
    case = asked.expediente
    calendar = (
        calendario_de(asked.session, asked.workspace, case, day)
        if case
        else asked.workspace.calendario(asked.sigla)
    )
    try:
        reason = calendar.motivo_inhabil(day)
    except MissingParameterError as error:
        return error.mensaje
    return f"El {fecha_larga(day)} no es hábil: {reason}." if reason else ""


def _cuenta(asked: _Examinado) -> str:
    """Look for the account where the document says how to pay."""
    said = asked.impreso
    way = str(said.get("emisor", {}).get("medio_pago", ""))
    used = _pide(asked, "medio_pago")
    if used and way and sin_cuenta(way):
        return (
            "Dice cómo pagar y no trae número de cuenta ni de convenio. Complételo en "
            "Datos de la entidad."
        )
    return ""


def _delegacion(asked: _Examinado) -> str:
    """Look whether the act that delegates is earlier than the document."""
    act = str(asked.impreso.get("emisor", {}).get("delegacion", ""))
    day = fecha_del_acto(act) if _pide(asked, "delegacion") else None
    if day is None or day <= asked.row.fecha:
        return ""
    return (
        f"La delegación que cita, {act}, es posterior al documento, del "
        f"{fecha_larga(asked.row.fecha)}."
    )


def _pide(asked: _Examinado, campo: str) -> bool:
    """Tell whether the template, or a clause that it prints, mentions a datum."""
    renderer, sigla = asked.renderer, asked.sigla
    marcas = renderer.marcas(asked.row.tipo, sigla)
    library = renderer.biblioteca(sigla)
    clauses = usadas(library, marcas.clausulas, sigla, asked.row.fecha)
    return campo in marcas.campos or any(campo in c.texto for c in clauses)


def _prescripcion(asked: _Examinado) -> str:
    end = asked.expediente.fecha_legal if asked.expediente else None
    if end is None or asked.contexto.hoy <= end:
        return ""
    return f"La acción de cobro prescribió el {fecha_larga(end)} (ET 817)."


def _suspension(asked: _Examinado) -> str:
    case = asked.expediente
    stopped = case and esta_suspendido(asked.session, case, asked.contexto.hoy)
    return "El expediente está suspendido." if stopped else ""


def _revision(asked: _Examinado) -> str:
    if not asked.revisan:
        return ""
    version = ultima(asked.session, asked.row.id)
    said = dichos(asked.session, asked.row.id, version.orden, Papel.REVISO)
    against = [d for d in said if d.decision == Decision.OBSERVADO]
    if against:
        return f"Esta versión tiene observaciones: {against[-1].texto}"
    me = asked.roles(asked.contexto.usuario)
    if said or me & set(asked.revisan):
        return ""
    who = " o ".join(asked.revisan)
    return f"Nadie ha revisado la versión {version.orden}: la revisa {who}."


def _otra_persona(asked: _Examinado) -> str:
    able = {u.login for u in con_rol(asked.session, asked.firman)}
    me = asked.contexto.usuario
    if asked.row.elaboro != me or me not in able or len(able) < 2:
        return ""
    names = {u.login: u.nombre for u in con_rol(asked.session, asked.firman)}
    others = ", ".join(names[login] for login in sorted(able - {me}))
    return f"Lo proyectó la misma persona que lo aprueba; también puede: {others}."


_CONTROLES: Mapping[str, Callable[[_Examinado], str]] = {
    "datos": _datos,
    "tasas": _tasas,
    "vigente": _vigente,
    "textos": _textos,
    "editado": _editado,
    "nombres": _nombres,
    "letras": _letras,
    "nit": _nit,
    "firmante": _firmante,
    "fecha": _fecha,
    "cuenta": _cuenta,
    "delegacion": _delegacion,
    "prescripcion": _prescripcion,
    "suspension": _suspension,
    "revision": _revision,
    "otra_persona": _otra_persona,
}


def _toml(path: Carpeta) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
