"""The client's report of a bundle, without a database, or of a stored audit, as a file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from accounts.models import Language
from audits.management.bundles import STREAM, BundleCommand
from audits.models import Audit
from audits.queries.bundle import MixedVersionsError
from reports.document import ReportDocument, Wishes, build_document, public_document
from reports.export import FORMATS, Material, exported
from reports.pdf import PdfError, Renderer, chart_fonts, report_page


def is_file(source: str) -> bool:
    return source == STREAM or Path(source).exists()


def stored(source: str) -> Audit | None:
    audits = Audit.objects.select_related("client", "checklist_version")
    return None if is_file(source) else audits.filter(key=source).first()


class Command(BundleCommand):
    help = (
        "Writes the client's report as a PDF, or as DOCX, PPTX, XLSX, CSV or JSON when the\n"
        "name of the output ends so.\n\n"
        "SOURCE is a bundle file, - for a bundle on standard input, or the key of a stored audit.\n"
        "A bundle needs no database: the report is made of its figures alone. A stored audit\n"
        "gives the report as it was issued last in the language, or else as it is drafted, with\n"
        "the consultant's words and the photos. The same source gives the same file."
    )
    epilog = (
        "A faulty bundle ends with exit status 1 and every fault on a line of standard error.\n\n"
        "examples:\n"
        "  manage.py audit_report satama.json --output satama.pdf\n"
        "  manage.py audit_report satama-2026-1 --language sv --output satama-sv.pdf\n"
        "  manage.py audit_report satama-2026-1 --output satama.xlsx"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="SOURCE", help="a bundle file, -, or an audit's key")
        parser.add_argument(
            "--output",
            default="report.pdf",
            metavar="OUT",
            help="where to write; - writes to standard output (default: report.pdf)",
        )
        parser.add_argument(
            "--language",
            choices=Language.values,
            default="",
            help="the language of the report (default: the client's)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        key = Path(options["output"]).suffix.removeprefix(".").lower()
        if key in FORMATS:
            self.export(key, options)
        else:
            self.typeset(options)

    def export(self, key: str, options: dict[str, Any]) -> None:
        document, photos, _answers = self.read_source(options)
        data = exported(document, key, Material(photos, chart_fonts()))
        self.put(options["output"], data)
        self.tell(options, f"{options['output']}: {len(data) // 1000} kB.")

    def typeset(self, options: dict[str, Any]) -> None:
        if made := self.made_already(options):
            self.put(options["output"], made)
            self.tell(options, f"{options['output']}: made already, {len(made) // 1000} kB.")
            return
        try:
            # The typesetter starts first: it loads while the source is read.
            with Renderer() as renderer:
                document, photos, answers = self.read_source(options)
                self.tell(
                    options, f"{document.client}, visits: {len(document.visits)}. Typesetting …"
                )
                page = report_page(document, photos, answers)
                rendered = renderer.render(page.html, page.assets, page.enclosures)
        except PdfError as error:
            self.refuse([error])
        for message in rendered.messages:
            self.stderr.write(message)
        self.put(options["output"], rendered.pdf)
        size = len(rendered.pdf) // 1000
        self.tell(options, f"{options['output']}: {rendered.pages} pages, {size} kB.")

    def made_already(self, options: dict[str, Any]) -> bytes:
        """The PDF of an issued report that the worker has made: nothing is computed again."""
        audit = stored(options["source"])
        if audit is None:
            return b""
        from reports import queries

        report = queries.client_report(audit, options["language"] or audit.client.language)
        return queries.made_pdf(report)

    def read_source(
        self, options: dict[str, Any]
    ) -> tuple[ReportDocument, Mapping[str, bytes], dict[str, Any] | None]:
        """The document, its photos and the answers it encloses; ends the command when the source
        is no good."""
        source, language = options["source"], options["language"]
        if is_file(source):
            bundle = self.read(source, options["verbosity"])
            wishes = Wishes(language=language)
            return build_document(bundle, wishes), {}, public_document(bundle, wishes)
        # A bundle needs none of this, nor the time to load it.
        from reports import queries

        audit = stored(source)
        if audit is None:
            self.refuse([f"{source} is neither a file nor the key of an audit."])
        try:
            report = queries.client_report(audit, language or audit.client.language)
            document = queries.document_of(report)
            answers = queries.enclosed_bundle(report) or None
        except MixedVersionsError as error:
            self.refuse([error])
        return document, queries.photo_bytes(audit, document), answers

    def put(self, output: str, data: bytes) -> None:
        if output == STREAM:
            sys.stdout.buffer.write(data)
            return
        try:
            Path(output).write_bytes(data)
        except OSError as error:
            self.refuse([f"{output}: {error.strerror}"])

    def tell(self, options: dict[str, Any], words: str) -> None:
        if options["verbosity"]:
            self.stderr.write(words)
