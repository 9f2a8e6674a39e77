#!/usr/bin/env bash
# No verdict depends on how busy the machine is: answers are judged at a low priority (nice), beside six
# loops that want all of it.
#
#     tests/bench/busy.sh [BUILD_FOLDER]           solutions, right answers, one wrong answer a check
#     tests/bench/busy.sh BUILD_FOLDER answers     all answers
#     tests/bench/busy.sh BUILD_FOLDER all         the whole suite, by CTest: hours
#
# LOOPS is how many loops there are, if not six.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$(realpath "${1:-.build/debug}")
part=${2:-some}
driver=$build/bin/misconceptions_driver
[ -x "$driver" ] || { echo "Target \"tests\" is not built in $build." >&2; exit 77; }
unset LOOPBACK_TIME_SCALE

loops=()
trap 'kill "${loops[@]}" 2>/dev/null' EXIT
for _ in $(seq "${LOOPS:-6}"); do
    (while :; do :; done) &
    loops+=($!)
done

# Each line: NUMBER NAME EXPECTATION SOURCE.
answers() {
    local folder name number source id
    for folder in tests/misconceptions/[0-9]*/; do
        name=$(basename "$folder")
        number=${name%%-*}
        echo "$number solution passes exercises/$name/solution.cpp"
        echo "$number stub is-unwritten exercises/$name/stub.cpp"
        for source in "$folder"right/*.cpp; do
            echo "$number right-$(basename "$source" .cpp) is-another-way $source"
        done
        local -A seen=()
        for source in "$folder"*.cpp; do
            id=$(sed -n 's|^// Caught by: *||p;2q' "$source")
            if [ "$part" = some ] && [ -n "${seen[$id]:-}" ]; then continue; fi
            seen[$id]=yes
            echo "$number $(basename "$source" .cpp) is-caught $source"
        done
    done
}

judge() { # NUMBER NAME EXPECTATION SOURCE
    local said
    said=$(nice "$driver" "$build/bin/variants/check-$1-$2" "$3" "$4" 2>&1) && return
    printf '%s: %s\n' "$4" "$said"
    return 1
}
export -f judge
export driver build

if [ "$part" = all ]; then
    nice ctest --test-dir "$build" -j 3 -LE '^long$' --output-on-failure --no-label-summary
    exit
fi
answers | xargs -L 1 -P 8 bash -c 'judge "$@"' judge
echo "$(answers | wc -l) answers judged as on a quiet machine, in $SECONDS s"
