"""Makes the first Word templates; from then on the lawyers edit the .docx files.

Run it only to start again from a clean base: `python installer/build_templates.py`
overwrites `templates/autos/*.docx`, or only those that it is told, by their names.
The paragraphs are in `templates*.toml`.
"""

from __future__ import annotations

import re
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from template_styles import FONT_TABLE, NUMBERING, STYLES, THEME

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[1] / "templates" / "autos"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WIDTH = 9404
"""Text width of a letter page with 2.5 cm margins, in twentieths of a point."""

FICHA = (
    ("Expediente", "{{ expediente }}"),
    (
        "{{ d.calidad }}",
        "**{{ d.nombre }}**\n{{ d.identificacion }}",
        "{%tr for d in deudores %}",
        "{%tr endfor %}",
    ),
    ("Capital", "{{ capital }}"),
)
TITULOS = (
    ("Título", 1800, "Celda", "{{ t.nombre }}"),
    ("Fecha", 1350, "Celda", "{{ t.fecha }}"),
    ("Expedido por", 1900, "Celda", "{{ t.autoridad }}"),
    ("Ejecutoria", 1350, "Celda", "{{ t.ejecutoria }}"),
    ("Concepto", 1504, "Celda", "{{ t.concepto }}"),
    ("Valor", 1500, "CeldaValor", "{{ t.valor }}"),
)
DEUDA = (
    ("Título", 2600, "Celda", "{{ o.titulo }}"),
    ("Concepto", 2204, "Celda", "{{ o.concepto }}"),
    ("Capital", 1500, "CeldaValor", "{{ o.capital }}"),
    ("Intereses", 1500, "CeldaValor", "{{ o.intereses }}"),
    ("Total", 1600, "CeldaValor", "{{ o.total }}"),
)
PLAN = (
    ("N.º", 850, "Celda", "{{ c.numero }}"),
    ("Vence", 1404, "Celda", "{{ c.vence }}"),
    ("Capital", 1500, "CeldaValor", "{{ c.capital }}"),
    ("Interés causado", 1450, "CeldaValor", "{{ c.interes_causado }}"),
    ("Interés del plazo", 1400, "CeldaValor", "{{ c.interes_plazo }}"),
    ("Costas", 1250, "CeldaValor", "{{ c.costas }}"),
    ("Cuota", 1550, "CeldaValor", "{{ c.total }}"),
)
PLAN_TOTAL = (
    ("CeldaTitulo", "Total"),
    ("CeldaTitulo", ""),
    ("CeldaValor", "**{{ plan_capital }}**"),
    ("CeldaValor", "**{{ plan_causado }}**"),
    ("CeldaValor", "**{{ plan_plazo }}**"),
    ("CeldaValor", "**{{ plan_costas }}**"),
    ("CeldaValor", "**{{ plan_total }}**"),
)
INCUMPLIDAS = (
    ("Cuota", 1200, "Celda", "{{ c.numero }}"),
    ("Venció", 2204, "Celda", "{{ c.vence }}"),
    ("Valor", 2000, "CeldaValor", "{{ c.total }}"),
    ("Abonado", 2000, "CeldaValor", "{{ c.abonado }}"),
    ("Falta", 2000, "CeldaValor", "{{ c.falta }}"),
)
TABLES: dict[str, tuple[Any, ...]] = {
    "@titulos": (TITULOS, "t in titulos"),
    "@deuda": (DEUDA, "o in deudas"),
    "@plan": (PLAN, "c in cuotas", PLAN_TOTAL),
    "@incumplidas": (INCUMPLIDAS, "c in incumplidas"),
}
FIRMAS = (
    "{{ firmante_nombre }}\nCargo|{{ firmante_cargo }}\nCargo|{{ entidad }}",
    (
        "{{ suscriptor }}\nCargo|{{ suscriptor_identificacion }}\nCargo|"
        "{% if suscriptor_calidad %}{{ suscriptor_calidad }}{% else %}El deudor"
        "{% endif %}"
    ),
)
VISTO_BUENO = "\n{%p if visto_bueno %}\nVisto bueno: {{ visto_bueno }}\n{%p endif %}"
FIRMA = (
    ("Firma", "{{ firmante_nombre }}"),
    ("Cargo", "{{ firmante_cargo }}"),
    ("Cargo", "{{ entidad }}"),
    ("Espacio", ""),
    ("Responsables", "Proyectó: {{ proyecto }}"),
    ("Responsables", "{%p if reviso %}"),
    ("Responsables", "Revisó: {{ reviso }}"),
    ("Responsables", "{%p endif %}"),
    ("Responsables", "{%p if aprobo %}"),
    ("Responsables", "Aprobó: {{ aprobo }}"),
    ("Responsables", "{%p endif %}"),
)


