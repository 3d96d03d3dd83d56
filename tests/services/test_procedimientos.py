from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cobro_desktop.assets import assets
from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotFoundError,
    UnreadableFileError,
)
from cobro_desktop.domain.procedimiento import TipoEvidencia
from cobro_desktop.services.procedimientos import (
    MAXIMO,
    Falla,
    load_catalogo,
    load_procedimiento,
    parse_procedimiento,
    validar,
)

SHIPPED = sorted((assets("resources") / "procedimientos").glob("*.toml"))
SANO = """\
codigo = "P-1"
sigla = "X"
nombre = "De prueba"
version = 1
inicio = "1"

[[actividad]]
id = "1"
etapa = "persuasivo"
nombre = "Uno"
responsable = "Profesional"
rol = ["PRO"]
descripcion = \"\"\"
Una línea
y otra.

Otro párrafo.
\"\"\"

  [[actividad.evidencia]]
  id = "oficio"
  etiqueta = "Oficio"
  documento = "oficio-persuasivo"

  [[actividad.campo]]
  nombre = "medio"
  etiqueta = "Medio"
  tipo = "opcion"
  opciones = [["correo", "Correo"], ["aviso", "Aviso"]]

  [[actividad.salida]]
  resultado = "archivado"
  etiqueta = "Archivado"
  fin = "ARCHIVADO"
"""


def check(tmp_path: Path, texto: str) -> list[Falla]:
    path = tmp_path / "p.toml"
    path.write_text(texto, encoding="utf-8")
    return validar(path)


def replaced(old: str, new: str) -> str:
    assert SANO.count(old) == 1, old
    return SANO.replace(old, new)


def line_of(texto: str, piece: str) -> int:
    return texto[: texto.index(piece)].count("\n") + 1


# What ships


@pytest.mark.parametrize("path", SHIPPED, ids=[p.stem for p in SHIPPED])
def test_every_shipped_file_is_sound(path: Path) -> None:
    assert validar(path) == []


def test_the_five_procedures_of_the_four_institutions_ship() -> None:
    found = [(p.codigo, p.sigla) for p in load_catalogo().procedimientos]

    assert found == [
        ("PA02-PR19", "IDPYBA"),
        ("PD-GJ-07", "SDSCJ"),
        ("PD-GJ-08", "SDSCJ"),
        ("PRO-GJU-130-008", "SVSP"),
        ("RJPD06", "RNEC"),
    ]


@pytest.mark.parametrize("path", SHIPPED, ids=[p.stem for p in SHIPPED])
def test_a_file_is_named_after_its_procedure(path: Path) -> None:
    p = load_procedimiento(path)
    codigo = p.codigo.lower().replace("-", "_")

    assert path.name == f"{p.sigla.lower()}_{codigo}_v{p.version}.toml"


@pytest.mark.parametrize("codigo", ["PD-GJ-06", "pd-gj-08", " Pd-Gj-08 "])
def test_a_procedure_is_found_by_code_or_alias_in_any_case(codigo: str) -> None:
    assert load_catalogo().buscar(codigo).codigo == "PD-GJ-08"


def test_an_unknown_code_lists_those_that_exist() -> None:
    with pytest.raises(NotFoundError, match="RJPD06") as caught:
        load_catalogo().buscar("XX")

    assert caught.value.detalle["codigo"] == "XX"


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(NotFoundError, match="versión 3"):
        load_catalogo().buscar("RJPD06", 3)


def test_the_text_of_a_procedure_reads_back_the_same() -> None:
    catalogo = load_catalogo()
    svsp = catalogo.buscar("PRO-GJU-130-008")

    assert parse_procedimiento(catalogo.texto(svsp)) == svsp


def test_no_shipped_evidence_can_only_be_met_by_what_does_not_exist() -> None:
    """Everything but a field may be attached as a file, under an id that is known."""
    for procedimiento in load_catalogo().procedimientos:
        for actividad in procedimiento.actividades.values():
            campos = {campo.nombre for campo in actividad.campos}
            for evidencia in actividad.evidencia:
                assert (
                    evidencia.tipo is not TipoEvidencia.CAMPO
                    or evidencia.referencia in campos
                )


