#!/usr/bin/env bash
# Makes the bot's runtime: a small root directory with a Java of the modules that the bot needs, the
# C library and nothing else; no shell, no tools. Nodes with the exec driver keep it where
# agent/client.hcl names it, and Dockerfile makes the image of the docker driver from it.
#   nomad-jobs/runtime.sh [DIRECTORY]     (bot/target/runtime)
# It needs JAVA_HOME, a JDK 25 or later, on Linux with glibc, of the nodes' architecture. An existing
# runtime of the same JDK and the same list of modules is kept.
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
[ "$(cat "$to/etc/sath-runtime" 2>/dev/null || true)" != "$mark" ] || { echo "$to is there"; exit 0; }

new=$to.new
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
echo "$to: $(du -sm "$to" | cut -f1) MB"
