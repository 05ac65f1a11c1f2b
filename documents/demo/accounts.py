"""The people of the demonstration: six accounts to try the product with, and colleagues who only have a past.

Everybody here is invented. Password and passphrase are published, so they protect nothing: never use them elsewhere.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from documents.demo_ca import DemoCA, create_demo_ca, issue_person_certificate
from documents.services import add_key
from documents.trust import add_root, trust_folder
from systems.authority import appoint
from systems.models import Organisation, User
from systems.roles import Role

PASSWORD = "cau-Nhat-Tan-2026"  # noqa: S105 - published on purpose
PASSPHRASE = "ben-do-Song-Hong-2026"  # noqa: S105 - published on purpose
KEY_ROUNDS = 2000  # slowing down guesses at a published passphrase protects nobody
KEY_DAYS = 4 * 365
KEY_BACKDATED = datetime.timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Account:
    """A person who signs in: on which unit (its code) they hold which duty, and what to try as them."""

    username: str
    full_name: str
    title: str
    unit: str
    role: Role
    tries: str
    staff: bool = False


ACCOUNTS = (
    Account("vanhanh", "Đặng Việt Hùng", "Cục trưởng", "DKVN", Role.OPERATOR, "lập, trình hồ sơ; báo cáo triển khai"),
    Account("thamdinh", "Lê Thu Trang", "Giám đốc", "CNTT", Role.SECURITY_UNIT, "thẩm định; kiểm tra triển khai"),
    Account("pheduyet", "Nguyễn Minh Hà", "Thứ trưởng", "BGTVT", Role.APPROVER, "phê duyệt cấp độ 3"),
    Account("vanthu", "Ngô Thị Bích Liên", "Văn thư", "BGTVT", Role.CLERK, "giữ con dấu, đóng dấu văn bản của Bộ"),
    Account("giamsat", "Phạm Quốc An", "Chuyên viên chính", "BGTVT", Role.AUDITOR, "xem tất cả, không sửa gì"),
    Account("quantri", "Trần Văn Bình", "Chuyên viên", "BGTVT", Role.ADMINISTRATOR, "danh mục, tài khoản", staff=True),
)


def root_of_trust() -> DemoCA:
    """The demonstration's certificate authority under the data directory, trusted by this installation."""
    ca = create_demo_ca(settings.VAR_DIR / "pki")
    add_root(ca.root, folder=trust_folder(), name="demo")
    return ca


def make_account(account: Account, ca: DemoCA) -> User:
    """The person with the published password, their duty and, where the duty signs, their key."""
    organisation = Organisation.objects.get(code=account.unit)
    user = User.objects.create_user(
        account.username, email=f"{account.username}@example.vn", password=PASSWORD, full_name=account.full_name,
        title=account.title, organisation=organisation, is_staff=account.staff, is_superuser=account.staff,
    )  # fmt: skip
    appoint(user=user, role=account.role, organisation=organisation)
    if account.role in (Role.OPERATOR, Role.SECURITY_UNIT, Role.APPROVER):
        give_key(user, ca)
    return user


def make_colleague(*, name: str, title: str, organisation: Organisation, role: Role, ca: DemoCA) -> User:
    """Somebody who acted in the past: an account that cannot sign in, with a key of its own."""
    user = User.objects.create_user(
        f"demo-{organisation.code.lower()}-{role.value}", full_name=name, title=title, organisation=organisation
    )
    appoint(user=user, role=role, organisation=organisation)
    give_key(user, ca)
    return user


def give_key(user: User, ca: DemoCA) -> None:
    email = f"{user.username}@example.vn"
    packed = new_key(ca, name=user.full_name, title=user.title, organisation=user.organisation, email=email)
    add_key(user=user, pkcs12=packed, passphrase=PASSPHRASE)


def new_key(ca: DemoCA, *, name: str, organisation: Organisation, email: str, title: str = "") -> bytes:
    """A key file with the published passphrase, in force since before the past began."""
    packed, _certificate = issue_person_certificate(
        ca,
        name=name,
        title=title,
        organisation=organisation.name,
        email=email,
        days=KEY_DAYS,
        passphrase=PASSPHRASE,
        valid_from=datetime.datetime.now(datetime.UTC) - KEY_BACKDATED,
        rounds=KEY_ROUNDS,
    )
    return packed


def sign_in_lines() -> list[str]:
    """The accounts as the command prints them."""
    width = max(len(account.username) for account in ACCOUNTS)
    lines = [
        f"  {account.username.ljust(width)}  {account.full_name}, {account.title}: {account.tries}"
        for account in ACCOUNTS
    ]
    return [
        f"Tài khoản trình diễn (người và số liệu đều là giả định, {timezone.localdate():%d/%m/%Y}):",
        *lines,
        f"  Mật khẩu đăng nhập:        {PASSWORD}",
        f"  Mật khẩu khóa ký, con dấu: {PASSPHRASE}",
    ]
