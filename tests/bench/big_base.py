"""Makes a base of many cases fast, with real-looking shares of everything."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from cobro_desktop.domain.texto import plegar, texto_de_busqueda
from cobro_desktop.services.bulk import insert_rows
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.indices import indices_aplazables
from cobro_desktop.storage.rows import (
    DependenciaRow,
    EntidadRow,
    ExpedienteRow,
    ProcedimientoRow,
    UsuarioRow,
)
from cobro_desktop.storage.trozos import trozos
from cobro_desktop.storage.upgrade import open_base

HOY = dt.date(2026, 9, 30)
_NOW = dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC)
_NAMES = (
    "MARÍA", "JOSÉ", "LUIS", "CARLOS", "ANDRÉS", "LUZ", "ANA", "JUAN", "PEDRO",
    "ÓSCAR", "ÁNGELA", "SOFÍA", "MÓNICA", "IVÁN", "DIEGO", "CAMILO", "PAOLA", "SANDRA",
    "JORGE", "GLORIA", "BLANCA", "NELSON", "WILSON", "YENNY", "ÁLVARO",
)  # fmt: skip
_SURNAMES = (
    "RODRÍGUEZ", "GÓMEZ", "GONZÁLEZ", "MARTÍNEZ", "GARCÍA", "LÓPEZ", "HERNÁNDEZ",
    "SÁNCHEZ", "RAMÍREZ", "PÉREZ", "DÍAZ", "MUÑOZ", "ROJAS", "MORENO", "JIMÉNEZ",
    "VARGAS", "CASTRO", "ORTIZ", "ÑÁÑEZ", "PEÑA", "CÁRDENAS", "QUIÑONES", "BELTRÁN",
    "ACOSTA", "SUÁREZ", "MONTAÑO", "ZULUAGA", "ÁVILA", "URIBE", "OSPINA",
)  # fmt: skip
_SITUACIONES = (
    "por_repartir",
    "en_estudio",
    "en_revision",
    "en_firma",
    "esperando_tercero",
)


class Institution(NamedTuple):
    """An institution of the big base, with the share of its cases in percent."""

    sigla: str
    codigo: str
    share: int


_ENTIDADES = (
    Institution("SDSCJ", "PD-GJ-07", 70),
    Institution("RNEC", "RJPD06", 18),
    Institution("SVSP", "PRO-GJU-130-008", 8),
    Institution("IDPYBA", "PA02-PR19", 4),
)

CODIGOS = {place: each.codigo for place, each in enumerate(_ENTIDADES, start=1)}
"""Codes of the procedures, by id."""


def usuario(number: int) -> str:
    """Return the name of a user of the big base."""
    return f"Profesional {number:02d}"


def make_base(folder: Path, cases: int) -> Base:
    """Create a SQLite base with that many cases; the same number, the same base."""
    base = open_base(folder)
    with base.write.begin() as session, indices_aplazables(session) as indices:
        fill_catalogues(session)
        indices.aplazar(cases)
        for rows in trozos(cases_of(cases), 10_000):
            insert_rows(session, ExpedienteRow, rows)
    return base


def cases_of(count: int) -> Iterator[dict[str, Any]]:
    """Yield the rows of `expediente` that `make_base` writes."""
    random_ = random.Random(count)
    shares = [entidad.share for entidad in _ENTIDADES]
    taken = [0] * len(_ENTIDADES)
    for number in range(1, count + 1):
        place = random_.choices(range(len(_ENTIDADES)), shares)[0]
        taken[place] += 1
        yield _case(random_, number, place, taken[place])


def fill_catalogues(session: sa.orm.Session) -> None:
    """Write the institutions, procedures, offices and users that cases name."""
    for place, entidad in enumerate(_ENTIDADES, start=1):
        session.add(
            EntidadRow(id=place, sigla=entidad.sigla, nombre=entidad.sigla.title())
        )
        session.flush()
        session.add(
            ProcedimientoRow(
                id=place,
                entidad_id=place,
                codigo=entidad.codigo,
                version=1,
                vigente=True,
                sha256="0" * 64,
                contenido="",
                instalado_en=_NOW,
            )
        )
        session.add_all(
            DependenciaRow(id=place * 100 + n, entidad_id=place, nombre=f"Grupo {n}")
            for n in range(10)
        )
    session.add_all(
        UsuarioRow(id=n, login=f"u{n}", nombre=usuario(n), roles=["PRO"])
        for n in range(1, 61)
    )
    session.flush()


def _case(
    random_: random.Random, number: int, place: int, taken: int
) -> dict[str, Any]:
    closed = random_.random() < 0.35
    activity = 22 if closed else min(int(random_.paretovariate(0.6)), 21)
    names = random_.choices(_NAMES, k=2) + random_.choices(_SURNAMES, k=2)
    deudor, document = " ".join(names), str(random_.randrange(10**7, 10**10))
    numero = f"{_ENTIDADES[place].sigla}-{2020 + taken % 7}-{taken:06d}"
    final = HOY + dt.timedelta(days=random_.randrange(-1400, 0))
    safe = final + dt.timedelta(days=365 * 5)
    capital = random_.randrange(50_000, 20_000_000) * 100
    due = HOY + dt.timedelta(days=random_.randrange(-60, 200))
    given = activity > 1 and random_.random() < 0.95
    return {
        "id": number,
        "entidad_id": place + 1,
        "procedimiento_id": place + 1,
        "numero": numero,
        "dependencia_id": (place + 1) * 100 + random_.randrange(10),
        "responsable_id": 1 + place * 15 + random_.randrange(15) if given else None,
        "actividad": str(activity),
        "etapa": _etapa(activity),
        "estado": random_.choice(("ARCHIVADO", "DEVUELTO", "REMITIDO_SDH"))
        if closed
        else random_.choices(("ABIERTO", "SUSPENDIDO"), (97, 3))[0],
        "situacion": random_.choice(_SITUACIONES[1:]) if given else _SITUACIONES[0],
        "recibido": final + dt.timedelta(days=90),
        "actividad_desde": HOY - dt.timedelta(days=random_.randrange(400)),
        "regreso": [],
        "deudor": deudor,
        "deudor_orden": plegar(deudor),
        "identificacion": document,
        "titulo": f"{random_.randrange(10**6)}",
        "autoridad": f"Inspección {random_.randrange(80)}",
        "municipio": "Bogotá",
        "concepto": "multa",
        "capital": capital,
        "saldo": 0 if closed else capital,
        "ejecutoria": final,
        "exigible": final,
        "vence_proximo": None if closed else due,
        "fecha_legal": safe,
        "fecha_segura": None if closed else safe - dt.timedelta(days=365),
        "entra_en_riesgo": None if closed else safe - dt.timedelta(days=965),
        "movimiento": min(final + dt.timedelta(days=200), HOY),
        "busqueda": texto_de_busqueda(numero, deudor, document),
        "actualizado_en": _NOW,
    }


def _etapa(activity: int) -> str:
    if activity == 1:
        return "recepcion"
    if activity < 8:
        return "persuasivo"
    return "coactivo" if activity < 20 else "terminacion"
