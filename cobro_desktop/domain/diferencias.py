"""What changes between two versions of a procedure, one row for each change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from cobro_desktop.domain.correspondencia import proponer
from cobro_desktop.domain.procedimiento import Ambito
from cobro_desktop.domain.requisitos import TipoCampo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cobro_desktop.domain.procedimiento import (
        Actividad,
        Procedimiento,
        Reentrada,
        Salida,
        SalidaComun,
    )
    from cobro_desktop.domain.requisitos import (
        Campo,
        Condicion,
        Evidencia,
        ReglaInvocada,
    )

T = TypeVar("T")

AGREGADA = "Actividad nueva"
RETIRADA = "Actividad retirada"
GENERAL = "Todo el procedimiento"

_CAMPOS = {
    TipoCampo.SI_NO: "sí o no",
    TipoCampo.OPCION: "una opción",
    TipoCampo.LISTA: "lista de chequeo",
    TipoCampo.PARRAFO: "párrafo",
    TipoCampo.ENTERO: "número",
    TipoCampo.DIRECCION: "dirección",
}


@dataclass(frozen=True, slots=True)
class Diferencia:
    """One change, as a row that a person reads."""

    numero: str
    """Of the activity: `6`, or `6 → 7` when it moved; empty for the whole."""
    actividad: str
    """Its name in the new version."""
    que: str
    """What changes: `Responsable`, `Tiempo`, `Salida «paga»`."""
    antes: str
    """Empty when it is new."""
    despues: str
    """Empty when it was taken out."""

    @property
    def texto(self) -> str:
        """The row in a sentence."""
        where = f"{self.numero} · {self.actividad}" if self.numero else self.actividad
        if not self.antes or not self.despues:
            told = self.antes or self.despues
            verb = "ya no está" if self.antes else "es nuevo"
            if self.que in {AGREGADA, RETIRADA}:
                return f"{where}: {self.que.lower()}."
            return f"{where}: {self.que} {verb}: {told}."
        return f"{where}: {self.que}: antes «{self.antes}», ahora «{self.despues}»."


def diferencias(antes: Procedimiento, despues: Procedimiento) -> tuple[Diferencia, ...]:
    """Return every change, in the order of the new table, then what was taken out."""
    pairs = {pareja.a: de for de, pareja in proponer(antes, despues).items()}
    destinos = {de: a for a, de in pairs.items()}
    rows: list[Diferencia] = list(_generales(antes, despues, destinos))
    for nueva in despues.actividades.values():
        de = pairs.get(nueva.id)
        if de is None:
            rows.append(_entera(nueva, AGREGADA))
        else:
            rows += _de_actividad(antes.actividades[de], nueva, destinos)
    retiradas = (a for a in antes.actividades.values() if a.id not in destinos)
    rows += [_entera(a, RETIRADA) for a in retiradas]
    return tuple(rows)


def _entera(actividad: Actividad, que: str) -> Diferencia:
    plazo = f"; tiempo: {actividad.plazo.texto}" if actividad.plazo else ""
    told = f"Responsable: {actividad.responsable}{plazo}"
    before, after = (told, "") if que == RETIRADA else ("", told)
    return Diferencia(actividad.id, actividad.nombre, que, before, after)


def _generales(
    antes: Procedimiento, despues: Procedimiento, destinos: Mapping[str, str]
) -> Iterator[Diferencia]:
    simples = (
        ("Nombre", antes.nombre, despues.nombre),
        ("Otros códigos", ", ".join(antes.alias), ", ".join(despues.alias)),
        ("Empieza en", destinos.get(antes.inicio, antes.inicio), despues.inicio),
        (
            "La cartera empieza en",
            ", ".join(destinos.get(i, i) for i in antes.inicio_cartera),
            ", ".join(despues.inicio_cartera),
        ),
    )
    changed = [(que, old, new) for que, old, new in simples if old != new]
    changed += _piezas(
        "Salida común",
        _dichas(antes.salidas_comunes, _nombre_salida, lambda s: _comun(s, destinos)),
        _dichas(despues.salidas_comunes, _nombre_salida, lambda s: _comun(s, {})),
    )
    changed += _piezas(
        "Reingreso",
        _dichas(antes.reentradas, _nombre_puerta, lambda r: _puerta(r, destinos)),
        _dichas(despues.reentradas, _nombre_puerta, lambda r: _puerta(r, {})),
    )
    for change in changed:
        yield Diferencia("", GENERAL, *change)


def _de_actividad(
    antes: Actividad, despues: Actividad, destinos: Mapping[str, str]
) -> Iterator[Diferencia]:
    moved = antes.id != despues.id
    numero = f"{antes.id} → {despues.id}" if moved else despues.id
    changed = [("Número", antes.id, despues.id)] if moved else []
    for que, texto in _TEXTOS:
        if texto(antes) != texto(despues):
            changed.append((que, texto(antes), texto(despues)))
    changed += _piezas(
        "Evidencia",
        _dichas(antes.evidencia, lambda e: e.id, _evidencia),
        _dichas(despues.evidencia, lambda e: e.id, _evidencia),
    )
    changed += _piezas(
        "Campo",
        _dichas(antes.campos, lambda c: c.nombre, _campo),
        _dichas(despues.campos, lambda c: c.nombre, _campo),
    )
    changed += _piezas(
        "Salida",
        _dichas(antes.salidas, _nombre_salida, lambda s: _salida(s, destinos)),
        _dichas(despues.salidas, _nombre_salida, lambda s: _salida(s, {})),
    )
    for change in changed:
        yield Diferencia(numero, despues.nombre, *change)


def _dichas(
    cosas: Iterable[T], nombre: Callable[[T], str], decir: Callable[[T], str]
) -> dict[str, str]:
    return {nombre(cosa): decir(cosa) for cosa in cosas}


def _piezas(
    que: str, antes: Mapping[str, str], despues: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Return what is not told alike on both sides, by the name of each piece."""
    return [
        (f"{que} «{nombre}»", antes.get(nombre, ""), despues.get(nombre, ""))
        for nombre in dict.fromkeys((*despues, *antes))
        if antes.get(nombre) != despues.get(nombre)
    ]


