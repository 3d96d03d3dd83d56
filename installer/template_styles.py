"""Styles and numbering of the Word templates."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
AZUL = "1F3864"

STYLES: dict[str, tuple[str, str]] = {
    # id: (paragraph properties, run properties), both in the order of the schema
    "Titulo": (
        '<w:keepNext/><w:spacing w:before="120" w:after="60"/><w:jc w:val="center"/>',
        f'<w:b/><w:color w:val="{AZUL}"/><w:sz w:val="26"/>',
    ),
    "Fecha": ('<w:spacing w:after="120"/><w:jc w:val="center"/>', ""),
    "Epigrafe": (
        (
            '<w:spacing w:after="200"/><w:ind w:left="850" w:right="850"/>'
            '<w:jc w:val="center"/>'
        ),
        "<w:i/>",
    ),
    "Autoridad": (
        '<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:jc w:val="center"/>',
        "<w:b/><w:caps/>",
    ),
    "Seccion": (
        '<w:keepNext/><w:spacing w:before="240" w:after="160"/><w:jc w:val="center"/>',
        "<w:b/><w:caps/>",
    ),
    "Cuerpo": ('<w:spacing w:after="140"/><w:jc w:val="both"/>', ""),
    "Considerando": (
        (
            '<w:numPr><w:numId w:val="1"/></w:numPr>'
            '<w:spacing w:before="60" w:after="100"/><w:jc w:val="both"/>'
        ),
        "",
    ),
    "Articulo": (
        (
            '<w:numPr><w:numId w:val="2"/></w:numPr>'
            '<w:spacing w:before="60" w:after="100"/><w:jc w:val="both"/>'
        ),
        "",
    ),
    "ArticuloUltimo": (  # never leaves the signature alone on a page
        (
            '<w:keepNext/><w:keepLines/><w:numPr><w:numId w:val="2"/></w:numPr>'
            '<w:spacing w:before="60" w:after="100"/><w:jc w:val="both"/>'
        ),
        "",
    ),
    "CuerpoUltimo": (
        '<w:keepNext/><w:keepLines/><w:spacing w:after="140"/><w:jc w:val="both"/>',
        "",
    ),
    "HallazgoUltimo": (
        (
            '<w:keepNext/><w:keepLines/><w:numPr><w:numId w:val="3"/></w:numPr>'
            '<w:spacing w:after="80"/><w:jc w:val="both"/>'
        ),
        "",
    ),
    "Hallazgo": (
        (
            '<w:numPr><w:numId w:val="3"/></w:numPr>'
            '<w:spacing w:after="80"/><w:jc w:val="both"/>'
        ),
        "",
    ),
    "Vineta": (
        (
            '<w:numPr><w:numId w:val="4"/></w:numPr>'
            '<w:spacing w:after="60"/><w:jc w:val="both"/>'
        ),
        "",
    ),
    "Mandato": (
        '<w:keepNext/><w:spacing w:before="240" w:after="0"/><w:jc w:val="center"/>',
        "<w:b/><w:caps/>",
    ),
    "Firma": (
        (
            '<w:keepNext/><w:keepLines/><w:spacing w:before="900" w:after="0"/>'
            '<w:jc w:val="center"/>'
        ),
        "<w:b/><w:caps/>",
    ),
    "Cargo": (
        '<w:keepNext/><w:keepLines/><w:spacing w:after="0"/><w:jc w:val="center"/>',
        "",
    ),
    "Responsables": (
        '<w:keepLines/><w:spacing w:before="0" w:after="0"/>',
        '<w:sz w:val="16"/>',
    ),
    "Celda": ('<w:spacing w:before="40" w:after="40"/>', '<w:sz w:val="19"/>'),
    "CeldaValor": (
        '<w:spacing w:before="40" w:after="40"/><w:jc w:val="right"/>',
        '<w:sz w:val="19"/>',
    ),
    "CeldaTitulo": (
        '<w:keepNext/><w:spacing w:before="40" w:after="40"/>',
        '<w:b/><w:sz w:val="18"/>',
    ),
    "Espacio": ('<w:spacing w:after="0" w:line="160" w:lineRule="exact"/>', ""),
    "MembreteSigla": (
        '<w:spacing w:before="60" w:after="60"/><w:jc w:val="center"/>',
        f'<w:b/><w:color w:val="{AZUL}"/><w:sz w:val="32"/>',
    ),
    "MembreteEntidad": (
        '<w:spacing w:before="40" w:after="0"/><w:jc w:val="center"/>',
        f'<w:b/><w:caps/><w:color w:val="{AZUL}"/><w:sz w:val="19"/>',
    ),
    "MembreteLinea": (
        '<w:spacing w:after="0"/><w:jc w:val="center"/>',
        '<w:sz w:val="17"/>',
    ),
    "MembreteFormato": (
        '<w:spacing w:before="40" w:after="40"/><w:jc w:val="center"/>',
        '<w:b/><w:sz w:val="17"/>',
    ),
    "MembreteDato": ('<w:spacing w:before="20" w:after="20"/>', '<w:sz w:val="16"/>'),
    "Pie": (
        (
            '<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" '
            'w:color="7F7F7F"/></w:pBdr>'
            '<w:spacing w:after="0"/><w:jc w:val="center"/>'
        ),
        '<w:color w:val="404040"/><w:sz w:val="15"/>',
    ),
    "PieCodigo": (
        '<w:spacing w:after="0"/><w:jc w:val="center"/>',
        '<w:color w:val="404040"/><w:sz w:val="15"/>',
    ),
}

NUMBERING = (
    # numFmt, text, left indent, hanging, run properties
    ("decimal", "%1.", 454, 454, ""),
    ("ordinalText", "Artículo %1.", 0, 0, "<w:b/><w:caps/>"),
    ("decimal", "%1.", 794, 397, ""),
    ("bullet", "–", 794, 397, ""),
)

FONT_TABLE = (
    f'<w:fonts xmlns:w="{W}"><w:font w:name="Arial">'
    '<w:panose1 w:val="020B0604020202020204"/>'
    '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
    "</w:font></w:fonts>"
)


def _theme() -> str:
    """Write the smallest theme that Word's own validator accepts."""
    names = (
        *("dk1", "lt1", "dk2", "lt2"),
        *(f"accent{number}" for number in range(1, 7)),
        *("hlink", "folHlink"),
    )
    values = ("000000", "FFFFFF", AZUL, "EDF1F7", *(AZUL,) * 8)
    colors = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in zip(names, values, strict=True)
    )
    face = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{A}" name="Cobro"><a:themeElements>'
        f'<a:clrScheme name="Cobro">{colors}</a:clrScheme>'
        f'<a:fontScheme name="Cobro"><a:majorFont>{face}</a:majorFont>'
        f"<a:minorFont>{face}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Cobro"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


THEME = _theme()
