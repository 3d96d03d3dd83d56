# shellcheck shell=bash
# Shared by run.sh and test.sh: an environment from a lock, and the libraries that Qt needs.
# What it says is Spanish: the people who run it are the program's users.

unset PYTHONHOME PYTHONPATH CDPATH
raiz=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
entorno="$raiz/.venv"
# The two scripts choose among these:
# shellcheck disable=SC2034
qt_sin_pantalla=(libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libbrotli1)
# shellcheck disable=SC2034
qt_ventanas=(libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0
    libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0)
# shellcheck disable=SC2034
qt_wayland=(libwayland-client0 libwayland-cursor0 libwayland-egl1)

decir() { printf '%s\n' "$*"; }
fallar() {
    printf '%s\n' "$@" >&2
    exit 3
}
es_root() { [ "$(id -u)" = 0 ]; }

# --- Debian packages ---

instalar_debian() { # packages…
    es_root && command -v apt-get >/dev/null || return 1
    local orden salida
    orden=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@")
    "${orden[@]}" >/dev/null 2>&1 && return 0
    # The lists of a bare machine are empty or old.
    apt-get update -qq >/dev/null 2>&1
    salida=$("${orden[@]}" 2>&1) && return 0
    grep '^E:' <<<"$salida" | tail -n 3 >&2
    return 1
}

faltan_debian() { # packages… → prints those that are not installed
    local paquete
    for paquete in "$@"; do
        [[ $(dpkg-query -W -f='${Status}' "$paquete" 2>/dev/null) == *"ok installed"* ]] ||
            printf '%s ' "$paquete"
    done
}

