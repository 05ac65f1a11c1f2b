"""Addresses of this app."""

from django.urls import path

from classification.views import (
    appraisals,
    attachments,
    decision_sheets,
    decisions,
    dossiers,
    facts,
    going_live,
    kept_levels,
    my_work,
    parts,
    plans,
    progress,
    regimes,
    reminders,
    steps,
    systems,
)

app_name = "classification"
urlpatterns = [
    path("", my_work.my_work, name="my_work"),
    path("nhac-viec/", reminders.reminders, name="reminders"),
    path("tien-do/", progress.progress, name="progress"),
    path("danh-muc/", systems.systems, name="systems"),
    path("he-thong/<int:pk>/", systems.system, name="system"),
    path("he-thong/<int:pk>/lap-ho-so/", dossiers.open_dossier, name="open_dossier"),
    path("giu-cap-do/", kept_levels.kept_levels, name="kept_levels"),
    path("he-thong/<int:pk>/quyet-dinh-giay/", decisions.record, name="record_decision"),
    path("he-thong/<int:pk>/quyet-dinh-giay/ban-chup/", decisions.scan, name="decision_scan"),
    path("quyet-dinh-giay/", decision_sheets.upload, name="decisions"),
    path("quyet-dinh-giay/tep-mau/", decision_sheets.template, name="decisions_template"),
    path("quyet-dinh-giay/<slug:token>/", decision_sheets.preview, name="decisions_preview"),
    path("quyet-dinh-giay/<slug:token>/ghi/", decision_sheets.confirm, name="decisions_confirm"),
    path("he-thong/<int:pk>/dua-vao-van-hanh/", going_live.going_live, name="going_live"),
    path("ho-so/", dossiers.dossiers, name="dossiers"),
    path("ho-so/<int:pk>/", dossiers.dossier, name="dossier"),
    path("ho-so/<int:pk>/cap-do/", facts.facts, name="facts"),
    path("ho-so/<int:pk>/cap-do/ket-qua/", facts.facts_result, name="facts_result"),
    path("ho-so/<int:pk>/nghi-dinh/", regimes.regime, name="regime"),
    path("ho-so/<int:pk>/phan/<slug:key>/", parts.part, name="part"),
    path("ho-so/<int:pk>/phuong-an/", plans.plan, name="plan"),
    path("ho-so/<int:pk>/phuong-an/<str:code>/", plans.plan_item, name="plan_item"),
    path("ho-so/<int:pk>/phuong-an-nhieu/", plans.plan_many, name="plan_many"),
    path("ho-so/<int:pk>/buoc/<slug:step>/", steps.step, name="step"),
    path("ho-so/<int:pk>/tham-dinh/", appraisals.appraisal, name="appraisal"),
    path("ho-so/<int:pk>/tep/<int:attachment>/", attachments.attachment, name="attachment"),
    path("tham-dinh/", appraisals.appraisals, name="appraisals"),
]
