"""What `lint` says: each remark, what would mend it, and the words around them. Vietnamese first, then English."""

TEXTS: dict[str, tuple[str, str]] = {
    "help.lint_format": (
        "Dạng kết quả: text, json, sarif hoặc github.",
        "Form of the result: text, json, sarif or github.",
    ),
    "help.lint_against": (
        "So thêm với một khung khác: ranh giới và mẫu số khác nhau.",
        "Also compare with another framework: boundaries and denominators that differ.",
    ),
    "help.lint_strict": ("Có cảnh báo cũng kết thúc với mã 1.", "Exit with status 1 on warnings, too."),
    "help.lint_silenced": ("Hiện cả những chỗ khung đã nêu lý do để nguyên.", "Show what the framework silences, too."),
    "lint.level.error": ("lỗi", "error"),
    "lint.level.warning": ("cảnh báo", "warning"),
    "lint.level.note": ("lưu ý", "note"),
    "lint.level.silenced": ("đã có lý do", "silenced"),
    "lint.headline": ("{place}: {level} [{code}]: {sentence}", "{place}: {level} [{code}]: {sentence}"),
    "lint.witness": ("ví dụ: {facts} → {shown}", "example: {facts} → {shown}"),
    "lint.fix": ("cách sửa: {fix}", "to mend it: {fix}"),
    "lint.reason": ("khung để nguyên vì: {reason}", "the framework keeps it because: {reason}"),
    "lint.page": ("xem docs/lint/{code}.md", "see docs/lint/{code}.md"),
    "lint.summary": (
        "{files} tệp: {errors} lỗi, {warnings} cảnh báo, {notes} lưu ý; {silenced} chỗ đã có lý do.",
        "Files: {files}. Errors: {errors}, warnings: {warnings}, notes: {notes}, silenced: {silenced}.",
    ),
    "lint.exactly": ("đúng {end}", "exactly {end}"),
    "lint.in_range": ("{name} {ends}", "{name} {ends}"),
    "lint.anything": ("mọi giá trị", "any value"),
    "lint.part.bands": ("mức thứ {number}", "band {number}"),
    "lint.part.unless": ("ngoại lệ thứ {number}", "exception {number}"),
    "lint.part.levels": ("mức thứ {number}", "level {number}"),
    "lint.part.holds": ("điều kiện", "the condition"),
    "lint.part.choose": ("dòng thứ {number}", "line {number}"),
    "lint.part.not_applicable": ("trường hợp không áp dụng thứ {number}", "case {number} of not applying"),
    # What scoring a witness gives
    "lint.shown.unmatched": ("tiêu chí {criterion} không có mức điểm", "criterion {criterion} gets no band"),
    "lint.shown.undefined": ("tiêu chí {criterion} không chấm được", "criterion {criterion} cannot be scored"),
    "lint.shown.conflict": ("hai quy tắc cho kết quả khác nhau", "two rules disagree"),
    "lint.shown.award": ("tiêu chí {criterion} được {points} điểm", "criterion {criterion} gets {points} points"),
    "lint.shown.total": ("tổng {points} điểm", "the total is {points} points"),
    "lint.shown.unrated": (
        "tổng {points} điểm, không được xếp loại nào",
        "the total is {points} points, without a rating",
    ),
    # The remarks
    "lint.band-gap": ("tiêu chí {at}: không mức nào dành cho {range}.", "criterion {at}: no band is for {range}."),
    "lint.band-gap.fix": (
        "nối hai mức cạnh đó bằng cùng một ranh giới, một bên at_least, một bên below (hoặc above và at_most).",
        "let the two bands beside it share one boundary: at_least on one side, below on the other (or above and at_most).",
    ),
    "lint.input-like-field": (
        "số liệu {at} (“{name}”) hỏi gần như “{other}”, là điều hồ sơ đã có.",
        "the input {at} (“{name}”) asks nearly what records have as “{other}”.",
    ),
    "lint.input-like-field.fix": (
        "dùng trường “{other}” và bỏ số liệu này; nếu là hai điều khác nhau thì đặt tên cho rõ chỗ khác.",
        "use the field “{other}” and leave this one out; if they differ, let the titles say in what.",
    ),
    "lint.input-unused": (
        "số liệu {at} không được dùng ở tiêu chí, số đo hay điều kiện nào.",
        "no criterion, measure or condition reads the input {at}.",
    ),
    "lint.input-unused.fix": (
        "bỏ số liệu ấy, hoặc dùng nó.",
        "leave the input out, or use it.",
    ),
    "lint.measure-unused": (
        "số đo {at} (“{title}”) không được dùng ở tiêu chí, điều kiện hay số đo nào.",
        "no criterion, condition or measure reads the measure {at} (“{title}”).",
    ),
    "lint.measure-unused.fix": ("bỏ số đo ấy, hoặc dùng nó.", "leave the measure out, or use it."),
    "lint.history-unused": (
        "history khai {at} (“{name}”) nhưng không tiêu chí, số đo hay điều kiện nào dùng đến.",
        "history declares {at} (“{name}”), and no criterion, measure or condition reads it.",
    ),
    "lint.history-unused.fix": ("bỏ mục ấy ở history, hoặc dùng số liệu ấy.", "leave it out of history, or use it."),
    "lint.question-unused": (
        "tiêu chí {at} (“{title}”) không cho điểm mà câu trả lời cũng không được dùng ở đâu.",
        "criterion {at} (“{title}”) gives no points, and nothing reads its answer.",
    ),
    "lint.question-unused.fix": (
        "bỏ câu hỏi ấy, hoặc dùng câu trả lời ở một điều kiện (answer) hay một số đo (count_of).",
        "leave the question out, or read its answer in a condition (answer) or a measure (count_of).",
    ),
    "lint.mean-unlike.unit": (
        "“{name}” là trung bình của những số khác loại: “{other}” và “{below}”.",
        "“{name}” is a mean of unlike numbers: “{other}” and “{below}”.",
    ),
    "lint.mean-unlike.scale": (
        "“{name}” là trung bình của những số khác thang: “{other}” và “{below}”.",
        "“{name}” is a mean of numbers on different scales: “{other}” and “{below}”.",
    ),
    "lint.mean-unlike.fix": (
        "đưa các số về cùng một loại, một thang (percent, hoặc times), hoặc xem lại có viết nhầm tên không.",
        "bring the numbers to one unit and scale (percent, or times), or see whether a name is mistaken.",
    ),
    "lint.mean-hides-bar": (
        "chỉ xét trung bình ({range}), nên “{other}” có thể cách xa ngưỡng mà vẫn đạt.",
        "only the mean is looked at ({range}), so “{other}” may lie far from the bar and still pass.",
    ),
    "lint.mean-hides-bar.fix": (
        "văn bản đòi từng số đạt thì thêm điều kiện cho từng số (hoặc xét lowest); đúng là chỉ xét trung bình thì nêu ở silences.",
        "where each number has to pass, ask it of each (or of lowest); if only the mean counts, say so under silences.",
    ),
    "lint.percent-unbounded": (
        "“{name}” có thể quá 100%, và phần vượt bù cho số khác trong “{other}”.",
        "“{name}” may be above 100 %, and what is above makes up for other numbers in “{other}”.",
    ),
    "lint.percent-unbounded.fix": (
        "ghi limit: {{at_most: 100}} nếu văn bản chỉ tính đến 100%; tử số không thể hơn mẫu số thì ghi range: {{at_most: 100}}.",
        "write limit: {{at_most: 100}} where the regulation counts up to 100 %, or range: {{at_most: 100}} where it cannot be more.",
    ),
    "lint.threshold-idle.always": (
        "phép thử “{range}” đúng với mọi hồ sơ.",
        "the test “{range}” holds of every record.",
    ),
    "lint.threshold-idle.never_so_many": (
        "phép thử “{range}” không đúng với hồ sơ nào: số ấy nhiều nhất là {points}.",
        "the test “{range}” holds of no record: the number is {points} at most.",
    ),
    "lint.threshold-idle.never_so_few": (
        "phép thử “{range}” không đúng với hồ sơ nào: số ấy ít nhất là {points}.",
        "the test “{range}” holds of no record: the number is {points} at least.",
    ),
    "lint.threshold-idle.fix": (
        "so ngưỡng với số ấy có thể là bao nhiêu; điều kiện thừa thì bỏ.",
        "compare the threshold with what the number can be; drop the condition if it is not needed.",
    ),
    "lint.input-unbounded": (
        "số liệu {at} là tử số của “{other}” mà không có giới hạn trên: tỷ lệ có thể quá 100%.",
        "the input {at} stands above the line of “{other}” and has no upper end: the share may be above 100 %.",
    ),
    "lint.input-unbounded.fix": (
        "ghi at_most ở số liệu (một số, hoặc {{fact: …}} là mẫu số), hoặc limit: {{at_most: 100}} ở số đo.",
        "give the input at_most (a number, or {{fact: …}} with the denominator), or the measure limit: {{at_most: 100}}.",
    ),
    "lint.input-negated": (
        "câu hỏi của số liệu {at} là phủ định (“{title}”): trả lời “có” lại nghĩa là không.",
        "the question of the input {at} is a negation (“{title}”): its “yes” means no.",
    ),
    "lint.input-negated.fix": (
        "hỏi khẳng định (“Có …”) và đảo điều kiện dùng nó.",
        "ask it the other way round, and turn the conditions that read it.",
    ),
    "lint.percent-above-100": (
        "tiêu chí {at}: không mức nào dành cho {range}; hồ sơ ghi được tỷ lệ như vậy.",
        "criterion {at}: no band is for {range}; records can have such a share.",
    ),
    "lint.percent-above-100.fix": (
        "bỏ đầu trên của mức cao nhất; nếu tỷ lệ không bao giờ quá 100% thì ghi range: {{at_most: 100}} ở số đo.",
        "leave the highest band open above; if the share never exceeds 100 %, give the measure range: {{at_most: 100}}.",
    ),
    "lint.band-overlap": (
        "tiêu chí {at}: {first} ({points} điểm) và {second} ({others} điểm) cùng đúng với một hồ sơ.",
        "criterion {at}: {first} ({points} points) and {second} ({others} points) both fit one record.",
    ),
    "lint.band-overlap.fix": (
        "đổi một trong hai đầu trùng nhau thành above hoặc below; với hai ngoại lệ thì thêm điều kiện để chỉ một cái đúng.",
        "make one of the meeting ends above or below; of two exceptions, let only one hold by a further condition.",
    ),
    "lint.band-unreachable.levels": (
        "tiêu chí {at}: không hồ sơ nào đạt được mức {points} điểm này.",
        "criterion {at}: no record reaches this band of {points} points.",
    ),
    "lint.band-unreachable.unless": (
        "tiêu chí {at}: ngoại lệ {points} điểm này không xảy ra với hồ sơ nào.",
        "criterion {at}: this exception of {points} points happens in no record.",
    ),
    "lint.band-unreachable.fix": (
        "xem lại hai đầu của mức, ngoại lệ thắng nó, và range của số đo; mức thừa thì bỏ.",
        "look at its ends, at the exceptions that win over it and at the measure's range; drop it if it is not needed.",
    ),
    "lint.band-not-monotone.higher_better": (
        "tiêu chí {at}: {range} được {points} điểm, mà {better} chỉ được {others} điểm, dù khung ghi càng cao càng tốt.",
        "criterion {at}: {range} gets {points} points, yet {better} only {others}, though higher is declared to be better.",
    ),
    "lint.band-not-monotone.lower_better": (
        "tiêu chí {at}: {range} được {points} điểm, mà {better} chỉ được {others} điểm, dù khung ghi càng thấp càng tốt.",
        "criterion {at}: {range} gets {points} points, yet {better} only {others}, though lower is declared to be better.",
    ),
    "lint.band-not-monotone.higher_better_fewer": (
        "tiêu chí {at}: {range} bị {points} điểm lỗi, mà {better} chỉ bị {others} điểm, dù khung ghi càng cao càng tốt.",
        "criterion {at}: {range} gets {points} points for faults, yet {better} only {others}, though higher is declared to be better.",
    ),
    "lint.band-not-monotone.lower_better_fewer": (
        "tiêu chí {at}: {range} bị {points} điểm lỗi, mà {better} chỉ bị {others} điểm, dù khung ghi càng thấp càng tốt.",
        "criterion {at}: {range} gets {points} points for faults, yet {better} only {others}, though lower is declared to be better.",
    ),
    "lint.band-not-monotone.fix": (
        "xếp lại điểm của các mức theo chiều đã ghi ở direction, hoặc sửa direction.",
        "order the points of the bands as direction says, or correct direction.",
    ),
    "lint.band-floor": (
        "tiêu chí {at}: mức thấp nhất vẫn được {points} điểm.",
        "criterion {at}: even the lowest level gets {points} points.",
    ),
    "lint.band-floor.fix": (
        "nếu văn bản đúng là như vậy thì để nguyên và nêu lý do ở silences; nếu không thì thêm mức 0 điểm.",
        "if the regulation says so, keep it and give the reason under silences; else add a band of 0 points.",
    ),
    "lint.measure-undefined": (
        "không tính được “{name}” khi “{below}” không lớn hơn 0; khi đó tiêu chí {criterion} không chấm được và không có tổng điểm.",
        "“{name}” cannot be made where “{below}” is not above 0; criterion {criterion} then cannot be scored and there is no total.",
    ),
    "lint.measure-undefined.proportion": (
        "tiêu chí {at} không chấm được, và không có tổng điểm, khi “{below}” không lớn hơn 0.",
        "criterion {at} cannot be scored, and there is no total, where “{below}” is not above 0.",
    ),
    "lint.measure-undefined.fix": (
        "ghi when_empty: khi ấy số đo là bao nhiêu; hoặc thêm not_applicable cho trường hợp đó, nói rõ khi ấy điểm tính thế nào.",
        "say by when_empty what the measure then is; or add not_applicable for that case and say what its points then are.",
    ),
    "lint.condition-constant.always": (
        "tiêu chí {at}: điều kiện này đúng với mọi hồ sơ.",
        "criterion {at}: every record meets this condition.",
    ),
    "lint.condition-constant.never": (
        "tiêu chí {at}: không hồ sơ nào thỏa điều kiện này.",
        "criterion {at}: no record meets this condition.",
    ),
    "lint.condition-constant.fix": (
        "xem lại các đầu và các phần của điều kiện; loại sinh hoạt ngoài applies_to không được tính.",
        "look at its ends and parts; meeting kinds outside applies_to do not count.",
    ),
    "lint.treatment-overlap": (
        "tiêu chí {at}: {first} và {second} cùng đúng với một hồ sơ mà xử lý khác nhau.",
        "criterion {at}: {first} and {second} both fit one record and treat it differently.",
    ),
    "lint.treatment-overlap.fix": (
        "thêm điều kiện để hai trường hợp không cùng đúng, hoặc cho cả hai cùng một then.",
        "keep the two cases apart by a further condition, or give both the same then.",
    ),
    "lint.bonus-inside": (
        "tiêu chí {at} gọi là điểm cộng nhưng nằm trong điểm tối đa: ai không có thì bị mất điểm.",
        "criterion {at} is called a bonus but lies inside the maximum: whoever lacks it loses points.",
    ),
    "lint.bonus-inside.fix": (
        "nếu là điểm thưởng thật thì ghi bonus: outside và bonus_above_maximum; nếu không thì bỏ chữ “điểm cộng”.",
        "if it is a real bonus, write bonus: outside and bonus_above_maximum; else do not call it one.",
    ),
    "lint.deduction-as-bonus": (
        "tiêu chí {at}: ai cũng có sẵn {points} điểm thưởng rồi bị trừ dần, nên điểm trừ được viết thành điểm thưởng.",
        "criterion {at}: everybody begins with a bonus of {points} and loses it, so a deduction is written as a bonus.",
    ),
    "lint.deduction-as-bonus.fix": (
        "văn bản chỉ trừ điểm thì viết maximum: 0 và minimum là số điểm trừ nhiều nhất, ví dụ minimum: -8.",
        "where the regulation only takes points, write maximum: 0 and the most that is taken as minimum, such as -8.",
    ),
    "lint.bonus-rescaled": (
        "tiêu chí {at}: {points} điểm thưởng được cộng sau khi quy đổi, nên nặng hơn khi có tiêu chí bị bỏ ra.",
        "criterion {at}: a bonus of {points} is added after the rescaling, so it weighs more where criteria are left out.",
    ),
    "lint.bonus-rescaled.fix": (
        "xem văn bản nói cộng thưởng trước hay sau khi quy đổi; nếu không nói thì nêu cách hiểu ở silences.",
        "see whether the regulation adds the bonus before or after; where it does not say, give your reading under silences.",
    ),
    "lint.rating-by-bonus": (
        "không có điểm thưởng thì không hồ sơ nào được xếp loại “{title}”: khi ấy tổng cao nhất là {points} điểm.",
        "without a bonus no record is rated “{title}”: the highest total is then {points}.",
    ),
    "lint.rating-by-bonus.fix": (
        "xem lại ngưỡng của mức và điểm tối đa; nếu văn bản đúng là như vậy thì nêu ở silences.",
        "look at the threshold and the maximum again; if the regulation is so, say it under silences.",
    ),
    "lint.lowerings-add": (
        "“{first}” và “{second}” có thể cùng xảy ra; khi ấy xếp loại hạ {count} bậc.",
        "“{first}” and “{second}” may hold at once; the rating is then lowered by {count}.",
    ),
    "lint.lowerings-add.fix": (
        "xem văn bản có cho cộng dồn không; nếu chỉ hạ một lần thì gộp thành một trường hợp, điều kiện nối bằng any.",
        "see whether the regulation adds them up; if it lowers only once, make one cap of them with any.",
    ),
    "lint.quota-among": (
        "giới hạn tỷ lệ {at}: “{title}” bị giới hạn nhưng không nằm trong số được tính (among).",
        "quota {at}: “{title}” is limited but does not count among those that it is a share of.",
    ),
    "lint.quota-among.fix": (
        "thường văn bản tính trong cả các mức ấy: thêm chúng vào among; nếu đúng là tính ngoài thì nêu ở silences.",
        "regulations usually count these, too: add them to among; if they are left out, say so under silences.",
    ),
    "lint.maximum-shrinks.left_out": (
        "khi tiêu chí {at} bị bỏ ra, tổng cao nhất chỉ còn {points} trên {maximum} điểm, mà ngưỡng xếp loại giữ nguyên.",
        "when {at} is left out the highest total is {points} of {maximum}, while the thresholds of the ratings stay.",
    ),
    "lint.maximum-shrinks.left_out_lost": (
        "khi tiêu chí {at} bị bỏ ra, tổng cao nhất chỉ còn {points} trên {maximum} điểm: không thể đạt {lost}.",
        "when {at} is left out the highest total is {points} of {maximum}: {lost} cannot be reached.",
    ),
    "lint.maximum-shrinks.never": (
        "tổng cao nhất mà một hồ sơ đạt được là {points}, không phải {maximum} điểm.",
        "the highest total that a record reaches is {points}, not {maximum} points.",
    ),
    "lint.maximum-shrinks.never_lost": (
        "tổng cao nhất mà một hồ sơ đạt được là {points}, không phải {maximum} điểm: không thể đạt {lost}.",
        "the highest total that a record reaches is {points}, not {maximum} points: {lost} cannot be reached.",
    ),
    "lint.maximum-shrinks.fix": (
        "dùng then: rescaled để quy đổi về thang đầy đủ, hoặc nêu ở silences rằng văn bản giữ nguyên ngưỡng.",
        "use then: rescaled to bring the total back to the full scale, or say under silences that the regulation keeps them.",
    ),
    "lint.rating-gap": (
        "tổng {points} điểm đạt được mà không thuộc mức xếp loại nào.",
        "the total {points} is reached and belongs to no rating.",
    ),
    "lint.rating-gap.no_points": ("có hồ sơ không được xếp loại nào.", "there are records that get no rating."),
    "lint.rating-gap.fix": (
        "chỉ ghi at_least cho mỗi mức, không ghi at_most; mức cuối cùng không có ngưỡng.",
        "give each rating at_least only, without at_most, and the last one no threshold.",
    ),
    "lint.rating-unreachable": (
        "không hồ sơ nào được xếp loại “{title}”; tổng cao nhất đạt được là {points} điểm.",
        "no record is rated “{title}”; the highest total that is reached is {points}.",
    ),
    "lint.rating-unreachable.no_points": ("không hồ sơ nào được xếp loại “{title}”.", "no record is rated “{title}”."),
    "lint.rating-unreachable.fewer": (
        "không hồ sơ nào được xếp loại “{title}”; tổng điểm lỗi thấp nhất là {points} điểm.",
        "no record is rated “{title}”; the lowest total of points for faults is {points}.",
    ),
    "lint.rating-unreachable.fix": (
        "xem lại ngưỡng, các điều kiện kèm theo và các mức đứng trước nó.",
        "look at its threshold, at what it requires and at the ratings before it.",
    ),
    "lint.gate-idle": (
        "điều kiện “{title}” của mức {rating} không bao giờ làm đổi xếp loại: đủ điểm và đủ các điều kiện khác thì đã thỏa rồi.",
        "the requirement “{title}” of {rating} never changes a rating: whoever meets all else meets it already.",
    ),
    "lint.gate-idle.fix": (
        "bỏ điều kiện thừa, hoặc xem lại ngưỡng của nó.",
        "drop the requirement, or look at its threshold again.",
    ),
    "lint.cap-idle": (
        "trường hợp khống chế “{reason}” không bao giờ làm đổi xếp loại.",
        "the cap “{reason}” never changes a rating.",
    ),
    "lint.cap-idle.fix": (
        "bỏ trường hợp thừa, hoặc xem lại điều kiện và mức của nó.",
        "drop it, or look at its condition and its rating again.",
    ),
    "lint.line-unreachable": (
        "tiêu chí {at}: dòng {number} không bao giờ là dòng đầu tiên đúng.",
        "criterion {at}: line {number} is never the first that holds.",
    ),
    "lint.line-unreachable.fix": (
        "đưa dòng có điều kiện hẹp hơn lên trước; dòng thừa thì bỏ.",
        "put the line that asks for more before it; drop it if it is not needed.",
    ),
    "lint.line-gap": (
        "tiêu chí {at}: có hồ sơ không đúng dòng nào.",
        "criterion {at}: there are records for which no line holds.",
    ),
    "lint.line-gap.fix": ("thêm dòng cuối không có when.", "add a last line without when."),
    "lint.limit-idle.item": (
        "tiêu chí {at}: at_most {points} của “{words}” không bao giờ chạm đến.",
        "criterion {at}: at_most {points} of “{words}” is never reached.",
    ),
    "lint.limit-idle.list": (
        "tiêu chí {at}: at_most {points} của cả danh sách không bao giờ chạm đến, vì các mục cộng lại nhiều nhất {others}.",
        "criterion {at}: at_most {points} of the whole list is never reached, for the items come to {others} at most.",
    ),
    "lint.limit-idle.capped": (
        "tiêu chí {at}: ghi capped nhưng các phần cộng lại không bao giờ ra ngoài điểm của tiêu chí.",
        "criterion {at}: it is capped, yet the parts never add up to more or less than it has.",
    ),
    "lint.limit-idle.measure_at_least": (
        "limit: at_least {threshold} của “{name}” không bao giờ làm đổi số nào.",
        "limit: at_least {threshold} of “{name}” never changes a number.",
    ),
    "lint.limit-idle.measure_at_most": (
        "limit: at_most {threshold} của “{name}” không bao giờ làm đổi số nào.",
        "limit: at_most {threshold} of “{name}” never changes a number.",
    ),
    "lint.limit-idle.fix": (
        "bỏ giới hạn thừa, hoặc xem lại số điểm.",
        "drop the limit, or look at the points again.",
    ),
    "lint.proportion-above-maximum": (
        "tiêu chí {at}: “{name}” có thể vượt mức được điểm tối đa; phần vượt không được tính.",
        "criterion {at}: “{name}” may be more than earns the maximum; what is more does not count.",
    ),
    "lint.proportion-above-maximum.fix": (
        "ghi limit cho số đo nếu văn bản nói chỉ tính đến 100%; nếu không, ghi lý do ở silences.",
        "give the measure a limit where the regulation counts up to 100% only; else say why in silences.",
    ),
    "lint.part-idle": (
        "tiêu chí {at}: phần {words} không bao giờ làm đổi điểm.",
        "criterion {at}: part {words} never changes the points.",
    ),
    "lint.part-idle.fix": (
        "bỏ phần thừa, hoặc xem lại điểm tối đa và cách lấy (take).",
        "drop it, or look at its maximum and at take.",
    ),
    "lint.fact-rewarded-twice.fact": (
        "một việc được thưởng nhiều lần: “{name}” cho điểm ở tiêu chí {at} và cả {ids}.",
        "one fact is rewarded more than once: “{name}” gives points in criterion {at} and in {ids}.",
    ),
    "lint.fact-rewarded-twice.topic": (
        "một việc được thưởng nhiều lần: “{words}” ở tiêu chí {at} và cả {ids}.",
        "one thing is rewarded more than once: “{words}” in criterion {at} and in {ids}.",
    ),
    "lint.fact-rewarded-twice.fix": (
        "gộp vào một tiêu chí, hoặc nêu ở silences mỗi tiêu chí xét một việc riêng nào.",
        "put them into one criterion, or say under silences what each of them looks at.",
    ),
    "lint.needs-history": (
        "tiêu chí {at} cần “{name}”, điều mà một hồ sơ không đủ để biết.",
        "criterion {at} needs “{name}”, which one record does not suffice to know.",
    ),
    "lint.needs-history.fix": (
        "nói ở history số ấy suy từ những kỳ nào; không suy được thì nói trong note lấy từ sổ nào.",
        "say under history from which records the number follows; where it follows from none, say in note from which book it is taken.",
    ),
    "lint.two-boundaries.from_later": (
        "“{name}” có hai ranh giới ở {threshold}: chỗ này từ {threshold} trở lên (hoặc dưới), chỗ khác trên {threshold} (hoặc không quá).",
        "“{name}” has two boundaries at {threshold}: here the value itself lies above the line, elsewhere below it.",
    ),
    "lint.two-boundaries.above_later": (
        "“{name}” có hai ranh giới ở {threshold}: chỗ này trên {threshold} (hoặc không quá), chỗ khác từ {threshold} trở lên (hoặc dưới).",
        "“{name}” has two boundaries at {threshold}: here the value itself lies below the line, elsewhere above it.",
    ),
    "lint.two-boundaries.fix": (
        "chọn một cách viết cho cả khung; văn bản viết hai cách thì nêu trong note đã chọn cách nào.",
        "choose one for the whole framework; if the regulation has both, say in note which was chosen.",
    ),
    "lint.two-denominators": (
        "“{name}” và “{other}” cùng tử số mà khác mẫu số.",
        "“{name}” and “{other}” have the same numerator and different denominators.",
    ),
    "lint.two-denominators.fix": (
        "dùng chung một số đo, hoặc nêu ở silences vì sao hai mẫu số khác nhau.",
        "use one measure for both, or say under silences why they differ.",
    ),
    "lint.boundary-differs": (
        "“{name}” có ranh giới {second}, còn khung {file} có {first}.",
        "“{name}” has the boundaries {second}, while {file} has {first}.",
    ),
    "lint.boundary-differs.fix": (
        "đối chiếu hai văn bản; đúng là khác thì nêu trong note.",
        "compare the two documents; if they do differ, say so in note.",
    ),
    "lint.denominator-differs": (
        "“{name}” có mẫu số khác với khung {file}.",
        "“{name}” has another denominator than in {file}.",
    ),
    "lint.denominator-differs.fix": (
        "đối chiếu hai văn bản; đúng là khác thì nêu trong note.",
        "compare the two documents; if they do differ, say so in note.",
    ),
    "lint.citation-undated": (
        "văn bản {number} được nêu mà không chỗ nào trong tệp ghi ngày.",
        "{number} is cited, and nowhere in the file is it dated.",
    ),
    "lint.citation-undated.fix": (
        "ghi ngày ngay sau số, ví dụ {number} (06/7/2018), hoặc thêm vào based_on.",
        "put the date behind the number, such as {number} (06/7/2018), or add it to based_on.",
    ),
    "lint.citation-ambiguous": (
        "nhiều văn bản cùng mang số {number}; chỗ này không ghi ngày nên không rõ là văn bản nào.",
        "several documents bear the number {number}; undated, it is not clear which is meant.",
    ),
    "lint.citation-ambiguous.fix": (
        "ghi ngày ngay sau số, ví dụ {number} (06/7/2018).",
        "put the date behind the number, such as {number} (06/7/2018).",
    ),
    "lint.state-header": (
        "có “{words}”: văn bản của Đảng không có quốc hiệu, tiêu ngữ.",
        "there is “{words}”: documents of the Party do not bear the State's header.",
    ),
    "lint.state-header.fix": (
        "bỏ dòng đó; bên phải đầu trang là ĐẢNG CỘNG SẢN VIỆT NAM.",
        "drop that line; the head on the right is ĐẢNG CỘNG SẢN VIỆT NAM.",
    ),
    "lint.vague-words": (
        "tiêu chí {at}: “{words}” không đo được, và tiêu chí không có số đo nào.",
        "criterion {at}: “{words}” cannot be measured, and the criterion has no measure.",
    ),
    "lint.vague-words.fix": (
        "thay bằng con số và số đo (bands, holds), hoặc nêu ở silences rằng người chấm tự đánh giá.",
        "replace it by a number and a measure (bands, holds), or say under silences that the scorer decides.",
    ),
    "lint.unsaid-condition": (
        "tiêu chí {at} ghi “{words}” nhưng khung không nói khi điều đó không có thì tính thế nào.",
        "criterion {at} says “{words}”, and the framework does not say what happens otherwise.",
    ),
    "lint.unsaid-condition.fix": (
        "thêm not_applicable và chọn then: full_marks, zero, excluded hoặc rescaled.",
        "add not_applicable and choose then: full_marks, zero, excluded or rescaled.",
    ),
    "lint.year-rule": (
        "“{words}” là quy định cho cả năm; khung chấm từng hồ sơ không tính được, và nơi mới lập hay sáp nhập không đủ kỳ.",
        "“{words}” is a rule for the year; a framework scores one record, and new or merged units have fewer.",
    ),
    "lint.year-rule.fix": (
        "viết quy định năm ở periods, nói rõ cách tính khi chỉ hoạt động ít hơn 12 tháng (part_year).",
        "write rules for the year under periods, and say how units active for fewer than 12 months are treated (part_year).",
    ),
    "lint.period-gap": (
        "xếp loại “{at}”: có những tháng mà không mức nào áp dụng được ({numbers}).",
        "the period “{at}”: there are months after which no rating applies ({numbers}).",
    ),
    "lint.period-gap.fix": (
        "thêm mức “còn lại” không kèm điều kiện ở cuối, dù văn bản không đặt tên cho nó.",
        "add a last rating without conditions, even if the document has no name for it.",
    ),
    "lint.period-unreachable": (
        "mức “{rating}” của kỳ: dù các tháng thế nào cũng không đạt được.",
        "the rating “{rating}” of the period is out of reach, however the months go.",
    ),
    "lint.period-unreachable.threshold": (
        "mức “{rating}” đòi “{name}” đến {number}, mà cả kỳ chỉ có {months} tháng.",
        "the rating “{rating}” asks for “{name}” up to {number}, and the period has {months} months.",
    ),
    "lint.period-unreachable.part": (
        "mức “{rating}”: hoạt động {months} tháng thì không đạt được, dù các tháng thế nào.",
        "the rating “{rating}” is out of reach of units active for {months} months, however these go.",
    ),
    "lint.period-unreachable.fix": (
        "so ngưỡng với số tháng của kỳ, với cách làm tròn ở part_year, và với các điều kiện khác của mức ấy.",
        "compare the threshold with the months of the period, with the rounding of part_year and the other conditions.",
    ),
    "lint.period-kinds": (
        "xếp loại “{at}” chờ mỗi tháng một kỳ thường, nhưng không tính kỳ kết hợp, vốn là kỳ thường của tháng ấy.",
        "the period “{at}” expects a regular meeting each month and leaves out combined ones, which are the month's regular one.",
    ),
    "lint.period-kinds.fix": (
        "thêm combined vào records: kinds.",
        "add combined to records: kinds.",
    ),
    "lint.undecided.criterion": (
        "tiêu chí {at} xét quá nhiều số liệu cùng lúc, chưa chứng minh được là mức điểm không hở, không chồng, không thừa.",
        "criterion {at} tests too much at once: that its bands leave no gap, do not overlap and can be reached is not proved.",
    ),
    "lint.undecided.measure": (
        "số đo “{name}” làm từ quá nhiều số liệu cùng lúc, chưa xét hết: limit có thừa không, trung bình có che ngưỡng không.",
        "the measure “{name}” is made of too much at once; not all is looked at: idle limits, bars that a mean hides.",
    ),
    "lint.undecided.ratings": (
        "tổng điểm và xếp loại phụ thuộc quá nhiều số liệu cùng lúc, chưa xét hết: mức nào không đạt tới được, tổng điểm nào không có mức, điều kiện nào thừa.",
        "totals and ratings depend on too much at once; not all is looked at: ratings out of reach, totals without one, idle gates.",
    ),
    "lint.undecided.witness": (
        "tiêu chí hoặc mức {at}: có thể sai ({words}) nhưng hồ sơ ví dụ chưa cho thấy.",
        "{at} may be wrong ({words}), but the example does not show it.",
    ),
    "lint.undecided.fix": (
        "chia tiêu chí thành nhiều tiêu chí nhỏ hơn, hoặc bớt điều kiện của mức xếp loại.",
        "split the criterion into smaller ones, or have fewer gates.",
    ),
    "lint.silence-idle": (
        "silences nêu {words} nhưng không còn chỗ nào như vậy.",
        "silences names {words}, and there is nothing of the kind any more.",
    ),
    "lint.silence-idle.fix": ("bỏ dòng đó, hoặc sửa at cho đúng mã.", "drop it, or correct the id at at."),
    "lint.faulty-file.fix": (
        "sửa lỗi rồi chạy lại; tệp còn lỗi thì chưa chứng minh được gì.",
        "mend it and run again: nothing is proved of a faulty file.",
    ),
    "lint.sum.fix": (
        "sửa điểm tối đa của tiêu chí, của nhóm hoặc của thang cho khớp.",
        "make the maxima of criteria, group and scale agree.",
    ),
    "lint.unknown-fact.fix": (
        "dùng một trường của hồ sơ, thêm số đo, hoặc để người chấm trả lời (judged).",
        "use a field of the record, add a measure, or let the scorer answer (judged).",
    ),
}
