"""Writes engagectl(1) from what the program says of itself: `man_page.py ENGAGECTL SECONDS_SINCE_1970`."""
import datetime
import subprocess
import sys


def said(program, *words):
    """What the program prints."""
    return subprocess.run([program, *words], capture_output=True, text=True, check=True).stdout


def escaped(text):
    """Text as roff takes it literally."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").split("\n")
    return "\n".join("\\&" + line if line[:1] in ("'", ".") else line for line in lines)


def commands(overview):
    """The names of all commands: the lines indented by two, up to the gap."""
    for line in overview.splitlines():
        if line.startswith("  ") and line[2:3].strip():
            yield line.strip().split("  ")[0]


def section(title, text):
    """One section."""
    return f".SH {title}\n{text}"


def literal(text):
    """Text with its lines as they are."""
    return f".nf\n{escaped(text.rstrip())}\n.fi\n"


def command(program, name):
    """One command with its usage and options."""
    return f".SS {escaped(name)}\n" + literal(said(program, *name.split(), "--help"))


def page(program, seconds):
    """The whole page."""
    day = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).date()
    overview = said(program, "help")
    version = said(program, "--version").split()[-1]
    parts = [
        f'.TH ENGAGECTL 1 "{day}" "engaged {version}" "User Commands"\n',
        section("NAME", "engagectl \\- " + escaped(overview.split("\n")[0].split(": ", 1)[1].rstrip(".")) + "\n"),
        section("SYNOPSIS", ".B engagectl\n.I COMMAND\n[words] [options]\n"),
        section("DESCRIPTION", literal("\n".join(overview.split("\n")[1:]))),
        section("COMMANDS", "".join(command(program, name) for name in commands(overview))),
        section("EXIT STATUS", literal(said(program, "help", "exit-codes"))),
        section("ENVIRONMENT", ".TP\n.B ENGAGED_SOCKET\nWhere the daemon listens, unless \\-\\-socket says otherwise.\n"
                ".TP\n.B NO_COLOR\nNo colours and styles where it is set and not empty.\n"),
        section("SEE ALSO", ".BR engaged (8),\n.BR engaged.conf (5),\n.BR engaged\\-verify\\-ledger (1)\n"),
    ]
    return "".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page(sys.argv[1], int(sys.argv[2])))
