#!/usr/bin/env bash
# Where the time from saving exercise.cpp to the verdict of ./sandbox check 1 goes, on a copy of this
# checkout: seconds of wall time, medians. Each part is timed by itself, as the runner does it.
#   tests/bench/verdict.sh [ROUNDS=15]
. "$(dirname "$0")/common.sh"
rounds=${1:-15}
mkdir "$work/course"
git ls-files | tar -c -T - | tar -x -C "$work/course"
cd "$work/course"
unset CMAKE_CXX_COMPILER_LAUNCHER # learners have none
export LOOPBACK_BUILD="$work/build"
folder=exercises/01-echo-server
exercise=$folder/exercise.cpp
cp $folder/solution.cpp $exercise
./sandbox check 1 >"$work/first" 2>&1 || { cat "$work/first"; exit 1; }

# What the kit says, as exercises/runner/judge/kit.cpp reads it: kit KEY.
kit() {
    sed -n "s/^$1\t//p" "$LOOPBACK_BUILD/kit.txt" | tr ';' '\n' | grep .
}
program=$LOOPBACK_BUILD/bin/check-01
mapfile -t compile < <(
    kit compiler; kit option; kit warning; kit precompiled-option
    printf '%s\n' -g0 "-I$PWD/$folder" "-I$PWD/exercises" "-I$PWD/include" -MMD -MF "$work/rule" \
        -c "$PWD/$exercise" -o "$work/answer.o"
)
mapfile -t link < <(
    kit compiler; kit option; kit harness | grep '\.o$'; kit checks-01 | grep '\.o$'
    printf '%s\n' "$work/answer.o"
    kit link; kit small
    printf '%s\n' -o "$work/program"
)
all_checks() {
    local id
    for id in 1.1 1.2 1.3 1.4 1.5 1.6 1.7; do "$program" --check $id >/dev/null 2>&1 & done
    wait
}
TIMEFORMAT=%R
timed() { # NAME COMMAND...
    local name=$1
    shift
    { time "$@" >/dev/null 2>&1; } 2>>"$work/$name"
}
for ((round = 1; round <= rounds; ++round)); do
    echo "// saved $round" >>$exercise
    sleep 0.02 # a file system's clock may stand still for 10 ms
    timed saved ./sandbox check 1
    timed unchanged ./sandbox check 1
    timed launcher ./sandbox --help
    timed compile "${compile[@]}"
    timed link "${link[@]}"
    timed list "$program" --list
    timed checks all_checks
done
seconds() { median <"$work/$1"; }
minus() { awk "BEGIN { printf \"%.3f\", $1 }"; }
echo "seconds, medians of $rounds, on $(nproc) processors (load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null)):"
echo "  save to verdict of ./sandbox check 1        $(seconds saved)"
echo "    ./sandbox finds its program ready         $(seconds launcher)"
echo "    compile exercise.cpp                      $(seconds compile)"
echo "    link it with the checks                   $(seconds link)"
echo "    ask the program for its checks            $(seconds list)"
echo "    the seven checks, each a process          $(seconds checks)"
echo "    the rest: decide what to build, remember, print  \
$(minus "$(seconds saved) - $(seconds launcher) - $(seconds compile) - $(seconds link) - $(seconds list) - $(seconds checks)")"
echo "  the same when nothing was saved             $(seconds unchanged)"
