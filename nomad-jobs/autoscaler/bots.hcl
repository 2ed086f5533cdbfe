# Policy file of the Nomad Autoscaler (policy { dir = "…/autoscaler" }): enough nodes for the bots.
# What bots set aside is what counts, not what they use: a node is full when nothing more can be
# placed on it. The target is the site's (here an AWS group; every cloud has its own).
scaling "bots" {
  enabled = true
  min     = 2
  max     = 20

  policy {
    cooldown            = "5m"
    evaluation_interval = "30s"

    check "memory_set_aside" {
      source = "nomad-apm"
      query  = "percentage-allocated_memory"

      strategy "target-value" {
        target = 75
      }
    }

    check "cpu_set_aside" {
      source = "nomad-apm"
      query  = "percentage-allocated_cpu"

      strategy "target-value" {
        target = 75
      }
    }

    # A node that goes is drained first: its bots move as "leave", with their data.
    target "aws-asg" {
      dry-run                = "false"
      aws_asg_name           = "sath-bots"
      node_class             = "bots"
      node_drain_deadline    = "5m"
      node_purge             = "true"
      node_selector_strategy = "least_busy"
    }
  }
}
