# A stand-in for nomad-jobs/bot.nomad.hcl: the same variables and groups, and for a program the
# script that the contract's tests speak to. The artifact_url is the script's path.
variable "bot_id" { type = string }
variable "tenant_id" { type = string }
variable "plan" { type = string }
variable "namespace" { type = string }
variable "datacenters" { type = list(string) }
variable "driver" { type = string }
variable "image" { type = string }
variable "artifact_url" { type = string }
variable "artifact_checksum" { type = string }
variable "java_home" { type = string }
variable "cpu" { type = number }
variable "memory_mb" { type = number }
variable "memory_max_mb" { type = number }
variable "spec_hash" { type = string }
variable "key_ids" { type = list(string) }
variable "vault_role" { type = string }
variable "vault_path" { type = string }
variable "check_key_ids" { type = list(string) }
variable "count" { type = number }
variable "kill_timeout" { type = string }

locals {
  groups = {
    bot   = { count = var.count, attempts = 3, interval = "5m", delay = "2s", unlimited = true }
    check = { count = 0, attempts = 1, interval = "1h", delay = "30m", unlimited = false }
  }
}

job "bot" {
  id          = "bot-${var.bot_id}"
  name        = "bot-${var.bot_id}"
  namespace   = var.namespace
  datacenters = var.datacenters
  type        = "service"

  meta {
    tenant    = var.tenant_id
    plan      = var.plan
    spec_hash = var.spec_hash
  }

  update {
    max_parallel = 0
  }

  dynamic "group" {
    for_each = local.groups
    labels   = [group.key]
    content {
      count = group.value.count

      ephemeral_disk {
        size    = 300
        sticky  = true
        migrate = true
      }

      restart {
        attempts = group.value.attempts
        interval = group.value.interval
        delay    = group.value.delay
        mode     = "fail"
      }

      reschedule {
        unlimited      = group.value.unlimited
        attempts       = 0
        interval       = "0s"
        delay          = "5s"
        delay_function = "exponential"
        max_delay      = "30s"
      }

      task "bot" {
        driver       = var.driver
        kill_signal  = "SIGTERM"
        kill_timeout = var.kill_timeout

        config {
          command = "/bin/bash"
          args    = [var.artifact_url]
        }

        env {
          LANG          = "C.UTF-8"
          SATH_SETTINGS = "${NOMAD_TASK_DIR}/settings.json"
          SATH_DATA     = "${NOMAD_ALLOC_DIR}/data"
        }

        template {
          destination = "local/settings.json"
          data        = "{{ with nomadVar \"nomad/jobs/bot-${var.bot_id}/${group.key}\" }}{{ .settings }}{{ end }}"
          change_mode = "noop"
          wait {
            min = "100ms"
            max = "500ms"
          }
        }

        resources {
          cpu        = 20
          memory     = 64
        }

        logs {
          max_files     = 2
          max_file_size = 1
        }
      }
    }
  }
}
