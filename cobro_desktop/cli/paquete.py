"""Packages of cases from the command line: made, looked at, received, lent."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.parametros_firmados import PREGUNTA
from cobro_desktop.cli.secretos import secreto
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from cobro_desktop.cli.state import State
    from cobro_desktop.services.traslado.envio import Firma
    from cobro_desktop.services.traslado.prestados import Prestado
    from cobro_desktop.services.traslado.prestamos import Prestar

Numeros = Annotated[
    list[str] | None, typer.Argument(help="Números de los expedientes.")
]
Consulta = Annotated[
    str, typer.Option(metavar="CONSULTA", help="O los que encuentre: «etapa:coactivo».")
]
Salida = Annotated[
    Path, typer.Option(metavar="ARCHIVO.zip", help="Dónde se escribe el paquete.")
]
Clave = Annotated[
    Path | None,
    typer.Option(
        "--clave", metavar="ARCHIVO", help="La clave de la oficina, para firmarlo."
    ),
]
ContrasenaClave = Annotated[
    str,
    typer.Option(
        "--contrasena-clave",
        envvar="COBRO_CONTRASENA_CLAVE",
        help="De la clave que firma; si falta se pregunta.",
    ),
]
Cifrar = Annotated[bool, typer.Option("--cifrar", help="Lo cierra con una contraseña.")]
Contrasena = Annotated[
    str,
    typer.Option(
        "--contrasena",
        envvar="COBRO_CONTRASENA_PAQUETE",
        help="Del paquete cifrado; si falta se pregunta.",
    ),
]
_TODOS = 20_000
"""More cases than this no package takes."""


def register(app: typer.Typer) -> None:
    """Add `paquete` and its parts."""
    from cobro_desktop.cli import paquete_recibir

    family = typer.Typer(
        help="Expedientes que viajan en un paquete que cualquiera abre y nadie altera."
    )
    family.command("crear")(crear)
    family.command("prestar")(prestar)
    family.command("devolver")(devolver)
    family.command("prestados")(prestados)
    paquete_recibir.register(family)
    app.add_typer(family, name="paquete")


def crear(
    ctx: typer.Context,
    numeros: Numeros = None,
    *,
    salida: Annotated[
        Path, typer.Option(metavar="ARCHIVO.zip|CARPETA", help="Dónde se escribe.")
    ],
    consulta: Consulta = "",
    auditoria: Annotated[
        bool, typer.Option("--auditoria", help="Para quien audita, no para remitir.")
    ] = False,
    intercambio: Annotated[
        bool,
        typer.Option(
            "--intercambio", help="Para otra oficina: lleva también los borradores."
        ),
    ] = False,
    clave: Clave = None,
    contrasena_clave: ContrasenaClave = "",
    cifrar: Cifrar = False,
    contrasena: Contrasena = "",
) -> None:
    """Hace el paquete: documentos foliados, índice, hoja de control, datos, huellas."""
    from cobro_desktop.exchange.paquete_caso import AUDITORIA, INTERCAMBIO, REMISION

    if auditoria and intercambio:
        message = "Escoja uno: --auditoria o --intercambio."
        raise typer.BadParameter(message)
    purpose = AUDITORIA if auditoria else INTERCAMBIO if intercambio else REMISION
    state = state_of(ctx)
    _escribir(
        state,
        _ids(state, numeros, consulta),
        salida,
        purpose,
        firma=_firma(clave, contrasena_clave),
        contrasena=_cerrar(contrasena, cifrar=cifrar),
    )


def prestar(
    ctx: typer.Context,
    numeros: Numeros = None,
    *,
    a: Annotated[str, typer.Option("--a", metavar="QUIEN", help="Oficina o persona.")],
    salida: Salida,
    hasta: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="AAAA-MM-DD", help="Cuándo debe volver."
        ),
    ] = None,
    motivo: Annotated[str, typer.Option(help="Para qué se presta.")] = "",
    consulta: Consulta = "",
    clave: Clave = None,
    contrasena_clave: ContrasenaClave = "",
    cifrar: Cifrar = False,
    contrasena: Contrasena = "",
) -> None:
    """Hace el paquete de un préstamo y anota quién tiene los expedientes."""
    from cobro_desktop.exchange.paquete_caso import PRESTAMO
    from cobro_desktop.services.traslado.prestamos import Prestar

    state = state_of(ctx)
    _escribir(
        state,
        _ids(state, numeros, consulta),
        salida,
        PRESTAMO,
        firma=_firma(clave, contrasena_clave),
        contrasena=_cerrar(contrasena, cifrar=cifrar),
        loan=Prestar(a, hasta.date() if hasta else None, motivo),
    )


def devolver(
    ctx: typer.Context,
    que: Annotated[
        list[str],
        typer.Argument(
            metavar="ARCHIVO.zip|NUMEROS",
            help="El paquete que volvió; o los números que se devuelven.",
        ),
    ],
    *,
    salida: Annotated[
        Path | None,
        typer.Option(metavar="ARCHIVO.zip", help="Para devolver lo que nos prestaron."),
    ] = None,
    motivo: Annotated[
        str, typer.Option(help="Para terminar el préstamo sin recibir paquete.")
    ] = "",
    preferir: Annotated[
        list[str] | None,
        typer.Option(
            metavar="aqui|paquete|DATO=LADO", help="Qué queda de lo que choca."
        ),
    ] = None,
    clave: Clave = None,
    contrasena_clave: ContrasenaClave = "",
    cifrar: Cifrar = False,
    contrasena: Contrasena = "",
) -> None:
    """Devuelve lo prestado: une el paquete que volvió, o hace el que se devuelve."""
    from cobro_desktop.cli.paquete_recibir import recibir
    from cobro_desktop.exchange.paquete_caso import DEVOLUCION

    state = state_of(ctx)
    file = Path(que[0])
    if len(que) == 1 and (file.suffix.lower() == ".zip" or file.is_file()):
        recibir(state, file, contrasena=contrasena, preferir=preferir or ())
        return
    ids = _ids(state, que, "")
    if salida is None:
        _terminar(state, ids, motivo)
        return
    _escribir(
        state,
        ids,
        salida,
        DEVOLUCION,
        firma=_firma(clave, contrasena_clave),
        contrasena=_cerrar(contrasena, cifrar=cifrar),
    )


def prestados(
    ctx: typer.Context,
    todos: Annotated[
        bool, typer.Option("--todos", help="También los que ya volvieron.")
    ] = False,
) -> None:
    """Muestra quién tiene qué, desde cuándo y hasta cuándo."""
    from cobro_desktop.services.traslado.prestados import prestados as read

    state = state_of(ctx)
    found = read(state.workspace, state.contexto.hoy, todos=todos)
    datos: dict[str, object] = {"prestamos": [_plano(one) for one in found]}
    shown = "\n".join(map(_linea, found)) or "No hay expedientes prestados."
    emit(state, datos, lambda console: console.print(shown, markup=False))


def _escribir(
    state: State,
    ids: tuple[int, ...],
    salida: Path,
    proposito: str,
    *,
    firma: Firma | None,
    contrasena: str,
    loan: Prestar | None = None,
) -> None:
    from cobro_desktop.cli.progress import ConsoleProgress
    from cobro_desktop.services.electronico.paquete import CrearPaquete, crear_paquete

    command = CrearPaquete(ids, salida, proposito, firma, contrasena, loan)
    with contextlib.closing(ConsoleProgress(quiet=state.json)) as progress:
        changes = crear_paquete(command, state.workspace, state.contexto, progress)

    def told(console: Console) -> None:
        console.print(changes.resumen, markup=False)

    emit(state, changes.datos, told)


def _terminar(state: State, ids: Sequence[int], motivo: str) -> None:
    if not motivo:
        message = (
            "Diga --salida ARCHIVO.zip para devolver lo que nos prestaron, o --motivo "
            "para terminar sin paquete un préstamo nuestro."
        )
        raise typer.BadParameter(message)
    from cobro_desktop.services.traslado.prestamos import (
        TerminarPrestamo,
        terminar_prestamo,
    )

    done = [
        terminar_prestamo(TerminarPrestamo(i, motivo), state.workspace, state.contexto)
        for i in ids
    ]
    datos: dict[str, object] = {"terminados": [c.datos["expedientes"] for c in done]}
    lines = "\n".join(c.resumen for c in done)
    emit(state, datos, lambda console: console.print(lines, markup=False))


def _ids(state: State, numeros: list[str] | None, consulta: str) -> tuple[int, ...]:
    """Return the cases that are named or that a query finds.

    Raises:
        InvalidDataError: neither, both, or it finds none.
    """
    from cobro_desktop.domain.errors import InvalidDataError
    from cobro_desktop.services.expedientes import id_de

    if bool(numeros) == bool(consulta):
        message = (
            "Escriba los números de los expedientes, o --consulta con lo que los "
            "encuentra. No se hizo nada."
        )
        raise InvalidDataError(message)
    if numeros:
        return tuple(id_de(state.workspace, numero) for numero in numeros)
    from cobro_desktop.services.consultas import Pedido, listar

    asked = Pedido(consulta, "numero", _TODOS)
    found = listar(state.workspace, state.hoy, asked).filas
    if not found:
        message = f"Ningún expediente cumple «{consulta}». No se hizo nada."
        raise InvalidDataError(message)
    return tuple(line.id for line in found)


def _firma(clave: Path | None, contrasena: str) -> Firma | None:
    from cobro_desktop.services.traslado.envio import Firma

    if clave is None:
        return None
    return Firma(clave, secreto(contrasena, PREGUNTA))


def _cerrar(contrasena: str, *, cifrar: bool) -> str:
    """Return the passphrase of a package to write; empty leaves it open."""
    if not cifrar:
        return contrasena
    return secreto(contrasena, "Contraseña del paquete", nueva=True)


def _plano(one: Prestado) -> dict[str, object]:
    return {
        "numero": one.numero,
        "deudor": one.deudor,
        "sentido": one.sentido,
        "quien": one.quien,
        "desde": one.desde.isoformat(),
        "hasta": one.hasta.isoformat() if one.hasta else None,
        "motivo": one.motivo,
        "vencido": one.vencido,
        "devuelto": one.devuelto.isoformat() if one.devuelto else None,
        "cierre": one.cierre,
    }


def _linea(one: Prestado) -> str:
    return f"{one.numero}  {one.deudor}: {one.aviso or one.cierre}"
