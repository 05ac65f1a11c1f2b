"""Addresses of this app."""

from django.urls import path

from systems.views import editing, importing, jobs

app_name = "systems"
urlpatterns = [
    path("he-thong/them/", editing.new, name="new"),
    path("he-thong/<int:pk>/sua/", editing.edit, name="edit"),
    path("he-thong/<int:pk>/ngung/", editing.close, name="close"),
    path("he-thong/<int:pk>/tach-gop/", editing.succession, name="succession"),
    path("nhap/", importing.upload, name="import"),
    path("nhap/tep-mau/", importing.template, name="import_template"),
    path("nhap/<slug:token>/", importing.preview, name="import_preview"),
    path("nhap/<slug:token>/ghi/", importing.confirm, name="import_confirm"),
    path("viec-nen/", jobs.jobs, name="jobs"),
    path("viec-nen/<int:pk>/lam-lai/", jobs.retry, name="retry_job"),
]
