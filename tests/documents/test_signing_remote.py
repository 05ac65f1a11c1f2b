"""Signing by hash: the data goes out in one request, the answer comes in another, and the same gate stands between."""

import base64
import json
import subprocess

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs7
from django.urls import reverse

from classification.workflow import State
from documents.models import IssuedDocument, StartedSignature
from documents.services import prepare_signing
from documents.verifying.direct import verify
from tests.documents.bringing import registered
from tests.documents.outside_signer import certificate, usage
from tests.documents.signing_desk import authority, key_of, trust

pytestmark = pytest.mark.django_db


@pytest.fixture
def signing(trusted, ha, dossier_in, complete):
    """The decision prepared for Hà, whose key is with a remote service."""
    registered(ha)
    return prepare_signing(dossier=complete(dossier_in(State.AWAITING_APPROVAL)), step="approve", by=ha)


@pytest.fixture
def agent(client, ha, signing):
    """Hà's agent speaks JSON: `agent("start", ...)` gives (status, answer)."""
    client.force_login(ha)

    def say(part: str, **body):
        address = reverse(f"documents:remote_{part}", args=[signing.dossier_id, "approve"])
        answer = client.post(address, json.dumps(body), content_type="application/json")
        return answer.status_code, answer.json() if answer.headers["Content-Type"] == "application/json" else {}

    return say


def raw(key, told: dict) -> str:
    """What a signing service does with the attributes it is sent."""
    data = base64.b64decode(told["signed_attributes"])
    return base64.b64encode(key.private_key.sign(data, padding.PKCS1v15(), hashes.SHA256())).decode()


def test_a_raw_signature_is_put_into_the_paper_and_the_step_is_taken(agent, signing, ha):
    status, told = agent("start")
    (paper,) = told["papers"]
    assert status == 200 and (told["fingerprint"], told["algorithm"]) == (signing.fingerprint, "sha256")
    status, done = agent("finish", papers=[{"paper": paper["paper"], "signature": raw(key_of(ha.full_name), paper)}])
    issued = IssuedDocument.objects.get()
    assert (status, done["state"], issued.signed_with) == (200, State.APPROVED, "remote")
    found = verify(issued.read(), trust=trust())
    assert found.verdict == "valid" and found.signatures[0].signer == "Nguyễn Minh Hà"
    assert done["url"] == reverse("classification:dossier", args=[signing.dossier_id])
    assert not StartedSignature.objects.exists()


def test_openssl_signs_as_a_stranger_to_all_of_this(agent, ha, tmp_path):
    paper = agent("start")[1]["papers"][0]
    key, data = tmp_path / "ha.pem", tmp_path / "attributes"
    form = PrivateFormat.PKCS8
    key.write_bytes(key_of(ha.full_name).private_key.private_bytes(Encoding.PEM, form, NoEncryption()))
    data.write_bytes(base64.b64decode(paper["signed_attributes"]))
    made = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key, data], capture_output=True, check=True).stdout
    status, _done = agent("finish", papers=[{"paper": paper["paper"], "signature": base64.b64encode(made).decode()}])
    assert status == 200 and verify(IssuedDocument.objects.get().read(), trust=trust()).verdict == "valid"


def whole_cms(key, digest: bytes) -> bytes:
    """A CMS structure that another tool builds by itself over the digest of the file."""
    content = b"stands for the file"
    builder = (
        pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(key.certificate, key.private_key, hashes.SHA256())
    )
    for issuer in key.chain:
        builder = builder.add_certificate(issuer)
    made = builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.NoCapabilities])
    whole = cms.ContentInfo.load(made)
    info = whole["content"]["signer_infos"][0]
    attributes = [one for one in info["signed_attrs"] if one["type"].native not in ("message_digest", "signing_time")]
    attributes.append(cms.CMSAttribute({"type": "message_digest", "values": [digest]}))
    info["signed_attrs"] = signed = cms.CMSAttributes(attributes)
    as_set = signed.untag().dump() if hasattr(signed, "untag") else signed.dump()
    info["signature"] = key.private_key.sign(as_set, padding.PKCS1v15(), hashes.SHA256())
    return whole.dump()


def test_a_whole_cms_of_another_tool_is_taken_as_well(agent, ha):
    paper = agent("start")[1]["papers"][0]
    made = whole_cms(key_of(ha.full_name), bytes.fromhex(paper["document_sha256"]))
    status, answer = agent("finish", papers=[{"paper": paper["paper"], "cms": base64.b64encode(made).decode()}])
    assert status == 200, answer
    assert verify(IssuedDocument.objects.get().read(), trust=trust()).verdict == "valid"


