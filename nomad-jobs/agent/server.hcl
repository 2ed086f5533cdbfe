# A Nomad server (three of them). TLS, gossip key, addresses and join are the site's own file.
data_dir = "/var/lib/nomad"

server {
  enabled          = true
  bootstrap_expect = 3

  # The platform's events: the default keeps 100, which a start of all bots outruns.
  event_buffer_size = 5000

  # Taken at the cluster's first start; apply.sh sets the same on one that runs.
  default_scheduler_config {
    # Bots of one job each: only this spreads them over the nodes, so that a lost node takes few.
    scheduler_algorithm             = "spread"
    memory_oversubscription_enabled = true
  }
}

acl {
  enabled = true
}

# What bots present to Vault. With the client's vault block, each task that names a role gets it.
vault {
  enabled = true
  default_identity {
    aud = ["vault.io"]
    ttl = "1h"
  }
}

# The default of 100 is one platform with 100 logs followed and nothing else.
limits {
  http_max_conns_per_client = 4000
}

telemetry {
  prometheus_metrics = true
}
