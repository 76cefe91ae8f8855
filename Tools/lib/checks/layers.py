"""The table of layers, and the checks that hold sources, manifest and objects to it."""
import json
import re
import shutil
import subprocess
import tempfile

from .finding import Finding
from .swift_source import Source

# ARCHITECTURE.md, "Modules": what each target's line in Package.swift names. A change here is a change there.
NIO = {"NIOCore", "NIOPosix"}
DEPENDENCIES = {
    "CSQLite": set(),
    "CSystemd": set(),
    "CCrypto": set(),
    "Schema": set(),
    "Lifecycle": {"Schema"},
    "Ledger": {"CSQLite", "CCrypto"},
    "Views": {"Lifecycle", "Schema", "Ledger", "CSQLite"},
    "Varlink": {"Schema"} | NIO,
    "Application": {"Schema", "Lifecycle", "Ledger", "Views", "Varlink", "CSystemd"} | NIO,
    "Console": {"Schema", "Lifecycle", "Ledger", "Views", "Varlink"},
    "engaged": {"Application", "ArgumentParser"},
    "engagectl": {"Console"},
}

# What the toolchain brings: the C library where system calls are made, Foundation where formatting for people is.
C_LIBRARY = {"Glibc", "Musl"}
FOUNDATION = {"Foundation", "FoundationEssentials"}
TOOLCHAIN = {
    "Schema": set(),
    "Lifecycle": set(),
    "Ledger": C_LIBRARY,
    "Views": C_LIBRARY | {"Dispatch"},
    "Varlink": C_LIBRARY,
    "Application": C_LIBRARY | FOUNDATION | {"Dispatch"},
    "Console": C_LIBRARY | FOUNDATION,
    "engaged": C_LIBRARY | FOUNDATION,
    "engagectl": C_LIBRARY,
}
STANDARD_LIBRARY = {"Swift", "Synchronization", "_Concurrency"}
PURE = ("Schema", "Lifecycle")

IMPORT = re.compile(
    r"(?:^|(?<=;))[ \t]*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor)\s+)?(?P<module>\w+)[\w.]*", re.MULTILINE)
TYPE = re.compile(r"(?<![\w.`])(?:struct|class|enum|protocol|actor|typealias)\s+`?(?P<name>\w+)")
FOREIGN_SYMBOL = re.compile(r"\$s(?:10Foundation|20FoundationEssentials)")
AUTOLINK = re.compile(rb"-lFoundation\w*|_?FoundationICU|swiftFoundation")


def check(root):
    """Every source file's imports, the names of types, and Package.swift itself."""
    for folder in sorted((root / "Sources").iterdir()):
        if folder.is_dir():
            yield from check_module(root, folder)
    yield from check_manifest(root)


def check_module(root, folder):
    """One module: known to the table, importing only what its row names, no type with its name."""
    module = folder.name
    if module not in DEPENDENCIES:
        yield Finding(str(folder.relative_to(root)), 1, "layer-table", f"{module} is not in the table of layers")
        return
    for path in sorted(folder.rglob("*.swift")):
        source = Source(str(path.relative_to(root)), path.read_text())
        yield from check_imports(module, source)
        yield from check_type_names(module, source)


def check_imports(module, source):
    """A layer imports what the table names for it, and what the toolchain may bring it."""
    allowed = DEPENDENCIES[module] | TOOLCHAIN.get(module, set()) | STANDARD_LIBRARY
    for match in IMPORT.finditer(source.code):
        imported = match["module"]
        if imported not in allowed:
            rule = "foundation" if imported.startswith("Foundation") else "layer-import"
            yield Finding(source.path, source.line_at(match.start("module")), rule,
                          f"{module} may not import {imported}")


def check_type_names(module, source):
    """Swift cannot qualify a name when a type bears its module's."""
    for match in TYPE.finditer(source.code):
        if match["name"] == module:
            yield Finding(source.path, source.line_at(match.start()), "module-name",
                          f"a type named {module} hides the module of that name")


def check_manifest(root):
    """Package.swift names the table's dependencies and pins every package exactly."""
    try:
        manifest = read_manifest(root)
    except (OSError, subprocess.SubprocessError, ValueError) as failure:
        yield Finding("Package.swift", 1, "manifest", f"cannot be read by swift: {failure}")
        return
    yield from compare_manifest(manifest)


def compare_manifest(manifest):
    """The manifest's pins and targets against the table."""
    for dependency in manifest["dependencies"]:
        yield from check_pin(dependency)
    targets = {target["name"]: target for target in manifest["targets"]}
    for module, expected in DEPENDENCIES.items():
        named = {dependency_name(each) for each in targets.get(module, {}).get("dependencies", [])}
        if module not in targets:
            yield Finding("Package.swift", 1, "layer-table", f"target {module} is missing")
        for name in sorted(named - expected):
            yield Finding("Package.swift", 1, "layer-table", f"{module} depends on {name}, the table says it may not")
        for name in sorted(expected - named):
            yield Finding("Package.swift", 1, "layer-table", f"{module} does not depend on {name}, the table names it")


def check_pin(dependency):
    """A package is pinned by `exact:`; nothing else builds the same twice."""
    for kind, entries in dependency.items():
        for entry in entries:
            if kind != "sourceControl" or "exact" not in entry.get("requirement", {}):
                yield Finding("Package.swift", 1, "pin", f"{entry.get('identity')} is not pinned by exact:")


def dependency_name(dependency):
    """The name of a target's dependency, be it a product, a target or either."""
    return next(iter(dependency.values()))[0]


def read_manifest(root):
    """Package.swift as swift itself understands it; a scratch folder of its own lets a build go on meanwhile."""
    with tempfile.TemporaryDirectory() as scratch:
        dumped = subprocess.run(["swift", "package", "--scratch-path", scratch, "dump-package"], cwd=root,
                                capture_output=True, text=True, check=False)
    if dumped.returncode != 0:
        raise ValueError(dumped.stderr.strip().splitlines()[-1:] or "swift package dump-package failed")
    return json.loads(dumped.stdout)


def check_objects(build):
    """The built objects of the pure modules: neither symbols nor link requests of Foundation."""
    for module in PURE:
        objects = sorted((build / f"{module}.build").rglob("*.o"))
        if not objects:
            yield Finding(str(build), 1, "objects", f"no object files of {module}: build first")
        for path in objects:
            yield from check_object(module, path)


def check_object(module, path):
    """One object file; the symbols show use, the autolink entries show a mere import."""
    symbols = undefined_symbols(path)
    if symbols is None:
        yield Finding(str(path), 1, "objects", "nm cannot read it")
        return
    used = [symbol for symbol in symbols if FOREIGN_SYMBOL.search(symbol)]
    if used:
        yield Finding(str(path), 1, "foundation", f"{module} uses {used[0]} and {len(used) - 1} more")
    link = AUTOLINK.search(path.read_bytes())
    if link:
        yield Finding(str(path), 1, "foundation", f"{module} asks the linker for {link[0].decode()}")


def undefined_symbols(path):
    """What an object file needs from elsewhere, by mangled name; None when nm fails."""
    nm = shutil.which("nm") or shutil.which("llvm-nm")
    if nm is None:
        return None
    listed = subprocess.run([nm, "-u", str(path)], capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        return None
    return [line.split()[-1] for line in listed.stdout.splitlines() if line.strip()]
