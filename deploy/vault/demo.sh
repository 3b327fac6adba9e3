# shellcheck shell=bash
help_demo() {
  cat <<'TEXT'
./vault demo "PROMPT" [--out FILE]

Makes one video the way a chat user would: a message comes in through Telegram's webhook, an AI writes Manim code, a sandbox
renders it, and the video is sent to the chat. The service and its data live in a temporary folder; Telegram is a stand-in on
this machine. Without an AI provider in the environment (see .env.example) the offline catalogue of mathematical topics answers.

  --out FILE   the video (./vault-demo.mp4)
TEXT
}

run_demo() {
  [ $# -gt 0 ] || die 'say what the video should explain: ./vault demo "Explain the derivative of x^2"'
  local prompt=$1 out=$PWD/vault-demo.mp4 api telegram secret token code=0
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --out) [ $# -gt 1 ] || die "--out needs a file"; out=$2; shift 2 ;;
      *) die "demo does not know '$1'; ./vault demo --help says what it knows" ;;
    esac
  done
  case $out in /*) ;; *) out=$PWD/$out ;; esac
  need_dotnet
  need_manim
  build demo AllInOne/AllInOne.csproj tests/Fakes/Fakes.csproj
  work=$(mktemp -d) api=$(free_port) telegram=$(free_port) secret=$(random_hex 16) token="1:$(random_hex 16)"
  trap end_demo EXIT
  Telegram__ApiBaseUrl=http://127.0.0.1:$telegram \
  Telegram__Bots__0__Name=demo Telegram__Bots__0__Token=$token Telegram__Bots__0__WebhookSecret=$secret \
  Sessions__PublicUrl=http://127.0.0.1:$api Sessions__ProgressInterval=00:00:00.400 \
  Storage__DataFolder=$work/data DOTNET_TieredPGO=0 Cluster__SiloPort=0 Cluster__GatewayPort=0 \
    dotnet "$BIN/AllInOne/release/ObsidianVault.AllInOne.dll" --urls "http://127.0.0.1:$api" >"$work/service.log" 2>&1 &
  service=$!
  dotnet "$BIN/Fakes/release/ObsidianVault.Fakes.dll" demo "$prompt" --api "http://127.0.0.1:$api" \
    --telegram-port "$telegram" --secret "$secret" --bot-token "$token" --out "$out" || code=$?
  if [ $code -gt 1 ]; then
    say "The service's last lines:"
    tail -15 "$work/service.log" >&2
  fi
  return $code
}

# What a demo started and made; not local, because it is cleaned up on exit.
work="" service=""
end_demo() {
  [ -z "$service" ] || { kill "$service" && wait "$service"; } 2>/dev/null || true
  [ -z "$work" ] || rm -rf "$work"
}

# A port that nobody listens on, below those of outgoing connections.
free_port() {
  local port
  while port=$((10000 + RANDOM % 20000)); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

random_hex() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }
