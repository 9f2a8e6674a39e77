#!/usr/bin/env bash
# Round trips a second of a 64-byte ping-pong over the wrapper, against raw system calls: both ends
# pinned to one core, the pairs interleaved, the median of each round's ratio. The second raw pair
# is the control: how far two equal programs differ.
#   tests/bench/pingpong.sh [ROUNDS=15] [ROUND_TRIPS=100000]
. "$(dirname "$0")/common.sh"
need taskset "$cxx"
rounds=${1:-15} trips=${2:-100000}
build raw_echo raw_ping loopback_echo loopback_ping

# rate SERVER CLIENT
rate() {
    start taskset -c 0 "$work/$1" 0
    taskset -c 0 "$work/$2" "$port" "$trips" 64
    stop
}

for ((round = 1; round <= rounds; ++round)); do
    raw=$(rate raw_echo raw_ping)
    ours=$(rate loopback_echo loopback_ping)
    control=$(rate raw_echo raw_ping)
    echo "$raw" >>"$work/raw"
    echo "$ours" >>"$work/ours"
    awk "BEGIN { print $ours / $raw }" >>"$work/ratio"
    awk "BEGIN { print $control / $raw }" >>"$work/control_ratio"
    [ -t 2 ] && printf '\rround %d of %d' "$round" "$rounds" >&2
done
[ -t 2 ] && echo >&2
echo "64-byte round trips a second, both ends on one core, medians of $rounds rounds of $trips:"
printf '  raw system calls  %8.0f\n' "$(median <"$work/raw")"
printf '  loopback          %8.0f  %.3f x raw\n' "$(median <"$work/ours")" "$(median <"$work/ratio")"
printf '  raw again                   %.3f x raw (what equal programs differ by)\n' "$(median <"$work/control_ratio")"
