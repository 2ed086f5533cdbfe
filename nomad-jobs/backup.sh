#!/usr/bin/env bash
# One backup: PostgreSQL and Vault (or OpenBao), each encrypted to the public key while it is read,
# so nothing lies anywhere in clear. Run by backup.nomad.hcl; the values come in its environment.
#   BACKUP_KEY       file of the GnuPG public key; the private one lies elsewhere
#   BACKUP_TO        a directory on another machine's disk, or s3+https://host/bucket/prefix
#   BACKUP_KEEP      how many of each kind stay in a directory (a bucket has its own rules)
#   PGSERVICEFILE    service "backup": host, dbname, user, password
#   VAULT_ADDR, VAULT_TOKEN_FILE   empty address: no snapshot of Vault
#   S3_CONFIG        curl's own configuration: user = "key:secret", aws-sigv4 = "aws:amz:region:s3"
set -euo pipefail
umask 077
work=$(mktemp -d "${NOMAD_ALLOC_DIR:-${TMPDIR:-/tmp}}/backup.XXXXXX")
trap 'rm -rf "$work"' EXIT
export GNUPGHOME=$work/gnupg
mkdir "$GNUPGHOME"
stamp=$(date -u +%Y%m%dT%H%M%SZ)

encrypt() { gpg --batch --quiet --no-options --trust-model always --recipient-file "$BACKUP_KEY" --encrypt --output "$1"; }

keep() { # FILE: to its place, whole or not at all
  local name
  name=$(basename "$1")
  [ -s "$1" ] || { echo "backup: $name is empty" >&2; return 1; }
  case $BACKUP_TO in
    s3+https://*)
      curl --silent --show-error --fail --retry 3 --max-time 3600 --config "$S3_CONFIG" \
        --upload-file "$1" "${BACKUP_TO#s3+}/$name"
      ;;
    *)
      cp "$1" "$BACKUP_TO/.$name.new"
      sync "$BACKUP_TO/.$name.new"
      mv "$BACKUP_TO/.$name.new" "$BACKUP_TO/$name"
      ;;
  esac
  echo "backup: $name $(stat -c %s "$1") bytes sha256:$(sha256sum "$1" | cut -d' ' -f1)"
}

pg_dump --format=custom "service=backup" | encrypt "$work/postgres-$stamp.dump.gpg"
keep "$work/postgres-$stamp.dump.gpg"
rm "$work/postgres-$stamp.dump.gpg"

if [ -n "${VAULT_ADDR:-}" ]; then
  curl --silent --show-error --fail --max-time 600 "$VAULT_ADDR/v1/sys/storage/raft/snapshot" \
    --header @<(printf 'X-Vault-Token: %s' "$(cat "$VAULT_TOKEN_FILE")") | encrypt "$work/vault-$stamp.snap.gpg"
  keep "$work/vault-$stamp.snap.gpg"
fi

if [ -d "$BACKUP_TO" ]; then
  for kind in postgres vault; do
    find "$BACKUP_TO" -maxdepth 1 -name "$kind-*.gpg" | sort -r | tail -n "+$((BACKUP_KEEP + 1))" | xargs -r rm --
  done
fi
