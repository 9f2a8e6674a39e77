#!/usr/bin/env bash
# What including the library costs to compile: a small client and server with loopback/tcp.hpp
# against a file that includes <string>, <span>, <system_error>, <chrono> and the system's socket
# headers, and against the same small program with Asio where that is installed. Interleaved, CPU
# seconds of the compiler at -O0, medians.
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
cat >"$work/include.cpp" <<'CPP'
#include "loopback/tcp.hpp"
int main() {}
CPP
cat >"$work/use.cpp" <<'CPP'
#include "loopback/tcp.hpp"
int main() {
    auto server = loopback::TcpStream::connect(loopback::home);
    server.send_all("hi");
}
CPP
cat >"$work/asio.cpp" <<'CPP'
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
cases=(base include use)
if "$cxx" -std=c++20 -fsyntax-only "$work/asio.cpp" 2>/dev/null; then cases+=(asio); fi
TIMEFORMAT='%U %S'
for ((round = 0; round <= rounds; ++round)); do
    for one in "${cases[@]}"; do
        spent=$({ time "$cxx" -std=c++20 -O0 -Iinclude -c "$work/$one.cpp" -o "$work/out.o"; } 2>&1)
        [ "$round" = 0 ] || awk '{ print $1 + $2 }' <<<"$spent" >>"$work/$one.times"
    done
done
base=$(median <"$work/base.times")
echo "seconds to compile one file with $cxx -O0, medians of $rounds interleaved rounds:"
for one in "${cases[@]}"; do
    seconds=$(median <"$work/$one.times")
    lines=$("$cxx" -std=c++20 -Iinclude -E -P "$work/$one.cpp" | wc -l)
    awk -v n="$one" -v s="$seconds" -v b="$base" -v l="$lines" \
        'BEGIN { printf "  %-8s %.2f s  %.2f x base  %d lines preprocessed\n", n, s, s / b, l }'
done
if [ -f "$work/asio.times" ]; then
    awk -v u="$(median <"$work/use.times")" -v a="$(median <"$work/asio.times")" \
        'BEGIN { printf "  use is %.2f x asio\n", u / a }'
else
    echo "  (Asio is not installed: libasio-dev would be measured too)"
fi
