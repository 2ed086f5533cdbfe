# The operators' page: shows nodes and what runs on them, and drains one. A token of its own.
node {
  policy = "write"
}

namespace "bots" {
  capabilities = ["list-jobs", "read-job"]
}
