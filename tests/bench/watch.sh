#!/usr/bin/env bash
# From saving exercise.cpp to the verdict on the screen of ./sandbox watch 1, on a copy of this
# checkout: seconds of wall time, medians. Beside it the same edit in a bare project of CMake and
# doctest, and in one of cargo, each judged by a command that is typed: no time to notice the save.
#   tests/bench/watch.sh [ROUNDS=15]
. "$(dirname "$0")/common.sh"
rounds=${1:-15}
mkdir "$work/course"
git ls-files | tar -c -T - | tar -x -C "$work/course"
unset CMAKE_CXX_COMPILER_LAUNCHER # learners have none
TIMEFORMAT=%R

# --- watch ----------------------------------------------------------------------------------------

cd "$work/course"
export LOOPBACK_BUILD="$work/build"
exercise=exercises/01-echo-server/exercise.cpp
cp exercises/01-echo-server/solution.cpp $exercise
./sandbox check 1 >"$work/first" 2>&1 || { cat "$work/first"; exit 1; }
coproc watch { exec ./sandbox watch 1; }
until_done() {
    while IFS= read -r -t 60 line <&"${watch[0]}"; do
        case $line in *'is done.'*) return ;; esac
    done
    echo "watch gave no verdict" >&2
    exit 1
}
until_done
for ((round = 1; round <= rounds; ++round)); do
    sleep "0.$((20 + RANDOM % 10))" # saves come at any moment between two looks
    echo "// saved $round" >>$exercise
    { time until_done; } 2>>"$work/watch"
done
exec {watch[1]}>&-
wait
for ((round = 1; round <= rounds; ++round)); do # the same by a command: what noticing a save adds
    echo "// saved again $round" >>$exercise
    { time ./sandbox check 1 >/dev/null 2>&1; } 2>>"$work/check"
done

# --- CMake and doctest, bare ------------------------------------------------------------------------

mkdir "$work/bare"
cd "$work/bare"
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.20)
project(bare CXX)
set(CMAKE_CXX_STANDARD 20)
find_package(Threads REQUIRED)
add_executable(bare checks.cpp exercise.cpp)
target_include_directories(bare PRIVATE ${COURSE}/include ${COURSE}/exercises
  ${COURSE}/exercises/01-echo-server)
target_link_libraries(bare PRIVATE Threads::Threads)
END
cat >checks.cpp <<'END'
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <array>
#include <thread>
#include "exercise.hpp"
using namespace loopback;
TEST_CASE("echoes") {
    auto listener = open_door(Port(0));
    auto client = TcpStream::connect(listener.local_endpoint());
    std::thread server([&] { serve(listener, 1, echo); });
    client.send_all("hello");
    client.shutdown_send();
    std::array<char, 4096> buffer;
    CHECK(client.recv(buffer) == "hello");
    server.join();
}
END
cp "$work/course/exercises/01-echo-server/solution.cpp" exercise.cpp
cmake -S . -B build -G Ninja -DCOURSE="$work/course" >"$work/log" 2>&1
judge() { cmake --build build >"$work/log" 2>&1 && ./build/bare >>"$work/log" 2>&1; }
judge || { cat "$work/log"; exit 1; }
for ((round = 1; round <= rounds; ++round)); do
    echo "// saved $round" >>exercise.cpp
    { time judge; } 2>>"$work/bare-times"
done

# --- cargo ------------------------------------------------------------------------------------------

if command -v cargo >/dev/null; then
    cd "$work"
    cargo --offline new --quiet --lib --vcs none rust 2>"$work/log"
    cd rust
    cat >src/lib.rs <<'END'
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
pub fn echo(mut client: TcpStream) -> std::io::Result<()> {
    let mut buffer = [0; 4096];
    loop {
        let size = client.read(&mut buffer)?;
        if size == 0 { return Ok(()); }
        client.write_all(&buffer[..size])?;
    }
}
#[test]
fn echoes() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let server = std::thread::spawn(move || echo(listener.accept().unwrap().0));
    client.write_all(b"hello").unwrap();
    client.shutdown(std::net::Shutdown::Write).unwrap();
    let mut text = String::new();
    client.read_to_string(&mut text).unwrap();
    assert_eq!(text, "hello");
    server.join().unwrap().unwrap();
}
END
    judge() { cargo --offline test --quiet >"$work/log" 2>&1; }
    judge || { cat "$work/log"; exit 1; }
    for ((round = 1; round <= rounds; ++round)); do
        echo "// saved $round" >>src/lib.rs
        { time judge; } 2>>"$work/cargo-times"
    done
fi

echo "seconds, medians of $rounds, on $(nproc) processors (load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null)):"
echo "  save to verdict in ./sandbox watch 1       $(median <"$work/watch")"
echo "  the same by ./sandbox check 1              $(median <"$work/check")"
echo "  bare CMake and doctest, by a command       $(median <"$work/bare-times")"
[ ! -f "$work/cargo-times" ] || echo "  cargo test, by a command                   $(median <"$work/cargo-times")"
