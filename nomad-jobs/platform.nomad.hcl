# The platform as a job: two replicas, one of which reconciles (an advisory lock decides). People keep
# to one replica by a cookie of the reverse proxy; a replica that ends is taken over by the other
# within 30 s. PostgreSQL, Vault and the proxy are the site's own (README.md).
#
# It holds no static token: Nomad and Vault know it by its workload identity. Its passwords are the
# items of the Nomad variable nomad/jobs/platform, which only this job and operators may read.

variable "datacenters" {
  type    = list(string)
  default = ["*"]
}

variable "replicas" {
  type    = number
  default = 2
}

variable "driver" {
  type        = string
  description = "docker, or raw_exec on nodes of the platform's own."
  default     = "docker"
  validation {
    condition     = contains(["docker", "raw_exec"], var.driver)
    error_message = "The driver is docker or raw_exec."
  }
}

variable "image" {
  type        = string
  description = "The image of the docker driver: a Java 25."
  default     = "eclipse-temurin:25-jre"
}

variable "java" {
  type        = string
  description = "The java, as the task sees it."
  default     = "java"
}

variable "platform_url" {
  type        = string
  description = "Where nodes fetch sath-platform.jar."
}

variable "platform_checksum" {
  type        = string
  description = "sha256: and 64 hexadecimal digits."
}

variable "bot_url" {
  type        = string
  description = "Where nodes fetch bot.jar; the bots' own artifact, {version} stands for its version."
}

variable "bot_checksum" {
  type        = string
  description = "sha256: and 64 hexadecimal digits."
}

variable "public_url" {
  type        = string
  description = "The address that people use, for example https://sath.example.com."
}

variable "trusted_proxies" {
  type        = string
  description = "Addresses of the reverse proxies, with commas."
  default     = ""
}

variable "database_url" {
  type        = string
  description = "jdbc:postgresql://host:5432/sath?sslmode=verify-full"
}

variable "vault_addr" {
  type = string
}

variable "nomad_addr" {
  type        = string
  description = "The servers' address, as the platform reaches it."
}

variable "bot_driver" {
  type    = string
  default = "exec"
}

variable "settings" {
  type        = map(string)
  description = "Further settings without secrets, by their names in the environment."
  default     = {}
}

variable "memory" {
  type    = number
  default = 1024
}

