#!/usr/bin/env python3
"""The completions in real shells, which run in a terminal and get keys as people type them.

    completion.py bash|zsh|fish PROGRAM FOLDER

For each beginning of a line below, the shell must offer just the words that stand there.  Exit status
77 where the shell is missing, but 1 there if CI is set.
"""
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import time

TIMEOUT = 60  # seconds for an answer: machines may be busy

# The first record of routes.csv and others, in the test's folder.
FILES = {
    "routes.csv": "Prefix,\"Price, USD\",Valid from,Terms\n1,0.5,2026-01-01,60/1\n",
    "euro.csv": "\ufeffPrice list\r\nVorwahl;Preis;Land, Region\r\n49;0,02;DE\r\n",
    "calls.csv": "caller,dst,secs\n1,2,3\n",
    "plain.csv": "1512,0.04\n1415,0.02\n",
    "my list.csv": "prefix\tcost\n1\t2\n",
}

# What is typed, and what is offered for its last word.
LINES = [
    ("--duplicates=", "cheapest first last error"),
    ("--duplicates=f", "first"),
    ("--header=", "auto yes no"),
    ("--date-order=", "dmy mdy"),
    ("--plus=", "exact optional"),
    ("-q --plus=o", "optional"),
    ("--fields=", "cost prefix carrier charge column:"),
    ("--fields=ca", "carrier"),
    ("--fields=cost,ch", "cost,charge"),
    ("-f cost,pr", "cost,prefix"),
    ("routes.csv --fields=cost,column:V", "cost,column:Valid\\ from"),
    ("--summary=", "carrier prefix column:"),
    ("routes.csv --summary=column:T", "column:Terms"),
    ("-j 1", "1 16"),
    ("routes.csv --cost-column=", "Prefix Price,\\ USD Valid\\ from Terms"),
    ("routes.csv --prefix-column=Pref", "Prefix"),
    ("routes.csv --prefix-column=Prefix+T", "Prefix+Terms"),
    ("routes.csv --effective-column=V", "Valid\\ from"),
    ("routes.csv --increment-column=T", "Terms"),
    ("routes.csv --carry=P", "Prefix Price,\\ USD"),
    ("acme=routes.csv --cost-column=Pref", "Prefix"),
    ("--skip-lines=1 euro.csv --cost-column=", "Vorwahl Preis Land,\\ Region"),
    ("--skip-lines=1 --delimiter=, euro.csv --cost-column=R", "Region"),
    ("my\\ list.csv --cost-column=", "prefix cost"),
    ("plain.csv --cost-column=", ""),
    ("routes.table --cost-column=", ""),
    ("--cost-column=", ""),
    ("routes.csv calls.csv --number-column=", "caller dst secs"),
    ("routes.csv calls.csv --duration-column=s", "secs"),
    ("ro", "routes.csv routes.table"),
    ("--carriers=ca", "calls.csv"),
    ("--compile=my", "my\\ list.csv"),
    ("acme=eu", "euro.csv"),
]


class Terminal:
    """A shell in a terminal.  Its widget `report` writes the line that is typed to a file."""

    def __init__(self, command, setup, keys, clear):
        self.keys, self.clear = keys, clear
        child, self.terminal = pty.fork()
        if child == 0:
            os.environ.update(TERM="dumb", PS1="", HOME=os.getcwd(), LC_ALL="C.UTF-8", INPUTRC="/dev/null")
            os.execvp(command[0], command)
        with open("setup", "w") as file:
            file.write(setup + "\n: >ready\n")
        self.send(b" . ./setup\r")
        self.wait_for("ready")

    def send(self, keys):
        os.write(self.terminal, keys)

    def wait_for(self, path):
        end = time.monotonic() + TIMEOUT
        seen = b""
        os.set_blocking(self.terminal, False)
        while not os.path.exists(path):
            try:
                seen += os.read(self.terminal, 4096)
            except BlockingIOError:
                time.sleep(0.01)
            if time.monotonic() > end:
                sys.exit(f"no answer; the terminal shows {seen!r}")

    def complete(self, typed):
        """Returns the line after every word that is offered has been put into it."""
        if os.path.exists("line"):
            os.remove("line")
        self.send(self.clear + typed.encode() + self.keys)
        self.wait_for("line")
        with open("line") as file:
            return file.read().rstrip("\n")


