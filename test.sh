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
results=artifacts/tests
export PORTAL_TEST_CALLS=$PWD/$results/calls  # what the browser's tests cause at the cloud, for the summary

missing_packages() {
  command -v chromium-headless-shell >/dev/null || echo chromium-headless-shell
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
  compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null || echo fonts-noto-cjk
  for tool in python3 unzip openssl nginx npm; do
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

# The public Fabric client that reads what the sandbox hands out; what npm would build or run itself is left out.
node_client=tests/Bcs.Sandbox.Tests/Certificates/node
(cd "$node_client" && timeout 300 npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error >/dev/null) &
fabric_client=$!

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
if ! wait "$fabric_client"; then
  # Without a registry its tests are left out and say so; where there is one, they fail.
  if (cd "$node_client" && timeout 30 npm view fabric-network name --fetch-retries=0 --loglevel=silent >/dev/null); then
    echo "The Fabric client for Node could not be installed; its tests will fail." >&2
  else
    export PORTAL_TEST_NO_FABRIC_CLIENT="there is no npm registry to install the Fabric client for Node from"
    echo "The tests with the Fabric client for Node are skipped: $PORTAL_TEST_NO_FABRIC_CLIENT." >&2
  fi
fi

rm -rf "$results"
mkdir -p "$results"
browsers=tests/Portal.EndToEnd/Portal.EndToEnd.csproj
gateway=tests/Portal.Bff.Tests/Portal.Bff.Tests.csproj
mapfile -t rest < <(grep -l 'Microsoft.NET.Test.Sdk' tests/*/*.csproj | grep -vxF -e "$gateway" -e "$browsers")
projects=("${rest[@]}" "$gateway" "$browsers")

# The full sizes take longer before the next test ends, and the browser's tests then run one by one for their figures.
# At the usual sizes the gateway's tests mostly wait, so more of them than there are processors run at once.
hang=15m
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

python3 tests/summary.py "$results" "${projects[@]}"
