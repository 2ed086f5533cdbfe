# A Nomad client for bots. TLS, addresses and the servers to join are the site's own file.
# The agent runs as root (the chroot needs it) and with a clean environment: a task sees all of it.
data_dir = "/var/lib/nomad"

client {
  enabled = true

  # Above the bot's kill_timeout of 65 s: the default of 30 s would cut it short without a word.
  max_kill_timeout = "90s"

  # Ended bots stay readable until the platform has read them. The default of 50 counts the running
  # ones too: with 50 bots on a node each start would delete what the ended ones said.
  gc_max_allocs = 10000

  # All that a bot finds in its chroot: the runtime that runtime.sh made (hard links where it lies on
  # the file system of data_dir, else copies of 105 MB), and how the node resolves names.
  chroot_env = {
    "/opt/sath/runtime"    = "/"
    "/etc/hosts"           = "/etc/hosts"
    "/etc/resolv.conf"     = "/etc/resolv.conf"
    "/run/systemd/resolve" = "/run/systemd/resolve"
  }

  # 0: without end. A bot whose Vault is away for long would otherwise be killed.
  template {
    vault_retry {
      attempts    = 0
      max_backoff = "15s"
    }
    nomad_retry {
      attempts    = 0
      max_backoff = "15s"
    }
  }

  # Kept back for the system and Nomad itself; about 30 MB of logmon and executor a bot come on top
  # of the bots' own memory, so keep back bots × 30.
  reserved {
    memory = 2048
    disk   = 2048
  }
}

vault {
  enabled               = true
  address               = "https://vault.example.com:8200"
  jwt_auth_backend_path = "jwt-nomad"
}

plugin "exec" {
  config {
    allow_caps       = []
    denied_host_uids = "0"
  }
}

plugin "docker" {
  config {
    allow_privileged = false
    allow_caps       = []
    volumes {
      enabled = false
    }
  }
}

plugin "raw_exec" {
  config {
    enabled = false
  }
}

telemetry {
  # As often as it is scraped. The default of 1 s takes a sixth of a core for each 100 bots.
  collection_interval        = "15s"
  prometheus_metrics         = true
  publish_allocation_metrics = true
  publish_node_metrics       = true
}
