"""Views of the admin for the messages that come by a form."""

from wagtail.contrib.forms.views import SubmissionsListView

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Characters by which spreadsheet programs recognise a formula: https://owasp.org/www-community/attacks/CSV_Injection"""


class FormSubmissionsView(SubmissionsListView):
    """List and export messages. In a CSV file, no message is a formula.

    An XLSX file says of each cell that it is text, so nothing is changed there.
    """

    def preprocess_field_value(self, field, value, export_format):
        value = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV and isinstance(value, str) and _is_formula(value):
            return f"'{value}"
        return value


def _is_formula(text):
    return text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
