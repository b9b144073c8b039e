#!/usr/bin/env python3
"""Talks with the program as a program that keeps it does: each answer has to come before more is sent.

    interactive.py PROGRAM

Numbers and call records come through a pipe, as standard input, or through a FIFO whose writer stays
open. Nothing here depends on how fast the computer is: an answer that does not come within five minutes
is missing.
"""
import os
import select
import subprocess
import sys
import tempfile
import time

SECONDS_MAX = 300

LIST = "1,0.5\n1415,0.02\n+1512,0.04\n"


class Talk:
    """The program, what is sent to it, and what it answers."""

    def __init__(self, program, arguments, numbers=None):
        self.arguments = arguments
        self.process = subprocess.Popen([program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.to = self.process.stdin
        if numbers:  # opening a FIFO waits for the program to open it, too
            self.to.close()
            self.to = open(numbers, "wb")

    def fail(self, reason):
        self.process.kill()
        sys.exit(f"routecost {' '.join(self.arguments)}: {reason}")

    def send(self, text):
        self.to.write(text.encode())
        self.to.flush()

    def expect(self, text, source=None):
        """Reads as many bytes as text has, and compares them."""
        source, found, end = source or self.process.stdout, b"", time.monotonic() + SECONDS_MAX
        while len(found) < len(text):
            if not select.select([source], [], [], max(0, end - time.monotonic()))[0]:
                self.fail(f"only {found!r} came of {text!r}")
            piece = os.read(source.fileno(), len(text) - len(found))
            if not piece:
                self.fail(f"the program ended behind {found!r}; {text!r} was to come")
            found += piece
        if found != text.encode():
            self.fail(f"answer {found!r}, expected {text!r}")

    def expect_message(self, text):
        self.expect(text, self.process.stderr)

    def expect_running(self):
        if self.process.poll() is not None:
            self.fail(f"ended with status {self.process.returncode}, though more may be sent")

    def end(self, text="", status=0):
        """Sends the end.  The program says only what is left, and ends."""
        self.to.close()
        self.expect(text)
        if self.process.stdout.read():
            self.fail("more answers than asked for")
        messages = self.process.stderr.read()
        if self.process.wait(SECONDS_MAX) != status or messages:
            self.fail(f"status {self.process.returncode}, expected {status}; messages {messages!r}")


def talk_of_numbers(program, arguments, numbers=None):
    t = Talk(program, arguments, numbers)
    for i in range(100):
        t.send(f"1415{i}\n")
        t.expect(f"1415{i},0.02\n")
    t.send("+1512")  # a line that comes in pieces
    t.send("7\r\n")
    t.expect("+15127,0.04\n")
    t.send("11\n\n22\n \t\n13\n")  # and lines that come together
    t.expect("11,0.5\n\n22,0\n \t\n13,0.5\n")
    t.send("1" * 300000 + "\n")  # longer than any buffer
    t.expect("1" * 300000 + ",0.5\n")
    t.send("abc\n")
    t.expect("abc,\n")
    t.expect_running()
    t.send("17")
    t.to.close()
    t.expect("17,0.5\n")
    t.expect_message(f'routecost: {numbers or "standard input"}:108: "abc" is not a number\n')
    t.end(status=1)


def talk_of_records(program, arguments, numbers=None):
    t = Talk(program, arguments, numbers)
    t.send("\n")  # written before the header is there, or with it
    t.send("id,number,note\n")
    t.expect("\nid,number,note,cost\n")
    for i in range(30):
        t.send(f"{i},1415{i},x\n")
        t.expect(f"{i},1415{i},x,0.02\n")
    t.send('7,"1')
    t.send('1",x\r\n')
    t.expect('7,"11",x,0.5\n')
    t.send('8,11,"two\n')  # a record that goes on
    t.send('lines"\n')
    t.expect('8,11,"two\nlines",0.5\n')
    t.send('9,11,"' + "\n" * 1000)
    t.send('"\n')
    t.expect('9,11,"' + "\n" * 1000 + '",0.5\n')
    t.expect_running()
    t.end()


def talk_in_blocks(program, numbers):
    """Without --line-buffered answers come when there are many, or at the end."""
    t = Talk(program, ["list.csv", numbers], numbers)
    t.send("11\n")
    t.expect_running()
    t.send("1415\n")
    t.end("11,0.5\n1415,0.02\n")


def talk_of_lists(program):
    """A list ends with its FIFO: only then numbers are answered."""
    os.mkfifo("list.fifo")
    t = Talk(program, ["--line-buffered", "list.fifo", "-"])
    with open("list.fifo", "w", encoding="ascii") as writer:
        t.send("1415\n")
        writer.write("1,0.5\n")
        writer.flush()
        t.expect_running()
        writer.write("1415,0.02\n")
    t.expect("1415,0.02\n")
    t.send("11\n")
    t.expect("11,0.5\n")
    t.end()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    if not hasattr(os, "mkfifo"):
        print("skipped: no FIFOs")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("list.csv", "w", encoding="ascii") as file:
            file.write(LIST)
        os.mkfifo("numbers.fifo")
        subprocess.run([program, "--compile=list.table", "list.csv"], check=True)
        buffered, records = ["--line-buffered"], ["--line-buffered", "--number-column=number"]
        for threads in ("1", "4"):
            for routes in ("list.csv", "list.table"):
                operands = ["--threads=" + threads, routes]
                talk_of_numbers(program, buffered + operands + ["-"])
                talk_of_numbers(program, buffered + operands + ["numbers.fifo"], "numbers.fifo")
                talk_of_records(program, records + operands + ["-"])
                talk_of_records(program, records + operands + ["numbers.fifo"], "numbers.fifo")
        talk_in_blocks(program, "numbers.fifo")
        talk_of_lists(program)
        os.chdir("/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
