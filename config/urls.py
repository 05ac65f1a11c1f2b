"""Every address of the product."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeDoneView, PasswordChangeView
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

urlpatterns = [
    path("", include("classification.urls")),
    path("", include("systems.urls")),
    path("", include("documents.urls")),
    path("dang-nhap/", LoginView.as_view(), name="login"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("doi-mat-khau/", PasswordChangeView.as_view(), name="password_change"),
    path("doi-mat-khau/xong/", PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
    # One door in and one door out, for administrators too.
    path("quan-tri/login/", login_not_required(RedirectView.as_view(pattern_name="login", query_string=True))),
    path("quan-tri/logout/", LogoutView.as_view()),
    path("quan-tri/", admin.site.urls),
]
