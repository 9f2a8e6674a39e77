#!/bin/sh
# .clang-format decides: every C++ file of this checkout is as version 14 writes it.
#   tests/docs/style.sh
set -eu
cd "$(dirname "$0")/../.."
for format in clang-format-14 clang-format; do
    case $("$format" --version 2>/dev/null) in
        *" 14."*) break ;;
        *) format= ;;
    esac
done
if [ -z "$format" ]; then
    echo "SKIPPED: clang-format 14 is not installed here (Debian 12: clang-format)"
    exit 77
fi
if ! git ls-files >/dev/null 2>&1; then
    echo "SKIPPED: this is no git checkout"
    exit 77
fi
git ls-files '*.cpp' '*.hpp' '*.ipp' | while IFS= read -r file; do
    if [ -f "$file" ]; then printf '%s\0' "$file"; fi
done | xargs -0 -P 2 -n 50 "$format" --dry-run -Werror --ferror-limit=1
