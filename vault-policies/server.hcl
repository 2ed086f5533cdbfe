# OpenBao as docker-compose.yml starts it. For production: TLS at the listener, three nodes, and the
# second audit device on another disk (docs/operations.md).
storage "raft" {
  path    = "/openbao/file"
  node_id = "one"
}

listener "tcp" {
  address     = "0.0.0.0:8200"
  tls_disable = true # published to this machine alone
}

api_addr     = "http://vault:8200"
cluster_addr = "http://vault:8201"

# A server that can write to no audit device answers nobody: so there are two.
audit "file" "first" {
  options {
    file_path = "/openbao/logs/audit.log"
  }
}

audit "file" "second" {
  options {
    file_path = "/openbao/file/audit.log"
  }
}
