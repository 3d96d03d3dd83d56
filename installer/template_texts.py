"""Paragraphs of the first Word templates; the words are ours, the norms of RULES."""

from __future__ import annotations

_NUMERO = (
    "{% if borrador %} (proyecto sin numerar){% else %} No. {{ numero }}{% endif %}"
)
_LUGAR = ("Fecha", "{{ ciudad }}, {{ fecha }}")
_AUTORIDAD = ("Autoridad", "{{ firmante_cargo }} {{ de_la_entidad }}")

_TITULOS = (
    "tabla",
    (
        ("Título", 1800, "Celda"),
        ("Fecha", 1350, "Celda"),
        ("Expedido por", 1900, "Celda"),
        ("Ejecutoria", 1350, "Celda"),
        ("Concepto", 1504, "Celda"),
        ("Valor", 1500, "CeldaValor"),
    ),
    "t in titulos",
    (
        "{{ t.nombre }}",
        "{{ t.fecha }}",
        "{{ t.autoridad }}",
        "{{ t.ejecutoria }}",
        "{{ t.concepto }}",
        "{{ t.valor }}",
    ),
)

_FICHA = (
    "fichas",
    (
        ("Expediente", "{{ expediente }}"),
        (
            "{{ d.calidad }}",
            "**{{ d.nombre }}**\n{{ d.identificacion }}",
            "{%tr for d in deudores %}",
            "{%tr endfor %}",
        ),
        ("Capital", "{{ capital }}"),
    ),
)

_A_CARGO = (
    "a cargo de **{{ deudor }}**, {{ identificacion }}"
    "{% if tiene_solidarios %}, y de los demás obligados que se relacionan en este "
    "documento{% endif %}"
)


def _firma(mandato: str = "") -> tuple[tuple[str, str], ...]:
    responsables = (
        ("Espacio", ""),
        ("Responsables", "Proyectó: {{ proyecto }}"),
        ("Responsables", "{%p if reviso %}"),
        ("Responsables", "Revisó: {{ reviso }}"),
        ("Responsables", "{%p endif %}"),
        ("Responsables", "{%p if aprobo %}"),
        ("Responsables", "Aprobó: {{ aprobo }}"),
        ("Responsables", "{%p endif %}"),
    )
    order = (("Mandato", mandato),) if mandato else ()
    return (
        *order,
        ("Firma", "{{ firmante_nombre }}"),
        ("Cargo", "{{ firmante_cargo }}"),
        ("Cargo", "{{ entidad }}"),
        *responsables,
    )


_FACULTADES = (
    "En ejercicio de sus funciones, en especial de las que le confieren "
    "{{ competencia }}{% if delegacion %}, y {{ delegacion }}{% endif %}"
    "{% if reglamento_cartera %}, de conformidad con el reglamento interno de "
    "recaudo de cartera adoptado mediante {{ reglamento_cartera }}{% endif %},"
)

_RECIBO = (
    "Que {{ remitente }} envió para su cobro, con {{ memorando_recibo }}, recibido el "
    "{{ fecha_recibo }}, lo siguiente:"
)
_MERITO = (
    "Que, de acuerdo con los documentos recibidos, lo allí decidido está ejecutoriado "
    "e impone una obligación clara, expresa y actualmente exigible de pagar una suma "
    "líquida de dinero a favor de {{ acreedor }}. Por ello presta mérito ejecutivo, "
    "según el artículo 99 de la Ley 1437 de 2011."
)
_JURISDICCION = (
    "Que el artículo 5 de la Ley 1066 de 2006 da jurisdicción coactiva a las entidades "
    "públicas que recaudan rentas o caudales públicos y les manda seguir, para cobrar, "
    "el procedimiento del Estatuto Tributario."
)
_PRESCRIBE = (
    ("Considerando", "{%p if prescribe %}"),
    (
        "Considerando",
        "Que, si no se interrumpe ni se suspende, el término de cinco años de la "
        "acción de cobro se cumple el {{ prescribe }} (artículos 817 y 818 del "
        "Estatuto Tributario).",
    ),
    ("Considerando", "{%p endif %}"),
)
_AVOCAR = (
    "Avocar el conocimiento del cobro de la obligación "
    + _A_CARGO
    + ", por un capital "
    "de {{ capital_letras }} ({{ capital }}), más los intereses de mora que se causen "
    "hasta el pago y los gastos del cobro."
)
_INVESTIGAR = (
    "Investigar la ubicación y los bienes del deudor, con las facultades del artículo "
    "825-1 del Estatuto Tributario, y dejar constancia de cada consulta en el "
    "expediente."
)
_SIN_RECURSO = (
    "Contra {documento} no procede recurso alguno, según el artículo 833-1 del "
    "Estatuto Tributario."
)

