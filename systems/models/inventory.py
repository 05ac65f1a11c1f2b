"""Information systems: what they are, whose they are, since when they run."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from systems.hosting import Place, Separation
from systems.wording import search_form, tidy

from .dated import DatedFact
from .organisations import Organisation


class InformationSystemQuerySet(models.QuerySet):
    def search(self, words: str):
        """Systems whose name or code holds each of these words, with or without diacritics."""
        found = self
        for word in search_form(words).split():
            found = found.filter(search_text__contains=word)
        return found


class InformationSystem(models.Model):
    """An information system (hệ thống thông tin): exactly one owner (chủ quản), one lead operator (đơn vị vận hành).

    Others may operate it too (`co_operators`); the lead alone files (TT 12/2022 Đ5; NĐ 331/2026 Đ5). A rented service
    names its provider and contract; `operator` is then the unit that rents.
    """

    class Status(models.TextChoices):
        OPERATING = "operating", _("Đang vận hành")
        BUILDING = "building", _("Đang đầu tư, xây dựng")
        CLOSED = "closed", _("Ngừng vận hành")

    code = models.CharField(_("mã hệ thống"), max_length=40)
    name = models.CharField(_("tên hệ thống"), max_length=300)
    search_text = models.CharField(max_length=350, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="owned", verbose_name=_("chủ quản"))
    operator = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="operated", verbose_name=_("đơn vị vận hành")
    )
    appraising = models.ForeignKey(
        "systems.AppraisalArrangement", on_delete=models.PROTECT, null=True, blank=True, editable=False,
        related_name="+", verbose_name=_("giao thẩm định"),
    )  # fmt: skip
    co_operators = models.ManyToManyField(
        Organisation, blank=True, related_name="co_operated", verbose_name=_("đơn vị cùng vận hành")
    )
    provider = models.CharField(_("bên cung cấp dịch vụ thuê"), max_length=250, blank=True)
    contract_number = models.CharField(_("số hợp đồng thuê dịch vụ"), max_length=100, blank=True)
    contract_until = models.DateField(_("hợp đồng thuê đến hết ngày"), null=True, blank=True)
    status = models.CharField(_("tình trạng"), max_length=12, choices=Status, default=Status.OPERATING)
    operation_from = models.DateField(_("ngày đưa vào vận hành"), null=True, blank=True)
    operation_until = models.DateField(_("ngày ngừng vận hành"), null=True, blank=True)
    construction_began = models.DateField(_("ngày bắt đầu đầu tư, xây dựng"), null=True, blank=True)
    hosting = models.CharField(_("nơi đặt hệ thống"), max_length=12, choices=Place, blank=True)
    hosted_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="tenants",
        verbose_name=_("đặt trong hệ thống"),
    )  # fmt: skip
    hosting_provider = models.CharField(_("nhà cung cấp nơi đặt"), max_length=300, blank=True)
    separation = models.CharField(_("phân tách với hệ thống khác"), max_length=12, choices=Separation, blank=True)
    facts = models.JSONField(_("dữ kiện"), default=dict, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    on_paper = models.BooleanField(
        _("hồ sơ giấy"), default=False, editable=False, help_text=_("Hệ thống xử lý bí mật nhà nước.")
    )

    objects = InformationSystemQuerySet.as_manager()
    consequences: tuple[str, ...] | list[str] = ()
    """What followed from the change that a service just made, as sentences; not stored."""

    class Meta:
        ordering = ["code"]
        verbose_name = _("hệ thống thông tin")
        verbose_name_plural = _("hệ thống thông tin")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "code"],
                name="one_code_an_owner",
                violation_error_message=_("Chủ quản này đã có một hệ thống mang mã đó."),
            ),
            models.CheckConstraint(condition=Q(status__in=["operating", "building", "closed"]), name="known_status"),
            models.CheckConstraint(
                condition=Q(operation_until__isnull=True)
                | Q(operation_from__isnull=True)
                | Q(operation_until__gte=F("operation_from")),
                name="closed_after_it_opened",
                violation_error_message=_("Ngày ngừng vận hành phải sau ngày đưa vào vận hành."),
            ),
            models.CheckConstraint(
                condition=Q(contract_number="", contract_until__isnull=True) | ~Q(provider=""),
                name="a_contract_has_a_provider",
                violation_error_message=_("Ghi tên bên cung cấp dịch vụ của hợp đồng thuê."),
            ),
            models.CheckConstraint(
                condition=Q(hosting=Place.PLATFORM, hosted_by__isnull=False)
                | (~Q(hosting=Place.PLATFORM) & Q(hosted_by__isnull=True)),
                name="hosted_in_a_system_that_is_named",
                violation_error_message=_("Chọn trung tâm dữ liệu, nền tảng mà hệ thống đặt trong đó."),
            ),
            models.CheckConstraint(
                condition=(Q(hosting=Place.PROVIDER) & ~Q(hosting_provider=""))
                | (~Q(hosting=Place.PROVIDER) & Q(hosting_provider="")),
                name="hosted_at_a_provider_who_is_named",
                violation_error_message=_("Ghi tên nhà cung cấp nơi đặt hệ thống."),
            ),
            models.CheckConstraint(
                condition=Q(hosted_by__isnull=True) | ~Q(hosted_by=F("id")),
                name="hosted_in_another_system",
                violation_error_message=_("Hệ thống không đặt trong chính nó."),
            ),
        ]
        indexes = [models.Index(fields=["code"])]

    def __str__(self) -> str:
        return self.name

    def tidy(self) -> None:
        """Bring what follows from the rest to the form in which it is stored; services call it before saving."""
        self.code, self.name = tidy(self.code), tidy(self.name)
        self.search_text = search_form(f"{self.code} {self.name}")[:350]
        self.on_paper = "state_secret" in (self.facts.get("information") or ())


class Operation(DatedFact):
    """The days on which a system was in operation."""

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="operations")

    class Meta(DatedFact.Meta):
        verbose_name = verbose_name_plural = _("thời gian vận hành")
        indexes = [models.Index(fields=["system", "holds_from"])]

    def __str__(self) -> str:
        return f"{self.system_id}: {self.holds_from} - {self.holds_until or ''}"


class Placement(DatedFact):
    """The days on which a system belonged to this owner and was run by this operator."""

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="placements")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    operator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta(DatedFact.Meta):
        verbose_name = verbose_name_plural = _("thời gian thuộc đơn vị")
        indexes = [models.Index(fields=["system", "holds_from"])]

    def __str__(self) -> str:
        return f"{self.system_id}: {self.operator} {self.holds_from} - {self.holds_until or ''}"
