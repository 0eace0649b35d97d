#!/bin/sh
# Records an AOT cache for the jars in standalone/target/millrace with a short run of all of
# Millrace (`millrace warm-up`), unless there is one that is newer than the jars. A process starts
# without the cache too, only slower: so a failure here is said and does not fail the build.
# Leaves a stamp that tells ./millrace when the jars were made.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
home=$root/standalone/target/millrace
cache=$home/millrace.aot

touch "$home/built"
if [ -f "$cache" ] && [ -z "$(find "$home/lib" "$root/build/jvm.options" -newer "$cache")" ]; then
  exit 0
fi
java=$("$root/build/find-jdk.sh")/bin/java
log=$home/train-aot.log
rm -f "$cache"
if "$java" "@$root/build/jvm.options" "-XX:AOTCacheOutput=$cache" \
  -cp "$home/lib/millrace.jar" io.millrace.standalone.Millrace warm-up >"$log" 2>&1 \
  && [ -f "$cache" ]; then
  exit 0
fi
rm -f "$cache"
echo "millrace: no AOT cache, starts will be slower; see $log" >&2