_AVOCA_COMUN = (
    ("Titulo", "Auto" + _NUMERO),
    _LUGAR,
    (
        "Epigrafe",
        "Por el cual se avoca el conocimiento de un cobro y se ordena abrir el "
        "expediente {{ expediente }}",
    ),
    _FICHA,
    _AUTORIDAD,
    ("Cuerpo", _FACULTADES),
    ("Seccion", "Considerando"),
    ("Considerando", _RECIBO),
    _TITULOS,
    ("Considerando", _MERITO),
    ("Considerando", _JURISDICCION),
    *_PRESCRIBE,
    ("Seccion", "Dispone"),
    ("Articulo", _AVOCAR),
    (
        "Articulo",
        "Abrir el expediente {{ expediente }} e incorporar a él el título, su "
        "constancia de ejecutoria y los demás documentos recibidos.",
    ),
    (
        "Articulo",
        "Adelantar el cobro persuasivo con una comunicación que invite al deudor a "
        "pagar voluntariamente o a solicitar un acuerdo de pago.",
    ),
    ("Articulo", _INVESTIGAR),
    (
        "Articulo",
        "Si no se obtiene el pago, librar el mandamiento de pago de que trata el "
        "artículo 826 del Estatuto Tributario.",
    ),
    ("Articulo", _SIN_RECURSO.format(documento="este auto de trámite")),
    *_firma("Cúmplase"),
)

_AVOCA_SVSP = (
    ("Titulo", "Auto" + _NUMERO),
    _LUGAR,
    (
        "Epigrafe",
        "Por el cual se avoca conocimiento y se ordena abrir el expediente de cobro "
        "coactivo {{ expediente }}",
    ),
    _FICHA,
    _AUTORIDAD,
    ("Cuerpo", _FACULTADES),
    ("Seccion", "Considerando"),
    ("Considerando", _RECIBO),
    _TITULOS,
    ("Considerando", _MERITO),
    ("Considerando", "{%p if tiene_gestiones %}"),
    (
        "Considerando",
        "Que se agotó la gestión persuasiva sin que conste el pago de la obligación. "
        "En ella se hizo lo siguiente:",
    ),
    ("Vineta", "{%p for gestion in gestiones %}"),
    ("Vineta", "{{ gestion }}"),
    ("Vineta", "{%p endfor %}"),
    ("Considerando", "{%p endif %}"),
    ("Considerando", _JURISDICCION),
    *_PRESCRIBE,
    ("Seccion", "Dispone"),
    ("Articulo", _AVOCAR),
    (
        "Articulo",
        "Abrir el expediente de cobro coactivo {{ expediente }} e incorporar a él el "
        "título, su constancia de ejecutoria y las actuaciones de la etapa persuasiva.",
    ),
    (
        "Articulo",
        "Continuar el procedimiento con el mandamiento de pago (artículo 826 del "
        "Estatuto Tributario), sin perjuicio de las medidas cautelares previas que "
        "permite el artículo 837 del mismo Estatuto.",
    ),
    ("Articulo", _INVESTIGAR),
    ("Articulo", "Enviar copia de este auto al deudor, por medio de Correspondencia."),
    ("Articulo", _SIN_RECURSO.format(documento="este auto de trámite")),
    *_firma("Comuníquese y cúmplase"),
)

