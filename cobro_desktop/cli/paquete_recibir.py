"""`paquete ver` and `paquete importar`: what a package brings, and its merge."""

from __future__ import annotations

import contextlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.secretos import secreto
from cobro_desktop.cli.state import state_of
from cobro_desktop.formats import cantidad, miles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cobro_desktop.cli.state import State
    from cobro_desktop.services.traslado.vista import CasoVisto, PaqueteVisto

_SHOWN = 20
_STATES = {
    "nuevo": "no está en esta base",
    "igual": "es igual al de esta base",
    "cambio_aqui": "solo cambió en esta base",
    "cambio_alla": "cambió allá",
    "cambio_en_ambos": "cambió aquí y allá, sin chocar",
    "conflicto": "tiene datos que cambiaron aquí y allá",
    "bloqueado": "no se puede recibir",
}
_CLASSES = {
    "cambio_alla": "cambió allá",
    "cambio_aca": "cambió aquí",
    "conflicto": "CONFLICTO",
}
Archivo = Annotated[Path, typer.Argument(help="El paquete.")]
Contrasena = Annotated[
    str,
    typer.Option(
        "--contrasena",
        envvar="COBRO_CONTRASENA_PAQUETE",
        help="Del paquete cifrado; si falta se pregunta.",
    ),
]
Confiar = Annotated[str, typer.Option(metavar="HUELLA", help="De la clave, comparada.")]
OtraEntidad = Annotated[
    bool, typer.Option("--otra-entidad", help="Aunque aquí no haya de esa entidad.")
]
Solo = Annotated[
    list[str] | None, typer.Option(metavar="NUMERO", help="Solo esos expedientes.")
]
Firma = Annotated[
    bool, typer.Option("--exigir-firma", help="No lo recibe si nadie lo firmó.")
]


def register(family: typer.Typer) -> None:
    """Add the commands to `paquete`."""
    family.command("ver")(ver)
    family.command("importar")(importar)


def ver(
    ctx: typer.Context,
    archivo: Archivo,
    *,
    contrasena: Contrasena = "",
    confiar: Confiar = "",
    exigir_firma: Firma = False,
    otra_entidad: OtraEntidad = False,
    solo: Solo = None,
) -> None:
    """Comprueba un paquete y lo compara con lo que hay aquí, dato por dato."""
    from cobro_desktop.cli.progress import ConsoleProgress
    from cobro_desktop.services.traslado.vista import RecibirPaquete, prever_paquete

    state = state_of(ctx)
    command = RecibirPaquete(
        archivo,
        _secreto(archivo, contrasena),
        confiar,
        exigir_firma=exigir_firma,
        otra_entidad=otra_entidad,
        solo=tuple(solo or ()),
    )
    with contextlib.closing(ConsoleProgress(quiet=state.json)) as progress:
        seen = prever_paquete(command, state.workspace, progress)
    _mostrar(state, seen)


def importar(
    ctx: typer.Context,
    archivo: Archivo,
    *,
    preferir: Annotated[
        list[str] | None,
        typer.Option(
            metavar="aqui|paquete|DATO=LADO",
            help=(
                "Qué queda de lo que cambió en los dos lados: todo, un dato "
                "(telefono=aqui) o uno solo (su clave=paquete)."
            ),
        ),
    ] = None,
    solo: Solo = None,
    contrasena: Contrasena = "",
    confiar: Confiar = "",
    exigir_firma: Firma = False,
    otra_entidad: OtraEntidad = False,
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice qué pasaría.")
    ] = False,
) -> None:
    """Une el paquete con lo que hay aquí, todo o nada; antes deja una copia."""
    state = state_of(ctx)
    if simular:
        ver(
            ctx,
            archivo,
            contrasena=contrasena,
            confiar=confiar,
            exigir_firma=exigir_firma,
            otra_entidad=otra_entidad,
            solo=solo,
        )
        return
    recibir(
        state,
        archivo,
        contrasena=contrasena,
        preferir=preferir or (),
        solo=solo or (),
        confiar=confiar,
        exigir_firma=exigir_firma,
        otra_entidad=otra_entidad,
    )


