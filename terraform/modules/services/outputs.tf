output "push_url" {
  description = "Where clients push, from inside the cluster"
  value       = "http://push-gateway.${var.namespace}:${local.http_port}/loki/api/v1/push"
}

output "query_url" {
  description = "URL of the Loki data source for a Grafana inside the cluster"
  value       = "http://query-service.${var.namespace}:${local.http_port}"
}