def main(names: list[str]) -> None:
    """Write the templates of those names; without any, all."""
    sources = sorted(Path(__file__).parent.glob("templates*.toml"))
    entries = (
        entry
        for source in sources
        for entry in tomllib.loads(source.read_text(encoding="utf-8"))["plantilla"]
    )
    for entry in entries:
        if names and entry["archivo"] not in names:
            continue
        path = ROOT / entry["archivo"]
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, "".join(_block(*block) for block in entry["parrafos"]))
        print(path.relative_to(ROOT.parents[1]))


def _block(kind: str, content: Any = "") -> str:
    if kind == "@ficha":
        return _pairs(FICHA)
    if kind == "@fichas":
        return _pairs(content)
    if kind in TABLES:
        return _table(*TABLES[kind])
    if kind == "@firmas":
        return _firmas()
    if kind == "@firma":
        order = ((("Mandato", content),) if content else ()) + FIRMA
        return "".join(_paragraph(style, text) for style, text in order)
    return _paragraph(kind, content)


def _paragraph(style: str, text: str) -> str:
    """Write a paragraph; `**` turns bold on and off."""
    runs = "".join(
        _run(part, bold=index % 2 == 1)
        for index, part in enumerate(text.split("**"))
        if part
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, *, bold: bool) -> str:
    if text in {"PAGE", "NUMPAGES"}:
        return f'<w:fldSimple w:instr=" {text} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _pairs(rows: Iterable[Iterable[str]]) -> str:
    """Write a table of name and value; tags after them open and close a loop."""
    widths = (2600, WIDTH - 2600)
    body = ""
    for label, value, *tags in rows:
        cells = _row((("CeldaTitulo", label), ("Celda", value)), widths, shade=(0,))
        before, after = (*tags, "", "")[:2]
        body += _tag_row(before, widths) + cells + _tag_row(after, widths)
    return _framed(body, widths)


def _table(
    columns: tuple[tuple[str, int, str, str], ...],
    loop: str,
    total: tuple[tuple[str, str], ...] = (),
) -> str:
    """Write a table with a repeated heading, a row per item of `loop`, and a total."""
    widths = tuple(width for _, width, _, _ in columns)
    heads = tuple(("CeldaTitulo", name) for name, _, _, _ in columns)
    cells = tuple((style, value) for _, _, style, value in columns)
    everything = tuple(range(len(columns)))
    return _framed(
        _row(heads, widths, shade=everything, heading=True)
        + _tag_row(f"{{%tr for {loop} %}}", widths)
        + _row(cells, widths)
        + _tag_row("{%tr endfor %}", widths)
        + (_row(total, widths, shade=everything) if total else ""),
        widths,
    )


def _firmas() -> str:
    """Write who signs for each side and who took part, never apart from each other."""
    widths = (WIDTH // 2, WIDTH // 2)
    sides = tuple(("Firma", text) for text in FIRMAS)
    people = "\n".join(text for style, text in FIRMA if style == "Responsables")
    rows = _row(sides, widths, align="top") + _row(
        (("Responsables", people + VISTO_BUENO), ("Responsables", "")),
        widths,
        align="top",
    )
    return _framed(rows, widths, color="FFFFFF")


def _framed(rows: str, widths: tuple[int, ...], color: str = "A6A6A6") -> str:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{color}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders>{edges}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>" + _paragraph("Espacio", "")
    )


def _row(
    cells: tuple[tuple[str, str], ...],
    widths: tuple[int, ...],
    *,
    shade: tuple[int, ...] = (),
    heading: bool = False,
    align: str = "center",
) -> str:
    head = "<w:tblHeader/>" if heading else ""
    content = ""
    for index, ((style, text), width) in enumerate(zip(cells, widths, strict=True)):
        fill = (
            '<w:shd w:val="clear" w:color="auto" w:fill="EDF1F7"/>'
            if index in shade
            else ""
        )
        content += (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}'
            f'<w:vAlign w:val="{align}"/></w:tcPr>{_paragraphs(style, text)}</w:tc>'
        )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{content}</w:tr>"


def _paragraphs(style: str, text: str) -> str:
    """Write one paragraph per line; a line may begin with `Style|`."""
    written = ""
    for line in text.split("\n"):
        named, found, rest = line.partition("|")
        written += _paragraph(named, rest) if found else _paragraph(style, line)
    return written


def _tag_row(tag: str, widths: tuple[int, ...]) -> str:
    if not tag:
        return ""
    cells = (("Celda", tag), *[("Celda", "")] * (len(widths) - 1))
    return _row(cells, widths)


