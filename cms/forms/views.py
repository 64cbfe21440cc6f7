"""Admin views of form submissions."""

from wagtail.contrib.forms.views import SubmissionsListView

from cms.accounts.reauthentication import RecentlyAuthenticatedExportMixin

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters of spreadsheet formulas: https://owasp.org/www-community/attacks/CSV_Injection"""


class FormSubmissionsView(RecentlyAuthenticatedExportMixin, SubmissionsListView):
    """List and export submissions. CSV exports escape formulas with an apostrophe.

    XLSX files need no escaping, because their cells have the type text.
    """

    def preprocess_field_value(self, field, value, export_format):
        value = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV and isinstance(value, str) and _is_formula(value):
            return f"'{value}"
        return value


def _is_formula(text):
    return text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
