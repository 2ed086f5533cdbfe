name        = "bots"
description = "Tenants' bots; only the platform registers here"

capabilities {
  enabled_task_drivers  = ["exec", "docker"]
  enabled_network_modes = ["host", "bridge"]
}