asegurar_debian() { # reason packages… → when root installs what is missing, else names it and returns 1
    local motivo=$1 faltan
    shift
    command -v dpkg-query >/dev/null || return 0
    read -ra faltan <<<"$(faltan_debian "$@")"
    [ ${#faltan[@]} -gt 0 ] || return 0
    if es_root; then
        decir "Instalando lo que falta para $motivo: ${faltan[*]}"
        instalar_debian "${faltan[@]}" && return 0
        decir "No se pudo instalar. Revise la conexión y los repositorios de Debian." >&2
    fi
    decir "Para $motivo faltan paquetes de Debian. Como administrador del equipo:" \
        "apt-get install ${faltan[*]}" >&2
    return 1
}

sacar_de_debian() { # folder packages… → unpacks them there, without installing and without being root
    local carpeta=$1 propio
    shift
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 1
    (
        cd "$carpeta" || exit 1
        if ! apt-get download "$@"; then
            mkdir -p listas/partial cache/archives/partial
            propio=(-o "Dir::State::Lists=$carpeta/listas" -o "Dir::Cache=$carpeta/cache")
            apt-get "${propio[@]}" update && apt-get "${propio[@]}" download "$@" || exit 1
        fi
        for paquete in ./*.deb; do dpkg -x "$paquete" . || exit 1; done
    ) >/dev/null 2>&1
}

# --- Python ---

elegir_python() { # → python, a 3.11 or later; the root of a bare machine gets Debian's
    buscar_python && return 0
    if instalar_debian python3 python3-venv && buscar_python; then return 0; fi
    fallar "Este programa necesita Python 3.11 o posterior y ${encontrado:-no se encontró ninguno}." \
        "En Debian 12: apt-get install python3 python3-venv. Si lo tiene en otra carpeta: PYTHON=/ruta/a/python3 $0"
}

buscar_python() {
    local candidato
    encontrado=""
    for candidato in ${PYTHON:+"$PYTHON"} python3 python3.11 python3.12 python3.13 python3.14; do
        python=$(command -v "$candidato") || continue
        "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
            >/dev/null 2>&1 && return 0
        encontrado="solo se encontró $("$python" --version 2>&1) en $python"
    done
    return 1
}

crear_entorno() {
    "$python" -m venv --clear "$entorno" >/dev/null 2>&1 && return 0
    if es_root; then
        decir "Instalando python3-venv…"
        instalar_debian python3-venv && "$python" -m venv --clear "$entorno" >/dev/null 2>&1 && return 0
    fi
    crear_entorno_sin_ensurepip && return 0
    rm -rf -- "$entorno"
    fallar "No se pudo crear el entorno de Python en $entorno: falta un paquete de Debian y no se pudo bajar." \
        "Revise la conexión, o como administrador del equipo: apt-get install python3-venv"
}

crear_entorno_sin_ensurepip() { # with the pip that Debian keeps for python3-venv
    local debian rueda
    "$python" -m venv --clear --without-pip "$entorno" >/dev/null 2>&1 || return 1
    debian=$(mktemp -d) || return 1
    if sacar_de_debian "$debian" python3-pip-whl ca-certificates; then
        # Debian's pip trusts the system's certificates; a bare machine has none.
        cat "$debian"/usr/share/ca-certificates/mozilla/*.crt >"$entorno/certificados.pem"
        for rueda in "$debian"/usr/share/python-wheels/pip-*.whl; do
            PYTHONPATH="$rueda" "$entorno/bin/python" -m pip install -q --no-index --no-deps "$rueda" \
                >/dev/null 2>&1
        done
    fi
    rm -rf -- "$debian"
    tiene_pip
}

tiene_pip() { "$entorno/bin/python" -m pip --version >/dev/null 2>&1; }

instalar_candado() { # lock
    local bitacora="$entorno/instalacion.log" certificados=()
    local detalle="El detalle está en $bitacora"
    if [ -e "$entorno/certificados.pem" ] && [ ! -e /etc/ssl/certs/ca-certificates.crt ] &&
        [ -z "${REQUESTS_CA_BUNDLE:-}${CURL_CA_BUNDLE:-}" ] &&
        [[ $("$entorno/bin/python" -m pip config list) != *"cert="* ]]; then
        certificados=(--cert "$entorno/certificados.pem")
    fi
    "$entorno/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
        --require-hashes --only-binary :all: "${certificados[@]}" -r "$1" 2>&1 | tee "$bitacora" |
        sed -un 's/^Collecting \([^=;]*\)==\([^ ;]*\).*/  \1 \2/p' && return 0
    if grep -q 'DO NOT MATCH THE HASHES' "$bitacora"; then
        fallar "Un componente descargado no es el que este programa espera: no se instaló." \
            "Vuelva a intentarlo; si se repite, avise a quien le entregó el programa." "$detalle"
    elif grep -qi 'no space left' "$bitacora"; then
        fallar "No hay espacio en el disco: hacen falta unos 700 MB en $entorno." "$detalle"
    elif grep -q 'CERTIFICATE_VERIFY_FAILED' "$bitacora"; then
        fallar "Su red revisa las conexiones con un certificado propio que este equipo no conoce." \
            "Pida el archivo a quien administra la red y repita: PIP_CERT=/ruta/certificado.pem $0" "$detalle"
    fi
    fallar "No se pudieron descargar los componentes: revise la conexión a internet y vuelva a intentarlo." \
        "Lo ya descargado se conserva." "$detalle"
}

# --- The environment ---

preparar() { # lock → an environment that has what the lock says; at once when it already does
    local candado=$1 python encontrado
    elegir_entorno "$candado"
    esta_al_dia "$candado" && return 0
    exec 9<"$raiz/installer/comun.sh"
    flock 9 # a second window waits for the first to finish installing
    if ! esta_al_dia "$candado"; then
        decir "Preparando el programa en $entorno; la primera vez tarda unos minutos…"
        if ! tiene_pip && ! "$entorno/bin/python" -m ensurepip >/dev/null 2>&1; then
            elegir_python
            crear_entorno
        fi
        instalar_candado "$candado"
        enlazar
        huella "$candado" >"$(sello "$candado")"
    fi >&2 # the output is the program's own: it may be one JSON object
    exec 9<&-
}

elegir_entorno() { # lock → beside the program, or in the person's folder when the program's is read-only
    [ -w "$raiz" ] || esta_al_dia "$1" ||
        entorno="${XDG_DATA_HOME:-${HOME:?Falta la variable HOME}/.local/share}/cobro-desktop-entorno"
}

sello() { printf '%s/sello-%s' "$entorno" "$(basename "$1")"; }

huella() { # lock → what the environment was made from: the lock, this folder, this Python
    sha256sum <"$1"
    printf '%s\n' "$raiz"
    "$entorno/bin/python" -c 'import sys; print(*sys.version_info[:2])'
}

esta_al_dia() { # lock
    [ -x "$entorno/bin/python" ] && [ -e "$(sello "$1")" ] &&
        [ "$(huella "$1" 2>/dev/null)" = "$(cat "$(sello "$1")")" ]
}

enlazar() { # the checkout itself, without building anything
    local sitio
    sitio=$("$entorno/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n' "$raiz" "$raiz/ui" >"$sitio/cobro_desktop_checkout.pth"
    cat >"$entorno/bin/cobro-desktop" <<'FIN'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/python" -P -m cobro_desktop "$@"
FIN
    chmod +x "$entorno/bin/cobro-desktop"
}

# --- Qt ---

asegurar_qt() { # reason plugin packages… → nothing to do when the plugin finds its libraries
    local motivo=$1 conector=$2 qt bibliotecas
    shift 2
    qt=$("$entorno/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/PySide6/Qt
    bibliotecas=$(ldd "$qt/plugins/platforms/$conector" "$qt"/lib/libQt6{Widgets,Svg,PrintSupport}.so.6)
    [[ $bibliotecas == *"not found"* ]] || return 0
    asegurar_debian "$motivo" "$@"
}

responde_pantalla() { # whether the X server of DISPLAY lets us in
    "$entorno/bin/python" - <<'FIN'
import ctypes
import sys

xcb = ctypes.CDLL("libxcb.so.1")
xcb.xcb_connect.restype = ctypes.c_void_p
connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
sys.exit(bool(xcb.xcb_connection_has_error(connection)))
FIN
}
