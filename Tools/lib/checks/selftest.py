"""Shows that each rule can fail: a tree of one bad sample must give that rule's finding, a good tree none."""
import contextlib
import io
import os
import pathlib
import shutil
import subprocess
import tempfile

from . import layers, style

LONG = "func long() {\n" + "    step()\n" * 60 + "}\n"
MIDDLING = "".join(f"func step{number}() {{\n" + "    work()\n" * 8 + "}\n" for number in range(3))
UNEVEN = "func long() {\n" + "    work()\n" * 30 + "}\n" + "func short() {}\n" * 9
IN_LIFECYCLE = "Sources/Lifecycle/Sample.swift"
IN_SCHEMA = "Sources/Schema/Sample.swift"
IN_LEDGER = "Sources/Ledger/Sample.swift"

# rule, path, text. Where a word would trip this very check it is put together.
STYLE = [
    ("columns", IN_LEDGER, "struct Sample { // " + "-" * 120 + "\n}\n"),
    ("tab", IN_LEDGER, "struct Sample {\n\tlet a = 1\n}\n"),
    ("trailing-space", IN_LEDGER, "struct Sample {} \n"),
    ("final-newline", IN_LEDGER, "struct Sample {}"),
    ("unfinished", IN_LEDGER, "struct Sample {} // TO" + "DO: more\n"),
    ("unfinished", IN_LEDGER, "struct Sample {} // X" + "XX is wrong\n"),
    ("unfinished", "Tools/lib/sample.sh", "# not " + "implemented\n"),
    ("machine", "README.md", "see /" + "work/main\n"),
    ("machine", "README.md", "see https://pypi" + ".org/simple\n"),
    ("file-length", IN_LEDGER, "struct Sample {}\n" + "//\n" * 500),
    ("file-name", IN_LEDGER, "struct Other {}\n"),
    ("file-name", "Sources/Ledger/Sample+Aspect.swift", "extension Other {}\n"),
    ("folder-name", "Sources/Ledger/Utils/Sample.swift", "struct Sample {}\n"),
    ("function-length", IN_LEDGER, "struct Sample {}\n" + LONG),
    ("function-length", IN_LEDGER, "struct Sample {\n    var long: Int {\n" + "        work()\n" * 60 + "    }\n}\n"),
    ("function-length", "Tools/lib/sample.c", "int long_one(void)\n{\n" + "    step();\n" * 60 + "}\n"),
    ("function-length", "Tools/lib/sample.py", "def long():\n" + "    step()\n" * 60),
    ("function-length", "Tools/lib/sample.sh", "long() {\n" + "    step\n" * 60 + "}\n"),
    ("function-median", IN_LEDGER, "struct Sample {}\n" + MIDDLING),
    ("function-p95", IN_LEDGER, "struct Sample {}\n" + UNEVEN),
    ("syntax", "Tools/lib/sample.py", "def (:\n"),
    ("trap", IN_LEDGER, "struct Sample { let a = try" + "! b() }\n"),
    ("trap", IN_LEDGER, "struct Sample { let a = b as" + "! C }\n"),
    ("trap", IN_LEDGER, "struct Sample { func a() { fatal" + "Error(\"no\") } }\n"),
    ("floating-point", IN_SCHEMA, "struct Sample { let a: Double }\n"),
    ("floating-point", IN_LIFECYCLE, "struct Sample { let a = 1.5 }\n"),
    ("default", IN_LIFECYCLE, "struct Sample {\n    func a(b: B) { switch b {\n    default: c() } }\n}\n"),
    ("default", IN_LIFECYCLE, "struct Sample {\n    let a = b.map({ switch $0 {\n    @unknown default: c() } })\n}\n"),
    ("undocumented", IN_LEDGER, "public struct Sample {}\n"),
    ("undocumented", IN_LEDGER, "// no doc comment\n@frozen\npublic struct Sample {}\n"),
    ("undocumented", IN_LEDGER, "/// A sample.\npublic struct Sample {\n    @inlinable public static func a() {}\n}\n"),
    ("undocumented", IN_LEDGER, "/// A sample.\npublic protocol Sample {\n    func a()\n}\n"),
    ("undocumented", IN_LEDGER, "/// A sample.\npublic struct Sample {\n    public init() {}\n}\n"),
    ("undocumented", IN_LEDGER,
     "struct Sample {\n    let a = \"\"\"\n        /// \n        \"\"\"\n    public var b = 1\n}\n"),
    ("public-extension", IN_LEDGER, "public extension Sample {}\n"),
    ("script", "Tools/sample", "#!/bin/sh\nexit 1\n"),
    ("script", "Tools/silent", "#!/bin/sh\nexit 0\n"),
]
LAYERS = [
    ("layer-import", IN_LIFECYCLE, "import Ledger\n"),
    ("layer-import", IN_SCHEMA, "public import struct CCrypto.ccrypto_sha256\n"),
    ("layer-import", IN_SCHEMA, "let a = 1; @testable import Views\n"),
    ("layer-import", IN_LIFECYCLE, "#if canImport(Glibc)\n@preconcurrency import Glibc\n#endif\n"),
    ("foundation", IN_LIFECYCLE, "internal import Foundation\n"),
    ("foundation", IN_SCHEMA, "@_exported import FoundationEssentials\n"),
    ("foundation", "Sources/Varlink/Sample.swift", "import class Foundation.FileManager\n"),
    ("module-name", IN_LEDGER, "public enum Ledger {}\n"),
    ("layer-table", "Sources/Stray/Sample.swift", "struct Sample {}\n"),
]
GOOD = """import CCrypto
// import Foundation, as\u0021 and fatal\u0045rror( in a comment are no code
/// A sample; strings hide code, even try\u0021 in them.
public struct Sample: Named, CustomStringConvertible {
    /* nested /* comment */ func a() { */
    public var name: String { "try\u0021 \\(name.map { "}" + $0 }) /* { */ as\u0021 B" }
    public var description: String { #"fatalError( " "# }
    static let table = [Int: Int](), none = "XXX"
    func a(b: Int = { 3 }()) -> Int
    where B: C {
        Self.table[b, default: 0]
    }
}
/// What has a name.
public protocol Named {
    /// The name.
    var name: String { get }
}
"""


