"""Reading XML from strangers: no DTD, no entities, no network, no huge trees."""

from lxml import etree

from survey.xform.form.errors import FormError, FormProblem


def parse_xml(content: bytes, where: str) -> etree._Element:
    """The root element of an XML document, without comments and processing instructions."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FormError([_refused(where)])
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        problem = FormProblem(
            "xml", where, f"không đọc được XML: {error}.", "Chuyển đổi lại từ XLSForm hoặc sửa dòng này."
        )
        raise FormError([problem]) from error
    document = root.getroottree().docinfo
    if document.internalDTD is not None:
        raise FormError([_refused(where)])
    return root


def _refused(where: str) -> FormProblem:
    return FormProblem(
        "xml-doctype", where, "có khai báo DOCTYPE hoặc ENTITY.", "Xoá khai báo đó: phiếu không cần đến."
    )
