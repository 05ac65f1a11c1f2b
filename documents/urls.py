"""Addresses of papers, signatures and keys."""

from django.urls import path

from .views import keys, papers, signing, verification, why, word

app_name = "documents"
SIGN = "ho-so/<int:pk>/ky/<slug:step>/"
urlpatterns = [
    path(SIGN, signing.sign, name="sign"),
    path(f"{SIGN}ban-in/<int:paper>/", papers.prepared, name="prepared"),
    path(f"{SIGN}ban-in/<int:paper>/trang/<int:page>/", papers.prepared_page, name="prepared_page"),
    path("ho-so/<int:pk>/vuong-mac/<slug:step>/", why.why, name="why"),
    path("van-ban/<int:pk>/", papers.document, name="document"),
    path("van-ban/<int:pk>/word/", word.word_copy, name="word_copy"),
    path("mau-word/", word.templates, name="word_templates"),
    path("mau-word/<int:pk>/tep/", word.file, name="word_template_file"),
    path("mau-word/<int:pk>/xem-thu/", word.sample, name="word_template_sample"),
    path("mau-word/<int:pk>/ngung/", word.retire, name="word_template_retire"),
    path("khoa-ky/", keys.my_key, name="my_key"),
    path("kiem-tra/", verification.verify, name="verify"),
    path("kiem-tra/<str:token>/", verification.verify_token, name="verify_token"),
]