_CAUSA = (
    ("Considerando", "{%p for parrafo in considerandos_causa %}"),
    ("Considerando", "{{ parrafo }}"),
    ("Considerando", "{%p endfor %}"),
)


def _archivo(
    clase: str, documento: str, mandato: str
) -> tuple[tuple[object, ...], ...]:
    """Write the act that ends the collection, as an auto or as a resolución."""
    return (
        ("Titulo", clase + _NUMERO),
        _LUGAR,
        (
            "Epigrafe",
            "Por {cual} se declara terminado el procedimiento de cobro y se ordena "
            "archivar el expediente {{{{ expediente }}}}".format(
                cual="el cual" if clase == "Auto" else "la cual"
            ),
        ),
        _FICHA,
        _AUTORIDAD,
        ("Cuerpo", _FACULTADES),
        ("Seccion", "Considerando"),
        (
            "Considerando",
            "Que {{ la_dependencia }} adelanta el cobro de la obligación "
            + _A_CARGO
            + ", por un capital de {{ capital_letras }} ({{ capital }}), contenida en:",
        ),
        _TITULOS,
        *_CAUSA,
        ("Considerando", "{%p if tiene_medidas %}"),
        (
            "Considerando",
            "Que se encuentran vigentes las siguientes medidas cautelares, que no "
            "tienen ya razón de ser:",
        ),
        ("Vineta", "{%p for medida in medidas %}"),
        ("Vineta", "{{ medida }}"),
        ("Vineta", "{%p endfor %}"),
        ("Considerando", "{%p endif %}"),
        ("Seccion", mandato),
        (
            "Articulo",
            "Declarar terminado por {{ causa_nombre }} el procedimiento de cobro del "
            "expediente {{ expediente }}, adelantado contra **{{ deudor }}**, "
            "{{ identificacion }}{% if tiene_solidarios %}, y los demás obligados que "
            "en él figuran{% endif %}.",
        ),
        ("Articulo", "{%p if tiene_medidas %}"),
        (
            "Articulo",
            "Levantar las medidas cautelares relacionadas y comunicarlo de inmediato a "
            "quienes las registraron o las aplican (parágrafo 2 del artículo 839 del "
            "Estatuto Tributario).",
        ),
        ("Articulo", "{%p endif %}"),
        ("Articulo", "{%p if tiene_depositos %}"),
        ("Articulo", "Devolver a quien corresponda los siguientes depósitos:"),
        ("Vineta", "{%p for deposito in depositos %}"),
        ("Vineta", "{{ deposito }}"),
        ("Vineta", "{%p endfor %}"),
        ("Articulo", "{%p endif %}"),
        ("Articulo", "{%p if reportado_bdme %}"),
        (
            "Articulo",
            "Reportar de inmediato a la Contaduría General de la Nación el retiro de "
            "esta obligación del Boletín de Deudores Morosos del Estado.",
        ),
        ("Articulo", "{%p endif %}"),
        ("Articulo", "{%p if da_paz_y_salvo %}"),
        ("Articulo", "Expedir al deudor el paz y salvo de la obligación pagada."),
        ("Articulo", "{%p endif %}"),
        (
            "Articulo",
            f"Notificar {documento} al deudor por correo certificado y comunicar lo "
            "decidido a {{ dependencia_origen }}, donde se originó la obligación.",
        ),
        (
            "Articulo",
            "Archivar el expediente con todos sus documentos foliados, de acuerdo con "
            "las tablas de retención documental, y actualizar las bases de datos de "
            "cartera.",
        ),
        ("Articulo", _SIN_RECURSO.format(documento=documento)),
        *_firma("Notifíquese, comuníquese y cúmplase"),
    )