def _nombre_salida(salida: Salida | SalidaComun) -> str:
    return salida.resultado


def _nombre_puerta(puerta: Reentrada) -> str:
    return f"{puerta.fin} · {puerta.resultado}"


def _comun(salida: SalidaComun, destinos: Mapping[str, str]) -> str:
    stages = f" (etapas: {', '.join(salida.etapas)})" if salida.etapas else ""
    parts = [
        f"{salida.etiqueta}{stages}",
        f"pasa a {destinos.get(salida.siguiente, salida.siguiente)}",
        *_controles(salida.reglas),
        *(_evidencia(e) for e in salida.evidencia),
    ]
    return "; ".join(parts)


def _puerta(puerta: Reentrada, destinos: Mapping[str, str]) -> str:
    return f"{puerta.etiqueta}; {_entra(puerta.siguiente, destinos)}"


def _entra(siguiente: str, destinos: Mapping[str, str]) -> str:
    return f"entra en {destinos.get(siguiente, siguiente)}"


_TEXTOS: tuple[tuple[str, Callable[[Actividad], str]], ...] = (
    ("Nombre", lambda a: a.nombre),
    ("Etapa", lambda a: str(a.etapa)),
    ("Responsable", lambda a: a.responsable),
    ("Rol que la cierra", lambda a: ", ".join(a.rol)),
    ("Quién revisa", lambda a: ", ".join(a.revisa)),
    ("Quién firma", lambda a: ", ".join(a.firma)),
    ("Quién envía", lambda a: a.envia),
    ("Tiempo", lambda a: a.plazo.texto if a.plazo else ""),
    ("Opción del tiempo", lambda a: a.plazo.opcion if a.plazo else ""),
    ("Punto de control", lambda a: a.punto_control or ("X" if a.control else "")),
    ("Registro", lambda a: a.registro),
    ("Documentos", lambda a: ", ".join(a.documentos)),
    ("Qué se hace", lambda a: a.descripcion),
    ("Norma", lambda a: a.norma),
    ("Controles", lambda a: ", ".join(_regla(r.regla, r.parametros) for r in a.reglas)),
    (
        "Fuera de turno",
        lambda a: (
            " desde ".join(filter(None, ("sí", ", ".join(a.fuera_de_turno_desde))))
            if a.fuera_de_turno
            else ""
        ),
    ),
    ("Trabaja sobre", lambda a: "" if a.ambito is Ambito.EXPEDIENTE else "la cartera"),
)
"""What an activity says of itself in a text, in the order of the table."""


def _controles(reglas: tuple[ReglaInvocada, ...]) -> list[str]:
    rules = ", ".join(_regla(r.regla, r.parametros) for r in reglas)
    return [f"control: {rules}"] if rules else []


def _regla(nombre: str, parametros: Mapping[str, int]) -> str:
    values = ", ".join(f"{k} = {v}" for k, v in parametros.items())
    return f"{nombre} ({values})" if values else nombre


def _evidencia(evidencia: Evidencia) -> str:
    parts = [
        evidencia.etiqueta,
        f"{evidencia.tipo}: {evidencia.referencia}".strip(": "),
    ]
    parts += [f"estado {evidencia.estado}"] if evidencia.estado else []
    parts += [f"o lo mismo de «{evidencia.alternativa}»"] * bool(evidencia.alternativa)
    parts += _cuando(evidencia.si, evidencia.resultados)
    parts += ["solo avisa"] if evidencia.aviso else []
    parts += ["una nueva cada vez"] if evidencia.nueva else []
    return "; ".join(parts)


def _campo(campo: Campo) -> str:
    kind = _CAMPOS.get(campo.tipo, str(campo.tipo))
    parts = [campo.etiqueta, kind, *(["obligatorio"] if campo.obligatorio else [])]
    if campo.opciones:
        parts.append(" / ".join(label for _, label in campo.opciones))
    return "; ".join((*parts, *_cuando(campo.si, campo.resultados)))


def _cuando(si: Condicion | None, resultados: tuple[str, ...]) -> list[str]:
    parts = [f"si «{si.campo}» es {' o '.join(si.es)}"] if si else []
    return parts + ([f"con {', '.join(resultados)}"] if resultados else [])


def _salida(salida: Salida, destinos: Mapping[str, str]) -> str:
    parts = [salida.etiqueta, _destino(salida, destinos)]
    parts += ["suspende la actividad"] if salida.suspende else []
    return "; ".join((*parts, *_controles(salida.reglas)))


def _destino(salida: Salida, destinos: Mapping[str, str]) -> str:
    if salida.fin:
        return f"termina ({salida.fin})"
    if salida.permanece:
        return "sigue en ella"
    if salida.siguiente is None:
        return "vuelve a la que lo envió"
    return f"pasa a {destinos.get(salida.siguiente, salida.siguiente)}"
