#!/usr/bin/env python3
"""Runs an exercise's checks on mutants of its right answers: each has one thing changed.

    tests/mutants/mutants.py BUILD_FOLDER NN [--list] [--every N] [--only WORDS]

A mutant that a check fails is killed. One that passes all of them is a hole in the checks, unless
equivalent/NN.txt names it, with the reason why it is as right as before: lines of the form

    FILE | the line before => the line after | reason

The exit status is 1 if a mutant survives that is not listed, or if a listed one is killed.
--every N (or LOOPBACK_MUTANTS_EVERY) tries each Nth only, --only those with WORDS in them.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

NUMBER = r"(?<![\w.'])\d+(?![\w.'])"
BUFFER = re.compile(r"array<.*>|char \w+\[|vector<.*> \w+\(")

# What is changed: a pattern, and what takes its place. Each is one kind of mistake.
CHANGES = [
    # A constant off by one, but not how large a buffer is: any size is right.
    (NUMBER, lambda m: str(int(m[0]) + 1)),
    (NUMBER, lambda m: str(int(m[0]) - 1)),
    # A comparison turned.
    (r" == ", " != "), (r" != ", " == "),
    (r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "),
    (r" < ", " > "), (r" > ", " < "),
    (r" && ", " || "), (r" \|\| ", " && "), (r"!(?=[\w(])", ""),
    (r"\btrue\b", "false"), (r"\bfalse\b", "true"),
    # Arithmetic turned.
    (r" \+ ", " - "), (r" - ", " + "), (r"\+\+", "--"), (r" \+= ", " -= "), (r" -= ", " += "),
    # A branch or a loop removed, or always taken.
    (r"\bif \(((?:[^();]|\([^()]*(?:\([^()]*\)[^()]*)*\))*)\)", "if (false)"),
    (r"\bif \(((?:[^();]|\([^()]*(?:\([^()]*\)[^()]*)*\))*)\)", "if (true)"),
    (r"\bwhile \(((?:[^();]|\([^()]*(?:\([^()]*\)[^()]*)*\))*)\)", "while (false)"),
    (r"\bbreak;", ";"), (r"\bcontinue;", ";"), (r"\bcontinue;", "break;"),
    # std::move dropped, a reference copied.
    (r"std::move\(([^()]*)\)", r"\1"), (r"\bauto& ", "auto "),
    # Arguments swapped.
    (r"\(([\w.]+), ([\w.]+)\)", r"(\2, \1)"), (r"\{([\w.]+), ([\w.]+)\}", r"{\2, \1}"),
    # A return that gives another value.
    (r"\breturn (?!\{|;)([^;]*);", r"return !(\1);"),
    # An error swallowed or replaced.
    (r"\bthrow;", ";"), (r"\bthrow (?!;)[^;]*;", ";"),
    (r"\bthrow;", 'throw std::runtime_error("x");'),
    # An address, a door, an answer replaced.
    (r"\bloopback_v4\b", "loopback_v6"), (r"\bloopback_v4\b", "any_v4"),
    (r"\bwhere\b(?=[;),])", "Endpoint{loopback_v4, where.port}"),
    (r"\bDiagnosis::in_use\b", "Diagnosis::not_allowed"),
    (r"\bDiagnosis::not_allowed\b", "Diagnosis::not_ours"),
    (r"\bsystem_ports\b", "user_ports"), (r"\buser_ports\b", "dynamic_ports"),
    (r"\bReach::this_link\b", "Reach::local_network"), (r"\bReach::anyone\b", "Reach::this_link"),
    # A limit added, a mode left behind.
    (r"\.accept\(\)", ".accept(std::chrono::seconds(1))"),
    (r"\.recv\((\w+)\)", r".recv(\1, std::chrono::seconds(1))"),
    (r"\.send_all\((\w+)\)", r".send(\1)"),
    (r"\.send_all\((\w+)\)", r".send_all(\1, std::chrono::seconds(10))"),
    # What is kept between calls.
    (r"^    (std::(?:string|vector<[^()]*>)) (\w+)(?=;| =)", r"    static \1 \2"),
]

# A whole statement left out.
STATEMENT = re.compile(
    r"^\s+(?=\S)(?!return|throw|using|const |static |auto |std::\w+(<.*>)? \w+[;{(=]|\w+ \w+[;{=]|\}|case|break|continue)[^;]*;\s*$")


def code_lines(text):
    """The lines that are code, with their numbers; comments, includes and blank ones are not."""
    for number, line in enumerate(text.split("\n")):
        bare = re.sub(r"//.*", "", line)
        if bare.strip() and not bare.startswith("#"):
            yield number, line, bare


def mutants_of(text):
    """Each mutant of `text`: the number of the line, what it was, what it is."""
    seen = set()
    for number, line, bare in code_lines(text):
        after = []
        if STATEMENT.match(bare):
            after.append("")
        for pattern, by in CHANGES:
            if pattern is NUMBER and BUFFER.search(bare):
                continue
            for match in re.finditer(pattern, bare):
                if '"' in bare[: match.start()] and bare[: match.start()].count('"') % 2 == 1:
                    continue  # in a text
                changed = bare[: match.start()] + (by(match) if callable(by) else match.expand(by))
                after.append(changed + bare[match.end():])
        for new in after:
            if new.strip() != bare.strip() and (number, new) not in seen:
                seen.add((number, new))
                yield number, bare.strip(), new


class Answer:
    """A right answer that was built, and how another text in its place is."""

    def __init__(self, build, number, name, source):
        self.build, self.source = build, source
        self.program = f"bin/variants/check-{number}-{name}"
        commands = subprocess.run(["ninja", "-C", build, "-t", "commands", self.program],
                                  capture_output=True, text=True, check=True).stdout.splitlines()
        own = [line for line in commands if f"check-{number}-{name}-answer.dir" in line]
        self.compile = next(line for line in own if str(source) in line.split(" -c ")[-1])
        self.link = commands[-1]

    def built(self, text, folder):
        """The program with `text` as its answer; nothing if it does not compile."""
        changed, object_file = folder / self.source.name, folder / "answer.o"
        changed.write_text(text)
        words = shlex.split(self.compile)
        old_object = words[words.index("-o") + 1]
        for index, word in enumerate(words):
            if word == "-o":
                words[index + 1] = str(object_file)
            elif word in ("-MF", "-MT"):
                words[index + 1] = str(folder / "depends")
            elif word == str(self.source):
                words[index] = str(changed)
        words += ["-I", str(self.source.parent), "-w"]
        if subprocess.run(words, cwd=self.build, capture_output=True).returncode != 0:
            return None
        program = folder / "program"
        link = self.link.replace(old_object, str(object_file)).replace(
            f"-o {self.program}", f"-o {program}")
        done = subprocess.run(link, cwd=self.build, shell=True, capture_output=True)
        return program if done.returncode == 0 else None


def judged(build, answer, mutant, text):
    """Which check fails with this mutant, "none", or nothing if it is no program."""
    number, _, new = mutant
    lines = text.split("\n")
    lines[number] = new
    with tempfile.TemporaryDirectory() as folder:
        program = answer.built("\n".join(lines), pathlib.Path(folder))
        if program is None:
            return None
        driver = pathlib.Path(build) / "bin/misconceptions_driver"
        done = subprocess.run([driver, program, "may-fail", answer.source],
                              capture_output=True, text=True, cwd=folder)
        return done.stdout.split("\n")[0] or "ended"


def listed(number):
    """The mutants that are known to be as right: file, before and after, and whether met."""
    file = ROOT / f"tests/mutants/equivalent/{number}.txt"
    found = {}
    for line in file.read_text().splitlines() if file.exists() else []:
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split(" | ")
        if len(parts) != 3 or " =>" not in parts[1]:
            sys.exit(f'{file}: "{line}" should be "FILE | before => after | reason"')
        before, after = parts[1].split(" =>", 1)
        found[(parts[0], before.strip(), after.strip())] = parts[2]
    return found


def answers_of(build, number):
    """The solution and the other right answers of this exercise."""
    exercise = next(ROOT.glob(f"exercises/{number}-*"))
    yield Answer(build, number, "solution", exercise / "solution.cpp")
    for source in sorted((ROOT / "tests/misconceptions" / exercise.name / "right").glob("*.cpp")):
        yield Answer(build, number, f"right-{source.stem}", source)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("number")
    parser.add_argument("--list", action="store_true", help="say what the mutants are")
    parser.add_argument("--every", type=int,
                        default=int(os.environ.get("LOOPBACK_MUTANTS_EVERY", "1")))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    build = os.path.realpath(options.build)

    work, met = [], 0
    for answer in answers_of(build, options.number):
        text = answer.source.read_text()
        for mutant in mutants_of(text):
            words = f"{answer.source.name} | {mutant[1]} => {mutant[2].strip()}"
            met += 1
            if options.only in words and met % options.every == 0:
                work.append((answer, mutant, text, words))
    if options.list:
        print("\n".join(words for *_, words in work))
        return 0

    known = listed(options.number)
    counts = {"killed": 0, "survived": 0, "equivalent": 0, "no program": 0}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda one: judged(build, one[0], one[1], one[2]), work)
        for (answer, mutant, _, words), failed in zip(work, results):
            is_known = (answer.source.name, mutant[1], mutant[2].strip()) in known
            if failed is None:
                counts["no program"] += 1
            elif failed == "none":
                counts["equivalent" if is_known else "survived"] += 1
                if not is_known:
                    print(f"SURVIVED: {words}", flush=True)
            else:
                counts["killed"] += 1
                if is_known:
                    counts["survived"] += 1
                    print(f"NOT EQUIVALENT, {failed} fails: {words}", flush=True)
    print(f"exercise {options.number}: " + ", ".join(f"{n} {what}" for what, n in counts.items()))
    return 1 if counts["survived"] else 0


if __name__ == "__main__":
    sys.exit(main())
