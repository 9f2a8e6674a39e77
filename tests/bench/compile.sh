#!/usr/bin/env bash
# What including the library costs to compile, in CPU seconds of the compiler at -O0 and in lines
# after preprocessing; interleaved, medians.
# - a small client with loopback/tcp.hpp, against a file that includes <string>, <span>,
#   <system_error>, <chrono> and the system's socket headers (base), and against the same client
#   with Asio where that is installed;
# - each header alone, and Asio's.
#   tests/bench/compile.sh [ROUNDS=15]
. "$(dirname "$0")/common.sh"
need "$cxx"
rounds=${1:-15}
cat >"$work/base.cpp" <<'CPP'
#include <string>
#include <span>
#include <system_error>
#include <chrono>
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
int main() {}
CPP
cat >"$work/client.cpp" <<'CPP'
#include "loopback/tcp.hpp"
int main() {
    auto server = loopback::TcpStream::connect(loopback::home);
    server.send_all("hi");
}
CPP
cat >"$work/asio-client.cpp" <<'CPP'
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/write.hpp>
int main() {
    asio::io_context io;
    asio::ip::tcp::socket server(io);
    server.connect({asio::ip::address_v4::loopback(), 62893});
    asio::write(server, asio::buffer("hi", 2));
}
CPP
names=(base client) files=("$work/base.cpp" "$work/client.cpp")
add_header() { # HEADER
    names+=("$1")
    files+=("$work/${1//\//-}.cpp")
    printf '#include <%s>\nint main() {}\n' "$1" >"${files[-1]}"
}
for header in include/loopback/*.hpp; do add_header "${header#include/}"; done
if "$cxx" -std=c++20 -fsyntax-only "$work/asio-client.cpp" 2>/dev/null; then
    names+=(asio-client)
    files+=("$work/asio-client.cpp")
    for header in ip/address.hpp ip/tcp.hpp ip/udp.hpp; do add_header "asio/$header"; done
    add_header asio.hpp
else
    echo "Asio is not installed (Debian: libasio-dev), so it is not measured."
fi

machine
TIMEFORMAT='%U %S'
for ((round = 0; round <= rounds; ++round)); do
    for n in "${!names[@]}"; do
        spent=$({ time "$cxx" -std=c++20 -O0 -Iinclude -c "${files[n]}" -o "$work/out.o"; } 2>&1)
        [ "$round" = 0 ] || awk '{ print $1 + $2 }' <<<"$spent" >>"$work/times.$n"
    done
done
base=$(median <"$work/times.0")
echo "seconds to compile one file at -O0, medians of $rounds interleaved rounds:"
for n in "${!names[@]}"; do
    seconds=$(median <"$work/times.$n")
    lines=$("$cxx" -std=c++20 -Iinclude -E -P "${files[n]}" | wc -l)
    awk -v n="${names[n]}" -v s="$seconds" -v b="$base" -v l="$lines" \
        'BEGIN { printf "  %-26s %.2f s  %.2f x base  %6d lines\n", n, s, s / b, l }'
done
