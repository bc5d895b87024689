#!/usr/bin/env bash
# Runs an executable in an empty environment: a root directory with only the executable, its C libraries, /proc and
# /dev/null; without other programs, users, network (except loopback) and environment variables. Needs root and Linux.
#
#   scripts/binary/jail.sh [--user UID] [--in DIR] [--env NAME=VALUE]... EXECUTABLE [ARGUMENT]...
#
#   --user UID   run as this user, who has no name in the jail; default: 0
#   --in DIR     directory of the jail, which is kept; default: a temporary one, which is removed
#
# Exits with the code of the executable; with 70 if it left a process running, or a file outside its cache and the runs
# in its working directory; with 77 if a jail cannot be made.
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

[ "$(uname -s)" = Linux ] || cannot 'Linux is required'
[ "$(id -u)" = 0 ] || cannot 'root is required'
unshare --mount --net --pid --fork true 2>/dev/null || cannot 'namespaces cannot be created'
[ -f "$executable" ] || cannot "$executable is missing; build it: npm run build:binary"

if [ -z "$jail" ]; then
  jail="$(mktemp -d)"
  trap 'rm -rf "$jail"' EXIT
fi

# The libraries of every C program; the embedded Java also needs librt.
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
  # The namespace contains this shell, its commands, and the processes that the executable left running.
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