# Catalogues


def test_two_files_of_the_same_version_clash(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(SANO, encoding="utf-8")

    with pytest.raises(InvalidDataError, match="P-1"):
        load_catalogo(tmp_path)


def test_an_alias_may_not_be_the_code_of_another(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(SANO, encoding="utf-8")
    otro = replaced('codigo = "P-1"', 'codigo = "P-2"\nalias = ["p-1"]')
    (tmp_path / "b.toml").write_text(otro, encoding="utf-8")

    with pytest.raises(InvalidDataError, match="p-1"):
        load_catalogo(tmp_path)


def test_the_newest_version_is_found_first(tmp_path: Path) -> None:
    for version in (2, 10, 9):
        texto = replaced("version = 1", f"version = {version}")
        (tmp_path / f"v{version}.toml").write_text(texto, encoding="utf-8")
    catalogo = load_catalogo(tmp_path)

    assert catalogo.buscar("P-1").version == 10
    assert catalogo.buscar("P-1", 9).version == 9


# Faults


def test_a_sound_file_has_no_faults(tmp_path: Path) -> None:
    assert check(tmp_path, SANO) == []


def test_wrapped_lines_are_joined_into_paragraphs() -> None:
    uno = parse_procedimiento(SANO).actividades["1"]

    assert uno.descripcion == "Una línea y otra.\n\nOtro párrafo."


def test_line_ends_and_marks_of_windows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SANO.replace("\n", "\r\n").encode())

    assert validar(path) == []


CASES = [
    ("version = 1", 'version = "uno"', "«version» debe ser un número entero"),
    ("version = 1", "version = true", "«version» debe ser un número entero"),
    ("version = 1", "version = -1", "«version» no puede ser negativo"),
    ('nombre = "Uno"', 'nombre = ""', "«nombre» está vacío"),
    ('nombre = "Uno"', 'nombre = "Uno"\ncolor = 1', "clave desconocida «color»"),
    (
        'responsable = "Profesional"',
        'responsible = "Profesional"',
        "clave desconocida «responsible». ¿Quiso decir «responsable»?",
    ),
    (
        'etapa = "persuasivo"',
        'etapa = "persuasiva"',
        (
            "«persuasiva» no es de la lista recepcion, persuasivo, coactivo, "
            "terminacion. ¿Quiso decir «persuasivo»?"
        ),
    ),
    (
        'rol = ["PRO"]',
        'rol = ["PROF"]',
        (
            "«PROF» no es de la lista AUX, PRO, COO, JEF, REP, SUB, FIN, TES, COM, "
            "ADM. ¿Quiso decir «PRO»?"
        ),
    ),
    ('rol = ["PRO"]', "rol = []", "«rol» está vacía"),
    ('rol = ["PRO"]', 'rol = "PRO"', "«rol» debe ser una lista"),
    (
        'rol = ["PRO"]',
        'rol = ["PRO"]\nplazo = { cantidad = 3, unidad = "dias" }',
        "«dias» no es de la lista habiles, calendario, meses, anios, inmediato",
    ),
    (
        'rol = ["PRO"]',
        'rol = ["PRO"]\nplazo = { cantidad = 0, unidad = "meses" }',
        "«cantidad» debe ser mayor que cero",
    ),
    (
        'rol = ["PRO"]',
        'rol = ["PRO"]\nplazo = { cantidad = 3, unidad = "meses", opcion = "no.hay" }',
        "no existe la opción «no.hay»",
    ),
    (
        'rol = ["PRO"]',
        'rol = ["PRO"]\nreglas = ["avoca_firmada"]',
        "no existe la regla «avoca_firmada». ¿Quiso decir «avoca_firmado»?",
    ),
    (
        'rol = ["PRO"]',
        'rol = ["PRO"]\nreglas = [{ regla = "avoca_firmado", n = 2 }]',
        "la regla «avoca_firmado» no usa «n»",
    ),
    (
        'rol = ["PRO"]',
        'rol = ["PRO"]\nreglas = [{ regla = "cuotas_consecutivas", n = "dos" }]',
        "«n» debe ser un número entero",
    ),
    (
        'rol = ["PRO"]',
        'rol = ["PRO"]\nreglas = [7]',
        'una regla es "nombre" o { regla = "nombre", n = 2 }',
    ),
    (
        'rol = ["PRO"]',
        'rol = ["PRO"]\ndocumentos = ["oficio-persuasiva"]',
        (
            "el catálogo no tiene el documento «oficio-persuasiva». "
            "¿Quiso decir «oficio-persuasivo»?"
        ),
    ),
    (
        'documento = "oficio-persuasivo"',
        'documento = "carta"',
        "el catálogo no tiene el documento «carta»",
    ),
    (
        'documento = "oficio-persuasivo"',
        'documento = "oficio-persuasivo"\n  archivo = "x"',
        (
            "una evidencia lleva exactamente una de estas claves: documento, archivo, "
            "radicado, notificacion, campo"
        ),
    ),
    (
        'documento = "oficio-persuasivo"',
        'documento = "oficio-persuasivo"\n  estado = "firmada"',
        "no existe el estado «firmada». ¿Quiso decir «firmado»?",
    ),
    (
        'documento = "oficio-persuasivo"',
        'documento = "oficio-persuasivo"\n  alternativa = "x"',
        "la alternativa «x» tiene una sola evidencia",
    ),
    (
        'documento = "oficio-persuasivo"',
        'documento = "oficio-persuasivo"\n  resultados = ["nada"]',
        "la actividad no tiene el resultado «nada»",
    ),
    (
        'documento = "oficio-persuasivo"',
        'campo = "no_hay"',
        "la actividad no tiene el campo «no_hay»",
    ),
    (
        'documento = "oficio-persuasivo"',
        'documento = "oficio-persuasivo"\n  si = { campo = "medios", es = "correo" }',
        "la condición mira el campo «medios», que no está antes. ¿Quiso decir «medio»?",
    ),
    (
        'documento = "oficio-persuasivo"',
        'documento = "oficio-persuasivo"\n  si = { campo = "medio", es = "paloma" }',
        "«paloma» no es una respuesta de «medio»",
    ),
    ('tipo = "opcion"', 'tipo = "color"', "«color» no es de la lista"),
    (
        'opciones = [["correo", "Correo"], ["aviso", "Aviso"]]',
        'opciones = [["correo", "Correo"]]',
        "un campo «opcion» necesita al menos 2 en «opciones»",
    ),
    (
        'opciones = [["correo", "Correo"], ["aviso", "Aviso"]]',
        'opciones = [["correo", "Correo"], ["correo", "Aviso"]]',
        "el valor «correo» está repetido",
    ),
    (
        'opciones = [["correo", "Correo"], ["aviso", "Aviso"]]',
        'opciones = [["correo", "Correo"], ["Aviso"]]',
        'cada opción es un par ["valor_sin_tildes", "Etiqueta"]',
    ),
    ('tipo = "opcion"', 'tipo = "texto"', "un campo «texto» no lleva «opciones»"),
    (
        'fin = "ARCHIVADO"',
        'fin = "ARCHIVADO"\n  siguiente = "1"',
        "lleva exactamente una de siguiente, permanece = true, regresa = true, fin",
    ),
    (
        '  fin = "ARCHIVADO"\n',
        "",
        "lleva exactamente una de siguiente, permanece = true, regresa = true, fin",
    ),
    ('fin = "ARCHIVADO"', 'siguiente = "9"', "no existe la actividad «9»"),
    (
        'resultado = "archivado"',
        'resultado = "Está archivado"',
        "«Está archivado» solo puede tener minúsculas sin tilde, cifras, _ y -",
    ),
    ('inicio = "1"', 'inicio = "7"', "no existe la actividad «7»"),
    (
        'inicio = "1"',
        'inicio = "1"\ninicio_cartera = ["1"]',
        "la actividad «1» no es de ámbito cartera",
    ),
]


@pytest.mark.parametrize(("old", "new", "mensaje"), CASES)
def test_a_fault_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, mensaje: str
) -> None:
    texto = replaced(old, new)

    found = [f for f in check(tmp_path, texto) if f.mensaje.startswith(mensaje)]

    assert len(found) == 1, check(tmp_path, texto)
    changed = SANO[: SANO.index(old)].count("\n") + 1
    header = max(
        n
        for n, line in enumerate(SANO.splitlines()[:changed], 1)
        if n == 1 or "[[" in line.split("=")[0]
    )
    assert header <= found[0].linea <= changed + 1


