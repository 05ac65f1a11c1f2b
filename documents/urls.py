"""Addresses of papers, signatures and keys."""

from django.urls import path

from .views import keys, papers, revoked, signing, stamps, trust, verification, why

app_name = "documents"
SIGN = "ho-so/<int:pk>/ky/<slug:step>/"
urlpatterns = [
    path(SIGN, signing.sign, name="sign"),
    path(f"{SIGN}ban-in/<int:paper>/", papers.prepared, name="prepared"),
    path(f"{SIGN}ban-in/<int:paper>/trang/<int:page>/", papers.prepared_page, name="prepared_page"),
    path("ho-so/<int:pk>/vuong-mac/<slug:step>/", why.why, name="why"),
    path("van-ban/<int:pk>/", papers.document, name="document"),
    path("dau-thoi-gian/", stamps.stamps, name="stamps"),
    path("dau-thoi-gian/<int:pk>/lam-lai/", stamps.again, name="stamp_again"),
    path("chu-ky-thu-hoi/<int:pk>/", revoked.revoked, name="revoked_signature"),
    path("tin-cay/", trust.trust, name="trust"),
    path("tin-cay/<int:pk>/", trust.certificate, name="trusted"),
    path("tin-cay/danh-sach/", trust.revocation_list, name="load_revocations"),
    path("khoa-ky/", keys.my_key, name="my_key"),
    path("kiem-tra/", verification.verify, name="verify"),
    path("kiem-tra/<str:token>/", verification.verify_token, name="verify_token"),
]
