output "bootstrap_servers" {
  description = "For kafka.bootstrap.servers, with kafka.security.protocol=SSL"
  value       = aws_msk_cluster.brokers.bootstrap_brokers_tls
}
