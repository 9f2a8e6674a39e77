#!/usr/bin/env bash
# A short conversation of each measured program, and what a lesson costs, for the test suite: nothing
# is timed.
#   tests/bench/smoke.sh FOLDER LIBRARY...     FOLDER has the programs
. "$(dirname "$0")/common.sh"
programs=$1
rate_of() { # WHAT RATE
    echo "$1: $2 a second"
    [ "$2" -gt 0 ]
}
for library in "${@:2}"; do
    start "$programs/${library}_loop" 0
    rate_of "$library, 8 connections" "$(echo 200 | "$programs/load" "$port" 8 64)"
    if [ "$library" != libuv ]; then # its one server is the loop
        stop
        start "$programs/${library}_echo" 0
    fi
    rate_of "$library, a round trip" "$("$programs/${library}_ping" "$port" 100 64)"
    stop
    start "$programs/${library}_bulk"
    rate_of "$library, MiB one way" "$("$programs/${library}_bulk" "$port" 65536 8)"
    stop
done

# What a lesson costs, a row for each.
tests/bench/lesson_cost.sh >"$work/cost"
for lesson in lessons/[0-9][0-9]-*; do
    grep -E "^${lesson#*/}( +[1-9][0-9]*){7} +[0-9]+\$" "$work/cost"
done
