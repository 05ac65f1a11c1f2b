"""Lists and wordings with effective dates: data that administrators keep, never a change of code."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from classification.law_data import lists_on, wordings_on
from classification.models import LegalList, LegalWording, StatutoryDay
from classification.regimes import regime_for
from classification.workflow import State
from systems.models import LedgerEntry

pytestmark = pytest.mark.django_db
DAY = datetime.date


def edition(**more) -> LegalList:
    values = {"kind": "conditional_business", "title": "Bản 2027", "source": "Luật Đầu tư", "since": DAY(2027, 3, 1)}
    return LegalList(**values | more)


def test_the_list_of_a_day_is_the_edition_in_force_on_it():
    first = LegalList.objects.get(kind="conditional_business")
    LegalList.objects.filter(pk=first.pk).update(until=DAY(2027, 2, 28))
    second = edition(entries="Kinh doanh pháo\n\n Kinh doanh xăng dầu ")
    second.full_clean()
    second.save()
    assert lists_on(DAY(2027, 2, 28))["conditional_business"] == first
    assert lists_on(DAY(2027, 3, 1))["conditional_business"] == second
    assert second.lines == ["Kinh doanh pháo", "Kinh doanh xăng dầu"]
    assert "conditional_business" not in lists_on(DAY(2026, 6, 30))


def test_two_editions_never_apply_on_the_same_day():
    with pytest.raises(ValidationError, match="ghi ngày hết áp dụng của bản đó trước"):
        edition().full_clean()


def test_an_edition_does_not_end_before_it_begins():
    with pytest.raises(ValidationError, match="Ngày hết áp dụng"):
        edition(since=DAY(2020, 3, 1), until=DAY(2020, 2, 1)).full_clean()


def test_a_wording_replaces_the_words_of_a_criterion_while_it_applies():
    rules = regime_for("nd331-2026")
    LegalWording.objects.create(
        regime=rules.code, subject="criterion", code="ND331-12.3", words="Câu chữ đã đính chính.",
        since=DAY(2026, 12, 1), until=DAY(2026, 12, 31), source="Công văn đính chính",
    )  # fmt: skip
    assert wordings_on(rules, DAY(2026, 12, 1))["ND331-12.3"] == "Câu chữ đã đính chính."
    assert wordings_on(rules, DAY(2027, 1, 1))["ND331-12.3"] == rules.criterion("ND331-12.3").wording
    assert wordings_on(regime_for("nd85-2016"), DAY(2026, 12, 1))["06"] == regime_for("nd85-2016").form("06").title


def test_a_code_that_the_decree_does_not_know_is_refused_with_those_it_knows():
    wording = LegalWording(
        regime="nd331-2026", subject="form", code="99", words="x", since=DAY(2026, 12, 1), source="x"
    )
    with pytest.raises(ValidationError, match="Các mã: 01, 02"):
        wording.full_clean()


def test_hung_reads_the_list_beside_the_question(client, dossier_in, hung):
    dossier = dossier_in(State.DRAFT)
    client.force_login(hung)
    page = client.get(reverse("classification:facts", args=[dossier.pk])).content.decode()
    assert "Phụ lục IV Luật Đầu tư số 143/2025/QH15" in page and "Tình trạng sức khỏe" in page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_binh_corrects_a_day_in_the_administration_and_the_ledger_knows(client, binh, language):
    """01/07 is the first of July in both languages."""
    binh.is_staff = True
    binh.save()
    client.force_login(binh)
    assert client.post(reverse("set_language"), {"language": language}).status_code in (204, 302)
    row = client.get(reverse("admin:classification_statutoryday_changelist")).content.decode()
    assert "30/06/2027" in row
    due = StatutoryDay.objects.get(key="measures_due")
    given = {"day": "01/07/2027", "source": due.source, "note": "Theo công văn hướng dẫn."}
    address = reverse("admin:classification_statutoryday_change", args=[due.pk])
    assert client.post(address, given).status_code == 302
    due.refresh_from_db()
    assert due.day == DAY(2027, 7, 1)
    assert LedgerEntry.objects.filter(verb="change_law", by=binh).exists()
