# shellcheck shell=bash
help_test() {
  cat <<'TEXT'
./vault test [KIND ...]

Runs every test, or the kinds that you name, and installs what they need. A missing tool fails a test; nothing but a test of
files in ../shared is ever skipped. The last line is: N passed, N failed, N skipped.

  Unit        rules, without processes; needs neither Manim nor a database
  Cluster     grains on silos in this process, with PostgreSQL, Redis and an S3 server
  Functional  the service over HTTP, and real scenes in the real sandbox
  Chaos       processes that are killed while they work
  Browser     the page, in Debian's headless Chromium

Results are in artifacts/test-results. For one test by name see CONTRIBUTING.md.
TEXT
}

run_test() {
  local kinds=() colour=() kind passed=0 failed=0 skipped=0 switched=0 results=$ROOT/artifacts/test-results
  for kind in "$@"; do
    kind=$(tr '[:upper:]' '[:lower:]' <<<"$kind")
    case $kind in
      unit | cluster | functional | chaos | browser) kinds+=("${kind^}") ;;
      *) die "there is no kind of test '$kind': Unit, Cluster, Functional, Chaos or Browser" ;;
    esac
  done
  [ ${#kinds[@]} -gt 0 ] || kinds=(Unit Cluster Functional Chaos Browser)
  need_dotnet
  for kind in "${kinds[@]}"; do "need_${kind,,}"; done
  export VAULT_TEST_REQUIRE=1
  [ -t 1 ] || colour=(-noColor)
  rm -rf "$results"
  mkdir -p "$results"
  if [ ${#kinds[@]} -gt 1 ]; then build test ObsidianVault.sln
  else build "${kinds[0]}" "tests/${kinds[0]}/${kinds[0]}.csproj"
  fi
  for kind in "${kinds[@]}"; do
    say "== $kind"
    # A test that hangs must not hide the results of the others.
    timeout --kill-after=30s 45m "$BIN/$kind/release/ObsidianVault.$kind" -noLogo "${colour[@]}" -result-xml "$results/$kind.xml" || true
    if [ ! -s "$results/$kind.xml" ]; then
      say "$kind ended without a result"
      failed=$((failed + 1))
      continue
    fi
    passed=$((passed + $(sum passed "$results/$kind.xml")))
    failed=$((failed + $(sum failed "$results/$kind.xml") + $(sum errors "$results/$kind.xml")))
    skipped=$((skipped + $(sum skipped "$results/$kind.xml")))
    switched=$((switched + $(sum not-run "$results/$kind.xml")))
  done
  [ "$switched" -eq 0 ] || say "Behind a switch, and not run: $switched (CONTRIBUTING.md says how)"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

need_unit() { install python3 python3 node nodejs npm npm zoneinfo tzdata; }

need_cluster() {
  need_unit
  install initdb postgresql redis-server redis-server setpriv util-linux kill procps
  want_pgvector
  need_manim
}

need_functional() {
  need_cluster
  install nginx nginx modsecurity libnginx-mod-http-modsecurity core-rule-set modsecurity-crs
}

need_chaos() { need_functional; }

need_browser() {
  need_node
  install chromium chromium
  need_manim
  build_web
}

# sum ATTRIBUTE FILE : adds the attribute up over the assemblies of an xunit result file.
sum() {
  grep -oE '<assembly [^>]*>' "$2" | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ s += $1 } END { print s + 0 }'
}