def _header() -> str:
    widths = (1700, 5304, 2400)
    name = (
        "MembreteEntidad|{{ entidad }}\n"
        "MembreteLinea|{%p for linea in membrete %}\n"
        "MembreteLinea|{{ linea }}\n"
        "MembreteLinea|{%p endfor %}\n"
        "MembreteFormato|{{ nombre_formato }}"
    )
    data = (
        "{%p if codigo_formato %}\nCódigo: {{ codigo_formato }}\n"
        "{%p if version_formato %}\nVersión: {{ version_formato }}\n{%p endif %}\n"
        "{%p elif procedimiento %}\n{{ procedimiento }}\n{%p endif %}\n"
        "Página **PAGE** de **NUMPAGES**"
    )
    cells = (
        ("MembreteSigla", "{{ sigla }}"),
        ("MembreteLinea", name),
        ("MembreteDato", data),
    )
    return _framed(_row(cells, widths), widths, color="7F7F7F")


def _footer() -> str:
    return _paragraph(
        "Pie",
        "{{ direccion_entidad }}, {{ ciudad }}"
        "{% if telefono_entidad %} · Teléfono {{ telefono_entidad }}{% endif %}"
        " · {{ correo_entidad }}"
        "{% if pagina_web %} · {{ pagina_web }}{% endif %}",
    ) + _paragraph(
        "PieCodigo",
        "{% if borrador %}Proyecto sin numerar: no produce efectos hasta que se "
        "apruebe, se numere y se firme{% else %}Expediente {{ expediente }} · Código "
        "de verificación {{ codigo_verificacion }}{% endif %}",
    )


def _styles() -> str:
    defined = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        for name, (paragraph, run) in STYLES.items()
    )
    fonts = 'w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"'
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts {fonts}/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="es-CO" w:eastAsia="es-CO" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        f"{defined}</w:styles>"
    )


def _numbering() -> str:
    abstract = number = ""
    for index, (form, text, left, hanging, run) in enumerate(NUMBERING, start=1):
        suffix = '<w:suff w:val="space"/>' if form == "ordinalText" else ""
        abstract += (
            f'<w:abstractNum w:abstractNumId="{index}">'
            '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{suffix}'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
            f"<w:rPr>{run}</w:rPr></w:lvl></w:abstractNum>"
        )
        number += f'<w:num w:numId="{index}"><w:abstractNumId w:val="{index}"/></w:num>'
    return f'{HEAD}<w:numbering xmlns:w="{W}">{abstract}{number}</w:numbering>'


def _document(body: str) -> str:
    return (
        f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr>'
        '<w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="2050" w:right="1418" '
        'w:bottom="1418" w:left="1418" w:header="709" w:footer="567" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _relations(pairs: tuple[tuple[str, str], ...]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs, start=1)
    )
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'
    )


def _write(path: Path, body: str) -> None:
    main_parts = ("styles", "settings", "numbering", "header1", "footer1", "fontTable")
    kinds = ("styles", "settings", "numbering", "header", "footer", "fontTable")
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{TYPE}.{kind}+xml"/>'
        for part, kind in zip(
            ("document", *main_parts), ("document.main", *kinds), strict=True
        )
    )
    properties = (
        '<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    )
    parts = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}'
            f"{properties}</Types>"
        ),
        "_rels/.rels": _relations(
            (
                (f"{R}/officeDocument", "word/document.xml"),
                (
                    f"{PACKAGE}/relationships/metadata/core-properties",
                    "docProps/core.xml",
                ),
            )
        ),
        "docProps/core.xml": (
            f"{HEAD}<cp:coreProperties "
            f'xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<dc:language>es-CO</dc:language></cp:coreProperties>"
        ),
        "word/_rels/document.xml.rels": _relations(
            (
                *(
                    (f"{R}/{kind}", f"{part}.xml")
                    for part, kind in zip(main_parts, kinds, strict=True)
                ),
                (f"{R}/theme", "theme/theme1.xml"),
            )
        ),
        "word/fontTable.xml": f"{HEAD}{FONT_TABLE}",
        "word/theme/theme1.xml": f"{HEAD}{THEME}",
        "word/document.xml": _document(body),
        "word/styles.xml": _styles(),
        "word/settings.xml": (
            f'{HEAD}<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="709"/>'
            '<w:compat><w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            '<w:themeFontLang w:val="es-CO"/></w:settings>'
        ),
        "word/numbering.xml": _numbering(),
        "word/header1.xml": f'{HEAD}<w:hdr xmlns:w="{W}">{_header()}</w:hdr>',
        "word/footer1.xml": f'{HEAD}<w:ftr xmlns:w="{W}">{_footer()}</w:ftr>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            package.writestr(info, re.sub(r"<w:rPr></w:rPr>", "", content))


if __name__ == "__main__":
    main(sys.argv[1:])
