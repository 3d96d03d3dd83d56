"""The words of column headings: folded, without filler, abbreviations spelt out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from cobro_desktop.domain.texto import plegar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_TITULO = 90
SOLO_ABAJO = 0.97
"""What the lower cell of a header in two rows says, against both cells together."""

_RELLENO = frozenset(
    {
        "de", "del", "la", "el", "los", "las", "y", "o", "u", "e", "en", "a", "al",
        "por", "para", "con", "que", "se", "su", "es", "un", "una",
    }
)  # fmt: skip
_ABREVIATURAS = {
    "numero": "no nro nros num n nr numeros numer",
    "valor": "vr vlr val vlor valores",
    "resolucion": "res resol rsl resoluc rslcion",
    "fecha": "f fec fch fcha fech",
    "cedula": "cc ced",
    "documento": "doc dcto docto docum",
    "identificacion": "ident identif id",
    "ejecutoria": "ejec ejecut ejecutoriado",
    "notificacion": "notif not notificac",
    "telefono": "tel telef tels fono",
    "celular": "cel movil",
    "direccion": "dir direc",
    "observacion": "obs observ",
    "municipio": "mpio mun munic",
    "departamento": "dpto depto dep",
    "articulo": "art arts",
    "capital": "cap",
    "representante": "rep repr",
    "radicado": "rad",
    "inspeccion": "insp",
    "delegacion": "deleg",
    "comparendo": "comp comparend",
    "vigencia": "vig",
    "referencia": "ref",
    "consignacion": "consig",
    "smlmv": "smmlv smlv smmv",
    "administrativo": "adm admvo admtivo",
    "apellido": "apell",
    "nombre": "nom nomb",
    "banco": "bco",
    "localidad": "loc",
    "social": "soc",
    "ciudad": "cdad",
    "cuenta": "cta",
    "digito": "dig",
    "concepto": "cpto conc",
    "estado": "edo",
    "verificacion": "verif",
}
_COMPLETA = {
    short: word for word, shorts in _ABREVIATURAS.items() for short in shorts.split()
}
_SUELTAS = frozenset(
    {
        "abono", "actividad", "acto", "autoridad", "bancaria", "capital", "ciudad",
        "cobro", "codigo", "completo", "consecutivo", "consignado", "consulta",
        "contable", "contacto",
        "cope", "correo", "corte", "credito", "decision", "departamental", "deudor",
        "domicilio", "electronico", "entidad", "estado", "expediente", "fallo", "final",
        "firmeza", "infractor", "interes", "legal", "lico", "mora", "multa", "nit",
        "oaj", "obligacion", "origen", "pagado", "pagador", "pago", "policia", "primer",
        "proceso", "razon", "recaudado", "recaudo", "registro", "residencia", "rnmc",
        "saldo", "sancion", "sdh", "segundo", "siga", "tercero", "tipo", "titulo",
        "total", "transaccion",
    }
)  # fmt: skip
_PIEZAS = frozenset(
    {*_COMPLETA, *_ABREVIATURAS, *_SUELTAS} - {w for w in _COMPLETA if len(w) < 3}
)
"""What a system that writes headings without spaces puts together: *fechapago*."""
MIN_PIEZA, MAX_PIEZAS = 3, 4
GENERICAS = frozenset({"numero", "fecha", "valor", "tipo", "codigo", "estado", "total"})
"""Words that alone name no field."""

_FECHA = frozenset({"fecha"})
_NUMERO_DE_MES = {
    name: number
    for number, names in enumerate(
        (
            "ene enero", "feb febrero", "mar marzo", "abr abril", "may mayo",
            "jun junio", "jul julio", "ago agosto", "sep sept septiembre setiembre",
            "oct octubre", "nov noviembre", "dic diciembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MESES = frozenset(_NUMERO_DE_MES)

_DIA_MES_ANIO = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_ANIO_MES_DIA = re.compile(r"\b(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})\b")
_PEGADAS = re.compile(r"(?<=[a-zñáéíóú])(?=[A-ZÑÁÉÍÓÚ]{2}|[A-ZÑÁÉÍÓÚ][a-zñáéíóú])")
"""Where a system that writes no spaces begins a word: `FechaDePago`."""
_SEGUNDO = re.compile(
    r"\b(nombre|apellido)s?[ _]?2\b|\b2(?:do|da|o)?\.?[ _](nombre|apellido)s?\b"
)
_SIGLA = re.compile(r"\b(?:[a-z]\.){2,}|\b(?:[a-z]\. ){2,}")
_PLURAL = re.compile(r"\((?:s|es|a|as|os)\)")
_SIGNO_NUMERO = re.compile(r"\bn\s?[°ºo]\b\.?|[#№]|\bn[°º]")


@lru_cache(maxsize=8_192)
def palabras(titulo: str) -> tuple[str, ...]:
    """Split a heading into normalised words: `VR. CAPITAL` gives valor, capital."""
    text = _PEGADAS.sub(" ", titulo.replace("°", "o ").replace("º", "o "))
    text = _SEGUNDO.sub(r" segundo \1\2 ", plegar(text))
    text = _SIGNO_NUMERO.sub(" numero ", _PLURAL.sub("", text))
    text = _SIGLA.sub(lambda found: re.sub(r"[. ]", "", found[0]) + " ", text)
    words = re.findall(r"[a-z0-9]+", text)
    apart = (part for word in words for part in _partir(word))
    found = [_una(word) for word in apart if word not in _RELLENO]
    if "exp" in found:
        found[found.index("exp")] = "expedicion" if "fecha" in found else "expediente"
    return tuple(dict.fromkeys(word for word in found if word))


def _partir(word: str, pieces: int = MAX_PIEZAS) -> tuple[str, ...]:
    """Split words written together, if each of them is known; else leave the word."""
    if word in _PIEZAS or len(word) < 2 * MIN_PIEZA or pieces < 2:
        return (word,)
    for end in range(len(word) - MIN_PIEZA, MIN_PIEZA - 1, -1):
        if word[:end] in _PIEZAS:
            rest = _partir(word[end:], pieces - 1)
            if all(_una(part) in _PIEZAS for part in rest):
                return (word[:end], *rest)
    return (word,)


def _una(word: str) -> str:
    word = _COMPLETA.get(word, word)
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


@lru_cache(maxsize=256)
def todas(usuales: tuple[frozenset[str], ...]) -> frozenset[str]:
    """Return every word of the usual headings of a field."""
    return frozenset().union(*usuales)


def lectura(titulo: str) -> frozenset[str]:
    """Return the words of a heading, without the days and numbers beside others.

    `Saldo a 31-oct-2026` says only *saldo*.
    """
    words = frozenset(palabras(titulo))
    return frozenset(w for w in words if not (w.isdigit() or w in _MESES)) or words


def dia_escrito(titulo: str) -> int:
    """Return the day or month in a heading as a number that sorts; 0 for none."""
    text = plegar(titulo)
    if found := _DIA_MES_ANIO.search(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ANIO_MES_DIA.search(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        words = re.findall(r"[a-z]+|[0-9]+", text)
        named = (_NUMERO_DE_MES[word] for word in words if word in _NUMERO_DE_MES)
        years = (int(word) for word in words if re.fullmatch("20[0-9]{2}", word))
        day, month, year = 0, next(named, 0), next(years, 0)
    return (year % 100 * 100 + month) * 100 + day


def parecido(titulo: frozenset[str], usual: frozenset[str]) -> float:
    """Say how well a heading fits a usual one, from 0 to 1 (the same words)."""
    if titulo == usual:
        return 1.0
    if not titulo or not titulo & usual:
        return 0.0
    if usual < titulo:
        if usual == _FECHA:
            return 0.45  # any other date says so too
        return 0.55 + 0.35 * len(usual) / len(titulo)
    if titulo < usual:
        return 0.35 + 0.3 * len(titulo) / len(usual)
    return 0.0


@lru_cache(maxsize=8_192)
def semejanza(
    lecturas: tuple[frozenset[str], ...], usuales: tuple[frozenset[str], ...]
) -> float:
    """Weigh the best reading; of two rows, both together say more than the lower."""
    *below, whole = lecturas
    score = max(parecido(whole, usual) for usual in usuales)
    for words in below:
        alone = max(parecido(words, usual) for usual in usuales)
        score = max(score, SOLO_ABAJO * alone)
    return score


def mas_parecido(
    lecturas: Iterable[frozenset[str]], usuales: Sequence[frozenset[str]]
) -> int:
    """Return the place of the usual heading that one most looks like."""
    readings = tuple(lecturas)
    alike = [max(parecido(words, usual) for words in readings) for usual in usuales]
    return alike.index(max(alike))


def corregir(words: Iterable[str], conocidas: frozenset[str]) -> frozenset[str]:
    """Bring misspelt or shortened words to those that some heading uses."""
    return frozenset(_correct(word, conocidas) for word in words)


def _correct(word: str, conocidas: frozenset[str]) -> str:
    if word in conocidas or len(word) < 4:
        return word
    longer = [other for other in conocidas if other.startswith(word)]
    shortest = min(longer, default=word)
    if longer and all(other.startswith(shortest) for other in longer):
        return shortest
    if len(word) < 6:
        return word
    matcher = SequenceMatcher(b=word)
    best, ratio = word, 0.84
    for other in conocidas:
        if abs(len(other) - len(word)) > 2:
            continue
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() > ratio and matcher.ratio() > ratio:
            best, ratio = other, matcher.ratio()
    return best