def test_the_line_is_the_one_of_the_key(tmp_path: Path) -> None:
    texto = replaced('fin = "ARCHIVADO"', 'siguiente = "9"')

    (falla,) = check(tmp_path, texto)

    assert falla == Falla(
        line_of(texto, 'siguiente = "9"'),
        "actividad 1 › salida archivado › siguiente",
        "no existe la actividad «9»",
    )


def test_all_faults_are_listed_in_order(tmp_path: Path) -> None:
    texto = (
        SANO.replace("version = 1", 'version = "x"')
        .replace('etapa = "persuasivo"', 'etapa = "otra"')
        .replace('documento = "oficio-persuasivo"', 'documento = "carta"')
        .replace('tipo = "opcion"', 'tipo = "color"')
        .replace('fin = "ARCHIVADO"', 'siguiente = "9"')
    )

    found = check(tmp_path, texto)

    assert [f.linea for f in found] == [
        line_of(texto, piece)
        for piece in (
            'version = "x"',
            'etapa = "otra"',
            'documento = "carta"',
            'tipo = "color"',
            "opciones =",
            'siguiente = "9"',
        )
    ]


def test_repeated_names_are_told_at_the_second(tmp_path: Path) -> None:
    i = SANO.index("[[actividad]]")
    texto = SANO + SANO[i:]

    found = check(tmp_path, texto)

    assert [(f.linea, f.mensaje) for f in found] == [
        (
            texto[: texto.rindex("[[actividad]]")].count("\n") + 1,
            "el id de actividad «1» está repetido",
        )
    ]


