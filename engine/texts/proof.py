"""What is said of keys, checkpoints and proofs. Vietnamese first, then English."""

TEXTS: dict[str, tuple[str, str]] = {
    # Keys
    "key.name": (
        "“{text}” không đặt tên khóa được; tên khóa là tên của sổ, từ 1 đến 200 ký tự, không có dấu cách và dấu cộng, ví dụ: dienbien.dcs.vn/so-cham-diem.",
        "“{text}” cannot name a key; a key is named after its ledger: 1 to 200 characters without blanks and plus signs, such as dienbien.dcs.vn/so-cham-diem.",
    ),
    "key.not_public": (
        "đây không phải là khóa công khai của một sổ (dạng: tên+số hiệu+mã); khóa công khai nằm trong tệp .pub.",
        "this is not the public key of a ledger (name+id+base64); it stands in the .pub file.",
    ),
    "key.private_given": (
        "đây là khóa bí mật, chỉ để ký; để kiểm tra, hãy dùng khóa công khai trong tệp .pub.",
        "this is the private key, which only signs; to verify, give the public key, in the .pub file.",
    ),
    "key.not_private": (
        "đây không phải là khóa bí mật do `{chamdiem} ledger keygen` tạo ra.",
        "this is not a private key made by `{chamdiem} ledger keygen`.",
    ),
    "key.open_to_others": (
        "khóa bí mật này người khác cũng đọc được nên không dùng; chỉ chủ của nó được đọc, hãy chạy: chmod 600 với tệp này.",
        "others may read this private key, so it is not used; only its owner may: run chmod 600 on this file.",
    ),
    # Checkpoints
    "note.form": (
        "đây không phải là điểm chốt có chữ ký (ba dòng nội dung, một dòng trống, dòng chữ ký).",
        "this is not a signed checkpoint (three lines of text, a blank line, a signature line).",
    ),
    "note.other_key": (
        "điểm chốt này không có chữ ký của khóa “{origin}” số {id}.",
        "this checkpoint is not signed by the key “{origin}” number {id}.",
    ),
    "note.signature": (
        "chữ ký của khóa “{origin}” số {id} không khớp với nội dung: điểm chốt này đã bị sửa, không tin được.",
        "the signature of the key “{origin}” number {id} does not fit the text: this checkpoint was changed and is not to be believed.",
    ),
    "note.no_checkpoint": (
        "khóa “{origin}” số {id} đã ký văn bản này, nhưng nó không phải là điểm chốt của sổ mang tên ấy.",
        "the key “{origin}” number {id} signed this text, yet it is no checkpoint of the ledger of that name.",
    ),
    # A ledger against a checkpoint
    "audit.no_leaves": (
        "đây không phải là danh sách mã băm của các mục (mỗi dòng 64 chữ số hệ 16).",
        "this is not a list of the entries' hashes (64 hexadecimal digits a line).",
    ),
    "audit.other_leaves": (
        "danh sách mã băm này không thuộc điểm chốt đã cho: tính ra mã gốc khác với mã gốc đã ký.",
        "this list of hashes does not belong to the checkpoint: its root is not the signed one.",
    ),
    "audit.cut": (
        "sổ chỉ còn {now} mục mà điểm chốt đã ký {size} mục: từ mục {next} trở đi đã bị cắt mất.",
        "the ledger has only {now} entries and the checkpoint signed {size}: those from {next} on were cut off.",
    ),
    "audit.cut_at": (
        "sổ chỉ còn {now} mục mà điểm chốt đã ký {size} mục: từ mục {number} trở đi đã bị cắt mất, các mục trước đó vẫn nguyên.",
        "the ledger has only {now} entries and the checkpoint signed {size}: those from {number} on were cut off, those before are untouched.",
    ),
    "audit.changed": (
        "{size} mục đầu của sổ không còn như điểm chốt đã ký: có mục đã bị sửa, xóa, chèn hoặc đổi chỗ; muốn biết là mục nào, hãy đưa thêm danh sách mã băm lưu cùng điểm chốt (--leaves).",
        "the first {size} entries are not what the checkpoint signed: one was changed, deleted, put in or moved; to learn which, add the list of hashes kept with the checkpoint (--leaves).",
    ),
    "audit.changed_at": (
        "mục {number} không còn như điểm chốt {size} mục đã ký: đã bị sửa, xóa, chèn hoặc đổi chỗ; các mục trước đó vẫn nguyên.",
        "entry {number} is not what the checkpoint of {size} entries signed: it was changed, deleted, put in or moved; those before are untouched.",
    ),
    # Proofs
    "proof.form": (
        "đây không phải là bằng chứng do `{chamdiem} ledger prove` lập.",
        "this is not a proof made by `{chamdiem} ledger prove`.",
    ),
    "proof.empty": (
        "sổ chưa có mục nào; không ký điểm chốt cho sổ trống.",
        "the ledger has no entry yet; no checkpoint of an empty ledger is signed.",
    ),
    "proof.later": (
        "mục {number} ghi sau điểm chốt này ({size} mục); hãy lập điểm chốt mới rồi lấy bằng chứng theo điểm chốt ấy.",
        "entry {number} came after this checkpoint ({size} entries); make a new checkpoint and prove by that one.",
    ),
    "proof.not_older": (
        "điểm chốt cũ có {old} mục, điểm chốt mới có {size} mục; điểm chốt cũ phải có ít nhất một mục và không nhiều hơn điểm chốt mới.",
        "the older checkpoint has {old} entries and the newer one {size}; the older one must have one at least, and no more than the newer.",
    ),
    "proof.not_sealed": (
        "sổ chưa niêm tệp này (mã băm {hash}…): hoặc chưa niêm bằng `{chamdiem} ledger seal`, hoặc tệp đã bị sửa sau khi niêm.",
        "the ledger has no seal of this file (hash {hash}…): it was never sealed by `{chamdiem} ledger seal`, or was changed since.",
    ),
    "proof.broken": (
        "bằng chứng không dẫn tới mã gốc đã ký: mục này không nằm trong sổ ở chỗ nó nói.",
        "the proof does not lead to the signed root: this entry does not lie in the ledger where it says.",
    ),
    "proof.no_entry": (
        "mục được chứng minh không phải là một mục của sổ chấm điểm ở đúng số thứ tự của nó.",
        "what is proved is not an entry of a ledger at its own number.",
    ),
    "proof.no_seal": (
        "bằng chứng này không phải của một phiếu: mục được chứng minh không niêm tệp nào.",
        "this proof is not one of a sheet: the entry that it proves seals no file.",
    ),
    "proof.other_sheet": (
        "tệp này không phải là phiếu đã niêm ở mục {number}: nội dung đã bị sửa, dù chỉ một ký tự.",
        "this file is not the sheet sealed by entry {number}: its content was changed, be it by one character.",
    ),
    "proof.needs_older": (
        "bằng chứng này nối một điểm chốt cũ {size} mục với điểm chốt mới; hãy đưa điểm chốt cũ ấy bằng --checkpoint.",
        "this proof links an older checkpoint of {size} entries with a newer one; give the older one by --checkpoint.",
    ),
    "proof.not_grown": (
        "điểm chốt mới ({size} mục) không nối tiếp điểm chốt đã cho ({old} mục): phần đầu của sổ đã bị thay đổi, hoặc bằng chứng được lập cho điểm chốt khác.",
        "the newer checkpoint ({size} entries) does not continue the given one ({old} entries): the ledger's beginning was changed, or the proof was made for another checkpoint.",
    ),
    "proof.other_checkpoint": (
        "bằng chứng lập theo điểm chốt {size} mục, còn điểm chốt đã cho có {kept} mục; hãy xin bằng chứng theo đúng điểm chốt đang giữ.",
        "the proof is by a checkpoint of {size} entries, the given one has {kept}; ask for a proof by the checkpoint that you keep.",
    ),
    "proof.forked": (
        "hai điểm chốt cùng {size} mục mà mã gốc khác nhau: sổ đã bị viết lại, cùng một khóa đã ký hai nội dung.",
        "two checkpoints of {size} entries have different roots: the ledger was written anew, and one key signed both.",
    ),
    # The page of a checkpoint
    "cover.title": ("ĐIỂM CHỐT SỔ CHẤM ĐIỂM", "CHECKPOINT OF THE LEDGER"),
    "cover.subject": ("Kết quả chấm điểm đã ghi vào sổ", "Results that the ledger keeps"),
    "cover.origin": ("Tên sổ", "Ledger"),
    "cover.size": ("Số mục đã ghi", "Entries"),
    "cover.root": ("Mã gốc (SHA-256)", "Root (SHA-256)"),
    "cover.key": ("Khóa công khai", "Public key"),
    "cover.day": ("Ngày lập", "Made on"),
    "cover.means": (
        "Mã gốc thay cho toàn bộ {size} mục đầu của sổ: sửa, xóa, chèn hoặc đổi chỗ một mục thì mã gốc không còn như thế này.",
        "The root stands for the first {size} entries of the ledger: whoever changes, deletes, puts in or moves one of them changes the root.",
    ),
    "cover.how": (
        "Cách kiểm tra: quét mã vuông, lưu nguyên văn thành một tệp, rồi chạy lệnh “verify TỆP --key TỆP-KHÓA-CÔNG-KHAI” của chương trình Chấm Điểm; hoặc đối chiếu với sổ bằng lệnh “ledger fsck”. Khóa công khai phải lấy từ nơi giữ sổ bằng đường khác, không lấy từ tờ này.",
        "To check: scan the code, save the text as it is to a file and run “verify FILE --key PUBLIC-KEY-FILE” of the program Chấm Điểm; or compare with the ledger by “ledger fsck”. Fetch the public key another way than from this page.",
    ),
    "report.marked": (
        "Mã vuông chứa nguyên văn điểm chốt có chữ ký.",
        "The code holds the signed checkpoint, word for word.",
    ),
    "report.signer_made": ("NGƯỜI LẬP", "MADE BY"),
    "report.signer_checked": ("NGƯỜI KIỂM TRA", "CHECKED BY"),
    # The command line
    "help.ledger_keygen": (
        "Tạo cặp khóa để ký điểm chốt.\n\nNAME là tên sổ, ghi vào mọi điểm chốt, ví dụ dienbien.dcs.vn/so-2025. Khóa bí mật ghi vào tệp kết quả, chỉ chủ tệp đọc được; khóa công khai ghi vào tệp cùng tên thêm .pub, để phát cho người kiểm tra. Giữ khóa bí mật ở nơi khác với sổ.",
        "Make a pair of keys to sign checkpoints.\n\nNAME is the ledger's, and stands in every checkpoint, such as dienbien.dcs.vn/so-2025. The private key is written to the output, for its owner only; the public key to the same name with .pub, to be handed out. Keep the private key away from the ledger.",
    ),
    "help.ledger_checkpoint": (
        "Ký điểm chốt: số mục và mã gốc của sổ lúc này, sau khi kiểm tra từng mục.\n\nGiữ điểm chốt ở nơi khác với sổ: về sau nó chứng tỏ phần đầu của sổ có còn nguyên hay không.",
        "Sign a checkpoint: the number of entries and the root of the ledger as it is now, after every entry was checked.\n\nKeep it away from the ledger: later it tells whether the ledger's beginning is still the same.",
    ),
    "help.ledger_seal": (
        "Niêm phiếu đã in của một lần chấm: ghi mã băm của tệp vào sổ, tệp bị sửa một ký tự cũng lộ.\n\nENTRY là số của mục kết quả chấm; FILE là tệp dạng bất kỳ: HTML, PDF, Word, ảnh chụp phiếu đã ký.",
        "Seal the printed sheets of an evaluation: the hash of each file goes into the ledger, and one changed character shows.\n\nENTRY is the number of the evaluation; FILE may have any form: HTML, PDF, Word, the scan of a signed sheet.",
    ),
    "help.ledger_prove": (
        "Lập bằng chứng theo một điểm chốt: một mục hoặc một phiếu đã niêm nằm trong sổ; hoặc sổ chỉ dài thêm từ một điểm chốt cũ (--since).\n\nNgười nhận kiểm tra bằng `{chamdiem} verify`, không cần sổ.",
        "Give a proof by a checkpoint: that an entry or a sealed sheet is in the ledger, or that the ledger only grew since an older checkpoint (--since).\n\nIt is checked by `{chamdiem} verify`, without the ledger.",
    ),
    "help.public_key": ("Tệp khóa công khai (.pub).", "The file of the public key (.pub)."),
    "help.private_key": ("Tệp khóa bí mật.", "The file of the private key."),
    "help.leaves_output": (
        "Ghi thêm danh sách mã băm từng mục: cùng với điểm chốt, nó chỉ ra được đúng mục nào bị thay đổi.",
        "Also write the list of the entries' hashes: with the checkpoint, it tells which entry was changed.",
    ),
    "help.leaves": (
        "Danh sách mã băm lưu cùng điểm chốt, để chỉ ra đúng mục bị thay đổi.",
        "The list of hashes kept with the checkpoint, to name the entry that was changed.",
    ),
    "help.cover": (
        "Ghi thêm tờ bìa .pdf hoặc .html có điểm chốt và mã vuông.",
        "Also write a cover page, .pdf or .html, with the checkpoint and its code.",
    ),
    "help.proved_checkpoint": (
        "Điểm chốt mà bằng chứng dẫn tới: thường là điểm chốt người kiểm tra đang giữ.",
        "The checkpoint that the proof leads to: the one that its reader keeps.",
    ),
    "help.kept_checkpoint": (
        "Điểm chốt tự mình đang giữ; bằng chứng phải dẫn tới đúng điểm chốt ấy, hoặc nối tiếp nó.",
        "The checkpoint that you keep yourself; the proof must lead to it, or continue it.",
    ),
    "help.old_checkpoint": (
        "Điểm chốt cũ lưu ở nơi khác: phần đầu của sổ phải còn như nó đã ký.",
        "An older checkpoint kept elsewhere: the ledger's beginning must still be what it signed.",
    ),
    "help.since": (
        "Điểm chốt cũ: chứng minh từ đó sổ chỉ dài thêm.",
        "An older checkpoint: prove that since then the ledger only grew.",
    ),
    "help.proof": ("Tệp bằng chứng của phiếu.", "The file of the sheet's proof."),
    "help.proof_output": (
        "Tệp bằng chứng; của phiếu thì mặc định là tên phiếu thêm .tlog-proof.",
        "The file of the proof; of a sheet by default the sheet's name with .tlog-proof.",
    ),
    "usage.one_of": ("cần đúng một trong: {names}.", "exactly one is needed of: {names}."),
    "proof.private_written": (
        "Đã ghi khóa bí mật: {file}. Chỉ chủ tệp đọc được; giữ ở nơi khác với sổ.",
        "Private key written: {file}. Only its owner may read it; keep it away from the ledger.",
    ),
    "proof.public_written": ("Đã ghi khóa công khai: {file}", "Public key written: {file}"),
    "proof.checkpoint_written": ("Đã ghi điểm chốt: {file}", "Checkpoint written: {file}"),
    "proof.leaves_written": ("Đã ghi danh sách mã băm: {file}", "List of hashes written: {file}"),
    "proof.written": ("Đã ghi bằng chứng: {file}", "Proof written: {file}"),
    "proof.sealed": ("{file}: đã niêm ở mục {number}.", "{file}: sealed by entry {number}."),
    "verified.checkpoint": (
        "Đúng: sổ “{origin}” khi có {size} mục, mã gốc {root}, chữ ký của khóa số {id}.",
        "True: the ledger “{origin}” at {size} entries, root {root}, signed by the key number {id}.",
    ),
    "verified.grown": (
        "Đúng: từ điểm chốt {old} mục đến {size} mục, sổ chỉ dài thêm; phần cũ còn nguyên.",
        "True: from {old} to {size} entries the ledger only grew; what was there is untouched.",
    ),
    "verified.entry": (
        "Đúng: mục {number} ({kind}) nằm trong sổ, ghi lúc {time} bởi phiên bản {software}.",
        "True: entry {number} ({kind}) is in the ledger, made at {time} by version {software}.",
    ),
    "verified.meeting": ("Đơn vị: {cell}; ngày hoặc kỳ: {day}", "Unit: {cell}; date or period: {day}"),
    "verified.evaluation": ("Của lần chấm có mã băm: {hash}", "Of the evaluation whose hash is: {hash}"),
    "verified.hash": ("Mã băm của mục: {hash}", "Hash of the entry: {hash}"),
    "verified.sheet": (
        "Đúng: tệp {file} là phiếu đã niêm, còn nguyên từng ký tự.",
        "True: the file {file} is the sealed sheet, unchanged to the last character.",
    ),
    "verified.not_kept": (
        "Chưa đối chiếu với điểm chốt tự giữ; muốn chắc sổ không bị viết lại, hãy thêm --checkpoint.",
        "Not compared with a checkpoint of your own; to be sure that the ledger was not written anew, add --checkpoint.",
    ),
    "usage.together": ("phải đưa cùng nhau: {names}.", "these belong together: {names}."),
    "section.ledger_prove": ("Chứng minh", "Prove"),
    "audit.same": (
        "{size} mục đầu đúng như điểm chốt đã ký.",
        "The first {size} entries are what the checkpoint signed.",
    ),
    "proof.cover_written": ("Đã ghi tờ bìa: {file}", "Cover page written: {file}"),
    "verified.total": ("{layer}: {total}/{maximum} điểm", "{layer}: {total}/{maximum} points"),
    # The mark on sheets
    "mark.entry": (
        "Mục {number} của sổ {origin}, mã băm {hash}.",
        "Entry {number} of the ledger {origin}, hash {hash}.",
    ),
    "mark.checkpoint": (
        "Điểm chốt {size} mục, mã gốc {root}; mã vuông chứa nguyên văn điểm chốt có chữ ký.",
        "Checkpoint of {size} entries, root {root}; the code holds the signed checkpoint, word for word.",
    ),
    "mark.not_kept": (
        "kết quả chấm của hồ sơ này không có trong sổ {name}; hãy ghi vào sổ bằng `{chamdiem} ledger add` rồi lập điểm chốt.",
        "the evaluation of this record is not in the ledger {name}; add it by `{chamdiem} ledger add`, then make a checkpoint.",
    ),
    "help.mark_checkpoint": (
        "In ở chân phiếu số mục, mã băm và điểm chốt này (cùng --ledger và --key); điểm chốt phải có sau khi ghi vào sổ.",
        "Show entry, hash and this checkpoint at the sheet's foot (with --ledger and --key); it must be later than the entry.",
    ),
    "help.signed_since": (
        "Điểm chốt trước: chỉ ký khi sổ vẫn nối tiếp nó, để một khóa không ký hai nội dung khác nhau.",
        "The checkpoint before: sign only if the ledger still continues it, so that a key never signs two histories.",
    ),
}
