"""What is said of a committee's own template of the sheet. Vietnamese first, then English."""

TEMPLATES: dict[str, tuple[str, str]] = {
    "place.paragraph": ("{file}, đoạn {paragraph}", "{file}, paragraph {paragraph}"),
    "template.suffix": (
        "mẫu phiếu phải là tệp .html hoặc .docx.",
        "a template of the sheet must be an .html or a .docx file.",
    ),
    "template.unknown": (
        "không có biến “{name}”; được phép: {allowed}.",
        "there is no variable “{name}”; allowed: {allowed}.",
    ),
    "template.private": (
        "mẫu không được dùng “{name}”: tên bắt đầu bằng gạch dưới là phần bên trong của chương trình.",
        "a template may not use “{name}”: names that begin with an underscore are the inside of the program.",
    ),
    "template.outside": (
        "mẫu không được gọi tệp khác (“{name}”); mọi thứ phải nằm ngay trong mẫu.",
        "a template may not call other files (“{name}”); everything must be in the template itself.",
    ),
    "template.escape": (
        "mẫu không được tắt “{name}”: tên có dấu < hoặc & sẽ làm hỏng phiếu.",
        "a template may not turn off “{name}”: a name with < or & would spoil the sheet.",
    ),
    "template.filter": ("không có bộ lọc hay phép thử “{name}”.", "there is no filter or test “{name}”."),
    "template.syntax": (
        "sai cú pháp mẫu; thường do thiếu dấu đóng, thiếu lệnh kết thúc của if hoặc for.",
        "this is not valid template syntax; most often a closing sign, or the end of an if or a for, is missing.",
    ),
    "template.undefined": (
        "mẫu dùng một giá trị không có trên phiếu này.",
        "the template uses a value that this sheet does not have.",
    ),
    "template.forbidden": (
        "mẫu làm một việc không được phép, nên bị từ chối.",
        "the template does something that is not allowed, and is refused.",
    ),
    "template.failed": (
        "mẫu không điền được ({reason}).",
        "the template cannot be filled in ({reason}).",
    ),
    "template.time": (
        "mẫu chạy quá lâu nên đã bị dừng; kiểm tra các vòng lặp for.",
        "the template took too long and was stopped; look at its for loops.",
    ),
    "template.memory": (
        "mẫu dùng quá nhiều bộ nhớ nên đã bị dừng.",
        "the template took too much memory and was stopped.",
    ),
    "template.crashed": (
        "mẫu làm hỏng tiến trình điền phiếu nên đã bị dừng.",
        "the template broke the process that fills it in and was stopped.",
    ),
    "template.not_word": (
        "đây không phải tệp Word .docx, hoặc tệp đã hỏng hay có mật khẩu.",
        "this is not a Word .docx file, or it is damaged or has a password.",
    ),
    "template.too_large": (
        "tệp Word giải nén ra quá lớn nên không mở.",
        "the Word file unpacks to too much and is not opened.",
    ),
    "template.macro": (
        "tệp Word có macro hoặc đối tượng nhúng ({name}); hãy bỏ đi.",
        "the Word file has macros or embedded objects ({name}); remove them.",
    ),
    "template.entity": (
        "tệp Word có khai báo thực thể XML ({name}); Word không tạo ra như vậy nên không mở.",
        "the Word file declares XML entities ({name}); Word itself makes none, so it is not opened.",
    ),
    "template.external": (
        "tệp Word gọi tệp hoặc địa chỉ bên ngoài ({name}); hãy chèn hình thẳng vào tệp.",
        "the Word file calls files or addresses outside ({name}); put pictures into the file itself.",
    ),
    "paper.asks_for": (
        "trang in đòi đọc tệp hoặc địa chỉ bên ngoài: {names}; mọi thứ phải nằm ngay trong mẫu.",
        "the page asks for files or addresses outside: {names}; everything must be in the template itself.",
    ),
}
