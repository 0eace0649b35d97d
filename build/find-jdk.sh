#!/bin/sh
# Prints the home of a JDK 25, or says on stderr what is missing and exits 1.
# Looked at in this order: MILLRACE_JAVA_HOME, JAVA_HOME, `java` on the PATH, the usual folders.
wanted=25

release_of() {
  [ -x "$1/bin/java" ] && [ -f "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

home_of_path_java() {
  found=$(command -v java) || return 1
  resolved=$(readlink -f "$found" 2>/dev/null) || resolved=$found
  dirname "$(dirname "$resolved")"
}

for home in "${MILLRACE_JAVA_HOME:-}" "${JAVA_HOME:-}" "$(home_of_path_java)" \
  /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  if [ -n "$home" ] && [ "$(release_of "$home")" = "$wanted" ]; then
    printf '%s\n' "$home"
    exit 0
  fi
done

cat >&2 <<TEXT
millrace needs JDK $wanted and found none.
Install one (for example Eclipse Temurin $wanted), or name its folder in MILLRACE_JAVA_HOME.
TEXT
exit 1
