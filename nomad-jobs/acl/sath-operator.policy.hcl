# A person who runs the cluster by hand: all jobs and nodes, no reading of a bot's files or keys.
namespace "bots" {
  capabilities = [
    "list-jobs", "read-job", "parse-job", "plan-job", "register-job", "deregister-job", "purge-job",
    "scale-job", "alloc-lifecycle", "read-logs",
  ]

  variables {
    path "nomad/jobs/*" {
      capabilities = ["list", "write", "destroy"]
    }
  }
}

namespace "sath" {
  capabilities = [
    "list-jobs", "read-job", "parse-job", "plan-job", "submit-job", "scale-job", "alloc-lifecycle",
    "read-logs",
  ]
}

node {
  policy = "write"
}

agent {
  policy = "read"
}

operator {
  policy = "read"
}
