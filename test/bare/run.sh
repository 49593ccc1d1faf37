#!/usr/bin/env bash
# Types the README's two commands on a bare machine: a fresh Debian root file system with Node.js, npm, git and
# certificates, in a mount and process namespace of its own. Needs root on a Debian, and the package mmdebstrap.
#
#   test/bare/run.sh [start|test|both]     what to type there; both when nothing is said
set -euo pipefail
suite=trixie
what=${1:-both}
repository=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
root=$(mktemp -d /var/tmp/size-matters-bare-XXXXXX)

# A home of its own name gives the engine in it a bridge of its own name: the network is shared with this machine.
home=/root/$(basename "$root")
bridge=sm-$(printf %s "$home/.local/share/size-matters/engine" | sha256sum | cut -c 1-8)

# The bridge is the only thing that outlives the namespace when something in it dies.
clear_away() {
  ip link delete "$bridge" 2>/dev/null || true
  rm -rf --one-file-system "$root"
}
trap clear_away EXIT

mmdebstrap --quiet --variant=minbase --include=nodejs,npm,git,ca-certificates "$suite" "$root"
# As a company's image would have them: its certificates, its name server, its package registry.
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mkdir "$root$home"
git clone --quiet "$repository" "$root/root/size-matters"
registry=$(cd / && npm config get registry 2>/dev/null)

cat >"$root/root/commands.sh" <<'EOF'
set -euo pipefail
cd /root/size-matters
for absent in docker dockerd ip iptables mmdebstrap sudo; do
  if command -v "$absent"; then echo "This machine is not bare: it has $absent." >&2; exit 1; fi
done
measure() {
  local started=$SECONDS
  "$@"
  echo "== $* ended with 0 after $((SECONDS - started)) s"
}
measure npm ci
if [ "$1" != test ]; then
  measure npm start
  measure npm start
  measure npx size-matters doctor
  measure npx size-matters clean --all --yes
  if grep -l dockerd /proc/[0-9]*/comm; then echo "clean left the engine running." >&2; exit 1; fi
fi
if [ "$1" != start ]; then measure npm test; fi
EOF

cat >"$root/enter.sh" <<'EOF'
set -e
mount --bind "$1" "$1"
cd "$1"
mount -t proc proc proc
mount --rbind /sys sys
mount --rbind /dev dev
mkdir -p old
# dockerd refuses to run in a mere chroot.
pivot_root . old
umount -l /old
rm /enter.sh
exec env -i HOME="$4" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
  npm_config_registry="$2" bash /root/commands.sh "$3" </dev/null
EOF

unshare --mount --pid --fork --propagation private bash "$root/enter.sh" "$root" "$registry" "$what" "$home"
