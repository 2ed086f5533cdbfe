# The backup: every night PostgreSQL and Vault, encrypted to a public key and put into another place
# (backup.sh). It runs on a node that has pg_dump 18, curl and gpg and says so in its meta
# (sath_backup = "yes"), or in an image that has them.
#
# Items of the Nomad variable nomad/jobs/backup: pg_host, (pg_port,) pg_user, pg_password, public_key (armoured
# GnuPG), and for a bucket s3_user ("key:secret") and s3_sigv4 ("aws:amz:eu-west-1:s3").

variable "datacenters" {
  type    = list(string)
  default = ["*"]
}

variable "driver" {
  type    = string
  default = "raw_exec"
  validation {
    condition     = contains(["docker", "raw_exec"], var.driver)
    error_message = "The driver is docker or raw_exec."
  }
}

variable "image" {
  type        = string
  description = "The image of the docker driver: bash, pg_dump 18, curl, gpg."
  default     = ""
}

variable "to" {
  type        = string
  description = "A directory that is another machine's disk, or s3+https://host/bucket/prefix."
  validation {
    condition     = var.to != "" && regex_replace(var.to, "^(/|s3[+]https://)[A-Za-z0-9._/:-]+$", "") == ""
    error_message = "The place is an absolute directory, or s3+https://host/bucket/prefix."
  }
}

variable "keep" {
  type        = number
  description = "How many of each kind stay in a directory."
  default     = 30
}

variable "vault_addr" {
  type        = string
  description = "Vault with integrated storage (raft); empty: only PostgreSQL."
  default     = ""
}

variable "cron" {
  type    = string
  default = "17 2 * * *"
}

job "backup" {
  namespace   = "sath"
  datacenters = var.datacenters
  type        = "batch"

  periodic {
    crons            = [var.cron]
    prohibit_overlap = true
    time_zone        = "UTC"
  }

  dynamic "constraint" {
    for_each = var.driver == "raw_exec" ? ["yes"] : []
    content {
      attribute = "${meta.sath_backup}"
      value     = constraint.value
    }
  }

  group "backup" {
    ephemeral_disk {
      size = 20000
    }

    restart {
      attempts = 2
      interval = "1h"
      delay    = "5m"
      mode     = "fail"
    }

    reschedule {
      attempts  = 0
      unlimited = false
    }

    task "backup" {
      driver = var.driver

      config {
        command = "bash"
        args    = ["${NOMAD_TASK_DIR}/backup.sh"]
        image   = var.driver == "docker" ? var.image : null
      }

      env {
        BACKUP_KEY       = "${NOMAD_SECRETS_DIR}/public-key.asc"
        BACKUP_TO        = var.to
        BACKUP_KEEP      = var.keep
        PGSERVICEFILE    = "${NOMAD_SECRETS_DIR}/pg_service.conf"
        S3_CONFIG        = "${NOMAD_SECRETS_DIR}/s3.curl"
        VAULT_ADDR       = var.vault_addr
        VAULT_TOKEN_FILE = "${NOMAD_SECRETS_DIR}/vault_token"
      }

      template {
        destination     = "local/backup.sh"
        data            = file("backup.sh")
        left_delimiter  = "<<<!"
        right_delimiter = "!>>>"
        change_mode     = "noop"
      }

      template {
        destination = "secrets/pg_service.conf"
        data        = <<-END
          {{ with nomadVar "nomad/jobs/backup" -}}
          [backup]
          host={{ .pg_host }}
          {{ with .pg_port }}port={{ . }}{{ end }}
          dbname=sath
          user={{ .pg_user }}
          password={{ .pg_password }}
          {{ end }}
        END
        perms       = "0400"
        change_mode = "noop"
      }

      template {
        destination = "secrets/public-key.asc"
        data        = "{{ with nomadVar \"nomad/jobs/backup\" }}{{ .public_key }}{{ end }}"
        change_mode = "noop"
      }

      template {
        destination = "secrets/s3.curl"
        data        = <<-END
          {{ with nomadVar "nomad/jobs/backup" }}{{ with .s3_user }}user = "{{ . }}"
          {{ end }}{{ with .s3_sigv4 }}aws-sigv4 = "{{ . }}"
          {{ end }}{{ end }}
        END
        perms       = "0400"
        change_mode = "noop"
      }

      dynamic "vault" {
        for_each = var.vault_addr != "" ? ["sath-backup"] : []
        content {
          role        = vault.value
          env         = false
          change_mode = "noop"
        }
      }

      resources {
        cpu        = 200
        memory     = 128
        memory_max = 512
      }
    }
  }
}
