"""What each calculator asks: plain data, so that one form draws them all."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from cobro_ui.icons import Icon


class Kind(StrEnum):
    """What is typed into a field."""

    MONEY = "money"
    DATE = "date"
    NUMBER = "number"
    SHARE = "share"
    """A percentage, given on as thousandths of one percent."""
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    ROWS = "rows"


class Ask(NamedTuple):
    """One field."""

    name: str
    label: str
    kind: Kind
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    initial: str = ""
    """`hoy`, `anio`, a number or the value of a choice."""
    needed: bool = True
    only_if: tuple[str, str] = ("", "")
    """Asked only while that other choice has that value."""
    columns: tuple[Ask, ...] = ()
    one: str = ""
    """What one row is called on the button: `abono`."""


class Calculator(NamedTuple):
    """A calculator of the list."""

    name: str
    title: str
    icon: Icon
    about: str
    asks: tuple[Ask, ...]


REGIMENES = (
    ("ley68", "12 % anual (Ley 68 de 1923)"),
    ("et635", "Moratorio tributario (ET, art. 635)"),
    ("ley80", "12 % actualizado (Ley 80 de 1993)"),
    ("cco884", "Comercial (C. de Co., art. 884)"),
    ("disciplinario", "Multa disciplinaria"),
)
_TRES = (("desconocido", "No se sabe"), ("si", "Sí"), ("no", "No"))
_CAUSAS = (
    ("mandamiento", "Notificación del mandamiento"),
    ("facilidad", "Facilidad de pago"),
    ("concordato", "Insolvencia o concordato"),
    ("liquidacion", "Liquidación forzosa"),
)
_SUSPENDE = Ask(
    "suspensiones",
    "Suspensiones",
    Kind.ROWS,
    "Días en que un acto detuvo los términos; los dos extremos cuentan.",
    needed=False,
    one="suspensión",
    columns=(
        Ask("desde", "Desde", Kind.DATE),
        Ask("hasta", "Hasta", Kind.DATE),
    ),
)
_COSTAS = Ask("costas", "Costas", Kind.MONEY, "Gastos del cobro.", needed=False)


def _criterio(name: str, label: str) -> Ask:
    return Ask(name, label, Kind.CHOICE, options=_TRES, initial="desconocido")


CALCULATORS = (
    Calculator(
        "intereses",
        "Intereses",
        Icon.INTEREST,
        "Intereses de mora, abonos y saldo de una obligación hasta un día.",
        (
            Ask("regimen", "Régimen", Kind.CHOICE, options=REGIMENES, initial="ley68"),
            Ask("capital", "Capital", Kind.MONEY),
            Ask(
                "desde",
                "Exigible desde",
                Kind.DATE,
                "El último día sin mora: el interés empieza al siguiente.",
            ),
            Ask(
                "firmeza",
                "Es la firmeza de una multa de la Ley 1801",
                Kind.YES_NO,
                "Los intereses corren desde que pasa el primer mes (art. 182).",
                only_if=("regimen", "et635"),
            ),
            Ask("corte", "Fecha de corte", Kind.DATE, initial="hoy"),
            Ask(
                "abonos",
                "Abonos",
                Kind.ROWS,
                "La fecha es la del ingreso del dinero (ET, art. 803).",
                needed=False,
                one="abono",
                columns=(
                    Ask("fecha", "Fecha", Kind.DATE),
                    Ask("valor", "Valor", Kind.MONEY),
                ),
            ),
            _COSTAS,
            Ask(
                "proyectar",
                "Proyectar con la última tasa (no sirve para título)",
                Kind.YES_NO,
            ),
        ),
    ),
    Calculator(
        "termino",
        "Término",
        Icon.CALENDAR,
        "Cuándo vence un término, y qué días no contaron y por qué.",
        (
            Ask(
                "desde",
                "Desde",
                Kind.DATE,
                "El día del acto o de la notificación; ese día no cuenta.",
            ),
            Ask("numero", "Cuántos", Kind.NUMBER),
            Ask(
                "unidad",
                "De qué",
                Kind.CHOICE,
                options=(
                    ("habiles", "Días hábiles"),
                    ("calendario", "Días calendario"),
                    ("meses", "Meses, de fecha a fecha"),
                    ("electronica", "Días hábiles, notificación electrónica"),
                ),
                initial="habiles",
            ),
            Ask(
                "cierres",
                "Cierres",
                Kind.ROWS,
                "Días en que la entidad no atendió, además de los que ya se cargaron.",
                needed=False,
                one="cierre",
                columns=(Ask("dia", "Día", Kind.DATE),),
            ),
            _SUSPENDE,
        ),
    ),
    Calculator(
        "prescripcion",
        "Prescripción",
        Icon.RISK,
        "Cuándo prescribe la acción de cobro, y hasta cuándo es seguro actuar.",
        (
            Ask("ejecutoria", "Ejecutoria", Kind.DATE, "Cuándo quedó en firme."),
            Ask("anios", "Años del término", Kind.NUMBER, initial="5"),
            Ask(
                "interrupciones",
                "Interrupciones",
                Kind.ROWS,
                "En una facilidad, el fin es la cuota que se incumplió.",
                needed=False,
                one="interrupción",
                columns=(
                    Ask("causa", "Qué", Kind.CHOICE, options=_CAUSAS),
                    Ask("fecha", "Fecha", Kind.DATE),
                    Ask("fin", "Fin", Kind.DATE, needed=False),
                ),
            ),
            _SUSPENDE,
            Ask(
                "exigible",
                "Exigible desde",
                Kind.DATE,
                "De aquí cuenta el riesgo; si falta, desde la ejecutoria.",
                needed=False,
            ),
            Ask(
                "remitido",
                "Enviada a Hacienda",
                Kind.DATE,
                "Solo en la Secretaría de Seguridad: ya no se marca riesgo.",
                needed=False,
            ),
        ),
    ),
    Calculator(
        "plan",
        "Plan de pagos",
        Icon.AGREEMENT,
        "Las cuotas de un acuerdo, mes a mes.",
        (
            Ask("capital", "Capital", Kind.MONEY),
            Ask(
                "intereses",
                "Intereses causados",
                Kind.MONEY,
                "Hasta el día de la firma.",
                needed=False,
            ),
            _COSTAS,
            Ask("cuotas", "Número de cuotas", Kind.NUMBER, initial="12"),
            Ask("firma", "Firma", Kind.DATE, initial="hoy"),
            Ask("primera", "Primera cuota", Kind.DATE, initial="+1m"),
            Ask("regimen", "Interés", Kind.CHOICE, options=REGIMENES, initial="ley68"),
            Ask(
                "metodo",
                "Método",
                Kind.CHOICE,
                options=(("A", "Capital constante"), ("B", "Cuota fija")),
                initial="A",
            ),
        ),
    ),
    Calculator(
        "limite",
        "Límite de embargo",
        Icon.TITLE,
        "Hasta cuánto se puede embargar; se muestran las tres lecturas.",
        (
            Ask("deuda", "Deuda", Kind.MONEY, "El capital que se debe."),
            Ask("intereses", "Intereses", Kind.MONEY, needed=False),
            _COSTAS,
        ),
    ),
    Calculator(
        "inembargable",
        "Inembargable",
        Icon.PAUSE,
        "Lo que no se puede tocar de una cuenta de ahorros ni de un salario.",
        (
            Ask(
                "persona",
                "De quién es la cuenta",
                Kind.CHOICE,
                options=(
                    ("natural", "Persona natural"),
                    ("juridica", "Persona jurídica"),
                ),
                initial="natural",
            ),
            Ask(
                "cuenta",
                "Cuenta",
                Kind.CHOICE,
                options=(
                    ("ahorros", "De ahorros, la más antigua"),
                    ("corriente", "Corriente"),
                    ("otra", "Otra"),
                ),
                initial="ahorros",
            ),
            Ask("anio", "Año", Kind.NUMBER, initial="anio"),
            Ask(
                "salario",
                "Salario mensual",
                Kind.MONEY,
                "Para saber cuánto se puede embargar de él.",
                needed=False,
            ),
        ),
    ),
    Calculator(
        "remisible",
        "Remisible",
        Icon.PRESCRIBED,
        "Si la deuda se puede remitir (ET, art. 820), y si conviene cobrarla.",
        (
            Ask("principal", "Capital", Kind.MONEY),
            Ask("total", "Deuda total", Kind.MONEY, "Con intereses.", needed=False),
            Ask("exigible", "Exigible desde", Kind.DATE),
            Ask("fecha", "Fecha del acto", Kind.DATE, initial="hoy"),
            Ask("fallecido", "El deudor murió sin dejar bienes", Kind.YES_NO),
            Ask("registro", "Hay copia del registro de defunción", Kind.YES_NO),
            Ask("busqueda", "La búsqueda de bienes fue negativa", Kind.YES_NO),
            Ask("respaldo", "Hay embargo o garantía", Kind.YES_NO),
            Ask("gestion", "Consta la gestión de cobro", Kind.YES_NO),
            Ask(
                "probabilidad",
                "Probabilidad de recaudo",
                Kind.SHARE,
                "Por ejemplo, 10 %.",
                needed=False,
            ),
            Ask(
                "costo",
                "Costo de lo que falta",
                Kind.MONEY,
                "La suma de los pasos que faltan.",
                needed=False,
            ),
        ),
    ),
    Calculator(
        "clasificacion",
        "Clasificación",
        Icon.FILTER,
        "Cuantía por el saldo de capital, y cartera cobrable o de difícil cobro.",
        (
            Ask("capital", "Saldo de capital", Kind.MONEY),
            Ask("fecha", "Fecha", Kind.DATE, initial="hoy"),
            _criterio("remitido_sdh", "Enviada a cobro coactivo de Hacienda"),
            _criterio("sin_bienes", "Sin bienes embargables"),
            _criterio("sin_acuerdo", "Sin acuerdo de pago"),
            _criterio("bienes_insuficientes", "Debe más que sus bienes"),
            _criterio("no_localizado", "No localizado para notificarlo"),
            _criterio("liquidacion", "En liquidación o insolvencia"),
        ),
    ),
    Calculator(
        "multa",
        "Multa",
        Icon.MONEY,
        "El valor de la multa por ley, para comprobar el del título.",
        (
            Ask(
                "ley",
                "Ley",
                Kind.CHOICE,
                options=(
                    ("1801", "Ley 1801 de 2016, multa general"),
                    ("84", "Ley 84 de 1989, maltrato animal"),
                ),
                initial="1801",
            ),
            Ask(
                "tipo",
                "Tipo de multa",
                Kind.CHOICE,
                options=tuple((n, f"Tipo {n}") for n in "1234"),
                initial="1",
                only_if=("ley", "1801"),
            ),
            Ask("fecha", "Fecha del hecho", Kind.DATE, "Del comparendo o la conducta."),
            Ask(
                "titulo",
                "Valor del título",
                Kind.MONEY,
                "Si lo escribe, se compara con el de la ley.",
                needed=False,
            ),
        ),
    ),
    Calculator(
        "nit",
        "NIT",
        Icon.USER,
        "El dígito de verificación de un NIT o de una cédula.",
        (
            Ask(
                "numero",
                "Número",
                Kind.TEXT,
                "Con un guion y el dígito, se comprueba.",
            ),
        ),
    ),
    Calculator(
        "letras",
        "Valor en letras",
        Icon.NOTE,
        "Un valor en pesos escrito como en los documentos.",
        (Ask("valor", "Valor", Kind.MONEY),),
    ),
)
