# The platform: writes, describes and erases the tenants' keys, and cannot read one back.
path "kv/data/tenants/+/*" {
  capabilities = ["create", "update"]
}
# Status, notes, and full erasure.
path "kv/metadata/tenants/+/*" {
  capabilities = ["read", "create", "update", "delete"]
}
# Which fields are set, without their values.
path "kv/subkeys/tenants/+/*" {
  capabilities = ["read"]
}
path "kv/destroy/tenants/+/*" {
  capabilities = ["update"]
}
path "auth/token/renew-self" {
  capabilities = ["update"]
}
path "auth/token/lookup-self" {
  capabilities = ["read"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
