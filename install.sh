#!/bin/sh
# Installs the distq executable of this machine: sh install.sh [--version X.Y.Z] [ADDRESS]
#
#   ADDRESS            of the releases: below it are latest/download/FILE and download/vX.Y.Z/FILE (or DISTQ_RELEASES)
#   DISTQ_INSTALL_DIR  where distq goes; ~/.local/bin unless set
#
# Nothing is put there before its checksum was compared with SHA256SUMS of the release and it has run once.
# All of it is in functions, and called by the last line, so that a script that was cut off on its way does nothing.
set -eu

# The release workflow fills in the address of its own repository.
stamped_releases=''

work=''
created=''

main() {
  version=''
  releases="${DISTQ_RELEASES:-$stamped_releases}"
  while [ $# -gt 0 ]; do
    case "$1" in
      --version)
        [ $# -ge 2 ] || fail '--version needs a version' 'for example: --version 0.1.0'
        version="${2#v}"
        shift 2
        ;;
      --version=*)
        version="${1#--version=}"
        version="${version#v}"
        shift
        ;;
      -h | --help)
        usage
        return 0
        ;;
      -*) fail "unknown option: $1" 'options: --version X.Y.Z, --help' ;;
      *)
        releases="$1"
        shift
        ;;
    esac
  done
  case "$version" in
    *[!0-9A-Za-z.+-]*) fail "not a version: $version" 'for example: --version 0.1.0' ;;
  esac
  [ -n "$releases" ] || fail 'no address to download from' 'name that of the releases: sh install.sh ADDRESS, or set DISTQ_RELEASES'

  target=$(find_target) || exit 1
  check_tools
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  prepare_directory
  if [ -z "$version" ]; then from="${releases%/}/latest/download"; else from="${releases%/}/download/v$version"; fi

  # Beside the place of the executable, so that it gets there by a rename: it is never there in part.
  work=$(mktemp -d "$directory/.distq-install.XXXXXX" 2>/dev/null) ||
    fail "cannot write to $directory" 'choose another directory: DISTQ_INSTALL_DIR=…, or free some disk space'
  choose_archive
  say "downloading $from/$archive"
  download "$from/SHA256SUMS" "$work/SHA256SUMS"
  expected=$(sed -n "s/^\([0-9a-f]\{64\}\) [ *]$archive\$/\1/p" "$work/SHA256SUMS")
  [ -n "$expected" ] || fail "SHA256SUMS of this release does not name $archive" "look at what it has: $releases"
  download "$from/$archive" "$work/$archive"
  actual=$(sum_of "$work/$archive")
  [ "$actual" = "$expected" ] || fail "$archive is not what the release has: its SHA-256 is $actual, not $expected" \
    'try again; if that does not help, the download was changed on its way: do not use it'

  unpack "$work/$archive" ||
    fail "cannot unpack $archive: $(last_error)" "is there room in $directory? df -h $directory"
  chmod 755 "$work/distq"
  told=$("$work/distq" --version 2>&1) || fail "the executable does not run here: $told" \
    'it needs glibc 2.28 or later (Linux) or macOS 13 or later; the npm package needs Node.js only: npx distq'
  [ ! -d "$directory/distq" ] && mv -f "$work/distq" "$directory/distq" ||
    fail "cannot replace $directory/distq" "see what it is: ls -ld $directory/distq"
  say "installed $told as $directory/distq"
  tell_about_path
}

usage() {
  say 'sh install.sh [--version X.Y.Z] [ADDRESS]'
  say '  installs distq from the releases at ADDRESS (or DISTQ_RELEASES) into ~/.local/bin (or DISTQ_INSTALL_DIR)'
}

find_target() {
  system=$(uname -s)
  machine=$(uname -m)
  case "$machine" in
    x86_64 | amd64) arch=x64 ;;
    arm64 | aarch64) arch=arm64 ;;
    *) fail "there is no executable for the processor $machine" 'there are x64 and arm64; the npm package runs wherever Node.js does: npx distq' ;;
  esac
  case "$system" in
    Linux)
      if is_musl; then
        fail 'this system has musl libc, and the executable needs glibc' 'use the npm package, with Node.js 20.20 and Java 17 or later: npx distq'
      fi
      say_target "linux-$arch"
      ;;
    Darwin)
      # Under Rosetta a shell says x86_64 on an arm64 machine.
      if [ "$arch" = x64 ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null)" = 1 ]; then arch=arm64; fi
      say_target "darwin-$arch"
      ;;
    MINGW* | MSYS* | CYGWIN*) fail 'this is Windows' 'run install.ps1 in PowerShell' ;;
    *) fail "there is no executable for the system $system" 'the npm package runs wherever Node.js does: npx distq' ;;
  esac
}

say_target() { printf '%s\n' "$1"; }

# ldd is a part of the libc. Where there is none, the loader says which libc this is.
is_musl() {
  if command -v ldd >/dev/null 2>&1; then
    ldd --version 2>&1 | grep -qi musl
  else
    ls /lib/ld-musl-* >/dev/null 2>&1 && ! ls /lib*/ld-linux* >/dev/null 2>&1
  fi
}

