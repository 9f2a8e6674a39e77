#!/bin/sh
# The Windows suite: cross-builds the tests by MinGW-w64, runs them under Wine, and holds what was
# left out against docs/windows.md.
#
#     suite.sh BUILD NATIVE [JOBS]      BUILD: its build folder; NATIVE: that of the same tests here
#
# Exit status: 0 all well, 1 not, 77 left out for want of MinGW-w64 or Wine, or because
# LOOPBACK_WINDOWS=0 says so (said on the last line).
set -u
export LOOPBACK_TIME_SCALE="${LOOPBACK_TIME_SCALE:-2}" # Wine takes its time
root=$(CDPATH='' cd -- "$(dirname "$0")/../.." && pwd -P) || exit 1
build=$1
native=$2
jobs=${3:-2}
log=$build/log
page=$root/docs/windows.md
mkdir -p "$log" || exit 1

leave_out() {
    echo "Left out: the Windows suite. $1 is not installed here (Debian, Ubuntu: $2)."
    [ "${LOOPBACK_NO_SKIP:-0}" = 1 ] && exit 1
    exit 77
}
if [ "${LOOPBACK_WINDOWS:-1}" = 0 ]; then
    echo "Left out: the Windows suite, as LOOPBACK_WINDOWS=0 says."
    exit 77
fi
has() { command -v "$1" >/dev/null 2>&1; }
has x86_64-w64-mingw32-g++-posix || has x86_64-w64-mingw32-g++ ||
    leave_out MinGW-w64 g++-mingw-w64-x86-64-posix
has wine64 || has wine || [ -x /usr/lib/wine/wine64 ] || leave_out Wine wine64

started=$(date +%s)
cd "$root" || exit 1
cmake --preset windows -B "$build" >"$log/configure.log" 2>&1 || {
    tail -n 30 "$log/configure.log"
    echo "The Windows suite could not be configured: $log/configure.log"
    exit 1
}
cmake --build "$build" --target tests -j "$jobs" >"$log/build.log" 2>&1 || {
    grep -A 20 '^FAILED' "$log/build.log" | cut -c 1-300 | head -n 80
    echo "The Windows suite could not be built: $log/build.log"
    exit 1
}
built=$(date +%s)
echo "Windows suite: built in $((built - started)) s"

# With as many places as ./sandbox test has (tests/CMakeLists.txt).
ctest --test-dir "$build" --output-on-failure --no-tests=error --no-label-summary -LE '^long$' \
    -j $((jobs * 2 + 2)) --output-junit "$log/tests.xml" --test-output-size-passed 1000000
tests=$?
echo "Windows suite: run in $(($(date +%s) - built)) s"

# --- What was left out, and what may be -----------------------------------------------------------

# The names in the first column of the table below a heading of docs/windows.md.
listed() { sed -n "/^#.* $1\$/,/^#/s/^| *\`\([^\`]*\)\` *|.*/\1/p" "$page" | sort -u; }
# The tests of a build folder, those with the label "long" apart.
names() { ctest --test-dir "$1" -N -LE '^long$' | sed -n 's/^ *Test *#[0-9]*: //p' | sort -u; }

complaints=0
complain() {
    [ -z "$2" ] && return
    printf '%s\n' "$2" | sed "s|^|docs/windows.md: $1: |"
    complaints=1
}
# Reads names; prints those that none of the patterns (words like unit_*_posix) in $1 fits.
unlisted() {
    while IFS= read -r name; do
        for pattern in $1; do
            # shellcheck disable=SC2254  # it is a pattern
            case $name in $pattern) continue 2 ;; esac
        done
        printf '%s\n' "$name"
    done
}
# The patterns in $1 that none of the names in $2 fits.
idle() {
    for pattern in $1; do
        for name in $2; do
            # shellcheck disable=SC2254
            case $name in $pattern) continue 2 ;; esac
        done
        printf '%s\n' "$pattern"
    done
}

set -f # patterns are for names, not for files
# Wrong answers that are judged on Linux alone: docs/windows.md says why.
names "$native" | grep -vxF -f "$build/left-out-answers.txt" >"$log/native.txt"
names "$build" >"$log/windows.txt"
only_native=$(comm -23 "$log/native.txt" "$log/windows.txt")
only_windows=$(comm -13 "$log/native.txt" "$log/windows.txt")
skipped=$(sed -n 's/.*<testcase name="\([^"]*\)".*status="notrun".*/\1/p' "$log/tests.xml" | sort -u)
lacking=$(sed -n 's/.*WINE LACKS: \([a-z0-9-]*\).*/\1/p' "$log/tests.xml" | sort -u)

posix=$(listed 'Tests that Windows does not have')
windows=$(listed 'Tests that only Windows has')
fails=$(listed 'Tests that fail under Wine')
lacks=$(listed 'Cases left out under Wine')
complain "a test is missing on Windows, and not listed" \
    "$(printf '%s\n' "$only_native" | grep . | unlisted "$posix")"
complain "a test is on Windows alone, and not listed" \
    "$(printf '%s\n' "$only_windows" | grep . | unlisted "$windows")"
complain "a test was skipped, and is not listed" \
    "$(printf '%s\n' "$skipped" | grep . | unlisted "$fails")"
complain "a case was left out, and is not listed" \
    "$(printf '%s\n' "$lacking" | grep . | unlisted "$lacks")"
complain "listed, but no test is left out for it" \
    "$(idle "$posix" "$only_native"; idle "$windows" "$only_windows")"
complain "listed, but Wine passes it" "$(idle "$fails" "$skipped")"
complain "listed, but no case was left out for it" "$(idle "$lacks" "$lacking")"
# Each row that ends in the name of a test.
complain "named as a proof, but there is no such test" \
    "$(sed -n '/^|/s/.*"\([^"]*\)" *|$/\1/p' "$page" | while IFS= read -r name; do
        grep -rqF "TEST_CASE(\"$name\"" tests || printf '%s\n' "$name"
    done)"

count() { printf '%s\n' "$1" | grep -c .; }
echo "Windows suite: $(count "$(cat "$log/windows.txt")") tests," \
    "$(count "$skipped") skipped, $(count "$lacking") differences met in cases," \
    "$(count "$only_native") of Linux's $(count "$(cat "$log/native.txt")") tests not there: all as docs/windows.md lists them" |
    if [ $complaints = 0 ]; then cat; else sed 's/: all as.*/: not as docs\/windows.md lists them/'; fi
[ "$tests" = 0 ] && [ "$complaints" = 0 ]
