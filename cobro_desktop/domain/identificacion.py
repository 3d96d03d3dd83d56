"""Identity documents read from what people write (RULES 11)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from stdnum.co import nit

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.texto import plegar

Escrito: TypeAlias = str | float
"""What a cell holds: text, or a number that the spreadsheet made of it."""


class TipoDocumento(StrEnum):
    """Kinds of identity document, with the codes of DIAN and of practice."""

    CC = "CC"
    CE = "CE"
    TI = "TI"
    RC = "RC"
    NUIP = "NUIP"
    NIT = "NIT"
    PA = "PA"
    TE = "TE"
    DIE = "DIE"
    PEP = "PEP"
    PPT = "PPT"
    NITE = "NITE"
    CD = "CD"
    SC = "SC"
    CN = "CN"


@dataclass(frozen=True, slots=True)
class Identificacion:
    """A document, comparable by `tipo` and `numero`: names never identify anyone."""

    tipo: TipoDocumento
    numero: str
    """Without points, spaces or check digit; letters in capitals."""
    dv: int | None = None
    """The computed check digit of a NIT, even where another was written."""
    advertencias: tuple[str, ...] = field(default=(), compare=False)

    @property
    def completa(self) -> str:
        """The number with its check digit, if it has one: `890361405-7`."""
        return self.numero if self.dv is None else f"{self.numero}-{self.dv}"


MENORES = frozenset({TipoDocumento.TI, TipoDocumento.RC, TipoDocumento.CN})
"""Documents that only minors have (Ley 1581 de 2012, art. 7)."""

_CON_LETRAS = frozenset(
    {
        TipoDocumento.CE,
        TipoDocumento.RC,
        TipoDocumento.PA,
        TipoDocumento.TE,
        TipoDocumento.DIE,
        TipoDocumento.NITE,
        TipoDocumento.CD,
        TipoDocumento.SC,
        TipoDocumento.CN,
    }
)
_CIFRAS_USUALES = {
    TipoDocumento.CC: (3, 10),
    TipoDocumento.NIT: (6, 10),
    TipoDocumento.TI: (10, 11),
    TipoDocumento.CE: (3, 7),
    TipoDocumento.NUIP: (10, 10),
    TipoDocumento.PEP: (15, 15),
    TipoDocumento.PPT: (5, 8),
}
_LARGO_MAXIMO = 20
_ESCRITURAS = {
    TipoDocumento.CC: "13 cedula ced cedulaciudadania ceduladeciudadania cciudadania",
    TipoDocumento.CE: "22 cext cedulaextranjeria ceduladeextranjeria cextranjeria",
    TipoDocumento.TI: "12 tarjetaidentidad tarjetadeidentidad tidentidad",
    TipoDocumento.RC: "11 registrocivil registrocivildenacimiento regcivil",
    TipoDocumento.NUIP: "91 numerounicodeidentificacionpersonal",
    TipoDocumento.NIT: "31 rut numerodeidentificaciontributaria",
    TipoDocumento.PA: "41 pp pas pasaporte",
    TipoDocumento.TE: "21 tarjetaextranjeria tarjetadeextranjeria",
    TipoDocumento.DIE: "42 de dc documentoextranjero documentodeextranjero",
    TipoDocumento.PEP: "47 pe permisoespecialdepermanencia permisoespecial",
    TipoDocumento.PPT: "48 pt permisoporprotecciontemporal permisodeprotecciontemporal",
    TipoDocumento.NITE: "50 nitdeotropais nitotropais nitextranjero",
    TipoDocumento.CD: "carnediplomatico carnetdiplomatico",
    TipoDocumento.SC: "salvoconducto salvoconductodepermanencia",
    TipoDocumento.CN: "10 certificadodenacidovivo certificadonacidovivo",
}
_TIPO_DE = {
    word: tipo
    for tipo, words in _ESCRITURAS.items()
    for word in (tipo.value.lower(), *words.split())
}

_NUMERO = re.compile(r"\b(?:no|nro|num|numero|n)\b\W*$")
_FLOTANTE = re.compile(
    r"(\d+|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.))[.,]0{1,2}"
)
_EXPONENTE = re.compile(r"\d(?:[.,](\d+))?e\+?(\d{1,2})", re.IGNORECASE)
_CON_DV = re.compile(r"(.*\d)\s*(?:-|\bd\.?\s?v\.?\s?:?)\s*(\d)", re.IGNORECASE)
_LUGAR = re.compile(r"\s+(?:de|expedida en)\s+\D+$", re.IGNORECASE)
_RAYAS = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")


def nit_dv(numero: str) -> int:
    """Return the check digit of a NIT given without it (Orden DIAN 4 de 1989).

    Raises:
        InvalidDataError: when `numero` is not 1 to 15 digits.
    """
    if not re.fullmatch(r"[0-9]{1,15}", numero):
        message = f"«{numero}» no es un NIT: se esperan de 1 a 15 cifras, sin letras."
        raise InvalidDataError(message, {"valor": numero})
    return int(nit.calc_check_digit(numero))


def leer_tipo(texto: str) -> TipoDocumento | None:
    """Recognise a kind of document in any usual spelling: `C.C.`, `13`, `Cédula`."""
    return _TIPO_DE.get(re.sub(r"[\W_]", "", plegar(texto)))


def leer_identificacion(
    escrito: Escrito,
    tipo: str | None = None,
    *,
    por_omision: TipoDocumento | None = None,
) -> Identificacion:
    """Read a document as people and spreadsheets write it.

    A kind written beside the number (`NIT 890361405-7`) wins over `tipo`, the text
    of its own column; `por_omision` is what the heading of the number's column says.
    Without any, a check digit, or nine digits from 8 or 9 on (zeros before them and a
    check digit glued to them aside), make it a NIT. What is odd but readable, such as
    a check digit that does not match, is a warning.

    Raises:
        InvalidDataError: when there is no document in it.
    """
    text = _as_text(escrito)
    beside, body = _split_prefix(text)
    notes: list[str] = []
    chosen = beside or _column_tipo(tipo, notes) or por_omision
    if chosen is None:
        chosen = _deduce(body)
        notes.append(f"No dice qué documento es; se tomó como {chosen}.")
    if chosen in _CON_LETRAS:
        numero, dv = _letters(body), None
    else:
        numero, dv = _digits(chosen, body, notes)
    notes.extend(_oddities(chosen, numero))
    return Identificacion(chosen, numero, dv, tuple(notes))


def _as_text(escrito: Escrito) -> str:
    if isinstance(escrito, float):
        if not escrito.is_integer():
            raise _not_a_document(str(escrito))
        escrito = int(escrito)
    text = unicodedata.normalize("NFKC", str(escrito)).translate(_RAYAS)
    text = " ".join(text.replace("'", " ").replace("\u2019", " ").split())
    if found := _FLOTANTE.fullmatch(text):
        return re.sub(r"[.,]", "", found.group(1))
    if found := _EXPONENTE.fullmatch(text):
        if len(found.group(1) or "") < int(found.group(2)):
            raise _not_a_document(text)  # a narrow column cut its last digits off
        number = Decimal(text.replace(",", "."))
        return str(int(number)) if number == int(number) else text
    return text


def _split_prefix(text: str) -> tuple[TipoDocumento | None, str]:
    """Take off a leading kind of document or *No.*; other letters stay."""
    rest = text.lstrip(_not_digits(text))
    words = _NUMERO.sub("", plegar(text[: len(text) - len(rest)]))
    tipo = leer_tipo(words)
    return (tipo, rest) if tipo or not re.search(r"\w", words) else (None, text)


def _not_digits(text: str) -> str:
    return "".join({c for c in text if not c.isdigit()})


def _column_tipo(texto: str | None, notes: list[str]) -> TipoDocumento | None:
    if not texto or not texto.strip():
        return None
    tipo = leer_tipo(texto)
    if tipo is None:
        notes.append(f"No se reconoce el tipo de documento «{texto.strip()}».")
    return tipo


def _deduce(body: str) -> TipoDocumento:
    digits = re.sub(r"[\s.,]", "", body).lstrip("0")
    company = re.fullmatch(r"[89]\d{8}", digits) or _has_glued_dv(digits)
    if company or _CON_DV.fullmatch(body):
        return TipoDocumento.NIT
    return TipoDocumento.CC


def _letters(body: str) -> str:
    numero = re.sub(r"[\s.,-]", "", body).upper()
    if not re.fullmatch(r"(?=.*\d)[0-9A-Z]{1,20}", numero) or not numero.strip("0"):
        raise _not_a_document(body)
    return numero


def _digits(tipo: TipoDocumento, body: str, notes: list[str]) -> tuple[str, int | None]:
    body = _LUGAR.sub("", body)
    found = _CON_DV.fullmatch(body)
    number, written = found.groups() if found else (body, "")
    numero = re.sub(r"[\s.,-]", "", number)
    if tipo is not TipoDocumento.TI:
        numero = numero.lstrip("0")
    if not re.fullmatch(r"[0-9]{1,15}", numero) or not numero.strip("0"):
        raise _not_a_document(body)
    if tipo is TipoDocumento.NIT and not written:
        numero, written = _split_glued_dv(numero, notes)
    dv = nit_dv(numero)
    if written and int(written) != dv:
        notes.append(
            f"El dígito de verificación escrito ({written}) no corresponde a "
            f"{numero}: es {dv}. Compruebe el número."
        )
    return numero, dv if tipo is TipoDocumento.NIT else None


def _has_glued_dv(numero: str) -> bool:
    """Tell a company's NIT with its check digit and no dash.

    Companies have nine digits from 8 or 9 on; a ten-digit cédula begins with 1.
    """
    company = re.fullmatch(r"[89][0-9]{9}", numero)
    return bool(company) and nit_dv(numero[:9]) == int(numero[9])


def _split_glued_dv(numero: str, notes: list[str]) -> tuple[str, str]:
    """Take the check digit off a company's NIT that was written without dash."""
    if not _has_glued_dv(numero):
        return numero, ""
    notes.append(f"Se tomó la última cifra de {numero} como dígito de verificación.")
    return numero[:9], numero[9]


def _oddities(tipo: TipoDocumento, numero: str) -> list[str]:
    notes = []
    if tipo in MENORES:
        notes.append(
            "El documento es de un menor de edad: trate sus datos como manda la "
            "Ley 1581 de 2012, artículo 7."
        )
    least, most = _CIFRAS_USUALES.get(tipo, (1, _LARGO_MAXIMO))
    if not least <= len(numero) <= most:
        notes.append(f"No es usual un documento {tipo} de {len(numero)} cifras.")
    return notes


def _not_a_document(texto: str) -> InvalidDataError:
    message = (
        f"«{texto}» no es un número de documento."
        if texto.strip()
        else "Falta el número de documento."
    )
    return InvalidDataError(message, {"valor": texto})
