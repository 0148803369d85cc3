#!/usr/bin/env bash
# First part of the action: says where packages and runs lie and under which keys they are cached. Runs of other code say nothing about
# this one, so their key holds what computes. GitHub's own hashFiles sees nothing outside the user's workspace, where an action lies.
set -euo pipefail
action=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
work=$RUNNER_TEMP/ganbench

hash() { sha256sum | cut -c1-20; }

# Of paths and contents; what is built lies beside the sources.
sources() {
    (cd "$action" && find "$@" -type f -not -path '*/bin/*' -not -path '*/obj/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) | hash
}

version=${INPUT_VERSION:-$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$action/Directory.Build.props")}
if [ -n "$INPUT_COMMAND" ]; then
    program="command $INPUT_COMMAND ${INPUT_RUNS_KEY:-$GITHUB_SHA}"
    packages_path=$work/none packages=none
elif [ "$INPUT_SOURCE" = checkout ]; then
    program="checkout $(sources src build/Torch.props build/Torch.targets Directory.Build.props Directory.Packages.props global.json)"
    packages_path=$HOME/.nuget/packages
    packages=$(sources Directory.Packages.props build/Torch.props global.json)
else
    program="package $version $INPUT_SOURCE"
    packages_path=$work/tool packages=$(printf '%s' "$program" | hash)
fi
runs=$(printf '%s\0' "$program" "$INPUT_RUNS_KEY" "$INPUT_SUITE" "$INPUT_PROFILE" "$INPUT_NUMERICS" "$INPUT_SEED" "$INPUT_ARGS" | hash)

{
    echo "version=$version"
    echo "tool=$work/tool"
    echo "folder=$work/$runs"
    echo "packages-path=$packages_path"
    echo "packages=$packages"
    echo "runs=$runs"
} >>"$GITHUB_OUTPUT"
