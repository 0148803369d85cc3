#!/usr/bin/env bash
# Installs what GanBench needs and is missing, restores the build tools, and runs Cake with the arguments given.
#   ./build.sh                        the quick benchmark and its report
#   ./build.sh --target=Test          all tests
#   ./build.sh --tree                 the list of targets
#   ./build.sh --skip-install …       install nothing; say what is missing
set -euo pipefail
GANBENCH_CALLER_DIRECTORY=$PWD
export GANBENCH_CALLER_DIRECTORY
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

say() { echo "build.sh: $*" >&2; }
stop() { say "$@"; exit 4; }

skip_install=false
target=QuickBenchmark
arguments=()
previous=
for argument in "$@"; do
    case $argument in
        --skip-install) skip_install=true; continue ;;
        --help | -h) sed -n '2,6s/^# \{0,1\}//p' build.sh; exit 0 ;;
        --target=*) target=${argument#--target=} ;;
        *) [ "$previous" != --target ] || target=$argument ;;
    esac
    arguments+=("$argument")
    previous=$argument
done

sdk_help="Get it from https://dotnet.microsoft.com/download/dotnet/10.0 (or: apt-get install dotnet-sdk-10.0 where your system has it), then run this again."
command -v dotnet >/dev/null 2>&1 || stop "the .NET 10 SDK is missing. $sdk_help"
dotnet --list-sdks 2>/dev/null | grep -q '^10\.' || stop "dotnet is here, but not the .NET 10 SDK. $sdk_help"

has() { command -v "$1" >/dev/null 2>&1; }
has_library() { compgen -G "/usr/lib/*/$1*" >/dev/null || { ldconfig -p 2>/dev/null || true; } | grep -q "$1"; }

# In the order in which the engine's build looks (src/TorchSharp.SystemLibtorch/native/NativeShim.targets): the one that is named, the one
# in an installed PyTorch, the system's.
has_libtorch() {
    [ -z "${LIBTORCH:-}" ] || return 0
    compgen -G '/usr/lib/*-linux-gnu/libtorch_cpu.so' >/dev/null && [ -f /usr/include/ATen/ATen.h ] && return 0
    "${GANBENCH_PYTHON:-python3}" -c 'if True:
        import importlib.util, os
        spec = importlib.util.find_spec("torch")
        folder = os.path.dirname(spec.origin) if spec else ""
        raise SystemExit(not all(os.path.exists(os.path.join(folder, part)) for part in ("lib/libtorch_cpu.so", "include/ATen/ATen.h")))' >/dev/null 2>&1
}
has_browser() {
    local browser
    for browser in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge microsoft-edge-stable; do
        has "$browser" && return 0
    done
    [ -n "${GANBENCH_BROWSER:-}" ]
}

# Without these nothing builds; without the others something is slower or left out.
required=()
wanted=()
has_libtorch || required+=(libtorch-dev)
has cmake || required+=(cmake)
has make || required+=(make)
has g++ || required+=(g++)
compgen -G '/usr/lib/*/openblas-openmp/libopenblas.so.0' >/dev/null || wanted+=(libopenblas0-openmp)
has_library libturbojpeg.so.0 || wanted+=(libturbojpeg0)
has_browser || wanted+=(chromium)
case $target in
    Test)
        has pdftoppm || wanted+=(poppler-utils)
        has qpdf || wanted+=(qpdf)
        ;;
    TestPortable) has qemu-x86_64 || wanted+=(qemu-user) ;;
    TestSlurm)
        has slurmctld || wanted+=(slurm-wlm)
        has munged || wanted+=(munge)
        ;;
esac
missing=(${required[@]+"${required[@]}"} ${wanted[@]+"${wanted[@]}"})

# Says every quarter of a minute how far apt-get is, from its log.
watch() {
    local total
    # Its output elsewhere: a reader of ours must not wait for the last one.
    while sleep 15 >/dev/null 2>&1; do
        total=$(sed -n 's/.* \([0-9]*\) newly installed.*/\1/p' "$1" | tail -n 1)
        say "  $(grep -c '^Unpacking' "$1" || true) of ${total:-?} packages unpacked, $(grep -c '^Setting up' "$1" || true) set up"
    done
}

install() {
    has apt-get || stop "this system has no apt-get. Install what Debian calls ${missing[*]}, then run this again with --skip-install."
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        local without=
        [ ${#required[@]} -gt 0 ] || without=" To go on without: --skip-install."
        has sudo || stop "installing needs root. As root: apt-get install ${missing[*]}.$without"
        as_root=(sudo)
        # Without a terminal sudo could ask for a password for ever.
        [ -t 0 ] || as_root=(sudo -n)
    fi
    local log apt=(${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get)
    log=$(mktemp)
    say "installing ${missing[*]} (log: $log) …"
    watch "$log" &
    local watcher=$!
    trap "kill $watcher 2>/dev/null || true" EXIT
    # A list of packages that cannot be renewed is no reason to stop: the old one may do.
    "${apt[@]}" update -qq </dev/null >>"$log" 2>&1 || say "apt-get update failed; trying with the lists that are there."
    local package packages=()
    for package in "${missing[@]}"; do
        # Ubuntu has no 0 at the end of this one.
        if [ "$package" = libturbojpeg0 ] && ! apt-cache show libturbojpeg0 >/dev/null 2>&1; then package=libturbojpeg; fi
        if apt-cache show "$package" >/dev/null 2>&1; then packages+=("$package"); fi
    done
    if [ ${#packages[@]} -gt 0 ] && ! "${apt[@]}" install -y -q --no-install-recommends "${packages[@]}" </dev/null >>"$log" 2>&1; then
        tail -n 20 "$log" >&2
        stop "apt-get could not install ${packages[*]}. The whole log is $log."
    fi
    kill "$watcher" && wait "$watcher" 2>/dev/null || true
    trap - EXIT
    rm -f "$log"
    hash -r
}

if [ ${#missing[@]} -gt 0 ] && ! $skip_install; then
    install
    has_libtorch || stop "libtorch is not among this system's packages. Unpack libtorch from https://pytorch.org and name its folder in LIBTORCH, or install PyTorch."
elif [ ${#missing[@]} -gt 0 ]; then
    say "not installing, as asked. Missing: ${missing[*]}"
    [ ${#required[@]} -eq 0 ] || stop "cannot build without ${required[*]}."
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# .NET refuses to start without ICU unless it is told to do without; GanBench's results are culture-invariant anyway.
has_library libicuuc.so || export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
[ -t 1 ] || export NO_COLOR=1
dotnet tool restore >/dev/null || stop "dotnet tool restore failed: it needs the NuGet feed once, for Cake."
exec dotnet cake ${arguments[@]+"${arguments[@]}"}
