"""Addresses of papers, signatures and keys."""

from django.urls import path

from .views import keys, papers, remote, revoked, seals, signing, stamps, trust, verification, why

app_name = "documents"
SIGN = "ho-so/<int:pk>/ky/<slug:step>/"
urlpatterns = [
    path(SIGN, signing.sign, name="sign"),
    path(f"{SIGN}ban-in/<int:paper>/", papers.prepared, name="prepared"),
    path(f"{SIGN}ban-in/<int:paper>/trang/<int:page>/", papers.prepared_page, name="prepared_page"),
    path(f"{SIGN}tu-xa/", remote.remote, name="remote"),
    path(f"{SIGN}tu-xa/bat-dau/", remote.start, name="remote_start"),
    path(f"{SIGN}tu-xa/ket-thuc/", remote.finish, name="remote_finish"),
    path("ho-so/<int:pk>/vuong-mac/<slug:step>/", why.why, name="why"),
    path("van-ban/<int:pk>/", papers.document, name="document"),
    path("dau-thoi-gian/", stamps.stamps, name="stamps"),
    path("dau-thoi-gian/<int:pk>/lam-lai/", stamps.again, name="stamp_again"),
    path("chu-ky-thu-hoi/<int:pk>/", revoked.revoked, name="revoked_signature"),
    path("tin-cay/", trust.trust, name="trust"),
    path("tin-cay/<int:pk>/", trust.certificate, name="trusted"),
    path("tin-cay/danh-sach/", trust.revocation_list, name="load_revocations"),
    path("van-ban/<int:pk>/dong-dau/", seals.seal, name="seal"),
    path("van-ban/<int:pk>/trang/<int:number>/", seals.page, name="document_page"),
    path("dong-dau/", seals.queue, name="seals"),
    path("dong-dau/con-dau/", seals.register, name="seal_keys"),
    path("khoa-ky/", keys.my_key, name="my_key"),
    path("khoa-ky/hinh-chu-ky/", keys.my_image, name="my_image"),
    path("kiem-tra/", verification.verify, name="verify"),
    path("kiem-tra/<str:token>/", verification.verify_token, name="verify_token"),
]
