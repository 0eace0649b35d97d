output "push_url" {
  description = "Where clients push"
  value       = module.services.push_url
}

output "query_url" {
  description = "URL of the Loki data source"
  value       = module.services.query_url
}

output "bucket_policy_arn" {
  description = "Attach to the role of the service account"
  value       = module.bucket.access_policy_arn
}
