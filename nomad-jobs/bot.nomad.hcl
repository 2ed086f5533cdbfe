# A tenant's bot: the one source of its job. The platform has it parsed at the cluster with the
# variables below; an operator runs the very same file by hand (README.md).
#
# Two groups of one program: "bot" trades, "check" tests a stored key once and stands at count 0
# otherwise. Both live in one job, because what a job may read from Vault hangs on the job's id.

variable "bot_id" {
  type        = string
  description = "The bot's id; its job is bot-<bot_id>."
  validation {
    condition     = var.bot_id != "" && regex_replace(var.bot_id, "^[0-9a-z]{13}$", "") == ""
    error_message = "The bot_id is 13 characters of 0-9 and a-z."
  }
}

variable "tenant_id" {
  type        = string
  description = "The tenant whose bot it is; shown as meta."
  validation {
    condition     = var.tenant_id != "" && regex_replace(var.tenant_id, "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "") == ""
    error_message = "The tenant_id is a UUID in lower case."
  }
}

variable "plan" {
  type        = string
  description = "The tenant's plan; shown as meta."
  validation {
    condition     = var.plan != "" && regex_replace(var.plan, "^[a-z0-9][a-z0-9-]{0,39}$", "") == ""
    error_message = "The plan is a word of a-z, 0-9 and hyphens, at most 40 characters."
  }
}

variable "spec_hash" {
  type        = string
  description = "What needs a new run when it changes; shown as meta."
  default     = "by-hand"
  validation {
    condition     = var.spec_hash != "" && regex_replace(var.spec_hash, "^[0-9A-Za-z._-]{1,80}$", "") == ""
    error_message = "The spec_hash is 1 to 80 letters, digits, dots, hyphens and underscores."
  }
}

variable "namespace" {
  type    = string
  default = "bots"
  validation {
    condition     = var.namespace != "" && regex_replace(var.namespace, "^[a-z0-9-]{1,64}$", "") == ""
    error_message = "The namespace is a word of a-z, 0-9 and hyphens."
  }
}

variable "datacenters" {
  type    = list(string)
  default = ["*"]
  validation {
    condition     = length(var.datacenters) > 0 && length([for each in var.datacenters : each if each == "" || regex_replace(each, "^[A-Za-z0-9_*-]{1,64}$", "") != ""]) == 0
    error_message = "The datacenters are words of letters, digits, hyphens, underscores and *."
  }
}

variable "count" {
  type        = number
  description = "1: the bot runs. 0: its job is there, and nothing of it runs."
  default     = 1
  validation {
    condition     = contains([0, 1], var.count)
    error_message = "The count is 0 or 1: two runs of a bot would trade against each other."
  }
}

variable "driver" {
  type        = string
  description = "exec (Linux, the runtime in a chroot), docker, or raw_exec for development."
  default     = "exec"
  validation {
    condition     = contains(["exec", "docker", "raw_exec"], var.driver)
    error_message = "The driver is exec, docker or raw_exec."
  }
}

variable "image" {
  type        = string
  description = "The image of the docker driver, made from the same runtime (Dockerfile)."
  default     = ""
  validation {
    condition     = regex_replace(var.image, "^([a-z0-9][a-z0-9._:/@-]{0,250})$", "") == ""
    error_message = "The image is a name like registry.example.com/sath/bot-runtime:25."
  }
}

variable "java_home" {
  type        = string
  description = "Where the runtime is, as the task sees it: in the chroot or image, or (raw_exec) on the node."
  default     = "/jre"
  validation {
    condition     = var.java_home != "" && regex_replace(var.java_home, "^(/\\.?[A-Za-z0-9_][A-Za-z0-9._+-]*)+$", "") == ""
    error_message = "The java_home is an absolute path."
  }
}

variable "artifact_url" {
  type        = string
  description = "Where nodes fetch the bot program; empty: they have it beside the runtime (runtime.sh)."
  default     = ""
  validation {
    condition     = regex_replace(var.artifact_url, "^https?://[A-Za-z0-9.:_-]+(/[A-Za-z0-9._~%-]*)*$", "") == ""
    error_message = "The artifact_url is an http or https address without a query, or empty."
  }
}

variable "artifact_checksum" {
  type        = string
  description = "What the fetched program must hash to; a node's own copy has its first 16 digits in its name."
  validation {
    condition     = var.artifact_checksum != "" && regex_replace(var.artifact_checksum, "^sha256:[0-9a-f]{64}$", "") == ""
    error_message = "The artifact_checksum is sha256: and 64 hexadecimal digits."
  }
}

variable "cpu" {
  type        = number
  description = "MHz that the scheduler sets aside."
  default     = 50
  validation {
    condition     = var.cpu >= 10 && var.cpu <= 10000
    error_message = "The cpu is 10 to 10000 MHz."
  }
}

variable "memory_mb" {
  type        = number
  description = "Memory that the scheduler sets aside."
  default     = 112
  validation {
    condition     = var.memory_mb >= 64 && var.memory_mb <= 1024
    error_message = "The memory_mb is 64 to 1024."
  }
}

variable "memory_max_mb" {
  type        = number
  description = "Memory above which the run is ended."
  default     = 160
  validation {
    condition     = var.memory_max_mb >= 64 && var.memory_max_mb <= 1024
    error_message = "The memory_max_mb is 64 to 1024."
  }
}

variable "kill_timeout" {
  type        = string
  description = "How long a run may take to end: above the stop grace, within the client's max_kill_timeout."
  default     = "65s"
  validation {
    condition     = var.kill_timeout != "" && regex_replace(var.kill_timeout, "^[1-9][0-9]{0,2}s$", "") == ""
    error_message = "The kill_timeout is whole seconds, for example 65s."
  }
}

variable "key_ids" {
  type        = list(string)
  description = "The keys that a run gets."
  default     = []
  validation {
    condition     = length(var.key_ids) <= 16 && length([for id in var.key_ids : id if id == "" || regex_replace(id, "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "") != ""]) == 0
    error_message = "The key_ids are at most 16 UUIDs in lower case."
  }
}

variable "check_key_ids" {
  type        = list(string)
  description = "The keys that a check gets."
  default     = []
  validation {
    condition     = length(var.check_key_ids) <= 16 && length([for id in var.check_key_ids : id if id == "" || regex_replace(id, "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "") != ""]) == 0
    error_message = "The check_key_ids are at most 16 UUIDs in lower case."
  }
}

variable "vault_role" {
  type        = string
  description = "The role that the bot's identity logs in with; empty: no Vault."
  default     = ""
  validation {
    condition     = regex_replace(var.vault_role, "^([a-z0-9][a-z0-9-]{0,63})$", "") == ""
    error_message = "The vault_role is a word of a-z, 0-9 and hyphens, or empty."
  }
}

variable "vault_path" {
  type        = string
  description = "The folder of the bot's keys; empty: its own folder of the mount kv/."
  default     = ""
  validation {
    condition     = regex_replace(var.vault_path, "^([a-z0-9-]+/data/tenants/bot-[0-9a-z]{13})$", "") == ""
    error_message = "The vault_path is like kv/data/tenants/bot-<bot_id>, or empty."
  }
}

locals {
  id        = "bot-${var.bot_id}"
  container = var.driver != "raw_exec"
  folder    = var.vault_path != "" ? var.vault_path : "kv/data/tenants/bot-${var.bot_id}"

  # A node's own copy comes with what it loads at a start (JEP 483, 514), which halves the work of
  # it. The JVM must not say on stdout, the wire, that it cannot use that.
  fetched = var.artifact_url != ""
  copy    = "${regex_replace(var.java_home, "/[^/]+$", "")}/program/bot-${substr(trimprefix(var.artifact_checksum, "sha256:"), 0, 16)}"

  # What differs between the two groups. A check ends by itself and must not begin again: Nomad
  # restarts and replaces whatever ends in a service job, so it waits with that for longer than
  # anybody lets a check stand.
  groups = {
    bot = {
      count   = var.count
      keys    = var.key_ids
      keep    = true
      restart = { attempts = 3, interval = "5m", delay = "2s" }
      again   = { unlimited = true, attempts = 0, interval = "0s" }
    }
    check = {
      count   = 0
      keys    = var.check_key_ids
      keep    = false
      restart = { attempts = 1, interval = "1h", delay = "30m" }
      again   = { unlimited = false, attempts = 0, interval = "0s" }
    }
  }
}

job "bot" {
  id          = local.id
  name        = local.id
  namespace   = var.namespace
  datacenters = var.datacenters
  type        = "service"

  # A change of meta is a new run: nothing that changes by itself may stand here.
  meta {
    tenant    = var.tenant_id
    plan      = var.plan
    spec_hash = var.spec_hash
  }

  # No deployments: they would forbid scaling for their first seconds.
  update {
    max_parallel = 0
  }

  spread {
    attribute = "${node.unique.id}"
  }

  dynamic "group" {
    for_each = local.groups
    labels   = [group.key]
    content {
      count = group.value.count

      # Twenty files of 10 MB are the logs, the rest is program, ledger and books. A bot's data goes
      # with it to another node; a check begins with nothing.
      ephemeral_disk {
        size    = 300
        sticky  = group.value.keep
        migrate = group.value.keep
      }

      restart {
        attempts = group.value.restart.attempts
        interval = group.value.restart.interval
        delay    = group.value.restart.delay
        mode     = "fail"
      }

      # Short and without end: so a start that found Vault sealed runs once it is open. Whether a
      # bot is crash-looping is the platform's verdict.
      reschedule {
        unlimited      = group.value.again.unlimited
        attempts       = group.value.again.attempts
        interval       = group.value.again.interval
        delay          = "5s"
        delay_function = "exponential"
        max_delay      = "30s"
      }

      # A node that lost its servers ends the bot before another node starts it.
      disconnect {
        stop_on_client_after = "45s"
        replace              = true
      }

      task "bot" {
        driver       = var.driver
        user         = var.driver == "exec" ? "nobody" : var.driver == "docker" ? "65534:65534" : ""
        kill_signal  = "SIGTERM"
        kill_timeout = var.kill_timeout

        # A null leaves the option out: each driver refuses what it does not know.
        config {
          command = "${var.java_home}/bin/java"
          args = concat([
            "-XX:+UseSerialGC",
            "-Xmx48m",
            "-Xss256k",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            ], local.fetched ? [
            "-jar",
            "${NOMAD_TASK_DIR}/bot.jar",
            ] : [
            "-XX:AOTCache=${local.copy}.aot",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-jar",
            "${local.copy}.jar",
          ], ["run"])
          cap_drop        = local.container ? ["all"] : null
          image           = var.driver == "docker" ? var.image : null
          readonly_rootfs = var.driver == "docker" ? true : null
          pids_limit      = var.driver == "docker" ? 256 : null
          security_opt    = var.driver == "docker" ? ["no-new-privileges"] : null
        }

        env {
          LANG          = "C.UTF-8"
          SATH_SETTINGS = "${NOMAD_TASK_DIR}/settings.json"
          SATH_SECRETS  = "${NOMAD_SECRETS_DIR}/keys.json"
          SATH_DATA     = "${NOMAD_ALLOC_DIR}/data"
        }

        dynamic "artifact" {
          for_each = local.fetched ? [var.artifact_url] : []
          content {
            source      = artifact.value
            destination = "local/bot.jar"
            mode        = "file"
            options {
              checksum = var.artifact_checksum
            }
          }
        }

        # A new revision reaches a running bot without a restart. Where the variable is missing,
        # the task waits for it.
        template {
          destination = "local/settings.json"
          data        = "{{ with nomadVar \"nomad/jobs/${local.id}/${group.key}\" }}{{ .settings }}{{ end }}"
          change_mode = "noop"
          wait {
            min = "20ms"
            max = "200ms"
          }
        }

        # One object a key, made of the fields as they are stored; written for JSON by Nomad's own
        # encoder, and "ref" cannot be overwritten by a field of that name.
        template {
          destination = "secrets/keys.json"
          data = format("{\"keys\":[%s]}", join(",", [for id in group.value.keys :
            "{{ with secret \"${local.folder}/${id}\" }}{{ sprig_merge (sprig_dict \"ref\" \"${id}\") .Data.data | toJSON }}{{ end }}"
          ]))
          perms       = "0400"
          uid         = local.container ? 65534 : null
          gid         = local.container ? 65534 : null
          once        = true
          change_mode = "noop"
        }

        # The bot gets the keys, never the token that reads them. A bot without keys needs no Vault.
        dynamic "vault" {
          for_each = var.vault_role != "" && length(group.value.keys) > 0 ? [var.vault_role] : []
          content {
            role         = vault.value
            env          = false
            disable_file = true
            change_mode  = "noop"
          }
        }

        resources {
          cpu        = var.cpu
          memory     = var.memory_mb
          memory_max = var.memory_max_mb
        }

        logs {
          max_files     = 10
          max_file_size = 10
        }
      }
    }
  }
}
