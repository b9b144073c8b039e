"""Pages and pictures can be read aloud, and on a phone: pages.py FOLDER

In every Markdown page of FOLDER a heading is at most one level below the one before it, a block of code
names its language, a picture has a description and a link says where it leads. Every picture in SVG has a
title and a description, is narrow, and has colours for dark pages.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as xml

SVG = "{http://www.w3.org/2000/svg}"
VAGUE = {"", "here", "how", "link", "more", "page", "this", "this page", "click here"}
WIDEST = 480  # a phone shows letters of 13 units at 10 pixels then


def page_faults(text):
    """Yields the line and what is wrong there."""
    level, fence = 0, None
    for line_no, line in enumerate(text.splitlines(), 1):
        mark = re.match(r" *(```+)(.*)", line)
        if mark:
            if fence is None and not mark[2].strip():
                yield line_no, "a block of code without a language"
            fence = mark[1] if fence is None else None
            continue
        if fence is not None:
            continue
        heading = re.match(r"(#+) ", line)
        if heading:
            if len(heading[1]) > level + 1 or len(heading[1]) == 1 and level > 0:
                yield line_no, f"a heading of level {len(heading[1])} after one of level {level}"
            level = len(heading[1])
        for picture, words in re.findall(r"(!?)\[([^\]]*)\]\(", line):
            if picture and len(words) < 20:
                yield line_no, "a picture without a description"
            if words.strip("`* ").lower() in VAGUE:
                yield line_no, f"a link that does not say where it leads: [{words}]"
    if fence is not None:
        yield 0, "a block of code without an end"


def picture_faults(text):
    root = xml.fromstring(text)
    if root.get("role") != "img":
        yield 0, 'no role="img"'
    for name in ("title", "desc"):
        if not (root.findtext(SVG + name) or "").strip():
            yield 0, f"no <{name}>"
    if float(root.get("viewBox").split()[2]) > WIDEST:
        yield 0, f"wider than {WIDEST}"
    if "prefers-color-scheme: dark" not in "".join(s.text for s in root.iter(SVG + "style")):
        yield 0, "no colours for dark pages"


def check_that_faults_are_noticed():
    for text in ("# A\n\n### B\n", "# A\n\n# B\n", "```\na\n```\n", "```sh\na\n", "![x](a.svg)\n", "see [here](a)\n"):
        assert list(page_faults(text)), text
    good = "# A\n\n## B\n\n```sh\n# a\n```\n\n### C\n\n## D\n\n![Bars that show a time](a.svg) [the list](a)\n"
    assert not list(page_faults(good))
    assert len(list(picture_faults('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 9"/>'))) == 5


def main(folder):
    check_that_faults_are_noticed()
    found = n_files = 0
    for kinds, faults in ((".md", page_faults), (".svg", picture_faults)):
        for part in (".", ".github", "src", "tests", "data"):
            places = folder.glob("*" + kinds) if part == "." else (folder / part).rglob("*" + kinds)
            for path in sorted(places):
                n_files += 1
                for line_no, fault in faults(path.read_text(encoding="utf-8")):
                    print(f"{path.relative_to(folder)}:{line_no}: {fault}")
                    found += 1
    assert n_files >= 10, n_files
    return found > 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
