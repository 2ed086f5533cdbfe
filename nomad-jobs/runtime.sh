#!/usr/bin/env bash
# Makes the bot's runtime: a small root directory with a Java of the modules that the bot needs, the
# C library and nothing else; no shell, no tools. Nodes with the exec driver keep it where
# agent/client.hcl names it, and Dockerfile makes the image of the docker driver from it. The bot
# program goes beside it, with a record of what it loads at a start: jobs without artifact_url run it.
#   nomad-jobs/runtime.sh [DIRECTORY]     (bot/target/runtime)
# It needs JAVA_HOME, a JDK 25 or later, on Linux with glibc, of the nodes' architecture, and
# bot/target/bot.jar. What is there of the same JDK, modules and program is kept.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
to=${1:-$here/../bot/target/runtime}
: "${JAVA_HOME:?Name a JDK 25 in JAVA_HOME}"

# What the bot and its libraries use (NomadJobFilesTests looks); elliptic curves and time zones are in
# java.base.
modules=java.base,java.logging,java.management,java.naming,java.net.http,jdk.management

die() { echo "runtime: $*" >&2; exit 1; }
[ -x "$JAVA_HOME/bin/jlink" ] || die "there is no jlink in $JAVA_HOME: a whole JDK is needed."
[ "$(uname -s)" = Linux ] || die "the runtime of a Linux node is made on Linux."

mark="$("$JAVA_HOME/bin/java" -version 2>&1 | tail -n 1) $modules $(cksum <"${BASH_SOURCE[0]}")"
options=(-XX:+UseSerialGC -Xmx48m -Xss256k -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders
  -XX:ReservedCodeCacheSize=16m -XX:-UsePerfData)

make_runtime() {
  local new=$to.new
  rm -rf "$new"
  mkdir -p "$new/etc" "$new/tmp"
  "$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages \
    --output "$new/jre"
  rm -rf "$new/jre/bin/"{keytool,jrunscript,rmiregistry,serialver} "$new/jre/legal"

  # The class archive that fits the bot's options; it halves the time to main().
  "$new/jre/bin/java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xshare:dump >/dev/null

  # The C library's files by their own names, copied as files: links would point out of the chroot.
  {
    find "$new/jre" -type f \( -name '*.so' -o -path '*/bin/*' \) -exec ldd {} + 2>/dev/null |
      grep -oE '/[^ ]+\.so[^ ]*' | grep -v "^$new/"
    for name in libnss_files.so.2 libnss_dns.so.2 libresolv.so.2; do
      find /lib /lib64 /usr/lib /usr/lib64 -maxdepth 2 -name "$name" -path '*64*' 2>/dev/null | head -n 1
    done
  } | sort -u | while IFS= read -r library; do
    mkdir -p "$new$(dirname "$library")"
    cp -L "$library" "$new$library"
  done

  printf 'root:x:0:0::/:/none\nnobody:x:65534:65534::/:/none\n' >"$new/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$new/etc/group"
  printf 'passwd: files\ngroup: files\nhosts: files dns\n' >"$new/etc/nsswitch.conf"
  printf '%s' "$mark" >"$new/etc/sath-runtime"
  chmod -R u=rwX,go=rX "$new"
  chmod 1777 "$new/tmp"

  rm -rf "$to"
  mv "$new" "$to"
}

# Lets the program start once, on data of its own, to record what a start loads. The record holds for
# this very file, down to its time: copy both with their times (rsync -a, cp -a, tar).
add_program() {
  local jar=$here/../bot/target/bot.jar version name training
  [ -f "$jar" ] || die "there is no $jar: build it first (mvn -f bot/pom.xml package)."
  version=$(sha256sum "$jar" | cut -c1-16)
  name=$to/program/bot-$version
  [ ! -f "$name.aot" ] || return 0
  mkdir -p "$to/program"
  install -m 644 "$jar" "$name.jar"
  training=$(mktemp -d)
  env -i SATH_SETTINGS="$here/../bot/wire/golden/settings/default.json" SATH_DATA="$training" \
    timeout -s TERM 8 "$to/jre/bin/java" "${options[@]}" -XX:AOTCacheOutput="$name.aot" -jar "$name.jar" run \
    <<<'{}' >"$training/out" 2>&1 || true
  grep -q '"type":"beat"' "$training/out" && [ -s "$name.aot" ] || die "the program did not start: $(tail -n 3 "$training/out")"
  rm -rf "$training" "$name.aot.config"
  chmod 644 "$name.aot"
}

[ "$(cat "$to/etc/sath-runtime" 2>/dev/null || true)" = "$mark" ] || make_runtime
add_program
echo "$to: $(du -sm "$to" | cut -f1) MB"
