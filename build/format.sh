#!/bin/sh
# Checks (`check`) or mends (`fix`) the formatting of every Java file with google-java-format.
# Usage: build/format.sh check|fix JAR [FILE…]
set -eu
mode=$1
jar=$2
shift 2
root=$(cd "$(dirname "$0")/.." && pwd)
java=$("$root/build/find-jdk.sh")/bin/java

list=$(mktemp)
trap 'rm -f "$list"' EXIT
if [ $# -gt 0 ]; then
  printf '%s\n' "$@" > "$list"
else
  find "$root" -name target -prune -o -path '*/src/*' -name '*.java' -print > "$list"
fi
[ -s "$list" ] || exit 0

case $mode in
  fix) "$java" -jar "$jar" --replace "@$list" ;;
  check)
    if ! changed=$("$java" -jar "$jar" --dry-run --set-exit-if-changed "@$list"); then
      printf 'not formatted (run "make fmt"):\n%s\n' "$changed" >&2
      exit 1
    fi
    ;;
  *)
    echo "unknown mode '$mode': check or fix" >&2
    exit 2
    ;;
esac