def bash(folder):
    return Terminal(["bash", "--norc", "--noprofile", "-i"], f"""
        . '{folder}/routecost.bash'
        bind 'set completion-query-items 0'
        bind '"\\C-xa": insert-completions'
        report() {{ printf '%s\\n' "$READLINE_LINE" >line.new; mv line.new line; }}
        bind -x '"\\C-xr": report'
        """, b"\x18a\x18r", b"\x15")


def zsh(folder):
    return Terminal(["zsh", "-f", "-i"], f"""
        fpath=('{folder}' $fpath)
        autoload -Uz compinit; compinit -u -D
        zle -C all complete-word _generic
        zstyle ':completion:all:*' completer _all_matches _complete
        zstyle ':completion:all:*' insert true
        zstyle ':completion:*' old-matches no
        bindkey -e; bindkey '^Xa' all
        report() {{ print -r -- $BUFFER >line.new; mv line.new line }}
        zle -N report; bindkey '^Xr' report
        """, b"\x18a\x18r", b"\x15")


class Fish:
    """Fish says by `complete -C` what it offers."""

    def __init__(self, folder):
        self.folder = folder

    def complete(self, typed):
        script = f"source '{self.folder}/routecost.fish'; complete -C $argv[1]"
        out = subprocess.run(["fish", "--no-config", "-c", script, typed], stdout=subprocess.PIPE,
                             check=True, text=True, timeout=TIMEOUT).stdout
        words = [line.split("\t")[0] for line in out.splitlines()]
        words = [word.replace(" ", "\\ ") for word in words]
        return typed[:typed.rindex(" ") + 1] + " ".join(words)


def offered(line, typed):
    """Returns the words in line that took the place of the last of typed, without "--name="."""
    words = re.findall(r"(?:\\.|\S)+", line[typed.rindex(" ") + 1:])
    name = re.match(r"--[a-z-]*=|acme=", words[0]) if words else None
    words = [word[name.end():] if name and word.startswith(name.group()) else word for word in words]
    return sorted(word.replace("\\,", ",").replace("\\:", ":") for word in words if word)


def options_of(program):
    """Returns all options, and those with one dash, as --help=all shows them."""
    text = subprocess.run([program, "--help=all"], stdout=subprocess.PIPE, check=True, text=True).stdout
    rows = re.findall(r"^  (?:(-[a-zA-Z]), )?(--[a-z][a-z-]*)", text, re.M)
    return {long for _, long in rows}, {short for short, _ in rows if short}


def main():
    shell, program, folder = sys.argv[1:4]
    program, folder = os.path.abspath(program), os.path.abspath(folder)
    if not shutil.which(shell):
        print(f"skipped: no {shell}")
        sys.exit(1 if os.environ.get("CI") else 77)
    n_wrong = 0

    def expect(typed, wanted, at_least=False):
        nonlocal n_wrong
        found = offered(asked.complete("routecost " + typed), "routecost " + typed)
        if shell != "bash":
            found = [word.rstrip("=") for word in found]
        wanted = sorted(wanted)
        if (set(wanted) - set(found)) if at_least else found != wanted:
            print(f"{shell}: routecost {typed}<Tab> offers {found}, not {wanted}")
            n_wrong += 1

    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        for name, text in FILES.items():
            with open(name, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        subprocess.run([program, "--compile=routes.table", "plain.csv"], check=True)
        asked = {"bash": bash, "zsh": zsh, "fish": Fish}[shell](folder)

        long, short = options_of(program)
        if shell == "bash":  # it shows by "=" that a value follows
            text = subprocess.run([program, "--help=all"], stdout=subprocess.PIPE, text=True).stdout
            long = set(re.findall(r"^  (?:-[a-zA-Z], )?(--[a-z][a-z-]*=?)", text, re.M))
        expect("--", long, at_least=True)
        expect("-", long | short, at_least=True)
        expect("routes.csv --sk", {o for o in long if o.startswith("--sk")})
        for typed, wanted in LINES:
            expect(typed, re.findall(r"(?:\\.|\S)+", wanted))
        os.chdir("/")
    sys.exit(n_wrong > 0)


main()
