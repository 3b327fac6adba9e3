# shellcheck shell=bash
help_up() {
  cat <<'TEXT'
./vault up [--SECTION:NAME VALUE ...]

Starts the whole service in one process: front end, silo and renderer, with SQLite and a folder of objects; and its page, to
ask in from a browser. The first start installs what is missing and builds Manim's root file system (2 GB, a few minutes).
Ctrl+C stops it; nothing is lost.

  VAULT_URL            where it listens (http://127.0.0.1:8080)
  Storage__DataFolder  where it keeps its data (.vault in this folder)

Every setting of .env.example is an environment variable, or an argument: ./vault up --Jobs:Repairs 1
TEXT
}

run_up() {
  need_dotnet
  local port=${URL##*:}
  port=${port%%/*}
  if [[ $port =~ ^[1-9][0-9]*$ ]] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    die "port $port is already in use by another process. Stop that process, or choose another port with VAULT_URL"
  fi
  need_manim
  need_node
  build run AllInOne/AllInOne.csproj
  build_web
  export Storage__DataFolder=${Storage__DataFolder:-$ROOT/.vault} Page__Folder=${Page__Folder:-$ROOT/Web/dist}
  say "The page is at $URL as soon as the service has started."
  exec dotnet "$BIN/AllInOne/release/ObsidianVault.AllInOne.dll" --urls "$URL" "$@"
}
