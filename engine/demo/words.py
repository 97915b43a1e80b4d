"""What people of the made-up commune write: why points were lost, what still falls short, and reasons of acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTES: Mapping[str, tuple[str, ...]] = {
    "1": (
        "Kết thúc sớm hơn định mức vì ít ý kiến thảo luận",
        "Bắt đầu muộn do chờ đảng viên đến đủ",
        "Mất điện cuối buổi nên phải kết thúc sớm",
    ),
    "2.1": (
        "Có đảng viên đi làm xa chưa thu xếp về dự được",
        "Trùng ngày nhà có việc hiếu của hàng xóm, một số đồng chí xin vắng",
        "Đảng viên cao tuổi đau ốm, có báo trước với bí thư",
    ),
    "2.2": ("Một đảng viên điều trị dài ngày, các kỳ đều có đơn xin vắng",),
    "3.1": (
        "Nội dung chuẩn bị chưa bám nghị quyết của Đảng ủy phường",
        "Dự thảo nội dung còn chung chung, chưa nêu việc trọng tâm của tháng",
        "Chưa gắn với việc dân phố đang kiến nghị",
    ),
    "3.2": (
        "Dự thảo kết luận chưa nêu rõ thời hạn của hai việc",
        "Dự thảo phát tại chỗ, đảng viên chưa kịp đọc trước",
        "Phần định hướng thảo luận mới nêu đầu việc, chưa có câu hỏi gợi mở",
    ),
    "3.3": ("Chi ủy có hội ý nhưng không lập biên bản",),
    "3.5": ("Đăng tài liệu lên Sổ tay đúng ngày họp", "Máy tính hỏng nên tài liệu đăng muộn"),
    "4.1": (
        "Bỏ qua bước thông báo kết quả thực hiện nghị quyết tháng trước",
        "Phần giao nhiệm vụ làm gộp với phần kết luận",
        "Chưa điểm lại việc chấp hành của đảng viên đi làm xa",
    ),
    "4.2": (
        "Phần đánh giá nhiệm vụ tháng trước còn chung chung",
        "Nhiệm vụ tháng tới chưa nêu đủ giải pháp",
        "Chưa phân tích nguyên nhân việc còn chậm",
        "Thông tin thời sự đọc dài, phần bàn nhiệm vụ ít",
    ),
    "4.3": (
        "Chuyên đề chưa liên hệ sát với việc của chi bộ",
        "Phân công chuẩn bị chuyên đề muộn, báo cáo còn sơ sài",
        "Ít ý kiến trao đổi sau phần trình bày chuyên đề",
    ),
    "4.4": (
        "Mới biểu dương, chưa nhắc nhở đảng viên chậm việc được giao",
        "Nhắc nhở chung, chưa nêu rõ việc chưa làm được",
    ),
    "4.5": (
        "Đảng viên còn ngại phát biểu",
        "Thời gian còn lại ít nên chỉ một số đồng chí phát biểu",
        "Chưa mời đảng viên trẻ nêu ý kiến",
    ),
    "4.6": ("Sổ biên bản chưa ghi đủ ý kiến thảo luận", "Biên bản chưa ghi phần giải trình của chi ủy"),
    "4.7": ("Phần tự phê bình và phê bình làm nhanh, chưa đủ 15 phút",),
    "4.8": ("Tài liệu chưa đưa lên Sổ tay đảng viên điện tử",),
    "5.1": ("Điều hành còn để thảo luận kéo dài ở việc nhỏ", "Phân bổ thời gian các phần chưa hợp lý"),
    "5.2": (
        "Có lúc để thảo luận đi xa nội dung chính",
        "Chưa gợi ý vào việc mới phát sinh trong tháng",
        "Kết luận từng vấn đề còn chậm",
    ),
    "5.3": ("Chưa mời hết đảng viên ít phát biểu", "Không khí thảo luận còn trầm"),
    "5.4": ("Tổng hợp ý kiến chưa đủ", "Kết luận chưa nêu lại các ý kiến khác nhau"),
    "6.1": ("Một việc chi trong tháng chưa đưa ra chi bộ bàn trước",),
    "6.2": ("Tự phê bình và phê bình còn nể nang", "Phê bình mới nêu chung, chưa chỉ rõ việc"),
    "6.3": ("Tính chiến đấu trong sinh hoạt chưa cao",),
    "6.4": ("Chưa trả lời hết kiến nghị của đảng viên kỳ trước",),
    "7": (
        "Việc chỉnh trang tuyến đường còn chờ kinh phí",
        "Chưa vận động đủ số hộ tham gia theo nghị quyết",
        "Hai việc phải chờ phối hợp với đơn vị khác nên chuyển sang tháng sau",
        "Thu các khoản đóng góp chưa đạt mức đề ra",
    ),
    "8.1": ("Nghị quyết thông qua khi chưa chỉnh sửa theo ý kiến góp", "Kết luận nêu miệng, chưa đọc lại toàn văn"),
    "8.2": ("Chưa giao rõ người làm cho một việc", "Biên bản thông qua chưa đọc lại phần cuối"),
    "8.3": ("Văn bản hoàn thiện đăng chậm quá 02 ngày",),
}
"""Why points of a criterion were lost."""

AGREED = "Nhất trí với chi bộ"
"""What a supervisor writes who takes off as much as the cell itself."""

LIMITATIONS = (
    "Đánh giá nhiệm vụ tháng trước chưa phân tích nguyên nhân.",
    "Dự thảo kết luận cần ghi rõ người làm và thời hạn.",
    "Đảng viên phát biểu chưa đều, đảng viên trẻ còn ít ý kiến.",
    "Tự phê bình và phê bình còn nể nang.",
    "Tài liệu gửi trước kỳ sinh hoạt còn muộn.",
    "Việc giao cho đảng viên chưa được kiểm tra giữa kỳ.",
)
"""What still falls short, as a cell says it."""

SAID: Mapping[str, str] = {
    "bien_ban_chua_thong_qua": "Sổ ghi đủ diễn biến; hết giờ nên đọc lại và thông qua vào đầu kỳ sau",
    "khong_bieu_duong_phe_binh": "Trong tháng không có đồng chí nào phải nêu, chi bộ đã hỏi từng tổ",
}
"""What a cell says to a question that its record raises, by the cross-check that asks: it is right as it stands."""

NOT_HELD: Mapping[str, str] = {
    "suoi-mau": "Mưa lũ, đường vào thôn ngập nhiều ngày; nội dung chuyển sang kỳ sau.",
    "thcs-mau-don": "Đa số đảng viên được điều động coi thi đợt dài ngày; nội dung chuyển sang kỳ sau.",
    "tram-y-te": "Cả trạm trực chống dịch theo lệnh của phường; nội dung chuyển sang kỳ sau.",
}
"""Why a cell did not meet."""

RETURNED = "Biên bản ghi {minutes} đảng viên có mặt, phiếu ghi {sheet}. Đề nghị kiểm tra lại."
RETURNED_BEFORE = "Phiếu ghi đăng tài liệu trước kỳ họp, Sổ tay cho thấy đăng đúng ngày họp. Đề nghị sửa và nộp lại."
MENDED = "Sửa ngày đăng tài liệu theo Sổ tay đảng viên điện tử, như ý kiến trả lại."
WITHDRAWN = "Rút lại để bổ sung chữ ký vào biên bản trước khi nộp."
CORRECTED = "Đếm nhầm một người phát biểu, đã đối chiếu lại với biên bản."
INCOMPLETE = "Người ghi biên bản đi vắng, chưa có số người phát biểu; sẽ bổ sung khi có biên bản."
UNCERTAIN = "Còn tiêu chí chưa chấm được; Ban Thường vụ thống nhất lấy mức thấp hơn."
OTHER_RATING = (
    "Trong tháng có hai hồ sơ của dân trả chậm thuộc trách nhiệm của chi bộ; Ban Thường vụ thống nhất hạ một mức."
)
OVERRIDDEN = "Qua kiểm tra, dự thảo kết luận có gửi trước nhưng không nêu thời hạn của việc nào."
UNLOCKED = "Chi bộ báo ghi nhầm số liệu, có biên bản kèm theo; mở khóa để đính chính."
