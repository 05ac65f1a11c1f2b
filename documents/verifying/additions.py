"""What a signing tool added to the file it was given: a signature in the field meant for it, and nothing else."""

from io import BytesIO

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, StandardDiffPolicy
from pyhanko.sign.diff_analysis.commons import qualify
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON, ROOT_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.diff_analysis.form_rules_api import FormUpdatingRule
from pyhanko.sign.diff_analysis.policy_api import SuspiciousModification
from pyhanko.sign.diff_analysis.rules.file_structure_rules import CatalogModificationRule
from pyhanko.sign.diff_analysis.rules.form_field_rules import SigFieldModificationRule
from pyhanko.sign.diff_analysis.rules_api import QualifiedWhitelistRule, ReferenceUpdate
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import EmbeddedPdfSignature

from documents.verifying.order import Order
from documents.verifying.verdict import Finding

OTHER_RULES = [rule for rule in DEFAULT_DIFF_POLICY.global_rules if not isinstance(rule, CatalogModificationRule)]


class _CertificationRule(QualifiedWhitelistRule):
    """A first signature may certify the file: the catalogue then says which signature does, and no more."""

    def apply_qualified(self, old: HistoricalResolver, new: HistoricalResolver):
        if "/Perms" not in new.root or "/Perms" in old.root:
            return
        named = new.root.raw_get("/Perms")
        permissions = named.get_object()
        if not isinstance(permissions, DictionaryObject) or set(permissions) - {"/DocMDP", "/Type"}:
            raise SuspiciousModification("the catalogue grants other rights than those of a certification")
        if isinstance(named, IndirectObject):
            yield from qualify(ModificationLevel.LTA_UPDATES, iter([ReferenceUpdate(named.reference)]))


# New fields are not among them: a paper brings every field that is ever signed.
ONLY_A_SIGNATURE = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(ROOT_EXEMPT_STRICT_COMPARISON | {"/Perms"}),
        _CertificationRule(),
        *OTHER_RULES,
    ],
    form_rule=FormUpdatingRule(
        field_rules=[SigFieldModificationRule()],
        ignored_acroform_keys=ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"},
    ),
)


def beyond_the_signature(
    pdf: bytes, reader: PdfFileReader, signatures: list[EmbeddedPdfSignature], order: Order
) -> list[Finding]:
    """What is in the file besides the bytes that were given out (`order.given` of them) and one signature."""
    given = PdfFileReader(BytesIO(pdf[: order.given]), strict=True)
    found = ONLY_A_SIGNATURE.review_file(reader, given.xrefs.total_revisions - 1)
    added = [one for one in signatures if one.signed_revision >= given.xrefs.total_revisions]
    if isinstance(found, SuspiciousModification) or found.changed_form_fields - {one.field_name for one in added}:
        return [Finding("not_only_signed")]
    if any(_locks_what_follows(one) for one in added):
        return [Finding("locks_the_rest")]
    return []


def _locks_what_follows(signature: EmbeddedPdfSignature) -> bool:
    """Whether after this signature the prepared fields could not be signed, or more than they could be changed."""
    if signature.fieldmdp is not None:
        return True
    return signature.docmdp_level not in (None, MDPPerm.FILL_FORMS)
