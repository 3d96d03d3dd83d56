#!/usr/bin/env bash
# Prepares the program and opens it; where there is no screen, does the demonstration instead.
# Arguments go to the program: installer/run.sh letras 1423500
[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/comun.sh"

demostrar() { # reason
    local salida=salida-demo numero=1
    [ -w . ] || cd -- "$HOME"
    while [ -e "$salida" ]; do salida="salida-demo-$((++numero))"; done
    decir "$1 Se hace la demostración; sus documentos quedan en $PWD/$salida"
    exec "$entorno/bin/cobro-desktop" demo --salida "./$salida"
}

preparar "$raiz/requirements.lock"
[ $# -eq 0 ] || exec "$entorno/bin/cobro-desktop" "$@"

if [ -n "${DISPLAY:-}" ]; then
    asegurar_qt "abrir la ventana" libqxcb.so "${qt_sin_pantalla[@]}" "${qt_ventanas[@]}" || exit 3
    responde_pantalla || demostrar "La pantalla $DISPLAY no responde."
elif [ -n "${WAYLAND_DISPLAY:-}" ]; then
    asegurar_qt "abrir la ventana" libqwayland.so "${qt_sin_pantalla[@]}" "${qt_wayland[@]}" || exit 3
else
    demostrar "Este equipo no tiene pantalla."
fi
exec "$entorno/bin/cobro-desktop"