@pytest.mark.parametrize(
    ("table", "mensaje"),
    [
        ("evidencia", "el id de evidencia «oficio» está repetido"),
        ("campo", "el campo «medio» está repetido"),
        ("salida", "el resultado «archivado» está repetido"),
    ],
)
def test_repeated_names_inside_an_activity(
    tmp_path: Path, table: str, mensaje: str
) -> None:
    block = next(
        b for b in SANO.split("\n\n") if b.strip().startswith(f"[[actividad.{table}]]")
    )

    found = check(tmp_path, f"{SANO}\n{block}\n")

    assert [f.mensaje for f in found] == [mensaje]
    assert found[0].linea == SANO.count("\n") + 2


def test_an_unreachable_activity_is_told_at_its_header(tmp_path: Path) -> None:
    second = SANO[SANO.index("[[actividad]]") :].replace('id = "1"', 'id = "2"')
    texto = f"{SANO}\n{second}"

    (falla,) = check(tmp_path, texto)

    assert falla.mensaje == "no se puede llegar a ella desde el inicio"
    assert texto.splitlines()[falla.linea - 1] == "[[actividad]]"
    assert falla.linea > 10


def test_an_activity_without_a_way_to_an_end_is_told(tmp_path: Path) -> None:
    found = check(tmp_path, replaced('fin = "ARCHIVADO"', "permanece = true"))

    assert found == [Falla(7, "actividad 1", "ningún camino suyo lleva a un final")]


def test_an_id_may_not_name_two_things(tmp_path: Path) -> None:
    second = (
        SANO[SANO.index("[[actividad]]") :]
        .replace('id = "1"', 'id = "2"')
        .replace('documento = "oficio-persuasivo"', 'documento = "oficio-embargo"')
    )
    texto = SANO.replace('fin = "ARCHIVADO"', 'siguiente = "2"') + second

    (falla,) = check(tmp_path, texto)

    assert falla.mensaje == "«oficio» ya nombra otra cosa: Oficio"


