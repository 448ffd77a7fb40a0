"""Text to tokens, with XPath's rule for telling a name from an operator of the same spelling."""

import re
from typing import NamedTuple

from survey.xpath.errors import XPathSyntaxError

_NAME = r"[^\W\d][\w.\-]*"
_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+)"
    r"|(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<string>\"[^\"]*\"|'[^']*')"
    r"|(?P<symbol>::|//|\.\.|<=|>=|!=|[()\[\].@,/|+\-=<>*$:])"
    rf"|(?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)"
)
_WORD_OPERATORS = frozenset({"and", "or", "div", "mod"})
_SYMBOL_OPERATORS = frozenset({"|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "/", "//"})
_NO_OPERAND_BEFORE = frozenset({"@", "::", "(", "[", ",", "operator"})


class Token(NamedTuple):
    """`kind`: number, string, name, operator, or the symbol itself; "end" closes the list."""

    kind: str
    text: str
    position: int


def tokens(source: str) -> list[Token]:
    """All tokens of `source`; raises `XPathSyntaxError` at the first character that begins none."""
    found: list[Token] = []
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise _unreadable(source, position)
        if match.lastgroup != "space":
            found.append(_token(match.lastgroup or "", match.group(), position, found))
        position = match.end()
    found.append(Token("end", "", len(source)))
    return found


def _unreadable(source: str, position: int) -> XPathSyntaxError:
    character = source[position]
    if character in "\"'":
        return XPathSyntaxError("Chuỗi chưa đóng dấu nháy", position)
    if character in "“”‘’":
        return XPathSyntaxError(f"Dấu nháy cong {character} không dùng được, hãy gõ dấu nháy thẳng", position)
    return XPathSyntaxError(f"Không hiểu ký tự {character!r}", position)


def _token(group: str, text: str, position: int, before: list[Token]) -> Token:
    operand_before = bool(before) and before[-1].kind not in _NO_OPERAND_BEFORE
    if group == "symbol":
        operator = text in _SYMBOL_OPERATORS or (text == "*" and operand_before)
        return Token("operator" if operator else text, text, position)
    if group == "name" and text in _WORD_OPERATORS and operand_before:
        return Token("operator", text, position)
    if group == "string":
        return Token("string", text[1:-1], position)
    return Token(group, text, position)