prepare_directory() {
  directory="${DISTQ_INSTALL_DIR:-${HOME:+$HOME/.local/bin}}"
  [ -n "$directory" ] || fail 'HOME is not set' 'say where to install: DISTQ_INSTALL_DIR=…'
  if [ ! -d "$directory" ]; then
    said=$(mkdir -p "$directory" 2>&1) || fail "cannot create $directory: $said" 'choose another directory: DISTQ_INSTALL_DIR=…'
    created="$directory"
  fi
  directory=$(cd "$directory" && pwd) || fail "cannot enter $directory" 'choose another directory: DISTQ_INSTALL_DIR=…'
}

check_tools() {
  for tool in tar mktemp sed; do
    command -v "$tool" >/dev/null 2>&1 || fail "there is no $tool" "install it, and try again"
  done
  downloader=$(first_of curl wget) || fail 'there is neither curl nor wget' 'install one of them, and try again'
  summer=$(first_of sha256sum shasum openssl) ||
    fail 'there is nothing to check the download with' 'install sha256sum, shasum or openssl, and try again'
}

first_of() {
  for program in "$@"; do
    if command -v "$program" >/dev/null 2>&1; then
      printf '%s\n' "$program"
      return 0
    fi
  done
  return 1
}

# The .tar.xz is a sixth smaller. Whether this machine can unpack it shows a sample with the same filter and dictionary:
# the xz of busybox has no filters, and xz before 5.4 has none for arm64.
choose_archive() {
  write_sample >"$work/sample"
  archive="distq-$target.tar.xz"
  # Some tars read xz themselves or start it, some do neither.
  for unpacker in tar 'xz -dc'; do
    unpack "$work/sample" && return 0
  done
  archive="distq-$target.tar.gz"
  unpacker='gzip -dc'
  command -v gzip >/dev/null 2>&1 || fail 'there is neither gzip nor an xz that can unpack a release' 'install one of them, and try again'
}

# A file distq, packed like a release; the block headers of the two processors differ. To make it again, see test/release/sample.test.ts.
write_sample() {
  case "$target" in *-x64) header='\004\000\041\001\034\000\207n\332\345' ;; *) header='\012\000\041\001\034\000\367\017\320\337' ;; esac
  # shellcheck disable=SC2059
  printf "\3757zXZ\000\000\001i\042\3366\002\001$header\340\007\377\000\100\135\0002\032J\316\040\215\233\006\337W\034\174\324\374g\313\032\246J\222\336\346\000n\077\302D\275\356H\135\256\263\267\273\310\046\332\356\353\043\355\340Tc\344\3164\363\377O\057\366YY\276\275y\214\322\206\320f\340\000\3717\377\016\000\001X\200\020\000\000\000J\271w\302\0760\015\213\002\000\000\000\000\001YZ"
}

# unpack FILE: puts its distq into $work
unpack() {
  rm -f "$work/distq"
  (
    cd "$work" || exit 1
    case "$unpacker" in
      tar) tar -xf "$1" distq ;;
      # shellcheck disable=SC2086
      *) $unpacker "$1" | tar -xf - distq ;;
    esac
  ) 2>"$work/errors" && [ -s "$work/distq" ]
}

# Every wait has a bound: 30 s for a connection, 60 s without a byte.
download() {
  case "$downloader" in
    curl)
      # What was asked for over https is not taken over http after a redirection.
      case "$1" in https:*) protocols='=https' ;; *) protocols='=http,https' ;; esac
      curl -fsSL --proto "$protocols" --connect-timeout 30 --speed-limit 1 --speed-time 60 -o "$2" "$1" 2>"$work/errors" && return 0
      ;;
    wget)
      # There are several: some cannot wait for a bound time, and one crashes when it is asked to. Only GNU's tries again, up to twenty times.
      options=''
      case "$(wget --help 2>&1)" in *--tries=*) options='--tries=2 --no-verbose --timeout=60' ;; *' -T '*) options='-T 60' ;; esac
      # shellcheck disable=SC2086
      wget $options -O "$2" "$1" 2>"$work/errors" && return 0
      ;;
  esac
  # GNU's wget says nothing where it was cut off.
  said=$(last_error)
  fail "cannot download $1: ${said:-it was cut off}" \
    "check the address, the network, and the room in $directory (df -h $directory), and try again"
}

last_error() { grep . "$work/errors" 2>/dev/null | tail -n 1; }

sum_of() {
  case "$summer" in
    sha256sum) sha256sum "$1" | cut -d ' ' -f 1 ;;
    shasum) shasum -a 256 "$1" | cut -d ' ' -f 1 ;;
    openssl) openssl dgst -sha256 -r "$1" | cut -d ' ' -f 1 ;;
  esac
}

tell_about_path() {
  case ":$PATH:" in
    *":$directory:"*) say 'try it: distq failover' ;;
    *)
      say "$directory is not in PATH; add this line to the profile of your shell:"
      say "  export PATH=\"$directory:\$PATH\""
      ;;
  esac
}

clean_up() {
  [ -z "$work" ] || rm -rf "$work"
  # Only where nothing came into it.
  [ -z "$created" ] || rmdir "$created" 2>/dev/null || :
}

say() { printf '%s\n' "$1"; }

# fail MESSAGE REMEDY
fail() {
  printf 'error: %s\n  %s\n' "$1" "$2" >&2
  exit 1
}

main "$@"
