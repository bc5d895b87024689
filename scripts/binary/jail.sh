#!/usr/bin/env bash
# Runs an executable on a machine that has nothing: a root directory with the executable, the C libraries that it needs, /proc and /dev/null,
# no other program, no users, no network but loopback, no environment. Needs root and Linux.
#
#   scripts/binary/jail.sh [--user UID] [--in DIR] [--env NAME=VALUE]... EXECUTABLE [ARGUMENT]...
#
#   --user UID   run as this user, whom nothing names; default 0
#   --in DIR     the jail, made there and kept; default a temporary one, removed afterwards
#
# Ends as the executable does; with 70 if it left a process behind, or a file outside its cache and the runs in its working directory;
# with 77 where no jail can be made.
set -euo pipefail

cannot() {
  echo "no jail here: $1" >&2
  exit 77
}

user=0 jail= environment=()
while [ $# -gt 0 ]; do
  case "$1" in
    --user) user="$2"; shift 2 ;;
    --in) jail="$2"; shift 2 ;;
    --env) environment+=("$2"); shift 2 ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }
executable="$1"
shift

[ "$(uname -s)" = Linux ] || cannot 'it takes Linux'
[ "$(id -u)" = 0 ] || cannot 'it takes root'
unshare --mount --net --pid --fork true 2>/dev/null || cannot 'namespaces may not be made'
[ -f "$executable" ] || cannot "$executable is missing; build it: npm run build:binary"

if [ -z "$jail" ]; then
  jail="$(mktemp -d)"
  trap 'rm -rf "$jail"' EXIT
fi

# What a C program is linked with everywhere; Java, which the executable carries, needs librt beside them.
if [ ! -e "$jail/distq" ]; then
  mkdir -p "$jail"/{proc,dev,tmp,work,lib64}
  chmod 755 "$jail"
  chmod 1777 "$jail/tmp" "$jail/work"
  mknod -m 666 "$jail/dev/null" c 1 3
  { ldd "$executable"; ldd /bin/true; } | grep -o '/[^ ]*' | sort -u | while read -r library; do
    mkdir -p "$jail$(dirname "$library")"
    cp -L "$library" "$jail$library"
    [ "$(basename "$library")" != libc.so.6 ] || cp -L "$(dirname "$library")/librt.so.1" "$jail$(dirname "$library")/"
  done
  cp "$executable" "$jail/distq"
fi

inside() {
  mount -t proc proc "$jail/proc"
  ip link set lo up 2>/dev/null || busybox ip link set lo up
  local before after status=0
  before="$(files)"
  env -i "${environment[@]}" unshare --root="$jail" --wd=/work --setgid="$user" --setuid="$user" /distq "$@" || status=$?
  # The namespace has this shell, what it calls, and whatever the executable left.
  for process in /proc/[0-9]*; do
    pid="${process#/proc/}"
    [ "$pid" != 1 ] && [ "$pid" != "$BASHPID" ] && [ -e "$process/cmdline" ] || continue
    [ "$(ps -o ppid= -p "$pid" | tr -d ' ')" != "$BASHPID" ] || continue
    echo "left running: $(tr '\0' ' ' <"$process/cmdline")" >&2
    status=70
  done
  after="$(files)"
  if [ "$before" != "$after" ]; then
    echo 'left behind:' >&2
    diff <(echo "$before") <(echo "$after") >&2 || true
    status=70
  fi
  umount "$jail/proc"
  exit "$status"
}

files() {
  find "$jail" -xdev \( -path "$jail/proc" -o -path "$jail/.cache/distq" -o -path "$jail/tmp/distq-*/cache" -o -path "$jail/work/.distq/runs" \) -prune -o ! -type d -print | sort
}

export jail user
export -f inside files
printf -v call '%q ' "$@"
unshare --mount --net --pid --fork --kill-child --mount-proc bash -euo pipefail -c "$(declare -p environment); inside $call"
