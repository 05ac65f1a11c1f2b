"""`manage.py import_systems FILE.xlsx|csv [--write]`: a systems sheet in; a dry run unless told to write."""

from django.utils import timezone
from django.utils.translation import gettext as _

from systems.importing.commanding import SheetCommand, owner_named
from systems.importing.examining import Plan, examine, settle
from systems.importing.organisations import Proposal
from systems.importing.reading import read_path, read_sheets
from systems.importing.storing import import_systems
from systems.importing.tables import find_table


class Command(SheetCommand):
    help = "Nhập danh mục hệ thống thông tin từ bảng tính; mặc định chỉ xem thử, không ghi."
    writes = "ghi vào danh mục"

    def add_own_arguments(self, parser):
        parser.add_argument(
            "--create-organisations", action="store_true", help="tạo các chủ quản, đơn vị vận hành chưa có"
        )

    def run(self, options) -> Plan:
        owner = owner_named(options["owner"])
        path = options["file"]
        table = find_table(read_sheets(read_path(path), path.name))

        def why_not_create(proposal: Proposal) -> str | None:
            return None if options["create_organisations"] else _missing(proposal)

        if not options["write"]:
            plan = examine(table, owner=owner)
            settle(plan, why_not_create)
            return plan
        return import_systems(
            table=table,
            by=None,
            on=timezone.localdate(),
            owner=owner,
            why_not_create=why_not_create,
            only_good=options["only_good"],
            source=path.name,
        )

    def lines(self, plan: Plan) -> list[str]:
        lines = [problem.sentence for problem in plan.problems if not problem.about]
        lines += [_missing_organisation(proposal, plan) for proposal in plan.proposals if proposal.key in plan.refused]
        return lines + [_new_organisation(proposal) for proposal in plan.to_create]

    def closing(self, plan: Plan) -> list[str]:
        return plan.consequences

    def more(self, plan: Plan) -> dict:
        return {"organisations": [proposal.to_json() for proposal in plan.proposals]}


def _missing(proposal: Proposal) -> str:
    if proposal.parent is None:
        return _("chưa có chủ quản này; thêm --create-organisations để tạo (mã %(code)s).") % {"code": proposal.code}
    return _("chưa có đơn vị này thuộc %(parent)s; thêm --create-organisations để tạo (mã %(code)s).") % {
        "parent": proposal.parent.name,
        "code": proposal.code,
    }


def _missing_organisation(proposal: Proposal, plan: Plan) -> str:
    """One line for all rows that need it; the JSON answer has a problem for each."""
    numbers = sorted(set(proposal.rows))
    words = {
        "name": proposal.name,
        "reason": plan.refused[proposal.key],
        "rows": ", ".join(map(str, numbers[:12])) + (", …" if len(numbers) > 12 else ""),
        "count": len(numbers),
    }
    line = _("“%(name)s” (%(count)s dòng: %(rows)s): %(reason)s") % words
    return f"{line} {_('Có phải là “%s”?') % proposal.similar}" if proposal.similar else line


def _new_organisation(proposal: Proposal) -> str:
    words = {"name": proposal.name, "code": proposal.code, "parent": proposal.parent and proposal.parent.name}
    if proposal.parent is None:
        line = _("Đơn vị mới: %(name)s (mã %(code)s), đứng đầu cây tổ chức.") % words
    else:
        line = _("Đơn vị mới: %(name)s (mã %(code)s), thuộc %(parent)s.") % words
    return f"{line} {_('Gần giống “%s”.') % proposal.similar}" if proposal.similar else line
