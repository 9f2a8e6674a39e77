#!/usr/bin/env bash
# From saving exercise.cpp to the verdict of ./sandbox check 1, on a copy of this checkout: seconds
# of wall time, median, and the part that the checks themselves take.
#   tests/bench/verdict.sh [ROUNDS=15]
. "$(dirname "$0")/common.sh"
rounds=${1:-15}
git ls-files | cpio --quiet -pdm "$work/course" 2>/dev/null || cp -r . "$work/course"
cd "$work/course"
export LOOPBACK_BUILD="$work/build"
exercise=exercises/01-echo-server/exercise.cpp
cp exercises/01-echo-server/solution.cpp $exercise
./sandbox check 1 >"$work/first" 2>&1 || { cat "$work/first"; exit 1; }
TIMEFORMAT=%R
for ((round = 1; round <= rounds; ++round)); do
    echo "// saved $round" >>$exercise
    { time ./sandbox check 1 >/dev/null 2>&1; } 2>>"$work/saved"
    { time ./sandbox --help >/dev/null 2>&1; } 2>>"$work/launcher"
    { time {
        for id in 1.1 1.2 1.3 1.4 1.5 1.6 1.7; do
            "$LOOPBACK_BUILD/bin/check-01" --check $id >/dev/null 2>&1 &
        done
        wait
    }; } 2>>"$work/run"
done
echo "seconds, medians of $rounds:"
echo "  save to verdict of ./sandbox check 1   $(median <"$work/saved")"
echo "  the seven checks' own run in it        $(median <"$work/run")"
echo "  what ./sandbox adds before it speaks   $(median <"$work/launcher")"
