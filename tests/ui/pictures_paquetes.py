"""Draws the dialogs of packages of cases to PNG files; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_paquetes.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtWidgets import QApplication  # noqa: E402

from cobro_desktop.cli.state import State  # noqa: E402
from cobro_desktop.exchange.firmado import crear_clave  # noqa: E402
from cobro_desktop.exchange.paquete_caso import PRESTAMO  # noqa: E402
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos  # noqa: E402
from cobro_desktop.services.traslado.envio import Firma  # noqa: E402
from cobro_desktop.services.traslado.prestamos import Prestar  # noqa: E402
from cobro_desktop.storage.upgrade import open_base  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.backend.cases import Cases  # noqa: E402
from cobro_ui.backend.office import open_office  # noqa: E402
from cobro_ui.backend.paquetes import OfficePackages  # noqa: E402
from cobro_ui.paquetes.commands import open_packages  # noqa: E402
from cobro_ui.paquetes.receive_dialog import ReceiveDialog  # noqa: E402
from cobro_ui.paquetes.send_dialog import SendDialog  # noqa: E402
from cobro_ui.ports import Shell  # noqa: E402
from cobro_ui.reads import CaseRef  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.services.oficina import abrir_oficina, en_nombre_de  # noqa: E402
from tests.services.test_ciclo_documentos import DATOS  # noqa: E402
from tests.services.test_electronico import pdf  # noqa: E402
from tests.services.test_traslado import CLAVE, SECRETO, Oficina  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402


def draw(studio: Studio, tag: str, shell: Shell, sent: Path) -> None:
    source = shell.packages
    assert source is not None
    window = studio.window(shell)
    page = open_packages(window)
    assert page is not None
    page.everything.setChecked(True)
    studio.keep(window, f"{tag}-prestamos")
    window.open_case(CaseRef(1, "SVSP-2026-000001", "VIGÍAS"))
    studio.settle(4)
    studio.keep(window, f"{tag}-caso-prestado")
    send = SendDialog(source, [1, 2, 3], shell, window)
    send.show()
    studio.keep(send, f"{tag}-enviar")
    send.purpose.setCurrentIndex(1)
    send.whom.setText("Delegación departamental del Norte de Santander")
    send.secret.setText("corta")
    send.target.edit.setText(str(sent.parent / "no-existe" / "p"))
    studio.keep(send, f"{tag}-prestar")
    send.close()
    receive = ReceiveDialog(source, shell, window)
    receive.show()
    studio.keep(receive, f"{tag}-recibir-vacio")
    receive.file.set_value(str(sent))
    studio.settle(2)
    studio.keep(receive, f"{tag}-recibir-cifrado")
    receive.secret.setText(SECRETO)
    receive.secret.editingFinished.emit()
    studio.settle(3)
    studio.keep(receive, f"{tag}-recibir-clave")
    mark = receive.message.text.partition("Su huella es ")[2].partition(".")[0]
    receive.fingerprint.setText(mark)
    receive.fingerprint.editingFinished.emit()
    while receive.seen is None:
        studio.settle()
    receive.table.table.selectRow(1)
    studio.keep(receive, f"{tag}-recibir-conflicto")
    receive.choose_all("paquete")
    studio.keep(receive, f"{tag}-recibir-elegido")
    receive.close()
    window.close()


def offices(stack: ExitStack) -> tuple[Oficina, Path]:
    """Make two offices that had the same titles, and what one sent the other."""
    found = []
    for name in ("centro", "norte"):
        folder = Path(tempfile.mkdtemp()) / name
        folder.mkdir()
        base = open_base(folder)
        stack.callback(base.close)
        workspace = abrir_oficina(base, folder)
        fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
        found.append(Oficina(workspace, folder))
    centro, norte = found
    centro.anexa("poder.pdf", pdf(2))
    centro.cambia(telefono="601 555 0101", nombre="VIGÍAS Y COMPAÑÍA LIMITADA")
    norte.cambia(telefono="604 555 0202")
    key = centro.folder / "clave.pem"
    key.write_bytes(crear_clave(CLAVE))
    cases = tuple(centro.caso(t) for t in ("R-100", "R-200"))
    sent = centro.envia(
        "centro.zip", firma=Firma(key, CLAVE), contrasena=SECRETO, casos=cases
    )
    norte.envia("a.zip", PRESTAMO, prestar=Prestar("Sede central", date(2026, 10, 30)))
    other = (norte.caso("R-300"),)
    loan = Prestar("Ana María de los Ángeles Fernández de Córdoba y Rodríguez")
    norte.envia("b.zip", PRESTAMO, prestar=loan, casos=other)
    return norte, sent


def main(folder: Path, schemes: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    with ExitStack() as stack:
        norte, sent = offices(stack)
        for scheme in schemes:
            theme.apply(Appearance(Scheme(scheme), 100))
            here = norte.workspace.datos
            state = State(here, None, date(2026, 11, 5), "pro", json=False)
            with open_office(state) as office:
                shell = replace(
                    studio.shell(),
                    packages=OfficePackages(office),
                    cases=Cases(office),
                    today=date(2026, 11, 5),
                )
                draw(studio, scheme, shell, sent)
            state.close()
    studio.jobs.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [a for a in sys.argv[2:] if a in set(Scheme)] or ["claro"])
