# A tenant's bot: reads its own folder, which its job's id names, and nothing else.
# __ACCESSOR__ is the accessor of the JWT method; apply.sh fills it in.
path "kv/data/tenants/{{identity.entity.aliases.__ACCESSOR__.metadata.nomad_job_id}}/*" {
  capabilities = ["read"]
}
# Without these two, Nomad's client spins and the task never starts.
path "auth/token/renew-self" {
  capabilities = ["update"]
}
path "auth/token/lookup-self" {
  capabilities = ["read"]
}
