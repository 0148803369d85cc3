#!/usr/bin/env bash
# Third part of the action: runs ganbench check, writes the table to the job's summary, and ends with the check's exit code. Stopped by a
# signal it lets ganbench save its runs, which the next try takes up.
#   FOLDER: where runs and results go, from keys.sh
set -euo pipefail
results=$FOLDER/results table=$FOLDER/results/table.md errors=$FOLDER/errors.txt
mkdir -p "$results"
rm -f "$table"
touch "$FOLDER/started"

fail() { echo "::error title=GanBench::$1"; }

# Splits text into the words of an array, as a shell would; nothing in them is expanded or run.
split() {
    local lines
    lines=$(printf '%s' "$2" | xargs -r printf '%s\n') || { fail "There is an open quote in the input $1."; exit 2; }
    mapfile -t "$1" < <([ -z "$lines" ] || printf '%s\n' "$lines")
}
command=() args=()
split command "$INPUT_COMMAND"
split args "$INPUT_ARGS"
[ ${#command[@]} -gt 0 ] || command=(ganbench)
plan=(--profile "$INPUT_PROFILE" --numerics "$INPUT_NUMERICS" --runs-dir "$FOLDER/runs")
[ -z "$INPUT_SEED" ] || plan+=(--seed "$INPUT_SEED")

exec 3> >(tee "$errors" >&2)
logger=$!
"${command[@]}" check "$INPUT_SUITE" --baseline "$INPUT_BASELINE" --markdown "$table" "${plan[@]}" ${args[@]+"${args[@]}"} 2>&3 &
check=$!
exec 3>&-
trap 'stopped=true; kill -TERM "$check" 2>/dev/null || true' INT TERM
# A signal ends the waiting, not the check.
stopped=true
while $stopped; do
    stopped=false
    code=0
    wait "$check" || code=$?
done
wait "$logger" || true

if [ -f "$table" ]; then
    cat "$table" >>"$GITHUB_STEP_SUMMARY"
    "${command[@]}" suite baseline "$INPUT_SUITE" --out "$results/baseline.json" "${plan[@]}" || true
    [ "$INPUT_REPORT" != true ] || "${command[@]}" report --suite "$INPUT_SUITE" --output "$results/report.pdf" "${plan[@]}" ||
        echo "::warning title=GanBench::The report could not be written."
else
    table=
    {
        printf '### GanBench: nothing was compared\n\nExit code %s.\n\n' "$code"
        tail -n 20 "$errors" | sed 's/^/    /'
    } >>"$GITHUB_STEP_SUMMARY"
fi

{
    echo "exit-code=$code"
    echo "table=$table"
    echo "folder=$results"
    echo "new-runs=$([ -n "$(find "$FOLDER/runs" -newer "$FOLDER/started" -name run.json -print -quit 2>/dev/null)" ] && echo true || echo false)"
} >>"$GITHUB_OUTPUT"

case $code in
    0) ;;
    1) fail "Values got worse, or runs failed: the job's summary says which." ;;
    130) fail "It was stopped. The next try goes on where this one was." ;;
    *) fail "Nothing was compared: the job's summary says why." ;;
esac
exit "$code"
