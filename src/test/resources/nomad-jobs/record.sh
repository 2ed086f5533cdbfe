#!/usr/bin/env bash
# Records what a real Nomad makes of nomad-jobs/bot.nomad.hcl, after a change of that file.
# Needs curl, jq, NOMAD_ADDR and a NOMAD_TOKEN that may parse jobs in the namespace "bots".
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
job=$here/../../../../nomad-jobs/bot.nomad.hcl
for driver in exec docker raw_exec; do
  jq -n --rawfile hcl "$job" --rawfile variables "$here/bot.variables.hcl" --arg driver "$driver" \
    '{JobHCL: $hcl, Variables: ($variables + "driver = \"\($driver)\"\nimage = \"sath/bot-runtime:25\"\n"), Canonicalize: true}' |
    curl -sSf -X PUT -H @<(printf 'X-Nomad-Token: %s\n' "$NOMAD_TOKEN") --data-binary @- \
      "$NOMAD_ADDR/v1/jobs/parse?namespace=bots" |
    jq --arg of "$(sha256sum "$job" | cut -d' ' -f1)" '{of: $of, job: .}' >"$here/bot-$driver.json"
done
