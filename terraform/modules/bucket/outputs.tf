output "name" {
  description = "For objectstore = s3://NAME"
  value       = aws_s3_bucket.objects.id
}

output "region" {
  description = "For s3.region"
  value       = aws_s3_bucket.objects.region
}

output "access_policy_arn" {
  description = "Policy for the role that the services run as"
  value       = aws_iam_policy.access.arn
}
