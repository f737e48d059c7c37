"""Workbooks made by hand, part by part, as spreadsheets write them: all of it synthetic."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr


class Formula(NamedTuple):
    """A formula, and the figure it came to; None where the program that wrote it never counted."""

    text: str
    value: float | None


Cell = str | float | bool | date | Formula | None
Sheets = Mapping[str, Sequence[Sequence[Cell]]]

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><cellXfs count="3"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/>'
    "</cellXfs></styleSheet>"
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def xlsx(sheets: Sheets, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return an Excel workbook; a row that is blank, `[]`, is left out as Excel does."""
    return packed({**xlsx_parts(sheets), **(extra or {})})


def xlsx_parts(sheets: Sheets) -> dict[str, str | bytes]:
    """Return the parts of an Excel workbook."""
    numbered = [*enumerate(sheets.items(), 1)]
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n, _ in numbered
    )
    named = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in numbered
    )
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{named}'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'{targets}<Relationship Id="rIdS" Type="{_REL}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "xl/styles.xml": _STYLES,
    }
    for n, (_, rows) in numbered:
        parts[f"xl/worksheets/sheet{n}.xml"] = xlsx_sheet(rows)
    return parts


def xlsx_sheet(rows: Sequence[Sequence[Cell]]) -> str:
    """Return the part of one sheet."""
    written = "".join(
        f'<row r="{n}">'
        + "".join(_xlsx_cell(f"{column(at)}{n}", cell) for at, cell in enumerate(row))
        + "</row>"
        for n, row in enumerate(rows, 1)
        if row
    )
    return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{written}</sheetData></worksheet>'


def column(at: int) -> str:
    """Return the letters of a column, its number from 0."""
    return (column(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _xlsx_cell(at: str, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            kind, inside = ' t="b"', f"<v>{int(cell)}</v>"
        case Formula(text, value):
            kind, inside = (
                "",
                f"<f>{escape(text)}</f>" + ("" if value is None else f"<v>{value}</v>"),
            )
        case date():
            kind, inside = (
                f' s="{2 if isinstance(cell, datetime) else 1}"',
                f"<v>{_serial(cell)}</v>",
            )
        case str():
            inside = f'<is><t xml:space="preserve">{escape(cell)}</t></is>'
            kind = ' t="inlineStr"'
        case _:
            kind, inside = "", f"<v>{cell!r}</v>"
    return f'<c r="{at}"{kind}>{inside}</c>'


def _serial(when: date) -> float:
    moment = datetime.fromisoformat(when.isoformat())
    return (moment - datetime.fromisoformat("1899-12-30")) / timedelta(days=1)


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def ods(sheets: Sheets) -> bytes:
    """Return an OpenDocument workbook."""
    return packed(ods_parts("".join(_ods_sheet(name, rows) for name, rows in sheets.items())))


def ods_parts(tables: str) -> dict[str, str | bytes]:
    """Return the parts of an OpenDocument workbook of these tables."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return {
        "mimetype": kind,
        "META-INF/manifest.xml": f"{_XML}<manifest:manifest "
        f'xmlns:manifest="{_OFFICE}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>",
        "content.xml": f'{_XML}<office:document-content xmlns:office="{_OFFICE}:office:1.0" '
        f'xmlns:table="{_OFFICE}:table:1.0" xmlns:text="{_OFFICE}:text:1.0"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>",
    }


def _ods_sheet(name: str, rows: Sequence[Sequence[Cell]]) -> str:
    written = "".join(
        "<table:table-row>"
        + ("".join(map(_ods_cell, row)) or "<table:table-cell/>")
        + "</table:table-row>"
        for row in rows
    )
    rest = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    rest += 'table:number-columns-repeated="16384"/></table:table-row>'
    return f"<table:table table:name={quoteattr(name)}>{written}{rest}</table:table>"


def _ods_cell(cell: Cell) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case bool():
            value = f'boolean" office:boolean-value="{str(cell).lower()}'
        case Formula(text, value):
            known = "" if value is None else f'office:value-type="float" office:value="{value}"'
            return f'<table:table-cell table:formula="of:={escape(text)}" {known}/>'
        case date():
            value = f'date" office:date-value="{cell.isoformat()}'
        case str():
            text = f"<text:p>{escape(cell)}</text:p>"
            return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
        case _:
            value = f'float" office:value="{cell!r}'
    return f'<table:table-cell office:value-type="{value}"/>'
