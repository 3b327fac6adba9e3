#!/bin/sh
# Writes the class table of the Manim in $1 (default: what provision.sh prints) for the validator. After an upgrade of Manim:
#   deploy/manim/describe.sh > Renderer/Runtime/validator/manim.json
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=${1:-$("$here/provision.sh")}
exec env -i "$(command -v bwrap)" --unshare-all --die-with-parent --ro-bind "$root" / --proc /proc --dev /dev --tmpfs /tmp --tmpfs /job \
    --ro-bind "$here/../../Renderer/Runtime" /opt/vault --chdir /job \
    --setenv HOME /tmp --setenv PATH /usr/bin:/bin --setenv LANG C.UTF-8 --setenv OPENBLAS_NUM_THREADS 1 \
    /usr/bin/python3 -I -B /opt/vault/validator/describe_manim.py
