"""What the converter says in English, as patterns, and what each becomes for the author: code, column, cause, cure."""

import re
from typing import NamedTuple


class Complaint(NamedTuple):
    """A pattern of pyxform's sentence and what it becomes; named groups of the pattern fill the braces."""

    pattern: re.Pattern[str]
    code: str
    column: str
    cause: str
    cure: str


# One complaint a line: pattern ¦ code ¦ column ¦ cause ¦ cure. The first that fits is taken.
_TABLE = r"""
[Uu]nknown question type ['\"](?P<value>[^'\"]*)['\"] ¦ type.unknown ¦ type ¦ Loại câu hỏi “{value}” không có. ¦ Dùng một loại của XLSForm, ví dụ: text, integer, select_one ….
Question with no type ¦ type.missing ¦ type ¦ Thiếu loại câu hỏi. ¦ Điền cột type, ví dụ: text.
with no name ¦ name.missing ¦ name ¦ Thiếu tên câu hỏi. ¦ Đặt tên không dấu, ví dụ: dien_tich.
Missing calculation ¦ calculation.missing ¦ calculation ¦ Thiếu phép tính. ¦ Điền cột calculation.
element named '(?P<name>[^']*)' has no label ¦ label.missing ¦ label ¦ Câu “{name}” không có lời hỏi. ¦ Điền cột label hoặc hint.
Unmatched 'begin_(?P<kind>\w+)'(?:.*?name '(?P<name>\w+)')? ¦ group.open ¦ type ¦ Nhóm mở bằng begin_{kind} mà không đóng. ¦ Thêm dòng end_{kind}.
Unmatched 'end_(?P<kind>\w+)' ¦ group.end ¦ type ¦ Dòng end_{kind} không có dòng mở tương ứng. ¦ Xoá dòng này hoặc thêm dòng begin_{kind}.
[Ll]ist name not in (?:choices|external choices|columns) sheet: (?P<value>\S+) ¦ choices.missing ¦ type ¦ Không có danh sách lựa chọn “{value}”. ¦ Thêm danh sách này vào trang choices, hoặc sửa tên.
There should be an? (?P<value>external_choices|choices) sheet ¦ sheet.choices ¦ type ¦ Phiếu không có trang {value}. ¦ Thêm trang {value} với các cột list_name, name, label.
loop without list name ¦ choices.missing ¦ type ¦ begin loop thiếu tên danh sách. ¦ Ghi thêm tên danh sách, hoặc dùng begin_repeat.
Choice names with spaces.*See \[(?P<value>[^\]]*)\] in \[(?P<list>[^\]]*)\] ¦ choice.blank ¦ name ¦ Giá trị “{value}” của danh sách {list} có dấu cách, không dùng được cho select_multiple. ¦ Thay dấu cách bằng dấu _.
Choices must have a name ¦ choice.name ¦ name ¦ Thiếu giá trị lựa chọn. ¦ Điền cột name, không dấu.
Choice names must be unique ¦ choice.twice ¦ name ¦ Giá trị lựa chọn đã có trong danh sách. ¦ Đổi giá trị, hoặc đặt allow_choice_duplicates = yes trong settings.
Choice filter not supported with or_other ¦ or_other ¦ choice_filter ¦ or_other không đi cùng choice_filter. ¦ Bỏ or_other và thêm một lựa chọn “Khác”, kèm một câu hỏi text.
specify choices for this 'or other' ¦ or_other ¦ type ¦ Câu có or_other mà danh sách không có lựa chọn nào. ¦ Thêm lựa chọn vào trang choices.
Choice filter not supported for table-list ¦ table_list ¦ choice_filter ¦ Nhóm table-list không dùng được choice_filter. ¦ Bỏ choice_filter, hoặc bỏ table-list.
list names don't match: (?P<one>\S+) vs\. (?P<two>\S+) ¦ table_list ¦ type ¦ Các câu trong nhóm table-list phải dùng cùng một danh sách, ở đây là {one} và {two}. ¦ Dùng cùng một danh sách, hoặc bỏ table-list.
Audits must always be named ¦ name.audit ¦ name ¦ Dòng audit không được có tên khác. ¦ Bỏ trống cột name.
For 'background-geopoint' questions, the 'calculation' column must be empty ¦ geopoint.calculation ¦ calculation ¦ Dòng background-geopoint không nhận phép tính. ¦ Bỏ trống cột calculation.
For 'background-geopoint' questions, the 'trigger' column must not be empty ¦ geopoint.trigger ¦ trigger ¦ Dòng background-geopoint thiếu cột trigger. ¦ Ghi câu làm mốc, ví dụ: ${{ho_ten}}.
Could not find the name '(?P<value>[^']*)'|no survey element named '(?P<other>[^']*)' ¦ reference.unknown ¦  ¦ Nhắc đến ${{{value}{other}}}, phiếu không có câu hỏi này. ¦ Sửa lại tên, hoặc thêm câu hỏi này.
The name '(?P<value>[^']*)' appears more than once|multiple survey elements named '(?P<other>[^']*)' ¦ reference.ambiguous ¦  ¦ Nhắc đến ${{{value}{other}}}, phiếu có nhiều câu cùng tên. ¦ Đặt tên khác nhau cho các câu này.
Reference variable lists must have a comma ¦ trigger ¦  ¦ Giữa các tên câu hỏi thiếu dấu phẩy. ¦ Viết dạng ${{a}}, ${{b}}.
Reference variables must start with ¦ reference.form ¦  ¦ Chỗ nhắc đến câu hỏi viết chưa đúng. ¦ Viết dạng ${{ten}}, không có dấu cách.
question \$\{(?P<value>[^}]*)\} is not user-visible so it can't be used as a calculation trigger for question \$\{(?P<name>[^}]*)\} ¦ trigger ¦ trigger ¦ Câu “{value}” không hiện ra cho người trả lời nên không làm mốc được. ¦ Chọn một câu có lời hỏi làm mốc.
The name 'meta' is reserved ¦ name.reserved ¦ name ¦ Tên “meta” đã dành riêng. ¦ Đặt tên khác.
Repeat names must unique anywhere ¦ name.twice ¦ name ¦ Tên nhóm lặp đã dùng ở chỗ khác trong phiếu. ¦ Đặt tên khác nhau cho các nhóm lặp.
Repeat names must not be the same as the survey root ¦ name.reserved ¦ name ¦ Tên nhóm lặp trùng với tên gốc của phiếu. ¦ Đặt tên khác, không dùng data.
must be unique within their nearest parent ¦ name.twice ¦ name ¦ Tên đã dùng trong cùng nhóm. ¦ Đặt tên khác cho một trong hai câu.
Instance names must be unique within a form. The name '(?P<name>[^']*)' ¦ file.twice ¦ name ¦ Tệp dữ liệu “{name}” được nêu nhiều lần. ¦ Giữ lại một dòng.
same instance id will be generated.*Instance name: '(?P<name>[^']*)' ¦ file.twice ¦  ¦ Hai danh sách cùng mang tên “{name}”. ¦ Đổi tên một trong hai.
Headers that are different names for the same column were found: '(?P<one>[^']*)', '(?P<two>[^']*)' ¦ column.twice ¦  ¦ Cột {one} và cột {two} là một. ¦ Giữ lại một cột.
column headers were not found: (?P<value>.*?)\.  ¦ column.missing ¦  ¦ Thiếu cột {value}. ¦ Thêm cột này vào dòng tiêu đề.
following column\(s\) are not supported by this version of pyxform: (?P<value>.*?)\.  ¦ column.unknown ¦  ¦ Trang entities không có cột {value}. ¦ Sửa tên cột, hoặc bỏ cột.
using 'search\(\)'|search\(\) only works ¦ appearance.search ¦ appearance ¦ search() không dùng được ở câu này. ¦ Dùng select_one_from_file với tệp csv và cột choice_filter.
To use big-image, you must also specify an image for the survey element named (?P<name>\S+?)\.?$ ¦ media.big ¦  ¦ Có big-image mà thiếu image. ¦ Điền thêm cột image.
File name for '(?P<value>[^']*)'|should have one of these.*extension|file extension ¦ file.name ¦ type ¦ Tên tệp danh sách không dùng được. ¦ Chỉ ghi tên tệp .csv, .xml hoặc .geojson đặt cạnh phiếu.
Parameters must be in the form ¦ parameters ¦ parameters ¦ Cột parameters viết chưa đúng. ¦ Viết dạng ten=gia_tri, nhiều tham số thì cách bằng dấu cách, ví dụ: start=1 end=10.
parameter keys for this question type are '(?P<value>[^']*)'.*?parameter key\(s\): '(?P<other>[^']*)' ¦ parameters ¦ parameters ¦ Loại câu này không có tham số {other}. ¦ Dùng được: {value}.
For the 'range' question type, the parameter '(?P<value>[^']*)' must be a number ¦ parameters.range ¦ parameters ¦ Tham số {value} phải là số. ¦ Ví dụ: start=1 end=10 step=1.
For the 'range' question type, the parameter '(?P<value>[^']*)' must not be '0' ¦ parameters.range ¦ parameters ¦ Tham số {value} không được là 0. ¦ Ví dụ: start=1 end=10 step=1.
For the 'range' question type, the parameter '(?P<value>[^']*)' must not be larger ¦ parameters.range ¦ parameters ¦ Tham số {value} lớn hơn khoảng từ start đến end. ¦ Ví dụ: start=1 end=10 step=1.
For the 'range' question type, the parameter '(?P<value>[^']*)' must be a multiple ¦ parameters.range ¦ parameters ¦ Tham số {value} phải là bội số của step. ¦ Ví dụ: start=1 end=10 step=1.
For the 'range' question type, (?P<value>.*) ¦ parameters.range ¦ parameters ¦ Tham số của câu range chưa đúng. ¦ Ví dụ: start=1 end=10 step=1; tick-labelset là một danh sách của trang choices.
'range' question type ¦ parameters.range ¦ parameters ¦ Tham số của câu range chưa đúng. ¦ Ví dụ: start=1 end=10 step=1.
'incremental' parameter may either ¦ parameters ¦ parameters ¦ incremental chỉ nhận true. ¦ Ghi incremental=true, hoặc bỏ.
'(?P<value>capture-accuracy|warning-accuracy)' parameter must have a numeric ¦ parameters ¦ parameters ¦ {value} phải là số. ¦ Ví dụ: {value}=10.
'allow-mock-accuracy' parameter must be ¦ parameters ¦ parameters ¦ allow-mock-accuracy chỉ nhận true hoặc false. ¦ Ghi allow-mock-accuracy=true, hoặc bỏ.
'reference-geometry' parameter must ¦ parameters ¦ parameters ¦ reference-geometry phải là tên một danh sách, tệp, hoặc nhóm lặp dạng ${{ten}}. ¦ Sửa lại tên.
(?P<value>[\w-]+) must be set to true or false: '(?P<other>[^']*)' ¦ parameters ¦ parameters ¦ {value} chỉ nhận true hoặc false, ở đây là “{other}”. ¦ Ghi {value}=true hoặc {value}=false.
track-changes-reasons must be set ¦ parameters ¦ parameters ¦ track-changes-reasons chỉ nhận on-form-edit. ¦ Ghi track-changes-reasons=on-form-edit, hoặc bỏ.
seed value must be a number ¦ parameters ¦ parameters ¦ seed phải là số hoặc tên một câu. ¦ Ví dụ: randomize=true seed=1.
Parameters must include randomize=true ¦ parameters ¦ parameters ¦ Có seed mà thiếu randomize=true. ¦ Ghi randomize=true seed=1, hoặc bỏ seed.
Parameter location-priority must be set ¦ parameters ¦ parameters ¦ location-priority chỉ nhận no-power, low-power, balanced hoặc high-accuracy. ¦ Chọn một trong bốn giá trị đó.
Parameter (?P<value>location-max-age) must be greater\s+than or equal to (?P<other>\S+?)\.?$ ¦ parameters ¦ parameters ¦ {value} phải từ {other} trở lên. ¦ Sửa lại hai số này.
Parameter (?P<value>[\w-]+) must be greater ¦ parameters ¦ parameters ¦ {value} không được âm. ¦ Ghi số từ 0 trở lên.
Parameter (?P<value>[\w-]+) must have an integer value ¦ parameters ¦ parameters ¦ {value} phải là số nguyên. ¦ Ví dụ: {value}=3.
To include location information in the audit ¦ parameters ¦ parameters ¦ audit có vị trí thì cần cả location-priority, location-min-interval và location-max-age. ¦ Điền đủ cả ba, hoặc bỏ cả ba.
Invalid value for quality ¦ parameters ¦ parameters ¦ quality không nhận giá trị này. ¦ Chọn voice-only, low, normal hoặc external.
Parameter 'app' has an invalid ¦ parameters ¦ parameters ¦ app không phải tên một ứng dụng Android. ¦ Bỏ app: chat không mở ứng dụng khác.
the 'parameters \((?P<value>\w+)\)' value is invalid ¦ parameters ¦ parameters ¦ Tham số {value} phải là tên một cột của tệp. ¦ Sửa lại tên cột.
To save entity properties using the save_to ¦ entity ¦ save_to ¦ Có cột save_to mà phiếu không có trang entities. ¦ Thêm trang entities, hoặc bỏ cột save_to.
save_to property '(?P<value>[^']*)' is already assigned by row '(?P<other>\d+)' ¦ entity ¦ save_to ¦ Thuộc tính “{value}” đã được ghi ở một dòng khác. ¦ Đổi tên một trong hai.
Groups and repeats can't be saved ¦ entity ¦ save_to ¦ Nhóm không ghi được vào entity. ¦ Bỏ ô này, hoặc chuyển sang dòng câu hỏi.
list name '(?P<value>[^']*)' was not found on the entities ¦ entity ¦ save_to ¦ Trang entities không có danh sách “{value}”. ¦ Sửa lại tên, hoặc thêm vào trang entities.
list name '(?P<value>[^']*)' does not have a label ¦ entity ¦ label ¦ Danh sách “{value}” thiếu label. ¦ Điền cột label, hoặc entity_id nếu chỉ sửa.
'(?P<value>[^']*)' does not have an 'update_if' ¦ entity ¦ update_if ¦ Danh sách “{value}” thiếu update_if. ¦ Điền update_if, hoặc bỏ entity_id.
'(?P<value>[^']*)' does not have an 'entity_id' ¦ entity ¦ entity_id ¦ Danh sách “{value}” thiếu entity_id. ¦ Điền entity_id, hoặc chuyển update_if thành create_if.
more than one entity declaration, 'save_to' names must be prefixed ¦ entity ¦ save_to ¦ Phiếu có nhiều danh sách entity: ô này phải ghi rõ danh sách nào. ¦ Viết dạng danh_sach#thuoc_tinh.
no valid containers available ¦ entity ¦ list_name ¦ Mỗi nhóm (và cả phiếu) chỉ gắn được với một danh sách entity. ¦ Chuyển các câu có save_to vào nhóm riêng.
reference in container scope ¦ entity ¦  ¦ Danh sách entity này lấy giá trị từ hai nhóm khác nhau. ¦ Đưa giá trị vào một dòng calculate ở cùng nhóm với danh sách, rồi dùng dòng đó.
at most one '#' ¦ entity ¦ save_to ¦ Ô save_to có nhiều hơn một dấu #. ¦ Viết dạng danh_sach#thuoc_tinh.
must not have any duplicate names ¦ entity ¦ list_name ¦ Tên danh sách entity bị trùng. ¦ Đặt tên khác nhau.
Entity lists must have a name ¦ entity ¦ list_name ¦ Thiếu tên danh sách entity. ¦ Điền cột list_name.
must not begin with two underscores ¦ name.invalid ¦  ¦ Tên không được bắt đầu bằng hai dấu gạch dưới. ¦ Đặt tên khác.
must not contain a period ¦ name.invalid ¦  ¦ Tên ở đây không được có dấu chấm. ¦ Thay bằng dấu _.
must not be 'name' or 'label' ¦ name.invalid ¦  ¦ Tên ở đây không được là name hoặc label. ¦ Đặt tên khác.
the 'save_to' value is invalid ¦ entity ¦ save_to ¦ Ô save_to không dùng được. ¦ Bắt đầu bằng chữ, chỉ dùng chữ, số, dấu _, ví dụ: dien_tich.
Names must begin with a letter ¦ name.invalid ¦  ¦ Tên không dùng được. ¦ Bắt đầu bằng chữ, chỉ dùng chữ, số, dấu _, ví dụ: dien_tich.
On the 'entities' sheet, the entity declaration is invalid ¦ entity ¦  ¦ Khai báo entity chưa đúng. ¦ Xem lại dòng này của trang entities.
empty id_string ¦ settings.id ¦ form_id ¦ Thiếu mã phiếu. ¦ Điền form_id trong trang settings.
"""


def _complaint(line: str) -> Complaint:
    pattern, code, column, cause, cure = (part.strip() for part in line.split("¦"))
    return Complaint(re.compile(pattern, re.DOTALL), code, column, cause, cure)


COMPLAINTS = tuple(_complaint(line) for line in _TABLE.strip().splitlines())
