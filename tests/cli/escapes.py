#!/usr/bin/env python3
"""Shows that text which a terminal would obey never goes out as it is.

    escapes.py PROGRAM

Puts each of the texts below into each place that input comes from: cells, headers, names of files and
of carriers, values of options, carriers files, call records. Looks at all that the program prints for
people: messages in every command, and standard output of --check and --explain. The files in src/ that
print are compared with a list: a new one needs a place here.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

OBEYED = [b"\x1b[31m", b"\x07", b"\x0b", b"\x7f", b"\x9b31m", b"\xc2\x9b31m", b"\xc2\x85", b"\xd8\x9c",
          b"\xe2\x80\x8e", b"\xe2\x80\x8f", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xe2\x81\xa6",
          b"\xe2\x81\xa9", b"\xe0\x82\x9b"]
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\udc80-\udcff]")
PRINTERS = {"cli/check.c", "cli/explain.c", "cli/help.c", "cli/messages.c", "cli/progress.c", "cli/stats.c"}

# What is written into files; @ stands for the text.
LISTS = {
    "good": b"1,0.1\n44,0.2\n",
    "cell": b"1,0.1\n2,@\n@,0.3\n4@,0.3\n5,0.1@\n6,@0.1\n\"@,1\n",
    "header": b"prefix@,cost@,x@\n1,0.1,a\n",
    "two": b"code,prefix@,rate@,cost,price@\n1,1,0.1,0.2,0.3\n",
    "notes": b"prefix,cost,New@ Rate,effective@\n1,0.1,0.2,@\n",
    "dates": b"prefix,cost,effective\n1,0.1,@\n2,0.1,2026-01-01@\n",
    "blocked": b"prefix,cost,blocked\n1,0.1,@\n2,@,y\n",
    "numbers": b"1\n@\n4@4\n",
    "calls": b"number@,seconds@,x\n1,@,x\n@,4,x\n",
    "carriers": b"good --cost-column=@\n",
    "carriers2": b"a@=good\n",
    "carriers3": b"@\n",
    "carriers4": b"good --at=@ --@\n",
}

# Arguments, without the text and with it. % is a file whose name holds the text.
COMMANDS = [
    "good numbers", "cell numbers", "--skip-bad-rows cell numbers", "header numbers", "two numbers",
    "notes numbers", "--at=2026-01-01 notes numbers", "--at=2026-01-01 dates numbers",
    "--blocked-column=blocked blocked numbers", "--currency=@ cell numbers", "--header=yes header numbers",
    "--cost-column=@ header numbers", "--prefix-column=@+x header numbers", "--at=@ dates numbers",
    "--delimiter=@ good numbers", "--factor=@ good numbers", "--blocked=@ cell numbers", "--idd=@ good numbers",
    "--number-column=@ good calls", "--number-column=1 good calls", "--fields=@ good numbers",
    "--number-column=1 --duration-column=2 good calls", "--number-column=number@ good calls", "good calls",
    "--no-route=@ good missing@", "missing@ numbers", "good @", "% numbers", "good %", "x=% numbers",
    "@=good numbers", "a@b=good numbers", "@=good --check", "--check %", "--check x=%", "--check cell",
    "--check header", "--check notes", "--check --stats --skip-bad-rows cell x=%", "--explain=@ good",
    "--explain=44 %", "--explain=44 x=%", "--explain=@44 good", "--explain=\t44 good", "--explain=1 cell",
    "--explain=1 --duration=@ good", "--explain=44 a@=good", "--explain=44 --skip-bad-rows cell",
    "--diff good % numbers", "--diff good x=% numbers", "--diff good cell", "--diff good good %",
    "--export % good", "--export x=% good --stats", "--export cell", "--compile=@/x good", "--compile=% cell",
    "--progress --stats x=% numbers", "--stats --rank=2 good x=% numbers", "--carriers=carriers numbers",
    "--carriers=carriers2 numbers", "--carriers=carriers3 numbers", "--carriers=carriers4 numbers",
    "--carriers=% numbers", "--@ good numbers", "--cos@t=1 good numbers", "--rank=@ good numbers",
    "--plus=@ good numbers", "--connect-fee=@ --duration=1 --explain=44 good", "--check damaged@",
    "damaged@ numbers", "--currency=@ --check good", "--prepend=@ good numbers", "--skip-lines=@ good numbers",
]

# Those that print the text as data, as it came, on standard output.
def is_data(words):
    return not any(w == "--check" or w.startswith("--explain") for w in words)


def check_printers():
    src = pathlib.Path(__file__).resolve().parents[2] / "src"
    printing = re.compile(r"\b(v?f?printf|f?puts|f?putc|putchar|fwrite|perror)\(")
    found = {str(p.relative_to(src)) for p in src.rglob("*.c") if printing.search(p.read_text())}
    found -= {"main.c", "io/stream.c"}  # the version; answers and tables, as their bytes are
    if found != PRINTERS:
        sys.exit(f"files that print, and those that this test knows, differ: {found ^ PRINTERS}")


def write_files(folder, text):
    for name, content in LISTS.items():
        (folder / name).write_bytes(content.replace(b"@", text))
    try:
        named = os.fsencode(folder) + b"/named" + text
        with open(named, "wb") as f:
            f.write(LISTS["good"])
        table = subprocess.run([PROGRAM, "--compile=-", "good"], cwd=folder, capture_output=True, check=True)
        with open(os.fsencode(folder) + b"/damaged" + text, "wb") as f:
            f.write(table.stdout[:-9] + b"wrong" + table.stdout[-4:])
    except OSError:
        sys.exit(77)  # a system that refuses such names


def check(folder, text, command):
    words = [w.encode().replace(b"@", text).replace(b"%", b"named" + text) for w in command.split(" ")]
    done = subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL)
    printed = done.stderr if is_data(command.split(" ")) else done.stderr + done.stdout
    if "--progress" in command:
        printed = printed.replace(b"\r", b"")
    found = CONTROLS.search(printed.decode("utf-8", "surrogateescape"))
    if done.returncode not in (0, 1, 2) or found:
        sys.exit(f"{text}: {command}: status {done.returncode}, printed {found}:\n{printed}")
    return printed


PROGRAM = os.path.abspath(sys.argv[1])
check_printers()
n_shown = 0
for obeyed in OBEYED:
    with tempfile.TemporaryDirectory() as name:
        write_files(pathlib.Path(name), obeyed)
        escaped = "".join(f"\\x{byte:02x}" if byte < 32 or byte > 126 else chr(byte) for byte in obeyed)
        n_shown += sum(escaped.encode() in check(name, obeyed, command) for command in COMMANDS)
if n_shown < len(OBEYED) * 60:  # nearly all places show it
    sys.exit(f"only {n_shown} outputs showed the text escaped")
