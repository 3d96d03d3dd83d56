#!/usr/bin/env bash
# Prepares what the tests need and runs them all. Arguments go to pytest.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/comun.sh"
cd "$raiz"

# shellcheck disable=SC2086
asegurar_debian "las pruebas de la ventana" $QT_SIN_PANTALLA $QT_VENTANAS xvfb xauth || exit 3
asegurar_debian "probar los documentos y el trabajo en equipo" \
    libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils fonts-liberation2 postgresql \
    default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java ||
    decir "Sin ellos, esas pruebas se omiten y pytest dice cuáles."
preparar "$raiz/installer/test.lock"

export QT_QPA_PLATFORM=offscreen
en="$entorno/bin"
"$en/ruff" check .
"$en/ruff" format --check .
"$en/mypy"
"$en/python" -m pytest -n 2 --dist loadfile "$@"
