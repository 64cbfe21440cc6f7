"""Exports of lists to spreadsheets."""

from cms.accounts.reauthentication import RecentlyAuthenticatedExportMixin
from cms.audit_trail.recording import record

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters of spreadsheet formulas: https://owasp.org/www-community/attacks/CSV_Injection"""


class RecordedExportMixin(RecentlyAuthenticatedExportMixin):
    """Mixin for lists with Wagtail's `SpreadsheetExportMixin`. Put it before that.

    Each export is recorded and asks for the password again. XLSX files need no escaping of formulas, because their
    cells have the type text.
    """

    export_action = ""
    """The action that is recorded."""
    exported_object = None
    """The object that the list belongs to, if there is one."""

    def as_spreadsheet(self, queryset, spreadsheet_format):
        details = {"format": spreadsheet_format, "number": len(queryset)}
        record(self.export_action, self.exported_object, user=self.request.user, details=details)
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def preprocess_field_value(self, field, value, export_format):
        value = super().preprocess_field_value(field, value, export_format)
        return escape_formula(value) if export_format == self.FORMAT_CSV and isinstance(value, str) else value


def escape_formula(text):
    """Return `text` for a cell of a CSV file, so that no spreadsheet runs it as a formula."""
    is_formula = text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if is_formula else text
