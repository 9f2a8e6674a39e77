#!/bin/sh
# Compiles and links a Winsock program by MinGW-w64, where it is installed.
for compiler in x86_64-w64-mingw32-g++-posix x86_64-w64-mingw32-g++; do
    command -v "$compiler" >/dev/null || continue
    output=$(mktemp) || exit 1
    trap 'rm -f "$output"' EXIT
    "$compiler" -std=c++20 -Wall -Wextra -Werror -static "$1" -o "$output" -lws2_32
    exit
done
echo "SKIPPED: MinGW-w64 is not installed here (g++-mingw-w64-x86-64-posix)"
exit 77
