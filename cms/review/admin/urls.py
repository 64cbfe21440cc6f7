from django.urls import path

from cms.review.admin.views import PreviewView, ReviewsView, ReviewView
from cms.review.exports import CsvExportView, JsonExportView

app_name = "cms_review"
urlpatterns = [
    path("", ReviewsView.as_view(), name="list"),
    path("export.csv", CsvExportView.as_view(), name="export_csv"),
    path("export.json", JsonExportView.as_view(), name="export_json"),
    path("<int:page_id>/", ReviewView.as_view(), name="review"),
    path("<int:page_id>/preview/", PreviewView.as_view(), name="preview"),
]
