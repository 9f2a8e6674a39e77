# What the measuring scripts share. Sourced with the repository's root as the working folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(mktemp -d)
running=()
trap 'stop; rm -rf "$work"' EXIT
cxx=${CXX:-g++}

need() {
    for tool in "$@"; do
        command -v "$tool" >/dev/null || { echo "$tool is needed to measure this" >&2; exit 3; }
    done
}

# build NAME...: tests/bench/NAME.cpp, optimized, into $work
build() {
    for name in "$@"; do
        local libraries=()
        [ "${name%%_*}" != libuv ] || libraries=(-luv)
        "$cxx" -std=c++20 -O2 -Iinclude "tests/bench/$name.cpp" -o "$work/$name" "${libraries[@]}"
    done
}

# find_others: sets $libraries to those that can be measured, and says which cannot
find_others() {
    libraries=(raw loopback)
    if "$cxx" -std=c++20 -include asio/version.hpp -fsyntax-only -x c++ /dev/null 2>/dev/null; then
        libraries+=(asio)
    else
        echo "Asio is not installed (Debian: libasio-dev), so it is not measured."
    fi
    if "$cxx" -std=c++20 -include uv.h -fsyntax-only -x c++ /dev/null 2>/dev/null; then
        libraries+=(libuv)
    else
        echo "libuv is not installed (Debian: libuv1-dev), so it is not measured."
    fi
}

# start COMMAND...: a server that prints its port first; sets $server and $port
start() {
    rm -f "$work/port"
    mkfifo "$work/port"
    "$@" >"$work/port" 2>"$work/server.err" &
    server=$!
    running+=("$server")
    read -r port <"$work/port"
}

# stop: ends all that was started
stop() {
    local one
    for one in ${running[@]+"${running[@]}"}; do
        kill "$one" 2>/dev/null || true
        wait "$one" 2>/dev/null || true
    done
    running=()
}

# median < numbers, one a line
median() { sort -n | awk '{ a[NR] = $1 } END { print NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'; }

# share PART WHOLE: PART / WHOLE
share() { awk -v part="$1" -v whole="$2" 'BEGIN { print part / whole }'; }

# turns COUNT ROUND: the numbers below COUNT, another one first each round
turns() { for ((turn = 0; turn < $1; ++turn)); do echo $(((turn + $2) % $1)); done; }

# Rates are per second of processor time of both ends, which share a core: on a quiet machine that
# is time by the clock, and on a busy one others' work counts little.

# processor_time PID...: sets $ran to the nanoseconds that they have run
processor_time() {
    local one spent
    ran=0
    for one in "$@"; do
        read -r spent _ <"/proc/$one/schedstat"
        ran=$((ran + spent))
    done
}

# measure AMOUNT COMMAND...: runs a client of $server, and sets $rate to AMOUNT a second
measure() {
    local before spent TIMEFORMAT='%U %S'
    processor_time "$server"
    before=$ran
    spent=$({ time "${@:2}" >/dev/null; } 2>&1) || { echo "$spent" >&2 && exit 1; }
    processor_time "$server"
    rate=$(awk -v amount="$1" -v server=$((ran - before)) -v client="$spent" \
        'BEGIN { split(client, part, " "); print amount / (part[1] + part[2] + server / 1e9) }')
}

# compare ROUNDS: has `run NAME` set $rate for each of $libraries and for raw again, in turn, and
# prints the medians
compare() {
    local names=("${libraries[@]}" again) n round
    for ((round = 0; round < $1; ++round)); do
        for n in $(turns ${#names[@]} "$round"); do
            run "${names[n]}"
            echo "$rate" >"$work/seen.$n"
        done
        keep "${names[@]}"
    done
    tell "${names[@]}"
}

# keep NAME...: notes the rates of a round, which are in $work/seen.0 and so on
keep() {
    local n=0 name
    for name in "$@"; do
        cat "$work/seen.$n" >>"$work/rate.$name"
        share "$(<"$work/seen.$n")" "$(<"$work/seen.0")" >>"$work/to-raw.$name"
        share "$(<"$work/seen.1")" "$(<"$work/seen.$n")" >>"$work/ours.$name"
        n=$((n + 1))
    done
}

# tell NAME...: the medians of what was kept
tell() {
    local name
    for name in "$@"; do
        printf '  %-9s %8.0f  %.3f x raw' "${name/again/raw again}" \
            "$(median <"$work/rate.$name")" "$(median <"$work/to-raw.$name")"
        [ "$name" = loopback ] ||
            printf '   loopback is %.3f of it' "$(median <"$work/ours.$name")"
        echo
    done
    rm -f "$work"/rate.* "$work"/to-raw.* "$work"/ours.*
}

# What the numbers were taken on.
machine() {
    echo "$(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null), $("$cxx" --version | head -n 1)"
}

# collected FILE: the instructions that callgrind counted, by what it wrote there
callgrind=(valgrind --tool=callgrind --callgrind-out-file=/dev/null)
collected() { awk '/Collected/ { print $4 }' "$1"; }
