#!/bin/bash
# Builds the fuzz targets with clang and runs them, one after the other:
#
#   tests/fuzz/run.sh [-b BUILD] [-s SECONDS] [TARGET...]
#
# A target grows the corpus in BUILD/corpus/TARGET, beside the saved one, and at the end
# prints a row of the table in tests/README.md: executions, what of the code they covered,
# inputs kept. What it found lies in BUILD/found; the exit status is 1 then. Mend it, give it
# a name and put it into tests/fuzz/corpus/TARGET.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source_root=$(cd "$here/../.." && pwd)
build=${TMPDIR:-/tmp}/seoga-fuzz
seconds=300

while getopts b:s: option; do
    case $option in
    b) build=$OPTARG ;;
    s) seconds=$OPTARG ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))

if [ ! -f "$build/build.ninja" ]; then
    (cd "$source_root" && CC=clang meson setup "$build" -Dtests=enabled -Dfuzzing=enabled \
        -Db_sanitize=address,undefined -Db_lundef=false >/dev/null)
fi
targets=("$@")
if [ ${#targets[@]} = 0 ]; then
    for entry in "$here"/fuzz_*.c; do
        name=$(basename "$entry" .c)
        targets+=("${name#fuzz_}")
    done
fi
ninja -C "$build" "${targets[@]/#/tests/fuzz/fuzz_}" src/media/svg.so src/media/avif.so >"$build/ninja.log" ||
    { cat "$build/ninja.log"; exit 1; }

dictionary() { # of a target: its own, or that of what it reads
    case $1 in
    reader | pipeline) echo markdown ;;
    frontmatter) echo yaml ;;
    css | vector) echo svg ;;
    *) echo "$1" ;;
    esac
}

fuzz() {
    local target=$1 kept=$build/corpus/$1 log=$build/log-$1.txt options=()
    local dict=$here/dict/$(dictionary "$1").dict
    mkdir -p "$kept" "$build/found"
    if [ -f "$dict" ]; then options+=("-dict=$dict"); fi
    case $target in
    reader | frontmatter | html | pipeline)
        mkdir -p "$build/golden"
        cp "$source_root"/tests/golden/cases/*.md "$build/golden/"
        ;;
    esac
    # What favours rare branches takes half of the time where there are tens of thousands.
    if [ "$target" = pipeline ]; then options+=(-entropic=0); fi
    local seeds=("$here/corpus/$target")
    case $target in reader | frontmatter | html | pipeline) seeds+=("$build/golden") ;; esac
    UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 "$build/tests/fuzz/fuzz_$target" "${options[@]}" \
        -max_total_time="$seconds" -timeout=25 -rss_limit_mb=3000 -print_final_stats=1 \
        -artifact_prefix="$build/found/$target-" "$kept" "${seeds[@]}" >"$log" 2>&1 || true
    awk -v target="$target" '
        /cov: / { for (i = 1; i < NF; i++) { if ($i == "cov:") edges = $(i + 1); if ($i == "ft:") features = $(i + 1) } }
        /stat::number_of_executed_units/ { runs = $2 }
        END { printf "| %s | %s | %s | %s |\n", target, runs, edges, features }' "$log"
}

echo "| target | executions | edges | features |"
echo "|---|--:|--:|--:|"
for target in "${targets[@]}"; do
    fuzz "$target"
done
if ls "$build"/found/* >/dev/null 2>&1; then
    echo "found: $(ls "$build/found" | tr '\n' ' ')"
    exit 1
fi
