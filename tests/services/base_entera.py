"""A small base exported once, and its file opened, changed and sealed again."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cobro_desktop.exchange.base_exportada import CONTENIDO, MANIFIESTO, huella_de
from cobro_desktop.services.base_entera.exportacion import ExportarBase, exportar_base
from cobro_desktop.services.base_entera.importacion import ImportarBase, importar_base
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.progress import Progress, SilentProgress
from cobro_desktop.services.workspace import Workspace

Partes = dict[str, bytes]


def llevar(workspace: Workspace, archivo: Path, contexto: Contexto) -> Changes:
    return exportar_base(ExportarBase(archivo), workspace, contexto, SilentProgress())


def traer_base(
    workspace: Workspace,
    archivo: Path,
    contexto: Contexto,
    progress: Progress | None = None,
) -> Changes:
    command = ImportarBase(archivo)
    return importar_base(command, workspace, contexto, progress or SilentProgress())


def partes(archivo: Path) -> Partes:
    with zipfile.ZipFile(archivo) as package:
        return {name: package.read(name) for name in package.namelist()}


def rehacer(archivo: Path, parts: Partes) -> Path:
    """Write the parts again; the hash of each is that of what they are now."""
    manifest = json.loads(parts[MANIFIESTO])
    for table in manifest["tablas"]:
        lines = parts[f"tablas/{table['nombre']}.jsonl"]
        table["filas"] = lines.count(b"\n")
        table["octetos"] = len(lines)
        table["sha256"] = hashlib.sha256(lines).hexdigest()
    return escribir(archivo, {**parts, MANIFIESTO: sellado(manifest)})


def escribir(archivo: Path, parts: Partes) -> Path:
    with zipfile.ZipFile(archivo, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name)
            stored = name == CONTENIDO
            part.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            package.writestr(part, content)
    return archivo


def sellado(manifest: dict[str, Any]) -> bytes:
    manifest.pop("huella", None)
    return json.dumps(manifest | {"huella": huella_de(manifest)}).encode()


def con_fila(
    parts: Partes, tabla: str, change: Callable[[list[Any]], object]
) -> Partes:
    """Change the first row of a table."""
    name = f"tablas/{tabla}.jsonl"
    first, _, rest = parts[name].partition(b"\n")
    row = json.loads(first)
    change(row)
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return {**parts, name: f"{text}\n".encode("utf-8", "surrogatepass") + rest}


def columna(parts: Partes, tabla: str, nombre: str) -> int:
    manifest = json.loads(parts[MANIFIESTO])
    found = next(t for t in manifest["tablas"] if t["nombre"] == tabla)
    return [name for name, _ in found["columnas"]].index(nombre)
