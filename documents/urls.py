"""Addresses of papers, signatures and keys."""

from django.urls import path

from .views import (
    exports,
    keys,
    papers,
    remote,
    report_signing,
    reports,
    seals,
    signing,
    snapshots,
    verification,
    why,
    word,
)

app_name = "documents"
SIGN = "ho-so/<int:pk>/ky/<slug:step>/"
REPORT = "bao-cao-nam/<int:pk>/"
urlpatterns = [
    path(SIGN, signing.sign, name="sign"),
    path(f"{SIGN}ban-in/<int:paper>/", papers.prepared, name="prepared"),
    path(f"{SIGN}ban-in/<int:paper>/trang/<int:page>/", papers.prepared_page, name="prepared_page"),
    path(f"{SIGN}tu-xa/", remote.remote, name="remote"),
    path(f"{SIGN}tu-xa/bat-dau/", remote.start, name="remote_start"),
    path(f"{SIGN}tu-xa/ket-thuc/", remote.finish, name="remote_finish"),
    path("ho-so/<int:pk>/vuong-mac/<slug:step>/", why.why, name="why"),
    path("ho-so/<int:pk>/xuat/", exports.one, name="export_one"),
    path("xuat-ho-so/", exports.exports, name="exports"),
    path("xuat-ho-so/<int:pk>/", exports.export, name="export"),
    path("xuat-ho-so/<int:pk>/huy/", exports.cancel, name="export_cancel"),
    path("xuat-ho-so/<int:pk>/tai/", exports.fetch, name="export_fetch"),
    path("van-ban/<int:pk>/", papers.document, name="document"),
    path("van-ban/<int:pk>/word/", word.word_copy, name="word_copy"),
    path("mau-word/", word.templates, name="word_templates"),
    path("mau-word/<int:pk>/tep/", word.file, name="word_template_file"),
    path("mau-word/<int:pk>/xem-thu/", word.sample, name="word_template_sample"),
    path("mau-word/<int:pk>/ngung/", word.retire, name="word_template_retire"),
    path("van-ban/<int:pk>/ho-so.json", snapshots.data, name="document_data"),
    path("luoc-do/ho-so-1.json", snapshots.published, name="snapshot_schema"),
    path("bao-cao-nam/", reports.reports, name="reports"),
    path(REPORT, reports.report, name="report"),
    path(f"{REPORT}du-kien/", reports.expected, name="report_expected"),
    path(f"{REPORT}gui-cach-khac/", reports.sent_elsewhere, name="report_elsewhere"),
    path(f"{REPORT}du-thao/", reports.draft_paper, name="report_draft"),
    path(f"{REPORT}bang-tinh/", reports.sheet, name="report_sheet"),
    path(f"{REPORT}bang-tinh/<int:paper>/", reports.issued_sheet, name="report_issued_sheet"),
    path(f"{REPORT}ky/", report_signing.sign, name="report_sign"),
    path(f"{REPORT}ky/<int:paper>/", report_signing.prepared, name="report_prepared"),
    path(f"{REPORT}ky/<int:paper>/trang/<int:page>/", report_signing.prepared_page, name="report_prepared_page"),
    path("van-ban/<int:pk>/dong-dau/", seals.seal, name="seal"),
    path("van-ban/<int:pk>/trang/<int:number>/", seals.page, name="document_page"),
    path("dong-dau/", seals.queue, name="seals"),
    path("dong-dau/con-dau/", seals.register, name="seal_keys"),
    path("khoa-ky/", keys.my_key, name="my_key"),
    path("khoa-ky/hinh-chu-ky/", keys.my_image, name="my_image"),
    path("kiem-tra/", verification.verify, name="verify"),
    path("kiem-tra/<str:token>/", verification.verify_token, name="verify_token"),
]
