"""Adds up the xunit files of `swift test` and closes with one line: `N passed, N failed, N skipped`.

Exits 1 when a test failed, when none ran at all, and with --no-skips when one was skipped.
"""
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

# Root may write every file: this one runs as a user, and the process tests hold the same on a read-only file system.
SKIPPED_AS_ROOT = {"LedgerTests.OpeningTests.readOnly()"}


def outcomes(path):
    """Yields 'failed', 'skipped' or 'passed' with the name of each test case of one xunit file."""
    for case in ElementTree.parse(path).iter("testcase"):
        kinds = {child.tag for child in case}
        outcome = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
        yield outcome, f"{case.get('classname')}.{case.get('name')}"


def main(arguments):
    """Prints what failed and was skipped, and the closing line."""
    allows_skips = "--no-skips" not in arguments
    paths = [pathlib.Path(path) for path in arguments if not path.startswith("--")]
    cases = [case for path in paths if path.exists() for case in outcomes(path)]
    counted = [outcome for outcome, _ in cases]
    for outcome, name in cases:
        if outcome != "passed":
            print(f"{outcome}: {name}")
    print(", ".join(f"{counted.count(kind)} {kind}" for kind in ("passed", "failed", "skipped")))
    skipped = {name for outcome, name in cases if outcome == "skipped"} - SKIPPED_AS_ROOT
    if skipped and not allows_skips:
        print("a skipped test is a failure here: root and CI have all that the tests need")
        return 1
    return 1 if "failed" in counted or "passed" not in counted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
