# shellcheck shell=bash
help_bench() {
  cat <<'TEXT'
./vault bench NAME [--json] [SET DIR ...]

Runs one benchmark and its peer on this machine, one after the other. With --json the last line is one JSON object. NAME is
gateway, neighbour, prompts, render, retrieval or webhook; reports of earlier runs are in tests/Benchmarks/results. The folders are
sets of judged documents for retrieval, which also indexes a made vault of 5,000 notes and unpacks a large zip; with
VAULT_PASSAGES=200000 it measures that many passages, too.

./vault bench prompts [NEW OLD] [--json] compares two versions of the prompts for scenes, 2 and 1 where none are named, with the
provider that the environment configures (Ai__...), or with recorded answers where it configures none.
TEXT
}

run_bench() {
  [ $# -gt 0 ] || { help_bench >&2; die "which benchmark?"; }
  need_dotnet
  need_functional
  build bench tests/Benchmarks/Benchmarks.csproj
  exec dotnet "$BIN/Benchmarks/release/ObsidianVault.Benchmarks.dll" "$@"
}
# shellcheck source=deploy/vault/test.sh
. "$ROOT/deploy/vault/test.sh"