def run():
    """Runs every sample; exits 0 when each rule failed where it should and only there."""
    faults = [fault for rule, path, text in STYLE for fault in missing(rule, path, text, style_rules)]
    faults += [fault for rule, path, text in LAYERS for fault in missing(rule, path, text, layer_rules)]
    faults += good_tree() + manifest_samples() + object_samples()
    for fault in faults:
        print(f"self-test: {fault}")
    print(f"self-test: {len(STYLE) + len(LAYERS) + 7} samples, {len(faults)} not judged as they should be")
    return 1 if faults else 0


@contextlib.contextmanager
def tree(path, text):
    """A throw-away git tree of one file; scripts are executable in it."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        subprocess.run(["git", "init", "-q"], cwd=root, check=True)
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        os.chmod(target, 0o755)
        (root / "Sources").mkdir(exist_ok=True)
        yield root


def style_rules(root):
    """The rules of style that a tree breaks."""
    return [finding.rule for finding in style.check(root)]


def layer_rules(root):
    """The rules of layering that a tree's sources break."""
    folders = sorted((root / "Sources").iterdir())
    return [finding.rule for folder in folders for finding in layers.check_module(root, folder)]


def missing(rule, path, text, rules):
    """A sentence when the sample does not break the rule it is there for."""
    with tree(path, text) as root, quiet():
        found = rules(root)
    if rule not in found:
        yield f"{rule} let {path} pass: {text[:60]!r} (found {found})"


@contextlib.contextmanager
def quiet():
    """Keeps the figures of sample trees off the terminal."""
    kept, style.report = style.report, io.StringIO().write
    try:
        yield
    finally:
        style.report = kept


def good_tree():
    """The good sample breaks nothing."""
    with tree(IN_LEDGER, GOOD) as root, quiet():
        found = list(style.check(root)) + list(layers.check_module(root, root / "Sources" / "Ledger"))
    return [f"a good sample was refused: {finding}" for finding in found]


def manifest_samples():
    """A range instead of a pin, a missing edge and an extra edge are each found."""
    manifest = {
        "dependencies": [{"sourceControl": [{"identity": "loose", "requirement": {"range": []}}]}],
        "targets": [{"name": name, "dependencies": [{"byName": [each, None]} for each in expected]}
                    for name, expected in layers.DEPENDENCIES.items() if name != "Views"],
    }
    lifecycle = next(each for each in manifest["targets"] if each["name"] == "Lifecycle")
    lifecycle["dependencies"] = [{"product": ["NIOCore", "swift-nio", None, None]}]
    said = " ".join(str(finding) for finding in layers.compare_manifest(manifest))
    wanted = ("loose is not pinned", "Lifecycle depends on NIOCore", "Lifecycle does not depend on Schema",
              "target Views is missing")
    return [f"the manifest's fault was not found: {each}" for each in wanted if each not in said]


def object_samples():
    """An object that uses Foundation is found, one that does not is let pass; needs a compiler."""
    if shutil.which("swiftc") is None:
        return ["no swiftc on PATH: the objects check cannot be shown to fail"]
    bad = object_rules("import Foundation\npublic func now() -> Any { Date() }\n")
    good = object_rules("public func now() -> Int { [1].count }\n")
    return ([] if "foundation" in bad else ["an object that uses Foundation was let pass"]) \
        + (["an object without Foundation was refused"] if "foundation" in good else [])


def object_rules(text):
    """The rules that an object compiled from this text breaks, as module Schema of a build folder."""
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / "Schema.build"
        target.mkdir()
        (target / "Sample.swift").write_text(text)
        subprocess.run(["swiftc", "-parse-as-library", "-module-name", "Schema", "-c", "Sample.swift",
                        "-o", "Sample.o"], cwd=target, check=True, capture_output=True)
        return [finding.rule for finding in layers.check_objects(pathlib.Path(folder))]