def test_bad_syntax_keeps_its_line(tmp_path: Path) -> None:
    (falla,) = check(tmp_path, replaced('nombre = "Uno"', "nombre = Uno"))

    assert falla.linea == 10
    assert falla.mensaje.startswith("no es TOML válido")


@pytest.mark.parametrize(
    "texto",
    [
        pytest.param("a = " + "[" * 100_000, id="too deep"),
        pytest.param("a = " + "9" * 10_000, id="endless number"),
        pytest.param('a = "', id="unfinished"),
        pytest.param("a = 1\na = 2", id="key twice"),
        pytest.param("\x00", id="control character"),
    ],
)
def test_hostile_text_is_one_fault(tmp_path: Path, texto: str) -> None:
    assert len(check(tmp_path, texto)) == 1


@pytest.mark.parametrize("texto", ["", "actividad = 3", "actividad = [1]", "[x]"])
def test_what_is_no_procedure_lists_what_it_lacks(tmp_path: Path, texto: str) -> None:
    mensajes = [f.mensaje for f in check(tmp_path, texto)]

    assert "falta la clave «codigo»" in mensajes
    assert "no tiene ninguna [[actividad]]" in mensajes


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="No existe el archivo"):
        validar(tmp_path / "nada.toml")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * (MAXIMO + 1)])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(content)

    with pytest.raises(UnreadableFileError):
        validar(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no es un archivo"):
        validar(tmp_path)


def test_loading_a_broken_file_tells_every_fault(tmp_path: Path) -> None:
    path = tmp_path / "roto.toml"
    path.write_text(replaced('inicio = "1"', 'inicio = "7"'), encoding="utf-8")

    with pytest.raises(InvalidDataError, match=r"roto\.toml") as caught:
        load_procedimiento(path)

    assert caught.value.detalle["fallas"] == [
        {"linea": 5, "ruta": "inicio", "mensaje": "no existe la actividad «7»"}
    ]


def fault_lines(texto: str) -> list[int]:
    """Return the lines of the faults that reading tells, one at least if it fails."""
    try:
        parse_procedimiento(texto)
    except InvalidDataError as error:
        fallas = error.detalle["fallas"]
        return [f["linea"] for f in fallas] if isinstance(fallas, list) else []
    return []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, SANO.count("\n") - 1), st.integers(0, 3))
def test_a_file_with_lines_missing_never_crashes(start: int, length: int) -> None:
    lines = SANO.splitlines()
    del lines[start : start + length + 1]

    found = fault_lines("\n".join(lines))

    assert all(1 <= linea <= len(lines) + 1 for linea in found)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "regla", "campo", "es", "x"]), inner)
    ),
    max_leaves=6,
)


def as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(as_toml(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} = {as_toml(v)}" for k, v in value.items()) + "}"
    text = "" if value is None else str(value)
    return '"' + "".join(c if c.isalnum() else "_" for c in text) + '"'


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        [
            "codigo",
            "alias",
            "inicio_cartera",
            "actividad",
            "salida_comun",
            "reentrada",
            "vigente_desde",
        ]
    ),
    JUNK,
)
def test_any_value_in_any_key_is_a_fault_not_a_crash(clave: str, junk: object) -> None:
    lines = [x for x in SANO.splitlines() if not x.startswith(f"{clave} =")]
    if clave == "actividad":
        lines = lines[: lines.index("[[actividad]]")]

    texto = f"{clave} = {as_toml(junk)}\n" + "\n".join(lines)

    assert all(1 <= linea <= len(texto) for linea in fault_lines(texto))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(
        [
            "etapa",
            "rol",
            "plazo",
            "reglas",
            "documentos",
            "evidencia",
            "campo",
            "salida",
            "fuera_de_turno_desde",
            "ambito",
            "control",
        ]
    ),
    JUNK,
)
def test_any_value_inside_an_activity_is_a_fault_not_a_crash(
    clave: str, junk: object
) -> None:
    head = SANO[: SANO.index("  [[actividad.evidencia]]")]
    lines = [x for x in head.splitlines() if not x.startswith(f"{clave} =")]

    texto = "\n".join(lines) + f"\n{clave} = {as_toml(junk)}\n"

    assert fault_lines(texto)
