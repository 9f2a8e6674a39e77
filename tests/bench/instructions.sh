#!/usr/bin/env bash
# User-space instructions and system calls for one 64-byte round trip, counted by callgrind and
# strace at two lengths: (f(12000) - f(2000)) / 10000, so that the start does not count.
#   tests/bench/instructions.sh
. "$(dirname "$0")/common.sh"
need valgrind strace "$cxx"
short=2000 long=12000
build raw_echo raw_ping loopback_echo loopback_ping
per_trip() { awk "BEGIN { printf \"%.0f\", ($2 - $1) / ($long - $short) }"; }

# client_cost SERVER CLIENT / server_cost SERVER CLIENT
client_cost() {
    for trips in $short $long; do
        start "$work/$1" 0
        "${callgrind[@]}" "$work/$2" "$port" $trips 64 >/dev/null 2>"$work/count.$trips"
        stop
    done
    per_trip "$(collected "$work/count.$short")" "$(collected "$work/count.$long")"
}
server_cost() {
    for trips in $short $long; do
        start "${callgrind[@]}" "$work/$1" 0
        "$work/$2" "$port" $trips 64 >/dev/null
        stop
        cp "$work/server.err" "$work/count.$trips"
    done
    per_trip "$(collected "$work/count.$short")" "$(collected "$work/count.$long")"
}
# calls SERVER CLIENT: the client's system calls per round trip
calls() {
    for trips in $short $long; do
        start "$work/$1" 0
        strace -f -c -o "$work/calls.$trips" "$work/$2" "$port" $trips 64 >/dev/null
        stop
    done
    awk -v trips=$((long - short)) '
        $NF == "sendto" || $NF == "recvfrom" || $NF == "poll" || $NF == "ppoll" || $NF == "fcntl" {
            seen[$NF] += FILENAME ~ /\.12000$/ ? $4 : -$4 }
        END { for (name in seen) if (seen[name]) printf "%s %.2f  ", name, seen[name] / trips }
    ' "$work/calls.$short" "$work/calls.$long"
}

raw_client=$(client_cost raw_echo raw_ping)
raw_server=$(server_cost raw_echo raw_ping)
client=$(client_cost raw_echo loopback_ping)
server_side=$(server_cost loopback_echo raw_ping)
echo "user-space instructions a round trip at -O2 (64 bytes), and system calls:"
echo "  raw client       $raw_client   $(calls raw_echo raw_ping)"
echo "  loopback client  $client   raw + $((client - raw_client))   $(calls raw_echo loopback_ping)"
echo "  raw server       $raw_server"
echo "  loopback server  $server_side   raw + $((server_side - raw_server))"
