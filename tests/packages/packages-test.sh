#!/bin/bash
# Installs the packed tool from its folder alone, as on a machine without a network, and makes, builds and runs a program from the packed
# template. Everything lies in a folder of its own, packages and settings of this user stay as they are.
# Usage: packages-test.sh FOLDER_WITH_PACKAGES
set -euo pipefail
packages=$(cd "$1" && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/ganbench-packages-XXXXXX")
trap 'code=$?; [ "$code" -ne 0 ] || rm -rf "$dir"; [ "$code" -eq 0 ] || echo "What is left is in $dir." >&2' EXIT
export GANBENCH_CACHE_DIR=$dir/cache DOTNET_CLI_HOME=$dir/home DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Packages of the feed are taken from this user's folder, ours never: an older one of the same version may lie there.
feed=$(dotnet nuget locals global-packages --list --force-english-output | sed 's/^[^:]*: *//')
version=$(basename "$packages"/GanBench.Templates.*.nupkg .nupkg)
version=${version#GanBench.Templates.}
step() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }

step "the tool, from $packages alone"
NUGET_PACKAGES=$dir/packages dotnet tool install GanBench.Tool --tool-path "$dir/tool" --source "$packages" --version "$version"
du -sh "$dir/tool" | cut -f 1
"$dir/tool/ganbench" --version
"$dir/tool/ganbench" suite run smoke --runs-dir "$dir/runs"
"$dir/tool/ganbench" report --suite smoke --runs-dir "$dir/runs" --output "$dir/report.pdf"
[ -s "$dir/report.html" ]

step "the template"
dotnet new install "$packages/GanBench.Templates.$version.nupkg" >/dev/null
cd "$dir"
dotnet new ganbench-architecture --name MyGan
! grep -rn "OwnGan\|GANBENCH_VERSION" MyGan || { echo "The template's own name is still there." >&2; exit 1; }
cat >MyGan/nuget.config <<CONFIG
<configuration>
  <config><add key="globalPackagesFolder" value="$dir/packages" /></config>
  <fallbackPackageFolders><clear /><add key="user" value="$dir/fallback" /></fallbackPackageFolders>
  <packageSources><add key="packed" value="$packages" /></packageSources>
</configuration>
CONFIG
mkdir "$dir/fallback"
for package in "$feed"/*; do
    case $(basename "$package") in
        ganbench*) ;;
        *) ln -s "$package" "$dir/fallback/" ;;
    esac
done
dotnet build MyGan --configuration Release --nologo -warnaserror -tl:off
du -shL MyGan/bin | cut -f 1
cd MyGan
dotnet run --configuration Release --no-build -- suite run own.yaml --runs-dir "$dir/own"
[ "$(find "$dir/own" -name run.json | wc -l)" -eq 4 ]

step "done"
