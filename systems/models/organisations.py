"""Organisations as a tree, and who was appointed to act for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from systems.roles import Role
from systems.wording import search_form


class OrganisationQuerySet(MP_NodeQuerySet):
    def under(self, paths):
        """Organisations at or below any of these places of the tree: the few places of a person's duties."""
        return self.filter(below(paths))


def below(paths, prefix: str = "") -> Q:
    """A condition "at or below one of these places"; `prefix` leads to the organisation, such as `owner__`."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition


def places_above(path: str) -> list[str]:
    """The place itself and every place above it in the tree, from the top."""
    return [path[:end] for end in range(Organisation.steplen, len(path) + 1, Organisation.steplen)]


class OrganisationManager(MP_NodeManager.from_queryset(OrganisationQuerySet)):
    def get_queryset(self):
        return OrganisationQuerySet(self.model, using=self._db).order_by("path")


class Organisation(MP_Node):
    """A body or unit (cơ quan, đơn vị): a ministry, its departments, its schools."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("Bộ, cơ quan ngang Bộ")
        PROVINCE = "province", _("Ủy ban nhân dân tỉnh, thành phố")
        DEPARTMENT = "department", _("Tổng cục, cục, vụ, sở")
        CENTRE = "centre", _("Trung tâm, văn phòng")
        INSTITUTE = "institute", _("Trường, viện, báo")
        GROUP = "group", _("Khối đơn vị (chỉ để gộp, không ban hành văn bản)")
        OTHER = "other", _("Đơn vị khác")

    code = models.CharField(_("mã"), max_length=30, unique=True)
    name = models.CharField(_("tên"), max_length=250)
    name_search = models.CharField(max_length=250, editable=False)
    kind = models.CharField(_("loại"), max_length=20, choices=Kind, default=Kind.OTHER)
    symbol = models.CharField(_("chữ viết tắt trong ký hiệu văn bản"), max_length=30, blank=True)
    place = models.CharField(_("địa danh"), max_length=60, default="Hà Nội")
    mandate = models.CharField(_("văn bản quy định chức năng, nhiệm vụ"), max_length=300, blank=True)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="heads",
        verbose_name=_("người đứng đầu"),
        help_text=_("Được nhắc việc đơn vị để quá hạn. Chọn trong những người đã có vai trò ở đơn vị hoặc cấp trên."),
    )
    representative = models.CharField(_("người đại diện"), max_length=150, blank=True)
    representative_title = models.CharField(_("chức vụ người đại diện"), max_length=150, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=50, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    security_unit = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="serves",
        verbose_name=_("đơn vị chuyên trách"),
        help_text=_("Đơn vị chuyên trách về an toàn thông tin, an ninh mạng của chủ quản này."),
    )

    objects = OrganisationManager()

    class Meta:
        ordering = ["path"]
        verbose_name = _("tổ chức")
        verbose_name_plural = _("tổ chức")
        permissions = [(role.codename, role.name) for role in Role]

    def __str__(self) -> str:
        return self.name

    def full_clean(self, *args, **kwargs):
        self.name_search = search_form(self.name)
        super().full_clean(*args, **kwargs)


class OrganisationAppointment(UserObjectPermissionBase):
    """A person's duty on an organisation, as guardian stores it; it goes when the organisation goes."""

    content_object = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="appointments")

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = _("bổ nhiệm")
        verbose_name_plural = _("bổ nhiệm")
