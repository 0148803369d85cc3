#!/usr/bin/env bash
# Second part of the action: puts ganbench on the PATH of the steps that follow, as a tool or built from the action's own sources.
#   TOOL, VERSION: what keys.sh said
set -euo pipefail
action=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
source=$INPUT_SOURCE
[ ! -d "$GITHUB_WORKSPACE/$source" ] || source=$GITHUB_WORKSPACE/$source

# The user's global.json may ask for another SDK than the one that was set up.
cd "$action"
mkdir -p "$TOOL"
if [ "$INPUT_SOURCE" = checkout ]; then
    ln -sf "$action/ganbench" "$TOOL/ganbench"
elif [ ! -x "$TOOL/ganbench" ]; then
    dotnet tool install GanBench.Tool --tool-path "$TOOL" --version "$VERSION" ${source:+--add-source "$source"}
fi
"$TOOL/ganbench" --version
echo "$TOOL" >>"$GITHUB_PATH"