job "platform" {
  namespace   = "sath"
  datacenters = var.datacenters
  type        = "service"

  # One replica at a time, and the next only when the new one answers; else the old version is back.
  update {
    max_parallel      = 1
    health_check      = "checks"
    min_healthy_time  = "15s"
    healthy_deadline  = "5m"
    progress_deadline = "10m"
    auto_revert       = true
  }

  group "platform" {
    count = var.replicas

    constraint {
      distinct_hosts = var.replicas > 1 && var.driver == "docker"
    }

    network {
      port "http" {}
    }

    ephemeral_disk {
      size = 1000
    }

    restart {
      attempts = 5
      interval = "10m"
      delay    = "5s"
      mode     = "delay"
    }

    reschedule {
      unlimited      = true
      delay          = "5s"
      delay_function = "exponential"
      max_delay      = "1m"
    }

    # Traefik reads the tags; others: README.md. Live pages need their own replica (sticky).
    service {
      name     = "sath-platform"
      provider = "nomad"
      port     = "http"
      tags = [
        "traefik.enable=true",
        "traefik.http.services.sath.loadbalancer.sticky.cookie=true",
        "traefik.http.services.sath.loadbalancer.sticky.cookie.name=sath-replica",
        "traefik.http.services.sath.loadbalancer.sticky.cookie.secure=true",
        "traefik.http.services.sath.loadbalancer.sticky.cookie.httponly=true",
        "traefik.http.services.sath.loadbalancer.healthcheck.path=/actuator/health",
      ]

      check {
        type     = "http"
        path     = "/actuator/health"
        interval = "5s"
        timeout  = "3s"

        # Not at the first hiccup: a replica with a stuck database answers unwell, and a restart
        # would not cure it.
        check_restart {
          limit = 12
          grace = "2m"
        }
      }
    }

    task "platform" {
      driver = var.driver
      user   = var.driver == "docker" ? "65534:65534" : "nobody"

      # Out of the proxy first, then TERM: the platform ends alone and the bots trade on.
      shutdown_delay = "8s"
      kill_signal    = "SIGTERM"
      kill_timeout   = "45s"

      config {
        command = var.java
        args = [
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-jar",
          "${NOMAD_TASK_DIR}/sath-platform.jar",
        ]
        image           = var.driver == "docker" ? var.image : null
        ports           = var.driver == "docker" ? ["http"] : null
        network_mode    = var.driver == "docker" ? "host" : null
        cap_drop        = var.driver == "docker" ? ["all"] : null
        readonly_rootfs = var.driver == "docker" ? true : null
        security_opt    = var.driver == "docker" ? ["no-new-privileges"] : null
        pids_limit      = var.driver == "docker" ? 2000 : null
      }

      env = merge({
        LANG                       = "C.UTF-8"
        JAVA_TOOL_OPTIONS          = "-Djava.io.tmpdir=${NOMAD_ALLOC_DIR}/tmp"
        SATH_PORT                  = "${NOMAD_PORT_http}"
        SATH_DATA_DIR              = "${NOMAD_ALLOC_DIR}/data"
        SATH_BOT_JAR               = "${NOMAD_TASK_DIR}/bot.jar"
        SATH_DEMO                  = "false"
        SATH_ACCOUNT_PUBLIC_URL    = var.public_url
        SATH_TRUSTED_PROXIES       = var.trusted_proxies
        SPRING_CONFIG_IMPORT       = "file:${NOMAD_SECRETS_DIR}/platform.properties"
        SPRING_DATASOURCE_URL      = var.database_url
        SPRING_DATASOURCE_USERNAME = "sath_app"
        SPRING_LIQUIBASE_USER      = "sath_owner"
        SATH_VAULT_ADDR            = var.vault_addr
        SATH_VAULT_JWT_FILE        = "${NOMAD_SECRETS_DIR}/nomad_vault.jwt"
        SATH_NOMAD_ADDR            = var.nomad_addr
        SATH_NOMAD_TOKEN_FILE      = "${NOMAD_SECRETS_DIR}/nomad_token"
        SATH_NOMAD_JOB_FILE        = "${NOMAD_TASK_DIR}/bot.nomad.hcl"
        SATH_NOMAD_DRIVER          = var.bot_driver
        SATH_NOMAD_ARTIFACT_URL    = var.bot_url
        SATH_NOMAD_VAULT_ROLE      = "sath-bot"
      }, var.settings)

      artifact {
        source      = var.platform_url
        destination = "local/sath-platform.jar"
        mode        = "file"
        options {
          checksum = var.platform_checksum
        }
      }

      artifact {
        source      = replace(var.bot_url, "{version}", substr(trimprefix(var.bot_checksum, "sha256:"), 0, 16))
        destination = "local/bot.jar"
        mode        = "file"
        options {
          checksum = var.bot_checksum
        }
      }

      # The bots' job goes with the platform as it is beside this file. Its own templates must pass
      # unread, hence the other delimiters.
      template {
        destination     = "local/bot.nomad.hcl"
        data            = file("bot.nomad.hcl")
        left_delimiter  = "<<<!"
        right_delimiter = "!>>>"
        change_mode     = "noop"
      }

      template {
        destination = "secrets/platform.properties"
        data        = <<-END
          {{ with nomadVar "nomad/jobs/platform" -}}
          spring.datasource.password={{ .datasource_password }}
          spring.liquibase.password={{ .liquibase_password }}
          {{ end }}
        END
        perms       = "0400"
        uid         = 65534
        gid         = 65534
        change_mode = "noop"
      }

      # The key that signs access tokens is the same in every replica.
      template {
        destination = "${NOMAD_ALLOC_DIR}/data/keys/access-token.jwk"
        data        = "{{ with nomadVar \"nomad/jobs/platform\" }}{{ .signing_key }}{{ end }}"
        perms       = "0600"
        uid         = 65534
        gid         = 65534
        change_mode = "noop"
      }

      # Its token for Nomad; the ACL policy sath-platform-job hangs on this job.
      identity {
        file = true
      }

      # Its way into Vault; kept fresh in the file, which the platform reads at each log-in.
      identity {
        name        = "vault"
        aud         = ["vault.io"]
        file        = true
        ttl         = "1h"
        change_mode = "noop"
      }

      resources {
        cpu        = 1000
        memory     = var.memory
        memory_max = var.memory * 2
      }

      logs {
        max_files     = 10
        max_file_size = 20
      }
    }
  }
}
