"""`manage.py export_oscal FOLDER [--dossier N | --standard S]`: catalogues, levels and a plan as OSCAL 1.1 JSON.

Without options: both catalogues in use with the five levels of each. With --dossier: its plan, the level and the
catalogue that it follows, which together are a set that other tools resolve by themselves.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from classification.catalogue import LEVELS
from classification.catalogue_files import FILES
from classification.models import CatalogueEdition, Dossier
from classification.oscal.catalogs import to_catalog
from classification.oscal.files import bytes_of, plain_name
from classification.oscal.plans import to_plan
from classification.oscal.profiles import file_name, to_profile
from classification.oscal.words import NotOscal, to_bytes


class Command(BaseCommand):
    help = "Ghi bộ yêu cầu, từng cấp độ và phương án của một hồ sơ ra tệp OSCAL 1.1 (JSON)."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="thư mục để ghi tệp vào; được tạo nếu chưa có")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--dossier", type=int, help="số của hồ sơ có phương án cần xuất")
        what.add_argument("--standard", choices=sorted(FILES), help="chỉ tiêu chuẩn này")

    def handle(self, *, folder: Path, dossier, standard, **options):
        folder.mkdir(parents=True, exist_ok=True)
        documents = _of_dossier(dossier) if dossier else _of_standards([standard] if standard else sorted(FILES))
        for name, document in documents:
            (folder / name).write_bytes(to_bytes(document))
            self.stdout.write(name)


def _of_standards(standards: list[str]):
    for standard in standards:
        content = bytes_of(standard, CatalogueEdition.objects)
        yield file_name(standard), to_catalog(standard, content)
        yield from ((file_name(standard, level), to_profile(standard, content, level)) for level in LEVELS)


def _of_dossier(pk: int):
    dossier = Dossier.objects.with_parties().filter(pk=pk).first()
    if dossier is None:
        raise CommandError(_("Không có hồ sơ số %(pk)s.") % {"pk": pk})
    try:
        plan = to_plan(dossier)
    except NotOscal as why:
        raise CommandError(str(why)) from why
    standard = dossier.catalogue.id
    content = bytes_of(standard, CatalogueEdition.objects, dossier.edition_id or "bundled")
    yield f"{plain_name(dossier.system.code)}-phuong-an-{pk}.json", plan
    yield file_name(standard, dossier.level), to_profile(standard, content, dossier.level)
    yield file_name(standard), to_catalog(standard, content)
