"""How the values of each table read in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.formats import COLOMBIA, fecha_corta, instante, pesos
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.domain.parametros import TablaLegal
    from cobro_desktop.services.parametros.consulta import FilaParametro

COTEJADO = Mark(
    "Cotejado", Icon.OK, Tone.OK, "Alguien comparó la cifra con el acto publicado."
)
VISTO = Mark(
    "Visto en copia",
    Icon.INFO,
    Tone.NEUTRAL,
    "La cifra que trae el programa se leyó en una copia de su fuente. Si la compara "
    "con el acto publicado, use Corregir y márquela como cotejada.",
)
SIN_COTEJAR = Mark(
    "Sin cotejar",
    Icon.WARNING,
    Tone.WARN,
    "Nadie ha comparado la cifra con el acto publicado; se advierte donde se usa.",
)
_ESTADOS = {
    "vigente": Mark("Vigente", Icon.OK, Tone.OK),
    "reemplazado": Mark("Reemplazado", Icon.HISTORY, Tone.MUTED),
    "retirado": Mark("Retirado", Icon.PRESCRIBED, Tone.MUTED),
}


def value_fields(tabla: TablaLegal) -> Sequence[Field[FilaParametro]]:
    """Return the columns of a table."""
    return (*_own_fields(tabla), *_common_fields(de_entidad=tabla.de_entidad))


def history_fields() -> Sequence[Field[FilaParametro]]:
    """Return the columns of what was said of one value."""

    def state(row: FilaParametro) -> Mark:
        return _ESTADOS[row.estado]

    return (
        Field("Estado", lambda r: state(r).word, 120, mark=state),
        Field("Valor", lambda r: r.resumen, 350, tip=lambda r: r.valor.nota),
        Field("Quién y cuándo", author, 190),
        Field("Motivo", lambda r: r.motivo, 240),
    )


def author(row: FilaParametro) -> str:
    """Say who loaded a value and when, in full."""
    return f"{row.por}, {instante(row.en)}" if row.en else "Trae el programa"


def checked_mark(row: FilaParametro) -> Mark:
    """Say whether somebody compared the value with its source."""
    if not row.valor.verificado:
        return SIN_COTEJAR
    return COTEJADO if row.cargado else VISTO


def _own_fields(tabla: TablaLegal) -> Sequence[Field[FilaParametro]]:
    when: Field[FilaParametro] = Field("Vigencia", lambda r: _capital(r.vigencia), 160)
    if tabla.de_entidad:
        return (when, Field("Acto", _text("acto"), 260))
    if tabla.id == "tasas_interes":
        return (
            when,
            _rate("Corriente", "ibc_consumo_ordinario"),
            _rate("Usura", "usura_consumo_ordinario"),
            _rate("Mora ET 635", "tasa_mora_et635"),
            Field("Resolución", _text("resolucion"), 90),
        )
    if tabla.campo("valor_cop"):
        norm = "decreto_smlmv" if tabla.campo("decreto_smlmv") else "resolucion"
        return (
            when._replace(width=90),
            Field("Valor", _amount, 120, figure=True),
            Field("Norma", _text(norm), 240, tip=lambda r: r.valor.nota),
        )
    if tabla.id == "ipc":
        return (
            when._replace(width=90),
            _rate("Variación anual", "variacion_anual_dic_pct", 120),
        )
    return (when, _index())


def _common_fields(*, de_entidad: bool) -> Sequence[Field[FilaParametro]]:
    checked: Field[FilaParametro] = Field(
        "Cotejo", lambda r: checked_mark(r).word, 130, mark=checked_mark
    )
    rest: tuple[Field[FilaParametro], ...] = (
        Field("Cargado por", _short_author, 150, tip=author),
        Field("Fuente", lambda r: r.valor.fuente, 300),
    )
    return rest if de_entidad else (checked, *rest)


def _short_author(row: FilaParametro) -> str:
    if row.en is None:
        return "Trae el programa"
    day = fecha_corta(row.en.astimezone(COLOMBIA).date())
    return f"{row.por}, {day}"


def _text(key: str) -> Callable[[FilaParametro], str]:
    return lambda row: row.valor.campos.get(key, "")


def _rate(title: str, key: str, width: int = 90) -> Field[FilaParametro]:
    def text(row: FilaParametro) -> str:
        return f"{row.valor.campos.get(key, '').replace('.', ',')} %"

    return Field(title, text, width, figure=True)


def _index() -> Field[FilaParametro]:
    def text(row: FilaParametro) -> str:
        return row.valor.campos["indice_base_dic2018_100"].replace(".", ",")

    return Field("Índice", text, 100, figure=True)


def _amount(row: FilaParametro) -> str:
    return pesos(int(row.valor.campos["valor_cop"]) * 100)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
