"""Just enough of Swift's (and C's) lexical structure to measure code: strings, comments, brackets, functions."""
import bisect
import dataclasses
import re

OPENING = {"(": ")", "[": "]", "{": "}"}
CLOSING = {closing: opening for opening, closing in OPENING.items()}
STRING_START = re.compile(r'(#*)("""|")')
CHARACTER = re.compile(r"'(?:\\.[^'\n]*|[^\\'\n])'")
REGEX_START = re.compile(r"(#+)/")
FUNCTION_START = re.compile(
    r"(?<![\w.`@#])(?:(?P<func>func)\s+(?P<name>`?[\w]+`?|[^\s\w(]+)"
    r"|(?P<init>init)\s*[?!]?\s*(?=[<(])|(?P<subscript>subscript)\s*(?=[<(])|(?P<deinit>deinit)(?=\s*\{)"
    r"|(?P<var>var)\s+(?P<property>`?\w+`?)\s*:)")
CONTINUES_AFTER = re.compile(r"(?:->|[,:&(=<]|\bwhere|\bthrows|\basync|\bsome|\bany)$")
CONTINUES_WITH = re.compile(r"\s*(?:\{|->|[,:&(]|where\b|throws\b|rethrows\b|async\b)")


@dataclasses.dataclass(frozen=True)
class Function:
    """A function with a body: where it starts and how many lines it takes, first to last."""
    kind: str
    name: str
    line: int
    length: int


class Source:
    """A file, and the same text with comments and string contents blanked (positions and lines unchanged)."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.code = blanked(text)
        self.lines = text.split("\n")
        self.code_lines = self.code.split("\n")
        self.starts = [0] + [match.end() for match in re.finditer("\n", text)]

    def line_at(self, offset):
        """The number, from 1, of the line an offset lies in."""
        return bisect.bisect_right(self.starts, offset)

    def innermost(self):
        """For every offset, the offset of the innermost bracket that is open there, or -1."""
        stack, result = [-1], []
        for offset, character in enumerate(self.code):
            if character in CLOSING and len(stack) > 1:
                stack.pop()
            result.append(stack[-1])
            if character in OPENING:
                stack.append(offset)
        return result

    def functions(self):
        """Every function, initialiser, subscript and computed property that has a body."""
        for match in FUNCTION_START.finditer(self.code):
            start = body_start(self.code, match.end())
            if start is None:
                continue
            end = closing_brace(self.code, start)
            first, last = self.line_at(match.start()), self.line_at(end)
            name = match["name"] or match["property"] or match[0].strip()
            kind = "property" if match["var"] else "function"
            yield Function(kind, name, first, last - first + 1)


def blanked(text):
    """The text with every character of a comment or a string literal, newlines apart, made a space."""
    out, at = list(text), 0
    while at < len(text):
        end = literal_end(text, at)
        if end is None:
            at += 1
            continue
        for offset in range(at, min(end, len(text))):
            if out[offset] != "\n":
                out[offset] = " "
        at = end
    return "".join(out)


def literal_end(text, at):
    """Where the comment or literal that starts at this offset ends; None when none starts here."""
    if text.startswith("//", at):
        end = text.find("\n", at)
        return len(text) if end < 0 else end
    if text.startswith("/*", at):
        return comment_end(text, at)
    if text[at] == "'":
        opened = CHARACTER.match(text, at)
        return opened.end() if opened else None
    if text[at] not in '"#':
        return None
    opened = STRING_START.match(text, at)
    if opened:
        return string_end(text, opened.end(), len(opened[1]), opened[2])
    opened = REGEX_START.match(text, at)
    if opened:
        end = text.find("/" + opened[1], opened.end())
        return len(text) if end < 0 else end + 1 + len(opened[1])
    return None


def comment_end(text, at):
    """The end of a block comment; Swift's nest."""
    depth, at = 1, at + 2
    while depth and at < len(text):
        if text.startswith("/*", at):
            depth, at = depth + 1, at + 2
        elif text.startswith("*/", at):
            depth, at = depth - 1, at + 2
        else:
            at += 1
    return at


def string_end(text, at, pounds, quote):
    """The end of a string whose opening quote ends at this offset; interpolations belong to the string."""
    closing, escape = quote + "#" * pounds, "\\" + "#" * pounds
    while at < len(text):
        if text.startswith(closing, at):
            return at + len(closing)
        if text.startswith(escape + "(", at):
            at = interpolation_end(text, at + len(escape) + 1)
        elif text.startswith(escape, at):
            at += len(escape) + 1
        elif text[at] == "\n" and len(quote) == 1:
            return at
        else:
            at += 1
    return at


def interpolation_end(text, at):
    """The end of an interpolation whose opening parenthesis ends at this offset."""
    depth = 1
    while depth and at < len(text):
        end = literal_end(text, at)
        if end is not None:
            at = end
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return at


def body_start(code, at):
    """The brace that opens the body of a declaration whose head goes on at this offset; None: it has no body."""
    depth = 0
    for offset in range(at, len(code)):
        character = code[offset]
        if character == "{" and depth == 0:
            return offset
        if character in "};" and depth == 0:
            return None
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth -= 1
        elif character == "=" and depth == 0 and code[offset - 1].isspace() and code[offset + 1:offset + 2].isspace():
            return None
        elif character == "\n" and depth == 0 and head_ends(code, at, offset):
            return None
    return None


def head_ends(code, start, newline):
    """Whether a declaration's head, begun at `start`, ends at this newline."""
    if CONTINUES_AFTER.search(code[start:newline].rstrip()):
        return False
    return not CONTINUES_WITH.match(code, newline)


def closing_brace(code, start):
    """The brace that closes the one at `start`, or the end of the file."""
    depth = 0
    for offset in range(start, len(code)):
        depth += {"{": 1, "}": -1}.get(code[offset], 0)
        if depth == 0:
            return offset
    return len(code) - 1
