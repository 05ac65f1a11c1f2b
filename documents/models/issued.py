"""Papers that left the house: bytes and hash for ever, never rendered again, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from classification.models import AnnualReport, Dossier
from classification.workflow import PaperKind
from systems.authority import acts_for, delegations_visible_to, keeps_seal_of, seen_by
from systems.models import Delegation, Organisation
from systems.reporting import reports_seen_by
from systems.roles import Role

from .keys import SealKey
from .subjects import of_one_subject


class IssuedDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Papers of the dossiers, the yearly reports and the delegations that this person may read."""
        joint = self.model.also_about.through.objects.filter(issueddocument=OuterRef("pk"))
        seen = joint.filter(seen_by(user, prefix="dossier__system__"))
        return self.filter(
            (Q(dossier__isnull=False) & (seen_by(user, prefix="dossier__system__") | Q(Exists(seen))))
            | (Q(report__isnull=False) & reports_seen_by(user, prefix="report__"))
            | Q(delegation__in=delegations_visible_to(user))
            | keeps_seal_of(user, prefix="issuer__")
        )

    def about(self, dossier):
        """Its own papers, and those of a joint filing that were signed about it too."""
        joint = self.model.also_about.through.objects.filter(issueddocument=OuterRef("pk"), dossier=dossier)
        return self.filter(Q(dossier=dossier) | Q(Exists(joint)))

    def with_seals(self):
        """`sealed` and `sealable` (its body has a seal) known of each without further questions."""
        in_use = SealKey.objects.filter(organisation=OuterRef("issuer"), retired_at=None)
        return self.prefetch_related("revisions").annotate(sealable=Exists(in_use))

    def of_clerk(self, user):
        """Papers of bodies whose seal this person keeps, sealed or not."""
        return self.filter(keeps_seal_of(user, prefix="issuer__"))

    def to_seal(self, user):
        """Signed papers of bodies whose seal this person keeps, in force and not sealed yet; the oldest first."""
        mine = self.current().of_clerk(user)
        return mine.filter(issuer__seals__retired_at__isnull=True, issuer__seals__isnull=False).exclude(
            revisions__kind="sealed"
        )

    def to_cosign(self, user):
        """Minutes with a further place, in force and not sealed, of systems and councils this person acts for."""
        operator = Q(kind=PaperKind.INSPECTION_MINUTES, content__operator_signer__has_key="name")
        operator &= acts_for(user, Role.OPERATOR, prefix="dossier__system__")
        council = Q(kind=PaperKind.COUNCIL_MINUTES, content__second_signer__has_key="name")
        council &= acts_for(user, Role.SECURITY_UNIT, prefix="dossier__system__")
        done = self.model.revisions.rel.related_model.objects.filter(kind__in=("cosigned", "sealed"))
        own = self.current().filter(operator | council).exclude(signer=user.pk)
        found = own.exclude(Exists(done.filter(document=OuterRef("pk")))).order_by("pk").prefetch_related("revisions")
        return found.select_related("dossier__system__operator", "dossier__system__owner__security_unit")

    def current(self):
        """Not replaced by a later paper of the same kind in the same dossier."""
        return self.filter(replaced_by__isnull=True)


class SignedWith(models.TextChoices):
    """How the signature came to be."""

    FILE = "file", _("Tệp khóa")
    TOKEN = "token", _("Thiết bị khóa gắn với máy chủ")
    AWAY = "away", _("Ký ở nơi khác, mang tệp về")
    REMOTE = "remote", _("Ký từ xa theo mã băm")


class IssuedDocument(models.Model):
    """A signed paper (văn bản đã ký), of a dossier, a yearly report or a delegation.

    Append-only; only `replaced_by` is filled in later, once.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    also_about = models.ManyToManyField(
        Dossier, related_name="joint_documents", blank=True, verbose_name=_("các hồ sơ khác của hồ sơ chung")
    )
    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    round = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=30)
    kind = models.CharField(max_length=20, choices=PaperKind)
    title = models.CharField(max_length=400)
    issuer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    serial = models.PositiveIntegerField(null=True, help_text=_("Trống: tài liệu kèm theo, không có số riêng."))
    symbol = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(_("ngày"))
    content = models.JSONField()
    file = models.FileField(upload_to="issued/%Y/%m/", max_length=300)
    sha256 = models.CharField(max_length=64, unique=True)
    prepared_sha256 = models.CharField(max_length=64, db_index=True, help_text=_("Của tệp trước khi ký."))
    snapshot_sha256 = models.CharField(
        max_length=64, blank=True, help_text=_("Của tệp ho-so.json đính trong văn bản; trống: không đính.")
    )
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=200)
    signer_fingerprint = models.CharField(max_length=64)
    signature_field = models.CharField(max_length=30)
    signed_with = models.CharField(_("cách ký"), max_length=10, choices=SignedWith, default=SignedWith.FILE)
    signed_at = models.DateTimeField()
    token = models.CharField(max_length=40, unique=True)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("văn bản đã ký")
        verbose_name_plural = _("văn bản đã ký")
        constraints = [
            models.UniqueConstraint(
                ExtractYear("issued_on"),
                "issuer",
                "symbol",
                "serial",
                name="a_number_once_a_year",
                violation_error_message=_("Số, ký hiệu này đã dùng trong năm."),
            ),
            models.CheckConstraint(condition=~Q(number=""), name="issued_with_a_number"),
            models.CheckConstraint(condition=of_one_subject(), name="paper_of_one_subject"),
        ]
        indexes = [models.Index(fields=["dossier", "kind"])]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def sealed(self):
        """The revision with the body's seal; None as long as it is not sealed."""
        return next((one for one in self.revisions.all() if one.kind == "sealed"), None)

    @property
    def further(self):
        """The states that people's further signatures made, in their order."""
        return [one for one in self.revisions.all() if one.kind == "cosigned"]

    @property
    def system(self):
        """The system that it is about; None for a yearly report or a delegation."""
        return self.dossier.system if self.dossier else None

    def read(self) -> bytes:
        """The newest bytes: those that were signed, with what was appended to them since."""
        newest = self.revisions.last()
        with (newest or self).file.open("rb") as file:
            return file.read()
