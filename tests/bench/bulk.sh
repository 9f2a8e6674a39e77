#!/usr/bin/env bash
# MiB a second of processor time, one way, in sends of 64 KiB and of 1 MiB, to a server that reads
# into 256 KiB: over the wrapper, over raw system calls, over standalone Asio and over libuv, the last
# two where they are installed. Both ends on one core, the pairs in turn, medians of each round's
# ratios. The second raw pair is the control: how far two equal programs differ.
#   tests/bench/bulk.sh [ROUNDS=101] [MEBIBYTES=128]
. "$(dirname "$0")/common.sh"
need taskset "$cxx"
rounds=${1:-101} amount=${2:-128}
machine
find_others
for library in "${libraries[@]}"; do build "${library}_bulk"; done

run() { # NAME
    local program=$work/${1/again/raw}_bulk
    start taskset -c 0 "$program"
    measure "$amount" taskset -c 0 "$program" "$port" "$size" "$amount"
    stop
}
for size in 65536 1048576; do
    echo "MiB a second of processor time in sends of $size bytes," \
        "medians of $rounds rounds of $amount MiB:"
    compare "$rounds"
done
