#!/usr/bin/env bash
# An echo server for many connections on one thread: over the wrapper's Poller, over raw epoll, over
# standalone Asio and over libuv, the last two where they are installed. Prints
# - messages a second of processor time with 1, 50, 1,000 and 10,000 connections of 64-byte
#   messages, server and clients on one core: all servers stand at once and get a short burst in
#   turn, ratios are medians over the rounds. The second raw server is the control: how far two
#   equal programs differ.
# - the server's user-space instructions and system calls a message, by callgrind and strace.
# - the server's memory with 10,000 connections held that have echoed a message each.
#   tests/bench/eventloop.sh [ROUNDS=61] [PART...]     parts: rates instructions memory
. "$(dirname "$0")/common.sh"
rounds=${1:-61}
parts=" ${*:2} "
[ $# -gt 1 ] || parts=" rates instructions memory "
counts=(1 50 1000 10000)
ulimit -n "$(ulimit -Hn)"
may_have() { # CONNECTIONS
    [ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -gt $(($1 + 100)) ] && return
    echo "  $1 connections: not measured, a process may have $(ulimit -n) handles here"
    return 1
}
machine
find_others
build load
for library in "${libraries[@]}"; do build "${library}_loop"; done

# attach CONNECTIONS COMMAND...: clients of $server, by COMMAND; their pipes are ${to[n]} and
# ${from[n]}, the processes of both ends ${ends[n]}
to=() from=() ends=()
attach() {
    local n=${#to[@]}
    mkfifo "$work/to.$n" "$work/from.$n"
    "${@:2}" "$work/load" "$port" "$1" 64 <"$work/to.$n" >"$work/from.$n" &
    running+=($!)
    ends[n]="$server $!"
    exec {to[n]}>"$work/to.$n" {from[n]}<"$work/from.$n"
}
detach() {
    local n
    for n in "${!to[@]}"; do exec {to[n]}>&- {from[n]}<&-; done
    to=() from=() ends=()
    stop
    rm -f "$work"/to.* "$work"/from.*
}
# burst N MESSAGES: sets $rate
burst() {
    local before
    # shellcheck disable=SC2086 # two numbers
    processor_time ${ends[$1]}
    before=$ran
    echo "$2" >&"${to[$1]}"
    read -r -u "${from[$1]}" _
    # shellcheck disable=SC2086
    processor_time ${ends[$1]}
    rate=$(($2 * 1000000000 / (ran - before)))
}

rates() { # CONNECTIONS
    local names=("${libraries[@]}" again) n round messages=5000
    [ "$1" -le "$messages" ] || messages=$1
    for n in "${!names[@]}"; do
        start taskset -c 0 "$work/${names[n]/again/raw}_loop" 0
        attach "$1" taskset -c 0
    done
    for n in "${!names[@]}"; do burst "$n" "$messages"; done # the first is not counted
    for ((round = 0; round < rounds; ++round)); do
        for n in $(turns ${#names[@]} $round); do
            burst "$n" "$messages"
            echo "$rate" >"$work/seen.$n"
        done
        keep "${names[@]}"
    done
    detach
    echo "messages a second of processor time, $1 connections," \
        "medians of $rounds rounds of $messages:"
    tell "${names[@]}"
}
if [[ $parts = *' rates '* ]]; then
    need taskset
    for count in "${counts[@]}"; do
        if may_have "$count"; then rates "$count"; fi
    done
fi

# One connection, at two lengths: the start does not count, nor what a burst costs at once.
short=2000 long=12000
counted() { # NAME TOOL...: runs the server under a tool that tells at its end
    for messages in $short $long; do
        start "${@:2}" "$work/${1}_loop" 0
        echo "$messages" | "$work/load" "$port" 1 64 >/dev/null
        stop
        cp "$work/server.err" "$work/count.$messages"
    done
}
instructions() { # NAME
    counted "$1" "${callgrind[@]}"
    echo $((($(collected "$work/count.$long") - $(collected "$work/count.$short")) / (long - short)))
}
calls() { # NAME
    counted "$1" strace -f -c
    awk -v messages=$((long - short)) '
        $1 ~ /^[0-9.]+$/ && $NF != "total" { seen[$NF] += FILENAME ~ /\.12000$/ ? $4 : -$4 }
        END { for (name in seen) if (seen[name] / messages >= 0.01)
                  printf "  %s %.2f", name, seen[name] / messages }
    ' "$work/count.$short" "$work/count.$long"
}
if [[ $parts = *' instructions '* ]]; then
    need valgrind strace
    echo "the server's user-space instructions and system calls a message, at -O2, one connection:"
    for library in "${libraries[@]}"; do
        printf '  %-9s %6d %s\n' "$library" "$(instructions "$library")" "$(calls "$library")"
    done
fi

resident() { awk '/^Rss:/ { print $2 }' "/proc/$1/smaps_rollup"; }
memory() { # NAME CONNECTIONS
    start "$work/${1}_loop" 0
    local idle
    idle=$(resident "$server")
    attach "$2"
    burst 0 "$2"
    local held
    held=$(resident "$server")
    detach
    printf '  %-9s %6d kB, %d kB more than before\n' "$1" "$held" $((held - idle))
}
if [[ $parts = *' memory '* ]]; then
    echo "the server's resident memory with 10,000 connections held:"
    for library in "${libraries[@]}"; do
        if may_have 10000; then memory "$library" 10000; fi
    done
fi
