#!/usr/bin/env bash
# Prepares the program and opens it; where there is no screen, does the demonstration instead.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/comun.sh"

preparar "$raiz/requirements.lock"

if [ $# -gt 0 ]; then
    exec "$entorno/bin/cobro-desktop" "$@"
fi
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    decir "Este equipo no tiene pantalla: se hace la demostración y sus documentos quedan en $PWD/salida-demo"
    exec "$entorno/bin/cobro-desktop" demo --salida ./salida-demo
fi
# shellcheck disable=SC2086
asegurar_debian "abrir la ventana" $QT_SIN_PANTALLA $QT_VENTANAS || exit 3
exec "$entorno/bin/cobro-desktop"
