#!/usr/bin/env bash
# How many submissions ./sandbox grade judges in a minute: COUNT submissions of all exercises, a
# mixture of solutions, stubs and misconceptions.
#   COUNT=200 JOBS= tests/bench/grade.sh
. "$(dirname "$0")/common.sh"
count=${COUNT:-200}
jobs=${JOBS:-$(nproc)}
export LOOPBACK_BUILD=${LOOPBACK_BUILD:-$work/build}

# Every third a solution, every third a stub, every third of misconceptions.
for ((i = 1; i <= count; ++i)); do
    for exercise in exercises/[0-9][0-9]-*; do
        name=${exercise#*/}
        folder=$work/submissions/$(printf 'student-%04d' "$i")/$name
        mkdir -p "$folder"
        wrong=(tests/misconceptions/"$name"/*.cpp)
        case $((i % 3)) in
            0) cat "$exercise/stub.cpp" ;;
            1) cat "$exercise/solution.cpp" ;;
            2) awk -f tests/misconceptions/whole.awk "${wrong[i % ${#wrong[@]}]}" \
                "$exercise/solution.cpp" ;;
        esac >"$folder/exercise.cpp"
    done
done
exercises=$(echo exercises/[0-9][0-9]-* | wc -w)

mkdir "$work/one"
cp -r "$work/submissions/student-0001" "$work/one/"
./sandbox grade "$work/one" --format csv --output "$work/first.csv" >/dev/null # builds the checks
TIMEFORMAT='%R %U %S'
{ time ./sandbox grade "$work/submissions" -j "$jobs" --format csv --output "$work/all.csv" \
    >/dev/null 2>"$work/words"; } 2>"$work/time"
read -r wall user system <"$work/time"
passed=$(grep -c ',passed,' "$work/all.csv" || true)
awk -v n="$count" -v e="$exercises" -v j="$jobs" -v p="$passed" -v s="$wall" -v u="$user" \
    -v k="$system" 'BEGIN {
    printf "%d submissions of %d exercises, -j %d: %.1f s, %.1f submissions a minute\n", n, e, j, s, n * 60 / s
    printf "%.2f s of processor time each\n", (u + k) / n
    printf "%d checks passed\n", p
}'
