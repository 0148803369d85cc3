#!/usr/bin/env bash
# Tests of build.sh and .ci/run, with programs that only pretend: nothing is installed, built or fetched.
# Each test runs copies of both in a folder of its own, where PATH holds this machine's programs except those that the test takes away.
set -uo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# A folder with copies of the scripts, the programs of this machine, and a dotnet that writes down what it is asked.
arrange() {
    here=$work/$1
    mkdir -p "$here/repository/.ci" "$here/bin" "$here/elsewhere"
    cp "$repository/build.sh" "$here/repository/"
    cp "$repository/.ci/run" "$here/repository/.ci/"
    ln -sf /usr/bin/* "$here/bin/" 2>/dev/null
    rm -f "$here"/bin/{chromium-browser,google-chrome,google-chrome-stable,microsoft-edge,microsoft-edge-stable,dotnet,sudo,apt-get,apt-cache,id,python3,pdftoppm,qpdf,qemu-x86_64,slurmctld,munged}
    calls=$here/calls
    : >"$calls"
    for present in chromium pdftoppm qpdf; do pretend "$present" 'exit 0'; done
    pretend dotnet 'case $1 in --list-sdks) echo "10.0.100 [/usr/share/dotnet/sdk]" ;; *) echo "dotnet $*" >>"$calls" ;; esac'
    pretend id 'echo 0'
    pretend apt-get 'echo "apt-get $*" >>"$calls"'
    pretend apt-cache 'exit 0'
}
pretend() {
    rm -f "$here/bin/$1"
    printf '#!/bin/bash\ncalls=%q\n%s\n' "$calls" "$2" >"$here/bin/$1"
    chmod +x "$here/bin/$1"
}
remove() { rm -f "$here/bin/$1"; }

act() {
    (cd "$here/elsewhere" && env -i HOME="$here" PATH="$here/bin" "${environment[@]}" "$@" </dev/null) >"$here/output" 2>&1
    code=$?
}
environment=(LANG=C)
build() { act ../repository/build.sh "$@"; }

check() {
    local name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $(basename "$here"): $name"
        sed 's/^/    /' "$here/output" "$calls"
    fi
}
ended() { [ "$code" -eq "$1" ]; }
said() { grep -qF -- "$1" "$here/output"; }
called() { grep -qF -- "$1" "$calls"; }
not() { ! "$@"; }
one_line() { [ "$(wc -l <"$here/output")" -eq 1 ]; }

arrange everything_there
build --target=FullBenchmark --suite "a b.yaml" --dry-run
check "passes its arguments on" called "dotnet cake --target=FullBenchmark --suite a b.yaml --dry-run"
check "succeeds" ended 0

arrange no_dotnet
remove dotnet
build
check "says how to get it" said "the .NET 10 SDK is missing. Get it from https://"
check "in one line" one_line
check "is an environment error" ended 4

arrange old_dotnet
pretend dotnet 'echo "8.0.100 [/usr/share/dotnet/sdk]"'
build
check "says which SDK is needed" said "not the .NET 10 SDK"
check "is an environment error" ended 4

arrange browser_missing
remove chromium
build
check "renews the lists first" eval '[ "$(grep -m1 apt-get "$calls")" = "apt-get update -qq" ]'
check "installs it" eval 'grep -q "^apt-get install .*chromium" "$calls"'
check "says what it installs" said "chromium"
check "goes on" called "dotnet cake"

arrange compiler_missing
for program in cmake make g++; do remove "$program"; done
build
check "installs nothing to compile with" not called "apt-get"
check "goes on" called "dotnet cake"

arrange lists_cannot_be_renewed
remove chromium
pretend apt-get 'echo "apt-get $*" >>"$calls"; [ "$1" != update ]'
build
check "installs with the old lists" eval 'grep -q "^apt-get install .*chromium" "$calls"'
check "succeeds" ended 0

arrange install_fails
remove chromium
pretend apt-get 'echo "E: no space left"; [ "$1" = update ]'
build
check "shows apt's reason" said "no space left"
check "says what that means" said "no browser means no PDF"
check "goes on without" called "dotnet cake"

arrange install_refused
remove chromium
build --skip-install
check "names what is missing" said "Missing: chromium"
check "installs nothing" not called "apt-get"
check "goes on without" called "dotnet cake"

arrange optional_refused
remove qpdf
build --skip-install --target Test
check "names what is missing" said "qpdf"
check "goes on" called "dotnet cake --target Test"

arrange tools_of_tests
remove qpdf
build --skip-install --target=QuickBenchmark
check "asks for tools of the tests only for the tests" not said "qpdf"

arrange not_root
remove chromium
pretend id 'echo 1000'
build
check "says what to do as root" said "as root: apt-get install chromium"
check "says it in one line" one_line
check "goes on without" called "dotnet cake"

arrange sudo
remove chromium
pretend id 'echo 1000'
pretend sudo 'echo "sudo $*" >>"$calls"'
build
check "asks for no password where there is no terminal" called "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install"

arrange no_apt
remove chromium
remove apt-get
build
check "names the packages" said "this system has no apt-get to install chromium fonts-liberation"
check "goes on without" called "dotnet cake"

arrange ci_build_fails
pretend dotnet 'case $1 in --list-sdks) echo "10.0.100 [x]" ;; cake) echo "5 passed, 0 failed"; exit 1 ;; esac'
act ../repository/.ci/run
check "counts a broken build as a failure" eval '[ "$(tail -n 1 "$here/output")" = "0 passed, 1 failed" ]'
check "fails" ended 1

arrange ci_tests_fail
pretend dotnet 'case $1 in --list-sdks) echo "10.0.100 [x]" ;; cake) mkdir -p artifacts/tests; echo "5 passed, 2 failed" | tee artifacts/tests/summary.txt; exit 1 ;; esac'
act ../repository/.ci/run
check "ends with the counts" eval '[ "$(tail -n 1 "$here/output")" = "5 passed, 2 failed" ]'
check "fails" ended 1

arrange ci_says_done_but_ran_nothing
act ../repository/.ci/run
check "counts it as a failure" eval '[ "$(tail -n 1 "$here/output")" = "0 passed, 1 failed" ]'
check "fails" ended 1

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