def recibir(
    state: State,
    archivo: Path,
    *,
    contrasena: str = "",
    preferir: Sequence[str] = (),
    solo: Sequence[str] = (),
    confiar: str = "",
    exigir_firma: bool = False,
    otra_entidad: bool = False,
) -> None:
    """Merge a package and print what came of it."""
    from cobro_desktop.cli.progress import ConsoleProgress
    from cobro_desktop.services.traslado.recepcion import recibir_paquete
    from cobro_desktop.services.traslado.vista import RecibirPaquete

    command = RecibirPaquete(
        archivo,
        _secreto(archivo, contrasena),
        confiar,
        exigir_firma=exigir_firma,
        otra_entidad=otra_entidad,
        elecciones=_elecciones(preferir),
        solo=tuple(solo),
    )
    with contextlib.closing(ConsoleProgress(quiet=state.json)) as progress:
        changes = recibir_paquete(command, state.workspace, state.contexto, progress)
    emit_changes(state, changes)


def _elecciones(preferir: Sequence[str]) -> dict[str, str]:
    """Read `aqui`, `telefono=paquete` or the key of a difference with its side."""
    found = {}
    for one in preferir:
        name, _, side = one.rpartition("=")
        found[name or "*"] = side
    return found


def _secreto(archivo: Path, contrasena: str) -> str:
    from cobro_desktop.exchange.ajenos import exigir_archivo
    from cobro_desktop.exchange.paquete_cifrado import esta_cerrado

    exigir_archivo(archivo)
    if contrasena or not esta_cerrado(archivo):
        return contrasena
    return secreto(contrasena, "Contraseña del paquete")


def _mostrar(state: State, seen: PaqueteVisto) -> None:
    signed = f"firmado, huella {seen.huella}" if seen.huella else "sin firmar"
    closed = ", cifrado" if seen.cifrado else ""
    head = (
        f"{seen.entidad}, {seen.dia}, {seen.autor}. Paquete {signed}{closed}; "
        f"{miles(seen.archivos)} archivos, todos con su huella."
    )
    lines = [head, *_contados(seen), *_contadas(seen)]
    emit(
        state,
        _datos(seen),
        lambda console: console.print("\n".join(lines), markup=False),
    )


def _datos(seen: PaqueteVisto) -> Mapping[str, object]:
    return {
        "entidad": seen.entidad,
        "proposito": seen.proposito,
        "creado": seen.creado,
        "autor": seen.autor,
        "cifrado": seen.cifrado,
        "huella": seen.huella,
        "archivos": seen.archivos,
        "expedientes": [
            {
                "numero": one.numero,
                "numero_aqui": one.numero_aqui,
                "estado": one.estado,
                "bloqueo": one.bloqueo,
                "llegan": dict(one.llegan),
                "diferencias": [
                    {
                        "clave": d.clave,
                        "que": d.que,
                        "campo": d.campo,
                        "clase": d.clase,
                        "antes": d.antes,
                        "aqui": d.aqui,
                        "paquete": d.paquete,
                    }
                    for d in one.diferencias
                ],
                "avisos": list(one.avisos),
            }
            for one in seen.casos
        ],
    }


def _contados(seen: PaqueteVisto) -> Iterator[str]:
    """Say how many cases there are of each kind, where they are many."""
    if len(seen.casos) <= _SHOWN:
        return
    counts = Counter(case.estado for case in seen.casos)
    yield f"{cantidad(len(seen.casos), 'expediente')}:"
    for state, what in _STATES.items():
        if counts[state]:
            yield f"  {miles(counts[state])} · {what}"


def _contadas(seen: PaqueteVisto) -> Iterator[str]:
    """Tell each case; where they are many, first those that ask for something."""
    urgent = {state: place for place, state in enumerate(reversed(_STATES))}
    cases = seen.casos
    if len(cases) > _SHOWN:
        cases = tuple(sorted(cases, key=lambda case: urgent[case.estado]))
    for case in cases[:_SHOWN]:
        yield from _lineas(case)
    if len(cases) > _SHOWN:
        yield f"… y {miles(len(cases) - _SHOWN)} más (--json los da todos)."


def _lineas(one: CasoVisto) -> Iterator[str]:
    state = _STATES[one.estado]
    yield f"{one.numero} {one.deudor}: {one.bloqueo or state}."
    if one.llegan and one.estado != "nuevo":
        came = ", ".join(f"{count} de {name}" for name, count in one.llegan)
        yield f"  Llegan: {came}."
    for d in one.diferencias[:_SHOWN]:
        yield (
            f"  {_CLASSES[d.clase]} · {d.que}, {d.campo}: aquí «{d.aqui}», en el "
            f"paquete «{d.paquete}»"
        )
        if d.clase == "conflicto":
            yield f'    para elegir solo este: --preferir "{d.clave}=aqui"'
    if len(one.diferencias) > _SHOWN:
        yield f"  … y {len(one.diferencias) - _SHOWN} más (--json los da todos)."
    for note in one.avisos:
        yield f"  {note}"
