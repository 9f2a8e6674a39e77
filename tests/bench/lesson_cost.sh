#!/bin/sh
# What a lesson costs: the files and lines of its own folders, and the places elsewhere that name it.
#   tests/bench/lesson_cost.sh [FOLDER]     FOLDER: a checkout; this one if none is given
# - text: README.md and hints.md; program: the lesson's, and the exercise's stub, solution and main;
#   judge: checks and their headers; answers: wrong ones and other right ones; tests: all the rest
# - places: files outside its folders that have NN-name, lesson-NN or check-NN in them. README.md and
#   docs/glossary.md do not count, since each lesson has its row and its words there.
# What a fuzzer found is not counted, nor is a learner's exercise.cpp.
set -eu
cd "${1:-$(dirname "$0")/../..}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! git ls-files --cached --others --exclude-standard >"$work/all" 2>/dev/null; then
    find . -name '.?*' -prune -o -type f -print | sed 's|^\./||' >"$work/all"
fi
grep -vE '/corpus/|/exercise\.cpp$' "$work/all" | while IFS= read -r file; do
    if [ -f "$file" ]; then printf '%s\n' "$file"; fi
done >"$work/files"

# "COLUMN LESSON LINES" for each file of a lesson; "harness - LINES" for those of the harness.
tr '\n' '\0' <"$work/files" | xargs -0 grep -c '' /dev/null | awk -F: '
    { file = $1; lines = $2; column = "" }
    file ~ /^exercises\/harness\// { print "harness", "-", lines }
    match(file, /^(lessons|exercises|tests\/[a-z]+)\/[0-9][0-9]-[^\/]+\//) {
        count = split(file, part, "/")
        lesson = part[1] == "tests" ? part[3] : part[2]
        if (part[1] == "tests") column = part[2] == "misconceptions" ? "answers" : "tests"
        else if (file ~ /\.md$/) column = "text"
        else if (part[1] == "lessons") column = "program"
        else if (part[count] ~ /^(stub|solution|main|exercise)\.[ch]pp$/) column = "program"
        else column = "judge"
        print column, lesson, lines
    }' >"$work/counts"

# The number of files outside the folders of lesson $1 that name it.
places_of() {
    number=${1%%-*}
    grep -vE "(^|/)$1/|^README\.md$|^docs/glossary\.md$" "$work/files" | tr '\n' '\0' |
        xargs -0 grep -lE "(^|[^0-9])$1|(lesson|check)-$number" /dev/null | wc -l
}

printf '%-24s %6s %6s %8s %6s %8s %6s %6s %7s\n' \
    lesson files text program judge answers tests lines places
for lesson in $(awk '$2 != "-" { print $2 }' "$work/counts" | sort -u); do
    awk -v lesson="$lesson" -v places="$(places_of "$lesson")" '
        $2 == lesson { ++files; lines[$1] += $3; all += $3 }
        END { printf "%-24s %6d %6d %8d %6d %8d %6d %6d %7d\n", lesson, files, lines["text"],
              lines["program"], lines["judge"], lines["answers"], lines["tests"], all, places }' \
        "$work/counts"
done
awk '$2 != "-" { ++files; lines += $3; lessons[$2] } $1 == "judge" { judges += $3 }
    $1 == "harness" { harness += $3 }
    END {
        for (lesson in lessons) ++count
        printf "%d lessons: %.0f files and %.0f lines each\n", count, files / count, lines / count
        printf "judges of all exercises: %d lines; harness: %d lines\n", judges, harness
    }' "$work/counts"
