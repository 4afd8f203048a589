#!/usr/bin/env bash
# Builds everything once (Release, warnings are errors) and runs all tests; the last line is "N passed, N failed".
# What the tests need besides the .NET SDK is installed on Debian and its relatives when it is missing.
#   ./test.sh          every test at its usual size, the gateway's beside the others
#   ./test.sh --long   the full sizes (about an hour)
set -euo pipefail
cd "$(dirname "$0")"

case "${1:-}" in
  "") ;;
  --long) export PORTAL_TEST_LONG=1 ;;
  *) echo "usage: ./test.sh [--long]" >&2; exit 2 ;;
esac

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export MSBUILDDISABLENODEREUSE=1              # leaves no build processes behind
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1     # the browser tests drive the system's Chromium
export DOTNET_TieredPGO=0                     # what runs for minutes never gets back what watching itself costs
export PORTAL_TEST_WHOLE=1                    # nothing is left out, so what all tests together did is judged too
results=artifacts/tests

missing_packages() {
  command -v chromium-headless-shell >/dev/null || echo chromium-headless-shell
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
  compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null || echo fonts-noto-cjk
  for tool in python3 unzip openssl nginx; do
    command -v "$tool" >/dev/null || [ -x "/usr/sbin/$tool" ] || echo "$tool"
  done
}

install_packages() {
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null && root=(sudo -n)
  fi
  if ! command -v apt-get >/dev/null || { [ "$(id -u)" -ne 0 ] && [ ${#root[@]} -eq 0 ]; }; then
    echo "The tests need these packages (Debian's names), which this script may not install here: $*" >&2
    exit 1
  fi
  local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600)
  echo "Installing $*"
  for attempt in 1 2 3 4 5; do
    "${apt[@]}" update && break                # another apt may hold the lists, which the time-out does not cover
    [ "$attempt" -lt 5 ] && sleep 10
  done
  "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null
}

command -v dotnet >/dev/null || { echo "The .NET SDK of global.json is needed: https://dotnet.microsoft.com/download" >&2; exit 1; }
mapfile -t missing < <(missing_packages)
[ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"

dotnet tool restore >/dev/null
dotnet restore Portal.sln -v q

# One compiler for all projects instead of one for each, and gone when they are built.
compiler=portal-tests-$$
end_compiler() {
  local process
  for process in /proc/[0-9]*; do
    ! grep -qsz -- "-pipename:$compiler" "$process/cmdline" || kill "${process#/proc/}" 2>/dev/null || true
  done
}
trap end_compiler EXIT
dotnet build Portal.sln -c Release --no-restore -warnaserror -m:2 -v q -clp:NoSummary -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler"
end_compiler
trap - EXIT

rm -rf "$results"
mkdir -p "$results"
browsers=tests/Portal.EndToEnd/Portal.EndToEnd.csproj
gateway=tests/Portal.Bff.Tests/Portal.Bff.Tests.csproj
mapfile -t rest < <(grep -l 'Microsoft.NET.Test.Sdk' tests/*/*.csproj | grep -vxF -e "$gateway" -e "$browsers")
projects=("${rest[@]}" "$gateway" "$browsers")

# The full sizes take longer before the next test ends, and the browser's tests then run one by one for their figures.
# At the usual sizes the gateway's tests mostly wait, so more of them than there are processors run at once.
hang=8m
declare -A settings=([Portal.Bff.Tests]=xUnit.MaxParallelThreads=4)
if [ -n "${PORTAL_TEST_LONG:-}" ]; then
  hang=60m
  settings=([Portal.EndToEnd]=xUnit.ParallelizeTestCollections=false)
fi

run() {
  local project name
  for project in "$@"; do
    name=$(basename "$project" .csproj)
    echo "== $name"
    dotnet test "$project" -c Release --no-build --results-directory "$results" \
      --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" \
      --blame-hang-timeout "$hang" --blame-hang-dump-type none \
      ${settings[$name]:+-- "${settings[$name]}"} </dev/null || echo "$name" >>"$results/broken"
  done
}

if [ -n "${PORTAL_TEST_LONG:-}" ]; then
  run "${projects[@]}"                        # one after the other: the figures that the tests print are of a quiet machine
else
  # Beside the gateway's tests there is room for the others; two browsers want the machine for themselves.
  run "$gateway" >"$results/gateway.log" 2>&1 &
  lane=$!
  trap 'kill "$lane" 2>/dev/null' EXIT
  run "${rest[@]}"
  wait "$lane"
  trap - EXIT
  cat "$results/gateway.log"
  run "$browsers"
fi

python3 - "$results" "${projects[@]}" <<'PY'
"""Adds up the result files; a project that left none, or ended badly without a failed test, counts as one failure."""
import os, sys, xml.etree.ElementTree as xml

folder, projects = sys.argv[1], sys.argv[2:]
broken = open(f"{folder}/broken").read().split() if os.path.exists(f"{folder}/broken") else []
total = {"passed": 0, "failed": 0, "skipped": 0}
print()
for project in projects:
    name = os.path.basename(project)[: -len(".csproj")]
    count, note = {"passed": 0, "failed": 0, "skipped": 0}, ""
    try:
        space = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"
        for result in xml.parse(f"{folder}/{name}.trx").iter(space + "UnitTestResult"):
            count[{"Passed": "passed", "NotExecuted": "skipped"}.get(result.get("outcome"), "failed")] += 1
    except (OSError, xml.ParseError):
        note = ", left no result"
    if count["failed"] == 0 and (note or name in broken or count["passed"] == 0):
        count["failed"], note = 1, note or (", ended badly" if name in broken else ", ran no test")
    print(f"{name}: {count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped{note}")
    for key, value in count.items():
        total[key] += value
print(f"{total['passed']} passed, {total['failed']} failed" + (f", {total['skipped']} skipped" if total["skipped"] else ""))
sys.exit(1 if total["failed"] else 0)
PY
