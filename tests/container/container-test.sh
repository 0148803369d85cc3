#!/bin/bash
# Builds Containerfile with buildah, without a container engine or its registries: the base images are a Debian that debootstrap makes and
# the SDK of this machine. Then runs a suite in the image as the user of the image, and installs the packed tool in another such Debian
# that has the SDK and nothing of GanBench.
# Usage: container-test.sh FOLDER_WITH_PACKAGES MIRROR    (as root, with Debian's buildah and debootstrap installed)
set -euo pipefail
packages=$(cd "$1" && pwd) mirror=$2
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/ganbench-container-XXXXXX")
export BUILDAH_ISOLATION=chroot CONTAINERS_STORAGE_CONF=$dir/storage.conf
storage() { printf '[storage]\ndriver = "%s"\nrunroot = "%s"\ngraphroot = "%s"\n' "$1" "$dir/run-$1" "$dir/storage-$1" >"$dir/storage.conf"; }
# Layers one upon the other where the file system of the temporary folder can, else a whole copy for each.
storage overlay
if ! buildah rm "$(buildah from scratch 2>"$dir/overlay.log")" >/dev/null 2>&1; then storage vfs; fi
stop() {
    code=$?
    buildah rm --all >/dev/null 2>&1 || true
    if [ "$code" -eq 0 ]; then rm -rf "$dir"; else echo "What is left is in $dir." >&2; fi
}
trap stop EXIT
step() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }
argument() { sed -n "s/^ARG $1=//p" "$source/Containerfile"; }
size() { buildah images --format '{{.Size}}' "$1" | head -n 1; }

step "Debian from $mirror"
debootstrap --variant=minbase bookworm "$dir/debian" "$mirror" >"$dir/debootstrap.log"
# What this machine trusts beside the public authorities, and how it finds NuGet's feed.
mkdir -p "$dir/debian/usr/local/share/ca-certificates" "$dir/debian/etc/apt/apt.conf.d"
cp /usr/local/share/ca-certificates/*.crt "$dir/debian/usr/local/share/ca-certificates/" 2>/dev/null || true
image() {
    local container
    container=$(buildah from scratch)
    buildah add --quiet "$container" "$2" "$3" >/dev/null
    buildah commit --quiet --rm "$container" "$1" >/dev/null
    echo "$1: $(size "$1")"
}
image "$(argument DEBIAN)" "$dir/debian" /
rm -rf "$dir/debian"

step "the SDK of this machine, $(dotnet --version)"
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
image "$(argument SDK)" "$dotnet" /usr/share/dotnet

step "Containerfile"
buildah build --pull-never --network host --file "$source/Containerfile" --tag ganbench "$source"
echo "ganbench: $(size ganbench)"

step "a suite in the image"
container=$(buildah from --pull-never ganbench)
in_image() { buildah run --network host "$container" -- ganbench "$@"; }
buildah run "$container" -- id
in_image doctor
in_image suite run smoke
in_image report --suite smoke --output report.pdf
buildah run "$container" -- sh -c 'head -c 5 report.pdf; ls -l report.* /data'
buildah rm "$container" >/dev/null

step "the tool, on a Debian with the SDK"
container=$(buildah from --pull-never "$(argument DEBIAN)")
buildah copy --quiet "$container" "$dotnet" /opt/dotnet >/dev/null
buildah copy --quiet "$container" "$packages"/GanBench.Tool.*.nupkg /packages/ >/dev/null
buildah run --network host "$container" -- sh -euc '
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates libicu72 libssl3 libstdc++6 >/dev/null
    export PATH="$PATH:/opt/dotnet:$HOME/.dotnet/tools" DOTNET_ROOT=/opt/dotnet DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
    start=$(date +%s)
    dotnet tool install --global GanBench.Tool --source /packages
    echo "installed in $(($(date +%s) - start)) s: $(du -sh "$HOME/.dotnet/tools" | cut -f 1)"
    cd /tmp
    ganbench quick --suite smoke --output report.pdf
    test -s report.html
    echo "installed and run in $(($(date +%s) - start)) s"
    dotnet tool uninstall --global GanBench.Tool'

step "done"
