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

has_browser() {
    local browser
    for browser in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge microsoft-edge-stable; do
        has "$browser" && return 0
    done
    [ -n "${GANBENCH_BROWSER:-}" ]
}

# Nothing here is needed to build, train and measure: without a browser the report is a page and no PDF.
missing=()
has_browser || missing+=(chromium fonts-liberation)
case $target in
    Test)
        has pdftoppm || missing+=(poppler-utils)
        has qpdf || missing+=(qpdf)
        ;;
    TestPortable) has qemu-x86_64 || missing+=(qemu-user) ;;
    TestSlurm)
        has slurmctld || missing+=(slurm-wlm)
        has munged || missing+=(munge)
        ;;
    TestContainer)
        has buildah || missing+=(buildah)
        has debootstrap || missing+=(debootstrap)
        ;;
esac

# Says every quarter of a minute how far apt-get is, from its log.
watch() {
    local total
    # Its output elsewhere: a reader of ours must not wait for the last one.
    while sleep 15 >/dev/null 2>&1; do
        total=$(sed -n 's/.* \([0-9]*\) newly installed.*/\1/p' "$1" | tail -n 1)
        say "  $(grep -c '^Unpacking' "$1" || true) of ${total:-?} packages unpacked, $(grep -c '^Setting up' "$1" || true) set up"
    done
}

# Whatever goes wrong here is told in one line and no reason to stop.
install() {
    local without="Going on without ${missing[*]}: no browser means no PDF."
    has apt-get || { say "this system has no apt-get to install ${missing[*]} (Debian's names). $without"; return; }
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        has sudo || { say "installing needs root (as root: apt-get install ${missing[*]}). $without"; return; }
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
    local installed=true
    "${apt[@]}" install -y -q --no-install-recommends "${missing[@]}" </dev/null >>"$log" 2>&1 || installed=false
    kill "$watcher" && wait "$watcher" 2>/dev/null || true
    trap - EXIT
    if $installed; then
        say "installed $(grep -c '^Setting up' "$log" || true) packages: ${missing[*]} and what they need ($(sed -n 's/^After this operation, \(.*\) of additional disk space.*/\1/p' "$log" | tail -n 1))."
        rm -f "$log"
    else
        say "apt-get could not install ${missing[*]}: $(grep '^E:' "$log" | head -n 1 || tail -n 1 "$log"). The whole log is $log. $without"
    fi
    hash -r
}

if [ ${#missing[@]} -gt 0 ] && ! $skip_install; then
    install
elif [ ${#missing[@]} -gt 0 ]; then
    say "not installing, as asked. Missing: ${missing[*]}"
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# .NET refuses to start without ICU unless it is told to do without; GanBench's results are culture-invariant anyway.
has_library libicuuc.so || export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
[ -t 1 ] || export NO_COLOR=1
dotnet tool restore >/dev/null || stop "dotnet tool restore failed: it needs the NuGet feed once, for Cake."
exec dotnet cake ${arguments[@]+"${arguments[@]}"}
