"""Holds the interface of the shared library against the list of it that is kept in abi.txt.

    abi.py COMPILER              ends with status 1 if the interface has changed
    abi.py COMPILER --write      writes abi.txt anew

The list has what a program that was built before depends on: the size of each structure and where its
members are, the value of each enumerator, the functions with their parameters. Sizes are those of
64-bit Linux; elsewhere nothing is compared (status 77). package.*.contents shows that the shared library
has the functions of the headers and no others.
"""
import difflib
import os
import platform
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
INCLUDE = os.path.join(HERE, "..", "..", "include")
KEPT = os.path.join(HERE, "abi.txt")


def headers():
    """Returns the names of the headers, and their text without comments and directives."""
    names = sorted(name for name in os.listdir(INCLUDE) if name.endswith(".h"))
    text = ""
    for name in names:
        with open(os.path.join(INCLUDE, name), encoding="utf-8") as file:
            text += file.read() + "\n"
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    text = re.sub(r"^[ \t]*#.*(?:\\\n.*)*$", "", text, flags=re.M)
    return names, text


def member_name(declarator):
    found = re.search(r"\(\*\s*(\w+)\)", declarator) or re.search(r"(\w+)\s*(?:\[.*\])?\s*$", declarator)
    return found.group(1)


def members(body):
    for declaration in filter(None, (part.strip() for part in body.split(";"))):
        if "(*" in declaration:
            yield member_name(declaration)
        else:
            yield from (member_name(part) for part in declaration.split(","))


def structures(text):
    for name, body in re.findall(r"typedef struct (rc_\w+)\s*\{(.*?)\}\s*rc_\w+;", text, flags=re.S):
        yield name, list(members(body))


def enumerators(text):
    for body in re.findall(r"\benum\b[^{;]*\{(.*?)\}", text, flags=re.S):
        yield from re.findall(r"\b(RC_\w+)\s*(?==|,|$)", re.sub(r"=[^,]*", "", body), flags=re.M)


def declarations(text):
    """Yields the functions, and the types that are neither structures nor enumerations."""
    for found in re.findall(r"RC_API\s+([^;{]*);", text):
        yield "function " + " ".join(found.split())
    for found in re.findall(r"typedef\s+(?!struct rc_\w+\s*\{|enum)([^;{]*);", text):
        yield "type " + " ".join(found.split())


def layout(compiler, names, text):
    """Returns what the compiler makes of the structures and enumerators."""
    lines = ["#include <%s>" % name for name in names] + ["#include <stddef.h>", "#include <stdio.h>",
                                                          "int main(void)", "{"]
    for name, its_members in structures(text):
        lines.append('printf("structure %s: %%zu bytes\\n", sizeof(%s));' % (name, name))
        for m in its_members:
            lines.append('printf("structure %s: %s at %%zu, %%zu bytes\\n", offsetof(%s, %s), sizeof((%s *)0)->%s);'
                         % (name, m, name, m, name, m))
    for name in enumerators(text):
        lines.append('printf("enumerator %s: %%lld\\n", (long long)%s);' % (name, name))
    lines += ["return 0;", "}", ""]
    with tempfile.TemporaryDirectory() as folder:
        source, program = os.path.join(folder, "abi.c"), os.path.join(folder, "abi")
        with open(source, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        subprocess.run([compiler, "-std=c17", "-I" + INCLUDE, "-o", program, source], check=True)
        return subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()


def main():
    if platform.system() != "Linux" or platform.machine() != "x86_64" or sys.maxsize < 1 << 32:
        return 77
    names, text = headers()
    found = sorted(layout(sys.argv[1], names, text)) + sorted(declarations(text))
    found = [line + "\n" for line in found]
    if sys.argv[2:] == ["--write"]:
        with open(KEPT, "w", encoding="utf-8") as file:
            file.writelines(found)
        return 0
    with open(KEPT, encoding="utf-8") as file:
        changes = list(difflib.unified_diff(list(file), found, "abi.txt", "include", n=0))
    if not changes:
        return 0
    sys.stdout.writelines(changes)
    print("The interface of the library has changed. If that is meant: say it in src/package/NEWS.md, give\n"
          "the version that tests/README.md asks for, and run: python3 tests/package/abi.py cc --write")
    return 1


if __name__ == "__main__":
    sys.exit(main())