def test_a_cms_by_somebody_else_meets_the_gate(agent):
    paper = agent("start")[1]["papers"][0]
    made = whole_cms(key_of("Lương Đình Khải"), bytes.fromhex(paper["document_sha256"]))
    status, answer = agent("finish", papers=[{"paper": paper["paper"], "cms": base64.b64encode(made).decode()}])
    assert status == 422 and "Chữ ký là của “Lương Đình Khải”" in answer["error"] and answer["paper"] == paper["paper"]
    assert not IssuedDocument.objects.exists()


def test_a_cms_over_another_file_meets_the_gate(agent, ha):
    paper = agent("start")[1]["papers"][0]
    made = whole_cms(key_of(ha.full_name), bytes(32))
    status, answer = agent("finish", papers=[{"paper": paper["paper"], "cms": base64.b64encode(made).decode()}])
    assert (status, answer["error"]) == (422, "Tệp đã bị thay đổi sau khi ký.")


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("signature", base64.b64encode(b"0" * 256).decode(), "không khớp với dữ liệu đã đưa ra ký"),
        ("cms", base64.b64encode(b"0" * 256).decode(), "không phải là cấu trúc chữ ký CMS"),
        ("cms", "*** không phải ***", "không phải là Base64"),
        ("signature", "A" * 70_000, "dài quá 64 KB"),
    ],
    ids=["signature", "cms", "base64", "long"],
)
def test_a_wrong_answer_is_told_in_words(agent, kind, content, words):
    paper = agent("start")[1]["papers"][0]
    status, answer = agent("finish", papers=[{"paper": paper["paper"], kind: content}])
    assert status == 422 and words in answer["error"] and not IssuedDocument.objects.exists()


def test_the_signature_of_another_start_does_not_fit(agent, ha):
    first = agent("start")[1]["papers"][0]
    StartedSignature.objects.update(attributes=b"1" + bytes(40))
    status, answer = agent(
        "finish", papers=[{"paper": first["paper"], "signature": raw(key_of(ha.full_name), first)}]
    )  # fmt: skip
    assert status == 422 and "không khớp" in answer["error"]


def test_an_answer_without_a_question_is_out_of_date(agent, ha, signing):
    paper = signing.papers.get().pk
    status, answer = agent("finish", papers=[{"paper": paper, "signature": "AAAA"}])
    assert status == 409 and "Chưa lấy dữ liệu để ký từ xa" in answer["error"]


def test_an_answer_for_no_paper_names_what_is_missing(agent):
    agent("start")
    status, answer = agent("finish", papers=[])
    assert status == 422 and "Còn thiếu tệp đã ký của văn bản" in answer["error"]


def test_nonsense_is_a_bad_request(agent):
    assert agent("finish", papers=[5])[0] == agent("finish")[0] == 400


def test_an_elliptic_key_signs_by_hash_too(client, trusted, ha, dossier_in, complete):
    from cryptography.hazmat.primitives.asymmetric import ec

    key = registered(ha, certificate(ha.full_name, authority(), uses=usage("digital_signature")))
    signing = prepare_signing(dossier=complete(dossier_in(State.AWAITING_APPROVAL)), step="approve", by=ha)
    client.force_login(ha)
    where = [signing.dossier_id, "approve"]
    page = client.post(reverse("documents:remote_start", args=where), follow=True).content.decode()
    attributes = bytes(StartedSignature.objects.get().attributes)
    assert base64.b64encode(attributes).decode() in page.replace("&#x2B;", "+").replace("&#x3D;", "=")
    made = base64.b64encode(key.private_key.sign(attributes, ec.ECDSA(hashes.SHA256()))).decode()
    answers = {f"answer_{signing.papers.get().pk}": made}
    assert client.post(reverse("documents:remote_finish", args=where), answers).status_code == 302
    assert verify(IssuedDocument.objects.get().read(), trust=trust()).verdict == "valid"


def test_on_the_page_a_wrong_answer_is_said_above_it(client, ha, signing):
    client.force_login(ha)
    where = [signing.dossier_id, "approve"]
    client.post(reverse("documents:remote_start", args=where))
    answer = client.post(reverse("documents:remote_finish", args=where), {f"answer_{signing.papers.get().pk}": "AAAA"})
    assert answer.status_code == 422 and "không khớp với dữ liệu đã đưa ra ký" in answer.content.decode()


def test_nobody_else_finds_what_was_prepared_for_ha(client, trang, an, signing):
    for user in (trang, an):
        client.force_login(user)
        for name in ("remote", "remote_start", "remote_finish"):
            address = reverse(f"documents:{name}", args=[signing.dossier_id, "approve"])
            answer = client.get(address) if name == "remote" else client.post(address)
            assert answer.status_code == 404
