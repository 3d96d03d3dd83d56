#!/usr/bin/env bash
# Prepares what the tests need and runs them all. Arguments go to pytest.
[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/comun.sh"
cd -- "$raiz"

asegurar_debian "probar los documentos y el trabajo en equipo" \
    libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils fonts-liberation2 postgresql \
    default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java git ||
    decir "Sin ellos se omiten esas pruebas; pytest dice cuáles."
preparar "$raiz/installer/test.lock"
asegurar_qt "probar la ventana" libqoffscreen.so "${qt_sin_pantalla[@]}" || exit 3

export QT_QPA_PLATFORM=offscreen
en() { "$entorno/bin/python" -m "$@"; }
faltas=0
en ruff check . || faltas=1
en ruff format --check . || faltas=1
en mypy || faltas=1
en pytest -n auto --maxprocesses 4 --dist loadfile -r s "$@" || faltas=$?
exit "$faltas"
