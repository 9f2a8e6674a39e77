#!/bin/sh
# Builds a fuzzer with clang's libFuzzer, AddressSanitizer and UBSan, and lets it look for a fault:
#   tests/fuzz/fuzz.sh NAME [SECONDS [FOLDER]]
# It starts from corpus/NAME beside NAME.cpp, in this folder or a lesson's. What it finds is kept in FOLDER/found; a fault, in FOLDER as
# crash-*. LOOPBACK_FUZZ_SECONDS in the environment goes before SECONDS; without either it is 60.
set -eu
name=$1
seconds=${LOOPBACK_FUZZ_SECONDS:-${2:-60}}
root=$(cd "$(dirname "$0")/../.." && pwd)
for source in "$root/tests/fuzz/$name.cpp" "$root"/tests/lessons/*/fuzz/"$name.cpp"; do
    if [ -f "$source" ]; then break; fi
done
corpus=$(dirname "$source")/corpus/$name
folder=${3:-$(mktemp -d)}
mkdir -p "$folder/found"

if ! command -v clang++ >/dev/null; then
    echo "SKIPPED: clang++ is not installed here (Debian: clang)"
    exit 77
fi
set -- -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
    -I"$root/include" -I"$root/tests"
if ! echo 'extern "C" int LLVMFuzzerTestOneInput(const char*, unsigned long) { return 0; }' |
    clang++ "$@" -x c++ - -o "$folder/probe" 2>"$folder/probe.log"; then
    cat "$folder/probe.log"
    echo "SKIPPED: clang++ has no libFuzzer here (Debian: libclang-rt-*-dev, which clang brings)"
    exit 77
fi
if [ "$name" = records ]; then
    set -- "$@" -I"$root/exercises" -I"$root/exercises/runner" \
        "$root/exercises/runner/judge/records.cpp" "$root/exercises/runner/words/text.cpp"
fi
clang++ "$@" "$source" -o "$folder/$name"

set -- -max_total_time="$seconds" -print_final_stats=1 -timeout=10 -artifact_prefix="$folder/"
if [ -f "$corpus.dict" ]; then set -- "$@" -dict="$corpus.dict"; fi
"$folder/$name" "$@" "$folder/found" "$corpus" 2>"$folder/log" ||
    { grep -vE '^(#[0-9]|INFO:|stat::)' "$folder/log"; echo "The bytes are kept: $folder"; exit 1; }
grep -E '^(Done|stat::number_of_executed_units|stat::new_units_added)' "$folder/log"
