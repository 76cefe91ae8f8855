"""The house style, as far as a machine can hold it."""
import ast
import os
import re
import statistics
import subprocess

from . import documentation
from .finding import Finding
from .swift_source import Source

COLUMNS_MAX = 120
FILE_LINES_MAX = 500
FUNCTION_LINES_MAX = 60
FUNCTION_LINES_P95 = 30
FUNCTION_LINES_MEDIAN = 8

# The words are put together here so that this file does not trip over itself.
# Three X alone are ISO 4217's code for no currency: as a mark they open a comment or stand before a colon.
MARKS = re.compile(r"\b(?:" + "TO" + "DO|FIX" + r"ME)\b|(?://|/\*|#)\s*X{3}\b|\bX{3}:|(?i:\bnot " + r"implemented\b)")
TRAPS = re.compile(r"(?<!\w)(?:try" + r"!|as" + r"!(?!=)|fatal" + r"Error\s*\()")
HOSTS = "|".join(("pypi", "files.pythonhosted", "deb.debian", "registry.npmjs", "proxy.golang", "crates"))
MACHINE = re.compile(r"(?<![\w.])/(?:" + "|".join(("work", "farm", "tmp/team")) + r")/|https?://[\w.-]*"
                     r"(?:mirror|artifact|registry)[\w.-]*|\b(?:" + HOSTS.replace(".", r"\.") + r")\.(?:org|io)\b")
NOT_A_DOMAIN_ENUM = "// not a domain enum"
FLOATING = re.compile(r"\b(?:Double|Float(?:16|32|64|80)?|CGFloat)\b|(?<![\w.$])\d[\d_]*\.\d")
DEFAULT = re.compile(r"(?<![\w.`])default\s*:")
BANNED_FOLDERS = {"utils", "util", "helpers", "managers", "handlers", "dtos"}
C_FUNCTION = re.compile(r"\)\s*\{")
SHELL_FUNCTION = re.compile(r"^(\w+)\(\) ?[{(]$")


def check(root):
    """Every rule over every tracked or new file."""
    sources, paths = [], listed(root)
    for path in paths:
        text = readable(root / path)
        if text is None:
            continue
        yield from check_any(path, text)
        if path.endswith((".swift", ".c", ".h")):
            sources.append(Source(path, text))
    for source in sources:
        yield from check_source(source)
    yield from check_lengths([each for each in sources if in_sources(each.path) and each.path.endswith(".swift")])
    yield from documentation.check([each for each in sources if in_sources(each.path)])
    yield from check_scripts(root, paths)


def listed(root):
    """The paths git knows or would add; build folders are ignored by git and so here."""
    listing = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root,
                             capture_output=True, text=True, check=True)
    return sorted({path for path in listing.stdout.split("\0") if path and (root / path).is_file()})


def readable(path):
    """The text of a file; None when it is not UTF-8 text."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


def in_sources(path):
    """Whether the rules for the product's own code hold for this path."""
    return path.startswith("Sources/")


def language(path, text):
    """What a file is written in, as far as the rules differ; None when it is data or prose."""
    for suffix, name in ((".swift", "swift"), (".c", "c"), (".h", "c"), (".py", "python"), (".sh", "shell")):
        if path.endswith(suffix):
            return name
    first = text.split("\n", 1)[0]
    if first.startswith("#!"):
        return "python" if "python" in first else "shell"
    return None


def check_any(path, text):
    """The rules for text of every kind, then those for code of its language."""
    for number, line in enumerate(text.split("\n"), 1):
        if MACHINE.search(line):
            yield Finding(path, number, "machine", "names a path or host of one machine")
    written = language(path, text)
    if written is None:
        return
    yield from check_lines(path, text)
    if written == "python":
        yield from check_python(path, text)
    elif written == "shell":
        yield from check_shell(path, text)


def check_lines(path, text):
    """Width, white space and marks of unfinished work."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > COLUMNS_MAX:
            yield Finding(path, number, "columns", f"{len(line)} columns, at most {COLUMNS_MAX}")
        if "\t" in line:
            yield Finding(path, number, "tab", "indent with spaces")
        if line != line.rstrip():
            yield Finding(path, number, "trailing-space", "white space at the end of the line")
        if MARKS.search(line):
            yield Finding(path, number, "unfinished", "finish it, or file it where work is planned")
    if text and not text.endswith("\n"):
        yield Finding(path, text.count("\n") + 1, "final-newline", "the last line has no end")


def check_source(source):
    """The rules for Swift and C sources."""
    yield from check_function_sizes(source)
    if not in_sources(source.path):
        return
    yield from check_place(source)
    for match in TRAPS.finditer(source.code):
        yield Finding(source.path, source.line_at(match.start()), "trap", f"{match[0].strip()} can end the process")
    layer = source.path.split("/")[1]
    if layer in ("Schema", "Lifecycle"):
        for match in FLOATING.finditer(source.code):
            yield Finding(source.path, source.line_at(match.start()), "floating-point", f"{match[0]} in the domain")
    if layer == "Lifecycle":
        yield from check_defaults(source)


def check_place(source):
    """File size, folder names, and the file's own name."""
    parts = source.path.split("/")
    count = len(source.lines) - 1
    if count > FILE_LINES_MAX:
        yield Finding(source.path, count, "file-length", f"{count} lines, at most {FILE_LINES_MAX}")
    for folder in parts[1:-1]:
        if folder.lower() in BANNED_FOLDERS:
            yield Finding(source.path, 1, "folder-name", f"{folder} is no noun of the domain")
    stem, extension = os.path.splitext(parts[-1])
    if extension == ".swift" and stem != "main" and not declares(source.code, *stem.split("+")[:2]):
        yield Finding(source.path, 1, "file-name", f"declares no type or extension named {stem.split('+')[0]}")


