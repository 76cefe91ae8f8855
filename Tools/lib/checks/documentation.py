"""Every public declaration has a doc comment, or is the witness of a requirement that has one."""
import re

from .finding import Finding

MODIFIERS = (r"(?:(?:static|class|final|override|mutating|nonmutating|required|convenience|lazy|weak|indirect|dynamic"
             r"|nonisolated(?:\([^)]*\))?|isolated|borrowing|consuming|unowned|prefix|postfix|infix)\s+)*")
KINDS = r"(?P<kind>func|var|let|struct|enum|class|actor|protocol|typealias|init|subscript|associatedtype)"
ATTRIBUTES = r"(?:@\w+(?:\([^)\n]*\))?\s+)*"
NAME = r"\s*(?P<name>`?\w+`?|[^\s\w({:]+)?"
ACCESS = r"(?:public|open)(?:\s+(?:private|internal|package)\(set\))?\s+"
PUBLIC = re.compile(r"^\s*" + ATTRIBUTES + MODIFIERS + ACCESS + MODIFIERS + KINDS + r"\b" + NAME)
REQUIREMENT = re.compile(r"^\s*" + ATTRIBUTES + MODIFIERS + KINDS + r"\b" + NAME)
PUBLIC_EXTENSION = re.compile(r"^\s*" + ATTRIBUTES + r"public\s+extension\b")
SCOPE = re.compile(r"(?<![\w.`])(?P<kind>struct|class|enum|actor|protocol|extension)\s+(?P<name>[\w.`]+)"
                   r"(?P<rest>[^{}]*)\{")
ATTRIBUTE_LINE = re.compile(r"^\s*@\w+(?:\(.*\))?\s*$|^\s*#(?:if|else|elseif|endif)\b")

# Requirements of the standard library's protocols, documented there.
STANDARD = {"description", "debugDescription", "hash", "hashValue", "==", "<", "<=", ">", ">=", "encode",
            "makeIterator", "next", "startIndex", "endIndex", "index", "rawValue", "allCases", "errorDescription",
            "AllCases", "Element", "Index", "Iterator", "RawValue"}


def check(sources):
    """Every public declaration of these sources, and every requirement of their public protocols."""
    swift = [source for source in sources if source.path.endswith(".swift")]
    protocols = {}
    for source in swift:
        protocols.update(documented_protocols(source))
    for source in swift:
        yield from check_source(source, protocols)


def check_source(source, protocols):
    """One file's public declarations."""
    scopes = enclosing_scopes(source)
    for number, line in enumerate(source.code_lines, 1):
        if PUBLIC_EXTENSION.match(line):
            yield Finding(source.path, number, "public-extension",
                          "write `public` on the members, each with its comment")
        declared = PUBLIC.match(line) or requirement(scopes.get(number), line)
        if declared is None or documented(source, number):
            continue
        if (declared["name"] or declared["kind"]).strip("`") in excused(scopes.get(number), protocols):
            continue
        yield Finding(source.path, number, "undocumented",
                      f"public {declared['kind']} {declared['name'] or ''} has no doc comment".replace("  ", " "))


def requirement(scope, line):
    """A requirement of a public protocol, which is public without saying so."""
    if scope and scope["kind"] == "protocol" and scope["public"]:
        return REQUIREMENT.match(line)
    return None


def documented(source, number):
    """Whether a `///` stands right above a declaration, attributes and conditions between them allowed."""
    above = number - 1
    while above >= 1 and ATTRIBUTE_LINE.match(source.code_lines[above - 1]):
        above -= 1
    return above >= 1 and source.lines[above - 1].lstrip().startswith(("///", "*/")) \
        and not source.code_lines[above - 1].strip()


def enclosing_scopes(source):
    """For each line directly inside a type or an extension: its kind, visibility and inheritance clause."""
    innermost, found = source.innermost(), {}
    openings = {match.end() - 1: match for match in SCOPE.finditer(source.code)}
    for number in range(1, len(source.lines) + 1):
        opened = innermost[source.starts[number - 1]] if source.starts[number - 1] < len(innermost) else -1
        match = openings.get(opened)
        if match:
            head = source.code_lines[source.line_at(match.start()) - 1]
            found[number] = {"kind": match["kind"], "name": match["name"], "public": "public " in head,
                             "inherits": set(re.findall(r"\w+", match["rest"].partition("where")[0]))}
    return found


def documented_protocols(source):
    """This file's protocols: what each inherits, and which of its requirements carry a comment."""
    found = {}
    for number, scope in enclosing_scopes(source).items():
        if scope["kind"] != "protocol":
            continue
        entry = found.setdefault(scope["name"], {"inherits": scope["inherits"], "requirements": set()})
        declared = REQUIREMENT.match(source.code_lines[number - 1])
        if declared and documented(source, number):
            entry["requirements"].add((declared["name"] or declared["kind"]).strip("`"))
    return found


def excused(scope, protocols):
    """The names a scope's declarations may leave to the protocols it conforms to."""
    if scope is None or scope["kind"] == "protocol":
        return set()
    names, seen, waiting = set(STANDARD), set(), list(scope["inherits"])
    while waiting:
        name = waiting.pop()
        if name in seen or name not in protocols:
            continue
        seen.add(name)
        names |= protocols[name]["requirements"]
        waiting += protocols[name]["inherits"]
    return names
