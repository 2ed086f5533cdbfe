#!/usr/bin/env bash
# Applies the policies, the mount and the roles to the Vault or OpenBao at VAULT_ADDR.
# Repeating it changes nothing. Needs curl, and VAULT_TOKEN of an administrator in the environment.
#   NOMAD_JWKS_URL   Nomad's key set, for example https://nomad.example.com:4646/.well-known/jwks.json;
#                    left out: bots and platform on Nomad cannot log in, AppRole still can
#   SATH_PLATFORM_CIDRS  comma-separated networks from which the platform's AppRole may log in
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${VAULT_ADDR:?Name the server, for example VAULT_ADDR=http://127.0.0.1:8200}"
: "${VAULT_TOKEN:?Put an administrator\'s token into VAULT_TOKEN}"

# The token reaches curl by a file descriptor, so that no process list shows it.
call() { # METHOD PATH [curl's body arguments]
  local method=$1 path=$2
  shift 2
  curl --silent --show-error --max-time 15 --request "$method" \
    --config <(printf 'header = "X-Vault-Token: %s"\n' "$VAULT_TOKEN"
      [ -z "${VAULT_NAMESPACE:-}" ] || printf 'header = "X-Vault-Namespace: %s"\n' "$VAULT_NAMESPACE") \
    "$@" "$VAULT_ADDR/v1/$path"
}
must() { # METHOD PATH [body]: fails with Vault's own words
  local answer status
  answer=$(call "$@" --write-out '\n%{http_code}')
  status=${answer##*$'\n'}
  case $status in
    200 | 204) printf '%s' "${answer%$'\n'*}" ;;
    *)
      echo "Vault answered $status to $1 $2: ${answer%$'\n'*}" >&2
      return 1
      ;;
  esac
}
quoted() { # a file as one JSON string
  sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/\t/\\t/g' "$1" | awk '{printf "%s\\n", $0}'
}
policy() { # NAME FILE
  must PUT "sys/policies/acl/$1" --data "{\"policy\":\"$(quoted "$2")\"}" >/dev/null
  echo "policy $1"
}

if must GET sys/mounts | grep -q '"kv/"'; then
  echo "mount kv/ is there"
else
  must POST sys/mounts/kv --data '{"type":"kv","options":{"version":"2"}}' >/dev/null
  echo "mount kv/ made"
fi
# A mount that was just made upgrades itself for a moment; every write must name its version.
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  if must POST kv/config --data '{"cas_required":true,"max_versions":5}' >/dev/null 2>&1; then break; fi
  [ "$attempt" != 10 ] || must POST kv/config --data '{"cas_required":true,"max_versions":5}' >/dev/null
  sleep 0.5
done

policy sath-platform "$here/sath-platform.hcl"
policy sath-backup "$here/sath-backup.hcl"

auth=$(must GET sys/auth)
if ! grep -q '"approle/"' <<<"$auth"; then
  must POST sys/auth/approle --data '{"type":"approle"}' >/dev/null
  echo "auth approle/ made"
fi
cidrs=${SATH_PLATFORM_CIDRS:-}
must POST auth/approle/role/platform --data "{\"token_policies\":[\"sath-platform\"],\"token_no_default_policy\":true,\"token_ttl\":\"1h\",\"token_max_ttl\":\"0\",\"token_period\":\"1h\",\"secret_id_num_uses\":1,\"secret_id_ttl\":\"10m\",\"secret_id_bound_cidrs\":[${cidrs:+\"${cidrs//,/\",\"}\"}]}" >/dev/null
echo "role platform (AppRole)"

if ! grep -q '"jwt-nomad/"' <<<"$auth"; then
  must POST sys/auth/jwt-nomad --data '{"type":"jwt"}' >/dev/null
  echo "auth jwt-nomad/ made"
fi
if [ -n "${NOMAD_JWKS_URL:-}" ]; then
  must POST auth/jwt-nomad/config --data "{\"jwks_url\":\"$NOMAD_JWKS_URL\",\"jwt_supported_algs\":[\"EdDSA\",\"RS256\"],\"default_role\":\"sath-bot\"}" >/dev/null
  must POST auth/jwt-nomad/role/sath-bot --data "@$here/sath-bot.role.json" >/dev/null
  must POST auth/jwt-nomad/role/sath-platform --data "@$here/sath-platform.role.json" >/dev/null
  must POST auth/jwt-nomad/role/sath-backup --data "@$here/sath-backup.role.json" >/dev/null
  echo "roles sath-bot, sath-platform and sath-backup (Nomad)"
else
  echo "NOMAD_JWKS_URL is not set: the roles for jobs on Nomad were left out"
fi
accessor=$(must GET sys/auth | tr -d ' \n' | sed -n 's/.*"jwt-nomad\/":{[^}]*"accessor":"\([^"]*\)".*/\1/p')
[ -n "$accessor" ] || {
  echo "The accessor of jwt-nomad/ was not found in Vault's answer." >&2
  exit 1
}
filled=$(mktemp)
trap 'rm -f "$filled"' EXIT
sed "s/__ACCESSOR__/$accessor/" "$here/sath-bot.hcl.tpl" >"$filled"
policy sath-bot "$filled"

if [ "$(must GET sys/audit | grep -c '"type"')" = 0 ]; then
  echo "No audit device is enabled. Enable two before production: see README.md." >&2
fi
echo "done"