def declares(code, name, aspect=None):
    """Whether a type or an extension of that name is declared, or with an aspect: conformances to that name."""
    keyword = r"(?<![\w.`])(?:struct|class|enum|protocol|actor|typealias|extension)\s+(?:\w+\.)*`?"
    if aspect is not None and re.search(r"(?<![\w.`])extension\s[^{}]*:[^{}]*\b" + re.escape(name) + r"\b", code):
        return True
    return re.search(keyword + re.escape(name) + r"\b", code) is not None


def check_defaults(source):
    """No `default:` in a switch: a new case must be seen by the compiler. Argument labels are let pass."""
    innermost = source.innermost()
    for match in DEFAULT.finditer(source.code):
        opened, number = innermost[match.start()], source.line_at(match.start())
        in_switch = opened >= 0 and source.code[opened] == "{"
        if in_switch and NOT_A_DOMAIN_ENUM not in source.lines[number - 1]:
            yield Finding(source.path, number, "default", f"name the cases, or say `{NOT_A_DOMAIN_ENUM}`")


def check_function_sizes(source):
    """No function longer than the limit, in Swift and in C."""
    functions = source.functions() if source.path.endswith(".swift") else c_functions(source)
    for function in functions:
        yield from too_long(source.path, function.line, function.name, function.length)


def too_long(path, line, name, length):
    """The one finding on a function's length, for every language."""
    if length > FUNCTION_LINES_MAX:
        yield Finding(path, line, "function-length", f"{name} has {length} lines, at most {FUNCTION_LINES_MAX}")


def c_functions(source):
    """Functions of a C file: braces outside any other bracket that follow a parameter list."""
    from .swift_source import Function, closing_brace
    innermost = source.innermost()
    for match in C_FUNCTION.finditer(source.code):
        if innermost[match.end() - 1] == -1:
            first = source.line_at(match.start())
            last = source.line_at(closing_brace(source.code, match.end() - 1))
            yield Function("function", source.code_lines[first - 1].strip(), first, last - first + 1)


def check_python(path, text):
    """Python: it parses, and no function is longer than the limit."""
    try:
        tree = ast.parse(text)
    except SyntaxError as failure:
        yield Finding(path, failure.lineno or 1, "syntax", failure.msg)
        return
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from too_long(path, node.lineno, node.name, node.end_lineno - node.lineno + 1)


def check_shell(path, text):
    """Shell: no function longer than the limit; one starts with `name() {` and ends with `}` in column one."""
    started = None
    for number, line in enumerate(text.split("\n"), 1):
        opened = SHELL_FUNCTION.match(line)
        if opened:
            started = (number, opened[1])
        elif line in ("}", ")") and started:
            yield from too_long(path, started[0], started[1], number - started[0] + 1)
            started = None


def check_lengths(sources):
    """Median and 95th percentile of the functions' lengths over all Swift sources."""
    lengths = sorted(each.length for source in sources for each in source.functions() if each.kind == "function")
    if not lengths:
        return
    median = statistics.median(lengths)
    p95 = lengths[min(len(lengths) - 1, len(lengths) * 95 // 100)]
    report(f"functions: {len(lengths)}, lines median {median:g}, p95 {p95}, longest {lengths[-1]}")
    if median > FUNCTION_LINES_MEDIAN:
        yield Finding("Sources", 1, "function-median", f"median of {median:g} lines, at most {FUNCTION_LINES_MEDIAN}")
    if p95 > FUNCTION_LINES_P95:
        yield Finding("Sources", 1, "function-p95", f"95th percentile of {p95} lines, at most {FUNCTION_LINES_P95}")


def report(sentence):
    """A figure for the reader that is no finding."""
    os.write(2, (sentence + "\n").encode())


def check_scripts(root, paths):
    """Each script directly in Tools can be run and answers `--help` on standard output."""
    for path in paths:
        if path.count("/") != 1 or not path.startswith("Tools/") or path.endswith(".md"):
            continue
        if not os.access(root / path, os.X_OK):
            yield Finding(path, 1, "script", "is not executable")
            continue
        answer = subprocess.run([str(root / path), "--help"], cwd=root, capture_output=True, text=True,
                                stdin=subprocess.DEVNULL, check=False, timeout=30)
        if answer.returncode != 0 or not answer.stdout.strip():
            yield Finding(path, 1, "script", "does not answer --help")
