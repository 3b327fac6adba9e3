#!/usr/bin/env bash
# Starts nginx with ModSecurity in front of the service: docs/edge.md. Everything that it writes goes into the folder that is given.
#   edge.sh run FOLDER     writes the configuration and becomes nginx
#   edge.sh write FOLDER   writes the configuration only
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CRS=${EDGE_CRS:-/usr/share/modsecurity-crs/rules}
MODULES=${EDGE_MODULES:-/usr/lib/nginx/modules}

die() { printf 'edge: %s\n' "$*" >&2; exit 1; }

verb=${1:-run} folder=${2:-/tmp/edge}
nginx=$(PATH=$PATH:/usr/sbin type -P nginx) || die "nginx is not installed. Debian and Ubuntu: apt-get install nginx"
[ -e "$MODULES/ngx_http_modsecurity_module.so" ] || die "ModSecurity is not installed: apt-get install libnginx-mod-http-modsecurity"
[ -e "$CRS/REQUEST-949-BLOCKING-EVALUATION.conf" ] || die "the Core Rule Set is not in $CRS: apt-get install modsecurity-crs"

mkdir -p "$folder"/{body,proxy,cache,other,silent}
for rules in "$CRS"/REQUEST-93*.conf "$CRS"/REQUEST-94[1-4]*.conf; do
  sed -E '/^ *(multiMatch|log),\\$/d' "$rules" >"$folder/silent/${rules##*/}"
done
cp "$CRS"/*.data "$folder/silent/"
certificate=${EDGE_CERTIFICATE:-} key=${EDGE_CERTIFICATE_KEY:-}
if [ -z "$certificate" ] || [ ! -s "$certificate" ]; then
  printf 'edge: %s\n' "there is no certificate at EDGE_CERTIFICATE, so a self-signed one is used: browsers will warn" >&2
  certificate=$folder/self-signed.pem key=$folder/self-signed.key
  [ -s "$key" ] || (umask 077 && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
    -subj "/CN=${EDGE_HOST:-localhost}" -keyout "$key" -out "$certificate" 2>/dev/null)
fi

# What this build of nginx can do: HTTP/2 is switched on in two ways, and HTTP/3 is not in every build.
version=$("$nginx" -V 2>&1)
newer() { [ "$(printf '%s\n' "$1" "$(grep -oE 'nginx/[0-9.]+' <<<"$version" | cut -d/ -f2)" | sort -V | head -1)" = "$1" ]; }
https=${EDGE_HTTPS_PORT:-8443}
if newer 1.25.1; then listen="listen $https ssl; listen [::]:$https ssl; http2 on;"
else listen="listen $https ssl http2; listen [::]:$https ssl http2;"
fi
if newer 1.25.0 && grep -q -- --with-http_v3_module <<<"$version"; then
  listen+=" listen $https quic reuseport; listen [::]:$https quic reuseport;"
  listen+=" add_header Alt-Svc 'h3=\":${EDGE_PUBLIC_PORT:-443}\"; ma=86400' always;"
fi
[ -e /proc/net/if_inet6 ] && [ -s /proc/net/if_inet6 ] || listen=$(sed -E 's/listen \[::\][^;]*;//g' <<<"$listen")

# Proxies in front of the edge, such as Cloudflare: only their word counts for where a request comes from.
trusted=
for range in ${EDGE_TRUSTED_PROXIES:-}; do trusted+="set_real_ip_from $range; "; done
[ -z "$trusted" ] || trusted+="real_ip_header ${EDGE_ADDRESS_HEADER:-X-Forwarded-For}; real_ip_recursive on;"

servers=
for server in ${EDGE_UPSTREAM:-api:8080}; do servers+="server $server max_fails=0; "; done

redirect_to=
[ "${EDGE_PUBLIC_PORT:-443}" = 443 ] || redirect_to=:$EDGE_PUBLIC_PORT
for template in nginx.conf waf/request.conf waf/body.conf; do
  sed -e "s|@FOLDER@|$folder|g" -e "s|@HERE@|$HERE|g" -e "s|@CRS@|$CRS|g" -e "s|@MODULES@|$MODULES|g" \
    -e "s|@CERTIFICATE@|$certificate|g" -e "s|@KEY@|$key|g" -e "s|@LISTEN@|$listen|g" -e "s|@REDIRECT_PORT@|$redirect_to|g" \
    -e "s|@HTTP_PORT@|${EDGE_HTTP_PORT:-8080}|g" -e "s|@TRUSTED@|$trusted|g" -e "s|@SERVERS@|$servers|g" \
    -e "s|@WORKERS@|${EDGE_WORKERS:-auto}|g" \
    -e "s|@RATE@|${EDGE_REQUESTS_PER_SECOND:-30}|g" -e "s|@BURST@|${EDGE_BURST:-200}|g" \
    -e "s|@CONNECTIONS@|${EDGE_CONNECTIONS:-100}|g" \
    -e "s|@HEADER_TIME@|${EDGE_HEADER_SECONDS:-10}|g" -e "s|@BODY_TIME@|${EDGE_BODY_SECONDS:-15}|g" \
    "$HERE/$template" >"$folder/$(basename "$template")"
done

"$nginx" -t -q -p "$folder" -c "$folder/nginx.conf"
[ "$verb" = write ] || exec "$nginx" -p "$folder" -c "$folder/nginx.conf" -g 'daemon off;'
