# Shared by run.sh and test.sh: an environment from the lock, the libraries that Qt needs.
# Everything it says is Spanish: the people who run it are the program's users.

raiz=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
entorno="$raiz/.venv"

decir() { printf '%s\n' "$*"; }
fallar() { printf '%s\n' "$*" >&2; exit 3; }
es_root() { [ "$(id -u)" = 0 ]; }

instalar_debian() { # packages…
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    apt-get update -qq >/dev/null 2>&1
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

faltan_debian() { # packages… → prints those that are not installed
    local paquete
    for paquete in "$@"; do
        dpkg-query -W -f='${Status}' "$paquete" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$paquete"
    done
}

asegurar_debian() { # reason packages… → installs what is missing when root, else names it and returns 1
    local motivo=$1; shift
    command -v dpkg-query >/dev/null || return 0
    local faltan; faltan=$(faltan_debian "$@")
    [ -z "$faltan" ] && return 0
    if es_root && command -v apt-get >/dev/null; then
        decir "Instalando lo que falta para $motivo: $faltan"
        # shellcheck disable=SC2086
        instalar_debian $faltan && return 0
    fi
    decir "Para $motivo faltan paquetes de Debian. Pida a quien administra el equipo: apt-get install $faltan"
    return 1
}

buscar_python() {
    local candidato
    for candidato in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
        [ -n "$candidato" ] && command -v "$candidato" >/dev/null 2>&1 || continue
        if "$candidato" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then
            command -v "$candidato"
            return 0
        fi
    done
    fallar "Hace falta Python 3.11 o posterior y no se encontró. En Debian 12: apt-get install python3"
}

crear_entorno() { # python
    local python=$1
    "$python" -m venv "$entorno" >/dev/null 2>&1 && return 0
    rm -rf "$entorno"
    if es_root && command -v apt-get >/dev/null; then
        decir "Instalando python3-venv…"
        instalar_debian python3-venv && "$python" -m venv "$entorno" && return 0
        fallar "No se pudo crear el entorno de Python en $entorno."
    fi
    # A plain user without python3-venv: Debian's own pip, unpacked beside the environment.
    local pip="$raiz/.venv-pip"
    mkdir -p "$pip" && (cd "$pip" && apt-get download python3-pip-whl python3-setuptools-whl >/dev/null 2>&1 &&
        for paquete in ./*.deb; do dpkg -x "$paquete" . || exit 1; done) ||
        fallar "Faltan los paquetes python3-venv y python3-pip. Pida a quien administra el equipo: apt-get install python3-venv"
    "$python" -m venv --without-pip "$entorno" ||
        fallar "Falta el paquete python3-venv. Pida a quien administra el equipo: apt-get install python3-venv"
    PIP_EN_RUEDA=$(echo "$pip"/usr/share/python-wheels/pip-*.whl)
}

pip_del_entorno() {
    if [ -n "${PIP_EN_RUEDA:-}" ]; then
        PYTHONPATH="$PIP_EN_RUEDA" "$entorno/bin/python" -m pip "$@"
    else
        "$entorno/bin/python" -m pip "$@"
    fi
}

preparar() { # lock → an environment that has exactly what the lock says
    local candado=$1 sello
    sello=$(sha256sum "$candado" | cut -d' ' -f1)
    if [ "$(cat "$entorno/.sello" 2>/dev/null)" != "$sello" ] || ! "$entorno/bin/python" -c '' 2>/dev/null; then
        decir "Preparando el programa por primera vez; tarda un par de minutos…"
        [ -x "$entorno/bin/python" ] && "$entorno/bin/python" -m pip --version >/dev/null 2>&1 || { rm -rf "$entorno"; crear_entorno "$(buscar_python)"; }
        pip_del_entorno install -q --disable-pip-version-check --require-hashes --only-binary :all: -r "$candado" ||
            fallar "No se pudieron instalar los componentes. Revise la conexión y vuelva a intentarlo: lo ya instalado se conserva."
        enlazar
        printf '%s' "$sello" >"$entorno/.sello"
    fi
}

enlazar() { # the checkout itself, without building anything
    local sitio
    sitio=$("$entorno/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n%s\n' "$raiz" "$raiz/ui" >"$sitio/cobro_desktop_checkout.pth"
    printf '#!/bin/sh\nexec "%s" -m cobro_desktop "$@"\n' "$entorno/bin/python" >"$entorno/bin/cobro-desktop"
    chmod +x "$entorno/bin/cobro-desktop"
}

QT_SIN_PANTALLA="libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libbrotli1"
QT_VENTANAS="libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
