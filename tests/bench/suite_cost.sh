#!/usr/bin/env bash
# What one lesson adds to a suite that was built and run in BUILD, and what 22 would take there:
# Ninja's and CTest's own records, added up. Run it where the machine had nothing else to do.
#   tests/bench/suite_cost.sh [BUILD=.build/tests] [LESSONS=22]
. "$(dirname "$0")/common.sh"
build=${1:-.build/tests}
lessons=${2:-22}
jobs=$(nproc)
[ -f "$build/.ninja_log" ] || { echo "$build was not built: ./sandbox test" >&2; exit 3; }

# A lesson's own: whatever has its number where a folder, a target or a test has it.
lesson_of='function lesson(name) {
    if (match(name, /(answer_|check-|checks-|debug-|try-|kit-|lesson-|solution-|-exercises-|-lessons-)[0-9][0-9]/) ||
        match(name, /\/[0-9][0-9]-/)) {
        number = substr(name, RSTART, RLENGTH); gsub(/[^0-9]/, "", number); return number
    }
    return "all"
}'
# Ninja's log names each file with the begin and end of the job that made it, the last one counts.
awk -F'\t' "$lesson_of"'
    !/^#/ { took[$4] = ($2 - $1) / 1000 }
    END { for (file in took) print lesson(file), took[file] }' "$build/.ninja_log" >"$work/built"
# CTest keeps "NAME RUNS SECONDS" of each test.
cost=$build/Testing/Temporary/CTestCostData.txt
if [ -f "$cost" ]; then
    awk "$lesson_of"' /^---/ { exit } NF == 3 { print lesson($1), $3 }' "$cost" >"$work/run"
else
    : >"$work/run"
fi
awk -v jobs="$jobs" -v wanted="$lessons" -v build="$build" '
    FILENAME ~ /built$/ { built[$1] += $2; files[$1]++ }
    FILENAME ~ /run$/ { run[$1] += $2; tests[$1]++ }
    { if ($1 != "all") known[$1] = 1 }
    END {
        printf "%s: seconds of jobs\n  lesson   files  to build   tests    to run\n", build
        for (n = 1; n < 100; ++n) {
            number = sprintf("%02d", n)
            if (!(number in known)) continue
            ++count; b += built[number]; r += run[number]
            printf "  %s      %6d %9.1f  %6d %9.1f\n", number, files[number], built[number], tests[number], run[number]
        }
        if (!count) exit 3
        printf "  a lesson        %9.1f         %9.1f  on average\n", b / count, r / count
        printf "  all else %6d %9.1f  %6d %9.1f\n", files["all"], built["all"], tests["all"], run["all"]
        # Ninja runs two jobs more than there are processors; of the tests half wait.
        all_b = built["all"] + wanted * b / count; all_r = run["all"] + wanted * r / count
        printf "%d lessons: %.0f s to build (%d jobs at once), %.0f s to run (%d at once)\n",
               wanted, all_b / (jobs + 2), jobs + 2, all_r / (2 * jobs + 2), 2 * jobs + 2
    }' "$work/built" "$work/run"
