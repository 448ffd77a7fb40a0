"""Secondary instances: choice lists and tables inside the form or in csv, xml and geojson files beside it."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from survey.tree import Node
from survey.xform.form.definition import FormNode
from survey.xform.form.errors import FormError, FormProblem
from survey.xform.form.names import attributes_of, local_name
from survey.xform.form.safe_xml import parse_xml

MAX_NODES = 1_000_000
_KINDS = "Lưu lại dưới dạng csv (UTF-8), xml hoặc geojson."
LAST_SAVED = "jr://instance/last-saved"


def read_secondary(element: etree._Element, files: Mapping[str, bytes]) -> FormNode:
    """The document node of one `<instance id=…>`. Raises FormError where its file is missing or cannot be read."""
    src = element.get("src")
    inner = next(iter(element), None)
    if src is None or (inner is not None and not src):
        return document(inner)
    if src == LAST_SAVED:
        return document(None)
    name = src.rpartition("/")[2]
    if name not in files:
        where = f"instance {element.get('id')}"
        raise FormError(
            [
                FormProblem(
                    "file-missing",
                    where,
                    f"thiếu tệp {name}.",
                    "Để tệp cùng thư mục với phiếu, hoặc chép danh sách vào trang choices.",
                )
            ]
        )
    return read_file(name, files[name])


def last_saved_names(model: etree._Element) -> frozenset[str]:
    """The ids of instances that stand for the person's last saved interview."""
    return frozenset(
        element.get("id", "") for element in model.iterfind("{*}instance") if element.get("src") == LAST_SAVED
    )


def read_file(name: str, content: bytes) -> FormNode:
    """A data file as a document node with the children `root/item/…`."""
    kind = name.rpartition(".")[2].lower()
    try:
        if kind == "xml":
            return document(parse_xml(content, name))
        if kind in ("geojson", "json"):
            return _items(_features(json.loads(content)))
        return _items(_rows(content))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        cause = f"dòng {line} có chữ không phải UTF-8."
        raise FormError([FormProblem("file-unreadable", name, cause, "Lưu lại tệp với bảng mã UTF-8.")]) from error
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, csv.Error) as error:
        problem = FormProblem("file-unreadable", name, f"không đọc được tệp: {_reason(error)}.", _KINDS)
        raise FormError([problem]) from error


class FileError(ValueError):
    """What keeps a data file from being read, in words for its author."""


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"dòng {error.lineno} không đúng dạng JSON"
    return str(error) if isinstance(error, FileError) else "nội dung không đúng dạng của loại tệp này"


def document(element: etree._Element | None) -> FormNode:
    """A document node over a copy of an XML element."""
    top: FormNode = Node("")
    if element is not None:
        top.append(_copy(element))
    return top


def _copy(element: etree._Element) -> FormNode:
    node: FormNode = Node(local_name(element), attributes=attributes_of(element))
    children = [child for child in element if local_name(child)]
    if children:
        for child in children:
            node.append(_copy(child))
    else:
        node.value = element.text or ""
    return node


def _items(rows: Iterable[Mapping[str, str]]) -> FormNode:
    top: FormNode = Node("")
    root: FormNode = Node("root")
    top.append(root)
    count = 0
    for row in rows:
        item: FormNode = Node("item")
        for name, value in row.items():
            item.append(Node(name, value=value))
        root.append(item)
        count += 1 + len(row)
        if count > MAX_NODES:
            raise FileError(f"có hơn {MAX_NODES // 1_000_000} triệu ô")
    return top


def csv_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The lines of a csv file with their numbers, the header first; blank ones are left out.

    The separator is what `sep=` says, else what the header is written with: a comma, a tab or a semicolon (Excel in Vietnamese). Cells are
    composed and without blanks around them. Raises UnicodeDecodeError, csv.Error.
    """
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = unicodedata.normalize("NFC", content.decode("utf-16" if is_wide else "utf-8-sig")).lstrip("\ufeff")
    head, _, rest = text.partition("\n")
    said = head.strip('\r" ')
    skipped = said.lower().startswith("sep=") and len(said) == len("sep=") + 1
    header = rest.partition("\n")[0] if skipped else head
    separator = said[-1] if skipped else next((one for one in ",\t;" if one in header), ",")
    reader = csv.reader(io.StringIO(rest if skipped else text, newline=""), delimiter=separator, strict=False)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num + skipped, [cell.strip() for cell in row]


def _rows(content: bytes) -> Iterable[Mapping[str, str]]:
    """The rows of a csv file by the names of its header."""
    lines = csv_lines(content)
    _, names = next(lines, (0, list[str]()))
    for _, row in lines:
        yield dict(zip(names, row + [""] * (len(names) - len(row)), strict=False))


def _features(data: object) -> Iterable[Mapping[str, str]]:
    if (
        not isinstance(data, dict)
        or data.get("type") != "FeatureCollection"
        or not isinstance(data.get("features"), list)
    ):
        raise FileError("tệp geojson phải là một FeatureCollection")
    for feature in data["features"]:
        row = {"geometry": _geometry(feature.get("geometry") or {})}
        if feature.get("id") is not None:
            row["id"] = _plain(feature["id"])
        for name, value in (feature.get("properties") or {}).items():
            row[str(name)] = _plain(value)
        yield row


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _geometry(geometry: Mapping[str, object]) -> str:
    """GeoJSON's [longitude, latitude] as ODK's "latitude longitude altitude accuracy", points apart by ";"."""
    points = geometry.get("coordinates")
    if not isinstance(points, list) or not points:
        return ""
    kind = geometry.get("type")
    if kind == "Polygon":
        points = points[0]
    elif kind == "Point":
        points = [points]
    return "; ".join(f"{point[1]} {point[0]} {point[2] if len(point) > 2 else 0} 0" for point in points)