_CONSTANCIA = (
    ("Titulo", "Constancia de archivo" + _NUMERO),
    _LUGAR,
    ("Epigrafe", "Gestión persuasiva de cobro – Expediente {{ expediente }}"),
    _FICHA,
    _AUTORIDAD,
    (
        "Cuerpo",
        "En ejercicio de las competencias que le asignan {{ competencia }}"
        "{% if delegacion %}, y {{ delegacion }}{% endif %},",
    ),
    ("Seccion", "Hace constar"),
    (
        "Considerando",
        "Que {{ la_dependencia }} adelantó la gestión persuasiva de la obligación "
        + _A_CARGO
        + ", por un capital de {{ capital_letras }} ({{ capital }}), contenida en:",
    ),
    _TITULOS,
    *_CAUSA,
    ("Considerando", "{%p if fecha_cierre_registro %}"),
    (
        "Considerando",
        "Que la obligación quedó cerrada en LICO y en el Registro Nacional de Medidas "
        "Correctivas el {{ fecha_cierre_registro }}.",
    ),
    ("Considerando", "{%p endif %}"),
    (
        "Considerando",
        "Que, por lo tanto, la gestión persuasiva termina por {{ causa_nombre }} y no "
        "hay lugar a remitir el expediente a la Secretaría Distrital de Hacienda.",
    ),
    ("Seccion", "En consecuencia"),
    (
        "Articulo",
        "Se archiva el expediente {{ expediente }}, con su hoja de control y sus "
        "documentos foliados.",
    ),
    (
        "Articulo",
        "Se actualiza el estado de la obligación en los sistemas de información de "
        "{{ la_entidad }}.",
    ),
    (
        "Articulo",
        "Se informa a {{ dependencia_origen }} y a la Dirección Financiera, para los "
        "registros que les corresponden.",
    ),
    *_firma(),
)

_MEMORANDO = (
    ("Titulo", "Memorando" + _NUMERO),
    _LUGAR,
    (
        "fichas",
        (
            ("Para", "**{{ destinatario }}**\n{{ cargo_destinatario }}"),
            ("De", "**{{ firmante_nombre }}**\n{{ firmante_cargo }}"),
            ("Asunto", "Devolución de título – Expediente {{ expediente }}"),
            ("Deudor", "{{ deudor }}\n{{ identificacion }}"),
        ),
    ),
    (
        "Cuerpo",
        "Con {{ memorando_recibo }}, recibido el {{ fecha_recibo }}, se nos envió para "
        "cobro lo siguiente:",
    ),
    _TITULOS,
    (
        "Cuerpo",
        "Al revisarlo frente a los requisitos del artículo 99 de la Ley 1437 de 2011 "
        "se encontró:",
    ),
    ("Hallazgo", "{%p for hallazgo in hallazgos %}"),
    ("Hallazgo", "{{ hallazgo }}"),
    ("Hallazgo", "{%p endfor %}"),
    (
        "Cuerpo",
        "Por estas razones no procede su cobro y se devuelve a esa dependencia, junto "
        "con los siguientes documentos{% if folios %}, en {{ folios }} folios"
        "{% endif %}:",
    ),
    ("Vineta", "{%p for documento in documentos %}"),
    ("Vineta", "{{ documento }}"),
    ("Vineta", "{%p endfor %}"),
    (
        "Cuerpo",
        "Si lo anterior se subsana, el título puede enviarse de nuevo con sus "
        "constancias completas. Tenga en cuenta que la devolución no interrumpe ni "
        "suspende la prescripción (artículo 818 del Estatuto Tributario).",
    ),
    ("Cuerpo", "Cordialmente,"),
    *_firma(),
)

TEMPLATES: dict[str, tuple[tuple[object, ...], ...]] = {
    "auto-avoca.docx": _AVOCA_COMUN,
    "svsp/auto-avoca.docx": _AVOCA_SVSP,
    "auto-archivo.docx": _archivo("Auto", "este auto", "Dispone"),
    "idpyba/auto-archivo.docx": _archivo("Resolución", "esta resolución", "Resuelve"),
    "sdscj/auto-archivo.docx": _CONSTANCIA,
    "memorando-devolucion.docx": _MEMORANDO,
}
