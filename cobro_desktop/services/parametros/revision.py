"""Judges a value before it enters: where it fits, what it lacks, what looks odd."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.domain.errors import ConflictError, InvalidDataError
from cobro_desktop.domain.parametros import (
    Periodo,
    TablaLegal,
    ValorLegal,
    Vigencia,
    encajar,
    nombre_de,
    usura_calculada,
)
from cobro_desktop.domain.tasas import RegimenMora, texto_tasa
from cobro_desktop.formats import fecha_corta, pesos
from cobro_desktop.services.parametros.registros import en_vigor
from cobro_desktop.services.parametros.tablas import load_de_fabrica

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cobro_desktop.domain.referencia import RegimenEt635
    from cobro_desktop.services.parametros.registros import Registro

_PUNTOS: Final = 2
"""What ET 635 takes from the usura since Ley 1819 of 2016."""
_SALTO: Final = Fraction(3, 2)
"""A yearly value above this share of the last one is asked about."""


class Conocido(NamedTuple):
    """A value in force, and who loaded it; None when it ships."""

    valor: ValorLegal
    registro: Registro | None


@dataclass(frozen=True, slots=True)
class Revision:
    """What would happen with a value."""

    valor: ValorLegal
    """As it would be kept: with what follows from its own fields."""
    anterior: Conocido | None
    """The one it would replace."""
    avisos: tuple[str, ...]
    """What deserves a look; nothing of this stops it."""

    @property
    def igual(self) -> bool:
        """Whether the same is already there."""
        return self.anterior is not None and self.valor.iguala(self.anterior.valor)

    @property
    def repite(self) -> bool:
        """Whether it adds nothing, not even that somebody checked what ships.

        What ships was read in copies; only a person compares it with the act itself.
        """
        before = self.anterior
        checks = before and before.registro is None and self.valor.verificado
        return self.igual and not checks


def conocidos(
    tabla: TablaLegal, registros: Sequence[Registro], sigla: str = ""
) -> list[Conocido]:
    """Return the values in force of a table, or of an entity's, in order."""
    loaded = [r for r in en_vigor(registros) if r.valor.sigla == sigla]
    mine = [Conocido(r.valor, r) for r in loaded]
    shipped = [
        Conocido(valor, None)
        for valor in load_de_fabrica(tabla)
        if not any(valor.vigencia.cruza(c.valor.vigencia) for c in mine)
    ]
    return sorted([*shipped, *mine], key=lambda c: c.valor.vigencia)


def revisar(
    tabla: TablaLegal,
    valor: ValorLegal,
    presentes: Sequence[Conocido],
    regimenes: Sequence[RegimenEt635],
) -> Revision:
    """Find the place of a value, complete it and say what looks odd.

    Raises:
        InvalidDataError: an overlap, a gap, or figures that the law does not allow.
    """
    place = encajar(tabla, [c.valor.vigencia for c in presentes], valor.vigencia)
    if tabla.id == "tasas_interes":
        valor = _con_mora(valor, regimenes)
    before = next((c for c in presentes if c.valor.vigencia == place), None)
    return Revision(valor, before, tuple(_avisos(tabla, valor, presentes)))


def exigir_motivo(tabla: TablaLegal, revision: Revision, motivo: str) -> None:
    """Refuse to replace a value in silence, or with itself.

    Raises:
        ConflictError: a value is there, and nobody said why it changes.
        InvalidDataError: the same value is there.
    """
    before = revision.anterior
    if before is None:
        return
    name = nombre_de(tabla, revision.valor.vigencia)
    if revision.repite:
        message = f"El valor de {name} ya está cargado así. No se cambió nada."
        raise InvalidDataError(message, {"tabla": tabla.id})
    if not motivo.strip():
        message = (
            f"Ya hay un valor de {name}: {resumen_de(tabla, before)}. El nuevo "
            f"dice: {resumen(tabla, revision.valor)}. No se cambió nada. Para "
            "reemplazarlo, escriba el motivo; el anterior queda en el historial."
        )
        raise ConflictError(message, {"tabla": tabla.id, "vigencia": name})


def resumen_de(tabla: TablaLegal, conocido: Conocido) -> str:
    """Say a value that is there, in one line."""
    return resumen(tabla, conocido.valor, de_fabrica=conocido.registro is None)


