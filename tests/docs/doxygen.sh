#!/bin/sh
# The reference is built without a warning, and every public name is in an example that runs:
# doxygen.sh FOLDER EXAMPLES, from the project's folder. EXAMPLES: the program made of them.
set -u
folder=$1
examples=$2
if ! command -v doxygen >/dev/null; then
    echo "SKIPPED: doxygen is not installed here (Debian: doxygen)"
    exit 77
fi
mkdir -p "$folder"
{
    cat docs/Doxyfile
    echo "OUTPUT_DIRECTORY = \"$folder\""
    echo "GENERATE_TAGFILE = \"$folder/names.xml\""
} | doxygen - || {
    case $(doxygen --version) in
    1.9.*) exit 1 ;;
    esac
    echo "SKIPPED: what doxygen $(doxygen --version) warns of is not what 1.9 does"
    exit 77
}

# Operators are in no need of one, nor is what makes a loop over a view.
exempt='^(operator.*|~.*|begin|end)$'
grep '^    ' "$examples" | grep -vE 'PRELUDE|scene' >"$folder/examples.txt"
# The public names that the reference has: types, functions, constants; of a struct not its members.
awk '
    /<compound kind=/ { split($0, part, "\""); compound = part[2]
                        wanted = compound == "class" || compound == "struct" }
    /<member kind=/   { split($0, part, "\""); kind = part[2]
                        wanted = kind == "function" || kind == "typedef" || kind == "enumeration" ||
                                 (kind == "variable" && compound == "namespace") }
    /<name>/          { sub(/.*<name>/, ""); sub(/<\/name>.*/, ""); sub(/&lt;.*/, ""); sub(/.*::/, "")
                        if (wanted) print
                        wanted = 0 }' "$folder/names.xml" | grep -Ev "$exempt" | sort -u >"$folder/names.txt"
[ "$(grep -c . "$folder/names.txt")" -gt 100 ] || { echo "the reference has hardly any name"; exit 1; }
missing=$(while IFS= read -r name; do
    grep -qwF -- "$name" "$folder/examples.txt" || printf '  %s\n' "$name"
done <"$folder/names.txt")
[ -z "$missing" ] || { printf 'in no example of the doc comments:\n%s\n' "$missing"; exit 1; }
echo "$(grep -c . "$folder/names.txt") public names, each in an example"
