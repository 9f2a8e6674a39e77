#!/usr/bin/env bash
# Round trips a second of processor time of a 64-byte ping-pong, one connection: over the wrapper,
# over raw system calls, over standalone Asio and over libuv, the last two where they are installed.
# Both ends on one core, the pairs in turn, medians of each round's ratios. The second raw pair is the
# control: how far two equal programs differ. The wrapper, the raw pair and Asio block; libuv cannot.
#   tests/bench/pingpong.sh [ROUNDS=51] [ROUND_TRIPS=20000]
. "$(dirname "$0")/common.sh"
need taskset "$cxx"
rounds=${1:-51} trips=${2:-20000}
machine
find_others
server_of() { if [ "$1" = libuv ]; then echo libuv_loop; else echo "${1}_echo"; fi; }
for library in "${libraries[@]}"; do
    build "${library}_ping" "$(server_of "$library")"
done

run() { # NAME
    local library=${1/again/raw}
    start taskset -c 0 "$work/$(server_of "$library")" 0
    measure "$trips" taskset -c 0 "$work/${library}_ping" "$port" "$trips" 64
    stop
}
echo "64-byte round trips a second of processor time, medians of $rounds rounds of $trips:"
compare "$rounds"
