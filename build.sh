#!/usr/bin/env bash
# Installs what GanBench needs and is missing, restores the build tools, and runs Cake with the arguments given.
#   ./build.sh                        the quick benchmark and its report
#   ./build.sh --target=Test          all tests
#   ./build.sh --skip-install …       install nothing; say what is missing
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

skip_install=false
arguments=()
for argument in "$@"; do
    case $argument in
        --skip-install) skip_install=true ;;
        *) arguments+=("$argument") ;;
    esac
done

if ! command -v dotnet >/dev/null 2>&1; then
    echo "build.sh: the .NET 10 SDK is missing. Get it from https://dotnet.microsoft.com/download/dotnet/10.0 (or: apt-get install dotnet-sdk-10.0 where your system has it), then run this again." >&2
    exit 4
fi
if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
    echo "build.sh: dotnet is here but not the .NET 10 SDK. Get it from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again." >&2
    exit 4
fi

# A libtorch that the user names, or that of an installed PyTorch, takes the place of Debian's.
has_libtorch() {
    [ -n "${LIBTORCH:-}" ] && [ -d "$LIBTORCH/lib" ] && return 0
    [ -f /usr/include/torch/csrc/autograd/autograd.h ] && return 0
    [ -f /usr/include/torch/csrc/api/include/torch/torch.h ] && return 0
    "${GANBENCH_PYTHON:-python3}" -c 'import os, torch; raise SystemExit(not os.path.isdir(os.path.join(os.path.dirname(torch.__file__), "include")))' >/dev/null 2>&1
}
has_library() { ldconfig -p 2>/dev/null | grep -q "$1" || compgen -G "/usr/lib/*/$1*" >/dev/null; }
has_browser() {
    [ -n "${GANBENCH_BROWSER:-}" ] && return 0
    local browser
    for browser in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
        command -v "$browser" >/dev/null 2>&1 && return 0
    done
    return 1
}

missing=()
has_libtorch || missing+=(libtorch-dev)
compgen -G '/usr/lib/*/openblas-openmp/libopenblas.so.0' >/dev/null || missing+=(libopenblas0-openmp)
has_library libturbojpeg.so.0 || missing+=(libturbojpeg0)
has_browser || missing+=(chromium)
command -v cmake >/dev/null 2>&1 || missing+=(cmake)
command -v g++ >/dev/null 2>&1 || missing+=(g++)
# What only the tests look at the report with.
command -v pdftoppm >/dev/null 2>&1 || missing+=(poppler-utils)
command -v qpdf >/dev/null 2>&1 || missing+=(qpdf)

if [ ${#missing[@]} -gt 0 ]; then
    if $skip_install; then
        echo "build.sh: not installing, as asked. Missing: ${missing[*]}" >&2
        for package in "${missing[@]}"; do
            case $package in
                libtorch-dev | cmake | g++)
                    echo "build.sh: cannot build without $package." >&2
                    exit 4
                    ;;
            esac
        done
    elif ! command -v apt-get >/dev/null 2>&1; then
        echo "build.sh: this system has no apt-get. Install what Debian calls: ${missing[*]}, then run this again with --skip-install." >&2
        exit 4
    else
        as_root=()
        if [ "$(id -u)" -ne 0 ]; then
            if ! command -v sudo >/dev/null 2>&1; then
                echo "build.sh: installing needs root. As root: apt-get install ${missing[*]}" >&2
                exit 4
            fi
            as_root=(sudo)
        fi
        echo "build.sh: installing ${missing[*]} …" >&2
        log=$(mktemp)
        if ! { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "${missing[@]}"; } </dev/null >"$log" 2>&1; then
            tail -n 20 "$log" >&2
            echo "build.sh: apt-get could not install ${missing[*]}; the whole log is $log" >&2
            exit 4
        fi
        rm -f "$log"
    fi
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[ -t 1 ] || export NO_COLOR=1
dotnet tool restore >/dev/null
status=0
rm -f artifacts/tests/summary.txt
dotnet cake ${arguments[@]+"${arguments[@]}"} || status=$?
# The counts of the tests stand last, where people and machines look for them.
[ -f artifacts/tests/summary.txt ] && cat artifacts/tests/summary.txt
exit "$status"
