"""Made-up files of the kinds that organisations send."""

import io
import zipfile
from datetime import datetime, time

import docx
import pikepdf
import xlsxwriter

NIGHT = "22.12 Skadegörelse, Provtorget\nEn bänk är välvd på Ågatan."


def pdf_of(*pages: str, **saving: object) -> bytes:
    """A PDF with the text of each page; an empty one is a page without any."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        for text in pages:
            page = pdf.add_blank_page(page_size=(595, 842))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            lines = b" T* ".join(b"(" + line.encode("cp1252") + b") Tj" for line in text.splitlines())
            page.Contents = pdf.make_stream(b"BT /F1 12 Tf 14 TL 72 720 Td " + lines + b" ET")
        pdf.save(out, **saving)
    return out.getvalue()


def word_of(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    for row in table or []:
        cells = (document.tables[0] if document.tables else document.add_table(0, len(row))).add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    if table:
        document.add_paragraph("Efter tabellen.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def book(**sheets: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as made:
        clock = made.add_format({"num_format": "hh:mm"})
        moment = made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    style = clock if isinstance(value, time) else moment if isinstance(value, datetime) else None
                    sheet.write(at, column, value, *([style] if style else []))
    return out.getvalue()
