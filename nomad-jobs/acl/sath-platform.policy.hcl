# The platform: runs bots in their namespace, reads what they say and writes their settings, which it
# reads back after a start and a broken connection. It can neither enter a bot (alloc-exec) nor read
# its files (read-fs).
namespace "bots" {
  capabilities = [
    "list-jobs", "read-job", "parse-job", "plan-job", "register-job", "deregister-job", "purge-job",
    "scale-job", "alloc-lifecycle", "read-logs",
  ]

  variables {
    path "nomad/jobs/*" {
      capabilities = ["write", "read", "destroy"]
    }
  }
}
