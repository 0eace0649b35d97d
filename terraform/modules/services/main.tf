# Each role as a stateful set with a headless service: the ingesters are asked by name for recent
# lines, and the others lose nothing by having one. No disk has to survive a pod.

terraform {
  required_version = ">= 1.6"
  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 2.30"
    }
  }
}

locals {
  http_port = 3100
  roles     = keys(var.replicas)
  settings  = merge(var.settings, { "http.port" = tostring(local.http_port), "data.dir" = "/data" })
}

resource "kubernetes_config_map_v1" "settings" {
  metadata {
    name      = "millrace"
    namespace = var.namespace
  }

  data = {
    "millrace.yaml" = yamlencode(local.settings)
  }
}

resource "kubernetes_service_v1" "role" {
  for_each = toset(local.roles)

  metadata {
    name      = each.key
    namespace = var.namespace
    labels    = { app = "millrace", role = each.key }
  }

  spec {
    cluster_ip                  = "None"
    publish_not_ready_addresses = each.key == "stream-ingester"
    selector                    = { app = "millrace", role = each.key }

    port {
      name = "http"
      port = local.http_port
    }
  }
}

resource "kubernetes_stateful_set_v1" "role" {
  for_each = toset(local.roles)

  metadata {
    name      = each.key
    namespace = var.namespace
    labels    = { app = "millrace", role = each.key }
  }

  spec {
    service_name          = each.key
    replicas              = var.replicas[each.key]
    pod_management_policy = "Parallel"

    selector {
      match_labels = { app = "millrace", role = each.key }
    }

    template {
      metadata {
        labels = { app = "millrace", role = each.key }
        annotations = {
          "millrace/settings"    = sha256(yamlencode(local.settings))
          "prometheus.io/scrape" = "true"
          "prometheus.io/port"   = tostring(local.http_port)
        }
      }

      spec {
        service_account_name             = var.service_account
        termination_grace_period_seconds = 30

        container {
          name  = each.key
          image = var.image
          args = concat(
            ["run", "--target=${each.key}", "--config=/etc/millrace/millrace.yaml"],
            each.key == "stream-ingester" ? ["--set=ingester.advertised.address=$(POD_NAME).stream-ingester:${local.http_port}"] : [],
          )

          env {
            name  = "MILLRACE_JAVA_OPTS"
            value = "-Xms${var.heap[each.key]} -Xmx${var.heap[each.key]}"
          }

          env {
            name = "POD_NAME"
            value_from {
              field_ref {
                field_path = "metadata.name"
              }
            }
          }

          port {
            name           = "http"
            container_port = local.http_port
          }

          readiness_probe {
            http_get {
              path = "/ready"
              port = "http"
            }
            period_seconds = 5
          }

          resources {
            requests = { cpu = var.cpu[each.key], memory = var.memory[each.key] }
            limits   = { memory = var.memory[each.key] }
          }

          volume_mount {
            name       = "settings"
            mount_path = "/etc/millrace"
            read_only  = true
          }

          volume_mount {
            name       = "data"
            mount_path = "/data"
          }
        }

        volume {
          name = "settings"
          config_map {
            name = kubernetes_config_map_v1.settings.metadata[0].name
          }
        }

        volume {
          name = "data"
          empty_dir {
            size_limit = "${var.state_gib}Gi"
          }
        }
      }
    }
  }
}
