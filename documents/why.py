"""What holds a signature back: a key that is missing or has run out, a paper that cannot be made here."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.models import Dossier
from classification.way import Hold
from classification.why import Obstacle, Remover, Why
from documents.assembling import can_assemble

from .services import key_in_use
from .services.preparing import no_key, not_makeable


def signature_obstacles(dossier: Dossier, why: Why, user) -> list[Obstacle]:
    """For a step that is taken by signing; whether the key is there is asked of who would sign and of nobody else."""
    kinds = why.step.papers_for(dossier.route_level, why.at)
    recorded = why.step.is_recorded(dossier.route_level, why.at)  # by a document that came in, not by signing
    if not kinds or recorded or not why.reachable:
        return []
    found = []
    if not can_assemble(kinds):
        found.append(Obstacle(Hold(not_makeable())))
    key = key_in_use(user) if why.mine else None
    own = Remover(why.role, user.organisation, [user.get_full_name()])
    place = ((_("Khóa ký của tôi"), reverse("documents:my_key")),)
    if why.mine and key is None:
        found.append(Obstacle(Hold(no_key(), place), own))
    elif why.mine and key.valid_until < timezone.now():
        found.append(Obstacle(Hold(_("Chứng thư số của bạn đã hết hạn; hãy thêm khóa mới."), place), own))
    return found
