"""Adds up the xunit files of `swift test` and closes with one line: `N passed, N failed, N skipped`.

Exits 1 when a test failed, and when none ran at all.
"""
import pathlib
import sys
import xml.etree.ElementTree as ElementTree


def outcomes(path):
    """Yields 'failed', 'skipped' or 'passed' for each test case of one xunit file."""
    for case in ElementTree.parse(path).iter("testcase"):
        kinds = {child.tag for child in case}
        yield "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"


def main(paths):
    """Prints the closing line."""
    counted = [outcome for path in paths if pathlib.Path(path).exists() for outcome in outcomes(path)]
    print(", ".join(f"{counted.count(kind)} {kind}" for kind in ("passed", "failed", "skipped")))
    return 1 if "failed" in counted or "passed" not in counted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
