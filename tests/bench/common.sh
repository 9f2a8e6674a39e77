# What the measuring scripts share. Sourced with the repository's root as the working folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cxx=${CXX:-g++}

need() {
    for tool in "$@"; do
        command -v "$tool" >/dev/null || { echo "$tool is needed to measure this" >&2; exit 3; }
    done
}

# build NAME...: tests/bench/NAME.cpp, optimized, into $work
build() {
    for name in "$@"; do
        "$cxx" -std=c++20 -O2 -Iinclude "tests/bench/$name.cpp" -o "$work/$name"
    done
}

# start COMMAND...: a server that prints its port first; sets $server and $port
start() {
    rm -f "$work/port"
    mkfifo "$work/port"
    "$@" >"$work/port" 2>"$work/server.err" &
    server=$!
    read -r port <"$work/port"
}

stop() {
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}

# median < numbers, one a line
median() { sort -n | awk '{ a[NR] = $1 } END { print NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'; }
