"""The commands of proof, used as those who keep a ledger and those who audit it use them."""

from __future__ import annotations

import re
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from chamdiem.cli import run
from chamdiem.engine.ledger.entries import EntryKind, EntryStamp
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.proof.audit import tree_of
from commune import AS_STAFF, staff
from laid_open import lay_open

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FULL, GATE = (str(next(EXAMPLES.glob(f"{number}-*"))) for number in ("01", "02"))
NAME = "so-mau.vn/2025"


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with a ledger of six entries, its keys, a first checkpoint, and a sheet that was printed."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for words in (
            ["ledger", "init", "so.ledger"],
            ["ledger", "add", "so.ledger", FULL, GATE],
            ["ledger", "keygen", NAME, "-o", "so.key"],
            ["ledger", "checkpoint", "so.ledger", "--key", "so.key", "-o", "chot.txt", "--leaves", "so.leaves"],
            ["sheet", FULL, "-o", "phieu.html"],
        ):
            assert run(words) == 0
    return folder


@pytest.fixture
def desk(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of such a directory, and work in it."""
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    """Run a command and return what it says."""
    assert run(list(words)) == status
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return out + err


# --- keys ---


def test_keys(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The private key is for its owner only, the public one for everybody, and neither is in the ledger."""
    assert stat.S_IMODE((desk / "so.key").stat().st_mode) == 0o600
    public = (desk / "so.key.pub").read_text(encoding="utf-8")
    assert re.fullmatch(r"so-mau\.vn/2025\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}\n", public)
    secret = (desk / "so.key").read_bytes().strip().split(b"+", 4)[4]
    assert all(secret not in file.read_bytes() for file in desk.glob("so.ledger*"))
    assert "không ghi đè" in said(capsys, "ledger", "keygen", NAME, "-o", "so.key", status=1)


def test_keys_are_never_written_over(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither half of a pair is written over, even where only one of them is there."""
    private = (desk / "so.key").read_bytes()
    (desk / "so.key.pub").unlink()
    assert "không ghi đè" in said(capsys, "ledger", "keygen", NAME, "-o", "so.key", status=1)
    assert (desk / "so.key").read_bytes() == private
    assert not (desk / "so.key.pub").exists()


@pytest.mark.parametrize("name", ["có dấu cách", "a+b"])
def test_name_that_no_key_can_have(desk: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A name that would break the format is refused, and nothing is written."""
    assert "không đặt tên khóa được" in said(capsys, "ledger", "keygen", name, "-o", "khac.key", status=1)
    assert not list(desk.glob("khac*"))


def test_key_where_nothing_can_be_written(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A directory that is not there is one sentence."""
    assert desk.exists()
    assert len(said(capsys, "ledger", "keygen", NAME, "-o", "x/y.key", status=1).splitlines()) == 1


# --- checkpoints ---


def test_checkpoint_is_a_signed_note(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A checkpoint is the published text, and its cover page shows the same root."""
    note = (desk / "chot.txt").read_text(encoding="utf-8")
    assert note.split("\n")[:2] == [NAME, "6"]
    told = said(capsys, "verify", "chot.txt", "--key", "so.key.pub")
    (root,) = re.findall(r"mã gốc ([0-9a-f]{64})", told)
    words = ["ledger", "checkpoint", "so.ledger", "--key", "so.key", "-o", "chot2.txt", "--cover"]
    assert "Đã ghi tờ bìa: bia.html" in said(capsys, *words, "bia.html")
    assert root in (desk / "bia.html").read_text(encoding="utf-8")
    said(capsys, *words, "bia.pdf")
    assert (desk / "bia.pdf").read_bytes().startswith(b"%PDF-")
    assert ".html, .pdf" in said(capsys, *words, "bia.docx", status=2)


def test_empty_ledger_is_not_signed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a ledger without entries there is nothing to sign, and no file is written."""
    said(capsys, "ledger", "init", "trong.ledger")
    command = ["ledger", "checkpoint", "trong.ledger", "--key", "so.key", "-o", "trong.txt", "--leaves", "trong.leaves"]
    assert "sổ chưa có mục nào" in said(capsys, *command, status=1)
    assert not [file for file in desk.iterdir() if file.name in {"trong.txt", "trong.leaves"}]


def test_nothing_in_an_entry_steers_the_terminal(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Letters that turn the line round or cannot be seen are shown as such, wherever an entry is shown."""
    assert desk.exists()
    odd = "Đảng ủy\u202e\u200b\u00a0xã"
    with open_ledger("so.ledger") as opened:
        last = opened.get(3)
        body = {"meeting": last.body["meeting"], "after": last.hash, "role": odd}
        head = opened.head()
        assert head is not None
        stamp = EntryStamp("0.1.0\u202e", head.time)
        opened.append(EntryKind.DECISION, {**body, "evaluation": last.hash, "rating": "kha"}, stamp)
    said(capsys, "ledger", "checkpoint", "so.ledger", "--key", "so.key", "-o", "chot2.txt")
    tie = ["--key", "so.key.pub", "--checkpoint", "chot2.txt"]
    said(capsys, "ledger", "prove", "so.ledger", "7", *tie, "-o", "muc.tlog-proof")
    shown = [["ledger", "log", "so.ledger"], ["ledger", "show", "so.ledger", "7"], ["verify", "muc.tlog-proof", *tie]]
    shown.append(["ledger", "show", "so.ledger", "7", "--format", "json"])
    for words in shown:
        told = said(capsys, *words)
        assert all(letter.isprintable() or letter in "\n\t\xa0" for letter in told), words
    assert "\\u202e" in told


def test_open_private_key_signs_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A private key that others may read is refused, and no checkpoint is written."""
    (desk / "so.key").chmod(0o644)
    words = ["ledger", "checkpoint", "so.ledger", "--key", "so.key", "-o", "chot2.txt"]
    assert "chmod 600" in said(capsys, *words, status=1)
    assert not (desk / "chot2.txt").exists()


def test_checkpoint_continues_the_one_before(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A key that is shown its last checkpoint does not sign a ledger that was written anew since."""
    words = ["ledger", "checkpoint", "--key", "so.key", "--since", "chot.txt", "-o", "chot2.txt"]
    said(capsys, "ledger", "seal", "so.ledger", "3", "phieu.html")
    said(capsys, *words, "so.ledger")
    (desk / "chot2.txt").unlink()
    said(capsys, "ledger", "init", "moi.ledger")
    said(capsys, "ledger", "add", "moi.ledger", GATE, FULL)
    assert "không còn như điểm chốt đã ký" in said(capsys, *words, "moi.ledger", status=1)
    assert not (desk / "chot2.txt").exists()


# --- sheets and proofs ---


def test_sheet_from_seal_to_verification(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet is sealed, proved by a checkpoint and verified by itself; changed by a letter it is refused."""
    assert said(capsys, "ledger", "seal", "so.ledger", "3", "phieu.html") == "phieu.html: đã niêm ở mục 7.\n"
    said(capsys, "ledger", "checkpoint", "so.ledger", "--key", "so.key", "-o", "chot2.txt")
    prove = ["ledger", "prove", "so.ledger", "phieu.html", "--key", "so.key.pub", "--checkpoint"]
    assert "ghi sau điểm chốt này" in said(capsys, *prove, "chot.txt", status=1)
    assert said(capsys, *prove, "chot2.txt") == "Đã ghi bằng chứng: phieu.html.tlog-proof\n"
    (desk / "so.ledger").rename(desk / "xa.ledger")
    verify = ["verify", "phieu.html", "--key", "so.key.pub"]
    told = said(capsys, *verify, "--checkpoint", "chot2.txt").splitlines()
    assert told[0].startswith("Đúng: sổ “so-mau.vn/2025” khi có 7 mục")
    assert "mục 7 (niêm phiếu)" in told[1]
    assert told[2] == "Đơn vị: VD-01; ngày hoặc kỳ: 05/11/2025"
    assert told[-1] == "Đúng: tệp phieu.html là phiếu đã niêm, còn nguyên từng ký tự."
    assert "Chưa đối chiếu" in said(capsys, *verify)
    page = (desk / "phieu.html").read_text(encoding="utf-8")
    (desk / "phieu.html").write_text(page.replace("91,5", "91,6"), encoding="utf-8")
    assert "không phải là phiếu đã niêm" in said(capsys, *verify, status=1)
    assert "không tìm thấy" in said(capsys, *verify, "--proof", "khac", status=1)


def test_entry_from_proof_to_verification(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An evaluation is proved by its number; what it says is told in short."""
    assert desk.exists()
    prove = ["ledger", "prove", "so.ledger", "3", "--key", "so.key.pub", "--checkpoint", "chot.txt"]
    assert "Thiếu --output" in said(capsys, *prove, status=2)
    said(capsys, *prove, "-o", "muc.txt")
    told = said(capsys, "verify", "muc.txt", "--key", "so.key.pub", "--checkpoint", "chot.txt")
    assert "Chi bộ tự chấm: 93/95 điểm\n" in told
    assert "Cấp trên chấm: 91,5/95 điểm\n" in told
    assert "Chưa đối chiếu" not in told


def test_growth_from_proof_to_verification(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """That a ledger only grew is proved from one checkpoint to the next."""
    assert desk.exists()
    said(capsys, "ledger", "seal", "so.ledger", "3", "phieu.html")
    said(capsys, "ledger", "checkpoint", "so.ledger", "--key", "so.key", "-o", "chot2.txt")
    prove = ["ledger", "prove", "so.ledger", "--key", "so.key.pub", "--checkpoint", "chot2.txt", "--since", "chot.txt"]
    said(capsys, *prove, "-o", "lon.txt")
    told = said(capsys, "verify", "lon.txt", "--key", "so.key.pub", "--checkpoint", "chot.txt")
    assert "từ điểm chốt 6 mục đến 7 mục, sổ chỉ dài thêm" in told
    assert "Cần đúng một trong" in said(capsys, *prove[:3], "3", *prove[3:], "-o", "x", status=2)
    assert "Cần đúng một trong" in said(capsys, *prove[:-2], "-o", "x", status=2)


@pytest.mark.parametrize("key", ["so.key", "chot.txt", "khac.pub"])
def test_key_that_is_none(desk: Path, capsys: pytest.CaptureFixture[str], key: str) -> None:
    """Verifying by the private key, by something else or by nothing is refused in one sentence."""
    assert desk.exists()
    assert len(said(capsys, "verify", "chot.txt", "--key", key, status=1).splitlines()) == 1


# --- fsck against a checkpoint ---


def insider(desk: Path, statement: str) -> None:
    """Change the ledger's file past its guards."""
    lay_open(str(desk / "so.ledger"))
    with closing(sqlite3.connect(desk / "so.ledger")) as connection, connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(statement)


def test_fsck_against_a_checkpoint(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger that only grew is what its checkpoint says; a tail that was cut off is missed, with its first entry."""
    fsck = ["ledger", "fsck", "so.ledger", "--checkpoint", "chot.txt", "--key", "so.key.pub"]
    said(capsys, "ledger", "seal", "so.ledger", "3", "phieu.html")
    assert "6 mục đầu đúng như điểm chốt đã ký." in said(capsys, *fsck)
    insider(desk, "DELETE FROM entries WHERE sequence >= 5")
    told = said(capsys, *fsck, status=1)
    assert "sổ chỉ còn 4 mục mà điểm chốt đã ký 6 mục: từ mục 5 trở đi đã bị cắt mất" in told
    assert "từ mục 5 trở đi đã bị cắt mất, các mục trước đó vẫn nguyên" in said(
        capsys, *fsck, "--leaves", "so.leaves", status=1
    )


def test_fsck_names_what_was_changed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the list kept beside the checkpoint, the first entry that was changed is named."""
    insider(desk, "UPDATE entries SET content = replace(content, '\"93\"', '\"95\"') WHERE sequence = 3")
    fsck = ["ledger", "fsck", "so.ledger", "--checkpoint", "chot.txt", "--key", "so.key.pub"]
    assert "--leaves" in said(capsys, *fsck, status=1)
    told = said(capsys, *fsck, "--leaves", "so.leaves", status=1)
    assert "mục 3 không còn như điểm chốt 6 mục đã ký" in told


@pytest.mark.parametrize("words", [["--checkpoint", "chot.txt"], ["--key", "so.key.pub"], ["--leaves", "so.leaves"]])
def test_fsck_with_half_of_what_it_needs(desk: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    """A checkpoint without its key, or the other way round, is wrong usage."""
    assert desk.exists()
    assert "Phải đưa cùng nhau" in said(capsys, "ledger", "fsck", "so.ledger", *words, status=2)


def test_log_tells_of_seals(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list of entries tells a sealed sheet by its evaluation; it lapses with it."""
    assert desk.exists()
    said(capsys, "ledger", "seal", "so.ledger", "3", "phieu.html")
    row = said(capsys, "ledger", "log", "so.ledger").splitlines()[-1].split("\t")
    assert (row[2], row[3], row[6]) == ("niêm phiếu", "VD-01", "")
    assert row[5].endswith("của mục 3")
    staff("so.ledger")
    said(capsys, "ledger", "correct", "so.ledger", "3", "--reason", "Ghi nhầm", *AS_STAFF)
    rows = said(capsys, "ledger", "log", "so.ledger").splitlines()
    assert rows[7].split("\t")[6] != ""


# --- marks on sheets ---

TIE = ["--ledger", "so.ledger", "--checkpoint", "chot.txt", "--key", "so.key.pub"]


def test_sheet_shows_its_entry_and_the_checkpoint(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet tied to a ledger shows number and hash of its entry, the checkpoint's size and root, and a QR code."""
    plain = (desk / "phieu.html").read_text(encoding="utf-8")
    assert "<svg" not in plain
    said(capsys, "sheet", FULL, "-o", "dau.html", *TIE)
    page = (desk / "dau.html").read_text(encoding="utf-8")
    with open_ledger("so.ledger") as opened:
        assert f"Mục 3 của sổ {NAME}, mã băm {opened.get(3).hash}." in page
        assert tree_of(opened).root(6).hex() in page
    assert page.count("<svg") == 1
    said(capsys, "sheet", FULL, "-o", "dau.pdf", *TIE)
    assert (desk / "dau.pdf").read_bytes().startswith(b"%PDF-")


def test_mark_by_a_template_of_ones_own(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A committee's own template shows the mark where it wants to."""
    template = "<p>{{ sheet.cell }}</p>{% if sheet.mark %}{% for line in sheet.mark.lines %}<p>{{ line }}</p>{% endfor %}{% endif %}"
    (desk / "mau.html").write_text(template, encoding="utf-8")
    said(capsys, "sheet", FULL, "-o", "x.html", "--template", "mau.html", *TIE)
    assert "<p>Mục 3 của sổ so-mau.vn/2025" in (desk / "x.html").read_text(encoding="utf-8")


def test_tie_that_does_not_hold(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet is tied to what the ledger and the checkpoint hold, and to nothing else; no sheet is written."""
    other = str(next(EXAMPLES.glob("03-*")))
    assert "không tìm thấy" in said(capsys, "sheet", "khong-co.yaml", "-o", "x.html", *TIE, status=1)
    assert "ghi sau điểm chốt này" in said(capsys, "sheet", other, "-o", "x.html", *TIE, status=1)
    insider(desk, "UPDATE entries SET content = replace(content, '\"93\"', '\"95\"') WHERE sequence = 3")
    assert "mục 3: nội dung không khớp" in said(capsys, "sheet", FULL, "-o", "x.html", *TIE, status=1)
    assert not (desk / "x.html").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["-o", "x.docx", *TIE],
        ["-o", "x.html", *TIE[:4]],
        ["-o", "x.html", *TIE[2:]],
        ["-o", "x.html", "--key", "so.key.pub"],
    ],
)
def test_tie_of_a_wrong_kind(desk: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    """A part of a tie, and a form that shows none, are wrong usage."""
    assert desk.exists()
    assert said(capsys, "sheet", FULL, *words, status=2)


def test_sheet_is_recorded(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet that names a ledger alone records what it shows there, as scoring does, and has no mark."""
    other = str(next(EXAMPLES.glob("03-*")))
    said(capsys, "sheet", other, "-o", "x.html", "--ledger", "so.ledger")
    assert "<svg" not in (desk / "x.html").read_text(encoding="utf-8")
    with open_ledger("so.ledger") as opened:
        assert opened.size() == 8


def test_batch_shows_the_checkpoint(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every sheet of a batch shows its own entry, and a cover page lies on top; without a tie it goes again."""
    said(capsys, "batch", FULL, GATE, "-o", "lo", "--html", "--jobs", "1", *TIE)
    pages = [file.read_text(encoding="utf-8") for file in sorted((desk / "lo").glob("*vd-0*.html"))]
    assert [re.findall(r"Mục (\d+) của sổ", page) for page in pages] == [["6"], ["3"]]
    assert (desk / "lo" / "0_diem-chot.pdf").read_bytes().startswith(b"%PDF-")
    told = said(capsys, "batch", FULL, GATE, "-o", "lo", "--html", "--jobs", "1")
    assert "Đã ghi 2 tệp" in told
    assert not (desk / "lo" / "0_diem-chot.pdf").exists()


def test_outputs_of_a_checkpoint_are_written_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one of its files may not be written, none is: a checkpoint without its leaves would be half of it."""
    monkeypatch.chdir(tmp_path)
    assert run(["ledger", "init", "so"]) == 0
    assert run(["ledger", "keygen", "mau/so", "-o", "so.key"]) == 0
    assert run(["ledger", "add", "so", str(next((EXAMPLES).glob("01-*")))]) == 0
    Path("cu").write_text("của người khác", encoding="utf-8")
    words = ["ledger", "checkpoint", "so", "--key", "so.key"]
    assert run([*words, "-o", "chot", "--leaves", "cu"]) == 1
    assert run([*words, "-o", "chot", "--leaves", "chot"]) == 1
    assert not Path("chot").exists()
    for name in ("so", "so.key"):
        before = Path(name).read_bytes()
        assert run([*words, "-o", name, "--replace"]) == 1
        assert Path(name).read_bytes() == before
    assert run([*words, "-o", "chot"]) == 0
    assert run([*words, "-o", "chot", "--since", "chot", "--replace"]) == 1
