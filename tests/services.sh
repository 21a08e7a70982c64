#!/bin/sh
# Installs what tests run for real, where it is missing: PostgreSQL, Redis, nginx, Chromium, libfaketime. Debian and its kin.
set -eu
missing=
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
command -v redis-server >/dev/null || missing="$missing redis-server"
{ command -v nginx || [ -x /usr/sbin/nginx ]; } >/dev/null || missing="$missing nginx"
command -v chromium >/dev/null || missing="$missing chromium"
ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || missing="$missing libfaketime"
[ -n "$missing" ] || { echo "Servers for the tests: installed."; exit 0; }

echo "Servers for the tests: installing$missing ..."
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
# The packages start servers of their own at once; the tests start theirs, on other ports.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
    trap '$as_root rm -f "$policy"' EXIT
fi
# Nothing needs an answer while installing.
{ $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >/dev/null || {
    echo "Error: the servers could not be installed; install them by hand:$missing" >&2
    exit 1
}