def resumen(tabla: TablaLegal, valor: ValorLegal, *, de_fabrica: bool = False) -> str:
    """Say a value in one line, without its validity."""
    campos = valor.campos
    checked = "sin cotejar"
    if valor.verificado:
        checked = "visto en copia" if de_fabrica else "cotejado"
    if tabla.id == "tasas_interes":
        return (
            f"corriente {_pct(campos['ibc_consumo_ordinario'])}, usura "
            f"{_pct(campos['usura_consumo_ordinario'])}, Res. {campos['resolucion']}, "
            f"{checked}"
        )
    if tabla.de_entidad:
        return campos["acto"]
    if "valor_cop" in campos:
        norm = campos.get("decreto_smlmv") or campos.get("resolucion")
        text = pesos(int(campos["valor_cop"]) * 100)
        return ", ".join(part for part in (text, norm, checked) if part)
    if tabla.id == "ipc":
        return f"{_pct(campos['variacion_anual_dic_pct'])}, {checked}"
    return f"{campos['indice_base_dic2018_100'].replace('.', ',')}, {checked}"


def _con_mora(valor: ValorLegal, regimenes: Sequence[RegimenEt635]) -> ValorLegal:
    """Complete regime and mora of a rate; both follow from the law.

    Raises:
        InvalidDataError: what was written is not what the law says, or a decreed
            rate is missing.
    """
    governs = _regimen(valor.vigencia, regimenes)
    written = valor.campos.get("regimen_et635") or governs
    if written != governs:
        message = (
            f"Del {fecha_corta(valor.vigencia.desde)} al "
            f"{fecha_corta(valor.vigencia.hasta)} rige el régimen {governs}, no "
            f"{written}. Deje ese dato vacío."
        )
        raise InvalidDataError(message)
    usura = Fraction(valor.campos["usura_consumo_ordinario"])
    mora = valor.campos.get("tasa_mora_et635", "")
    if governs is RegimenMora.LEY_1819 and mora and Fraction(mora) != usura - _PUNTOS:
        message = (
            f"La tasa de mora {_pct(mora)} no es la usura menos dos puntos "
            f"({_pct(texto_tasa(usura - _PUNTOS))}), como manda el artículo 635. "
            "Corríjala o déjela vacía."
        )
        raise InvalidDataError(message)
    if governs is RegimenMora.PRE_LEY_1066 and not mora:
        message = "En esas fechas la tasa de mora la fijaba un decreto. Escríbala."
        raise InvalidDataError(message)
    points = _PUNTOS if governs is RegimenMora.LEY_1819 else 0
    derived = {
        "regimen_et635": governs.value,
        "tasa_mora_et635": mora or texto_tasa(usura - points),
    }
    return replace(valor, campos={**valor.campos, **derived})


def _regimen(vigencia: Vigencia, regimenes: Sequence[RegimenEt635]) -> RegimenMora:
    names = set(RegimenMora)
    for row in regimenes:
        begins = row.desde is None or row.desde <= vigencia.desde
        ends = row.hasta is None or vigencia.hasta <= row.hasta
        if row.codigo in names and begins and ends:
            return RegimenMora(row.codigo)
    message = (
        "En esas fechas cambió el artículo 635. Parta la vigencia en dos: hasta el día "
        "anterior al cambio, y desde el cambio."
    )
    raise InvalidDataError(message)


def _avisos(
    tabla: TablaLegal, valor: ValorLegal, presentes: Sequence[Conocido]
) -> Iterator[str]:
    if tabla.id == "tasas_interes":
        yield from aviso_de_usura(valor)
    if tabla.periodo is Periodo.ANIO and "valor_cop" in valor.campos:
        yield from _aviso_de_salto(tabla, valor, presentes)


def aviso_de_usura(valor: ValorLegal) -> Iterator[str]:
    """Say that the published usura is not one and a half times the corriente."""
    usura = Fraction(valor.campos["usura_consumo_ordinario"])
    expected = usura_calculada(Fraction(valor.campos["ibc_consumo_ordinario"]))
    if usura != expected:
        yield (
            f"La usura publicada ({_pct(texto_tasa(usura))}) no es 1,5 veces la "
            f"corriente ({_pct(texto_tasa(expected))}). Vale la publicada; compruebe "
            "las dos cifras en la resolución."
        )


def _aviso_de_salto(
    tabla: TablaLegal, valor: ValorLegal, presentes: Sequence[Conocido]
) -> Iterator[str]:
    year = valor.vigencia.desde.year
    last = next(
        (c.valor for c in presentes if c.valor.vigencia.desde.year == year - 1), None
    )
    if last is None:
        return
    now, then = int(valor.campos["valor_cop"]), int(last.campos["valor_cop"])
    if now < then or now > then * _SALTO:
        odd = "menor que" if now < then else "más de una vez y media"
        yield (
            f"{pesos(now * 100)} es {odd} el valor de {year - 1} "
            f"({pesos(then * 100)}). Compruebe {tabla.una} de {year}."
        )


def _pct(text: str) -> str:
    return f"{text.replace('.', ',')} %"
