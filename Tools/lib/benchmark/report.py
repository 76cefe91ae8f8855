"""Rows of the table: what was measured, what it must be, what it aims at, and the verdict."""
import dataclasses


@dataclasses.dataclass
class Row:
    """One line. `sense` is "at most" or "at least", or empty for a figure without a target."""
    what: str
    measured: float | None
    sense: str
    must: float | None
    aim: float | None
    unit: str
    remark: str = ""

    def reaches(self, target):
        """Whether the measured value is on the right side of a target."""
        return self.measured <= target if self.sense == "at most" else self.measured >= target

    def verdict(self):
        """aim, must or MISSED; nothing for a figure without a target."""
        if self.measured is None:
            return "NOT MEASURED"
        if not self.sense:
            return ""
        return "aim met" if self.reaches(self.aim) else "must met" if self.reaches(self.must) else "MISSED"


def number(value, unit=""):
    """A figure with as many digits as it deserves."""
    if value is None:
        return ""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f} {unit}".rstrip()


def table(rows):
    """The rows as text, columns aligned."""
    head = ("what", "measured", "must", "aim", "verdict", "remark")
    lines = [head] + [(row.what, number(row.measured, row.unit), target(row, row.must), target(row, row.aim),
                       row.verdict(), row.remark) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head) - 1)]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(line, widths + [0])).rstrip()
                     for line in lines)


def target(row, value):
    """A target with its sense."""
    return "" if value is None else ("≤ " if row.sense == "at most" else "≥ ") + number(value, row.unit)


def missed(rows):
    """The rows that leave the budget unmet, the unmeasured among them."""
    return [row for row in rows if row.verdict() in ("MISSED", "NOT MEASURED")]
