"""My signing key: what it is, until when, bringing another; and the picture of my signature."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from documents.forms import CertificateForm, KeyForm, SignatureImageForm
from documents.keys import KeyProblem
from documents.models import SignatureImage
from documents.services import add_certificate, add_key, key_in_use, remove_signature_image, set_signature_image
from documents.stamp_pictures import UnsuitablePicture

FORMS = {"key": KeyForm, "certificate": CertificateForm, "image": SignatureImageForm}


@require_http_methods(["GET", "POST"])
def my_key(request):
    forms, status = {name: form() for name, form in FORMS.items()}, 200
    if request.method == "POST" and "without_image" in request.POST:
        remove_signature_image(user=request.user)
        return redirect("documents:my_key")
    if request.method == "POST":
        name = request.POST.get("what", "key")
        form = forms[name if name in FORMS else "key"] = FORMS.get(name, KeyForm)(request.POST, request.FILES)
        if form.is_valid() and _taken(request, form):
            return redirect("documents:my_key")
        status = 422
    image = SignatureImage.objects.filter(user=request.user).exists()
    context = {"forms": forms, "key": key_in_use(request.user), "has_image": image}
    return render(request, "documents/my_key.html", context, status=status)


def _taken(request, form) -> bool:
    """Whether what was brought is kept now; otherwise the form says why not."""
    try:
        match form:
            case CertificateForm():
                add_certificate(user=request.user, content=form.cleaned_data["certificate"])
                messages.success(request, _("Đã nhận chứng thư số của bạn."))
            case SignatureImageForm():
                set_signature_image(user=request.user, content=form.cleaned_data["image"])
                messages.success(request, _("Đã nhận hình chữ ký của bạn."))
            case KeyForm():
                add_key(user=request.user, **form.cleaned_data)
                messages.success(request, _("Đã nhận khóa ký của bạn."))
    except (KeyProblem, UnsuitablePicture) as problem:
        form.add_error(None, str(problem))
        return False
    return True


@require_GET
@never_cache
def my_image(request):
    """The picture of one's own signature."""
    image = get_object_or_404(SignatureImage, user=request.user)
    return HttpResponse(bytes(image.png), content_type="image/png")
