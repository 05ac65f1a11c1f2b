"""Addresses for tests of the page frame and the parts alone: no page of the product is needed."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.html import escape
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from tests.ui import parts


@login_not_required
def styleguide(request):
    return render(request, "styleguide.html", parts.everything(request))


def refuse(request):
    raise PermissionDenied("Hồ sơ này do chính bạn gửi, nên người khác phải thẩm định.")


def fail(request):
    raise RuntimeError


@login_not_required
def home(request):
    return render(request, "home.html")


@require_POST
@login_not_required
def slowly(request):
    return HttpResponse("xong", status=200)


@login_not_required
def script(request):
    return render(request, "script.html")


@require_POST
@login_not_required
def wrong(request):
    return HttpResponse("<p>Ghi lý do trả lại.</p>", status=422)


@require_POST
@login_not_required
def echo(request):
    return HttpResponse(escape(request.POST["ten"]))


SENT = []


@require_POST
@login_not_required
def counted(request):
    SENT.append(request.POST["ten"])
    return HttpResponse("<p>nhận rồi</p>")


def _space(name, *names):
    return include(([path(f"{one}/", home, name=one) for one in names], name), namespace=name)


urlpatterns = [
    path("", home),
    path("kieu/", styleguide, name="styleguide"),
    path("kich-ban/", script),
    path("sai/", wrong),
    path("doi/", echo),
    path("dem/", counted),
    path("tu-choi/", login_not_required(refuse)),
    path("hong/", login_not_required(fail)),
    path("cham/", slowly),
    path("phan-loai/", _space("classification", "my_work", "progress", "systems", "dossiers", "appraisals")),
    path("he-thong/", _space("systems", "import")),
    path("van-ban/", _space("documents", "verify", "my_key")),
    path("dang-nhap/", LoginView.as_view(), name="login"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("doi-mat-khau/", PasswordChangeView.as_view(), name="password_change"),
    path("quan-tri/", admin.site.urls),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
]
