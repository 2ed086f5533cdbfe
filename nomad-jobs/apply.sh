#!/usr/bin/env bash
# Applies the namespaces, the ACL policies and roles and the scheduler's settings to the Nomad at
# NOMAD_ADDR. Repeating it changes nothing. Needs the nomad CLI and NOMAD_TOKEN of a management token.
#   SATH_NOMAD_DRIVERS   drivers that bots may use, with commas (exec,docker); raw_exec for development
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${NOMAD_ADDR:?Name the cluster, for example NOMAD_ADDR=http://127.0.0.1:4646}"
: "${NOMAD_TOKEN:?Put a management token into NOMAD_TOKEN}"
nomad=${NOMAD:-nomad}
command -v "$nomad" >/dev/null || { echo "The nomad CLI is missing: put it on the PATH, or name it in NOMAD." >&2; exit 1; }
drivers=${SATH_NOMAD_DRIVERS:-exec,docker}

# By a file: "namespace apply -" of Nomad 2.0.4 ends in a crash.
filled=$(mktemp)
trap 'rm -f "$filled"' EXIT
sed "s/\(enabled_task_drivers *= *\).*/\1[\"${drivers//,/\", \"}\"]/" "$here/namespaces/bots.hcl" >"$filled"
"$nomad" namespace apply "$filled"
"$nomad" namespace apply "$here/namespaces/sath.hcl"

for policy in sath-platform sath-nodes sath-operator; do
  "$nomad" acl policy apply -description "$(sed -n '1s/^# //p' "$here/acl/$policy.policy.hcl")" \
    "$policy" "$here/acl/$policy.policy.hcl"
  "$nomad" acl role info "$policy" >/dev/null 2>&1 || "$nomad" acl role info -by-name "$policy" >/dev/null 2>&1 ||
    "$nomad" acl role create -name "$policy" -policy "$policy" >/dev/null
  echo "role $policy"
done
# The platform as a job of its own: its workload identity is its token.
"$nomad" acl policy apply -namespace sath -job platform -description "The job platform itself" \
  sath-platform-job "$here/acl/sath-platform.policy.hcl"

"$nomad" operator scheduler set-config -scheduler-algorithm spread -memory-oversubscription true
echo "done"
