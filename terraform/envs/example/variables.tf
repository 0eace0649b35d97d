variable "name" {
  description = "Prefix of everything that is made, and the Kubernetes namespace"
  type        = string
  default     = "millrace"
}

variable "region" {
  description = "AWS region"
  type        = string
}

variable "kubeconfig" {
  description = "Path of the kubeconfig of the cluster"
  type        = string
  default     = "~/.kube/config"
}

variable "vpc_id" {
  description = "Network that holds the Kubernetes nodes"
  type        = string
}

variable "subnet_ids" {
  description = "One subnet in each of three zones, for the brokers"
  type        = list(string)
}

variable "node_security_group_ids" {
  description = "Security groups of the Kubernetes nodes"
  type        = list(string)
}

variable "image" {
  description = "Image made from compose/Dockerfile"
  type        = string
}

variable "service_account" {
  description = "Kubernetes service account whose role carries the bucket's access policy"
  type        = string
  default     = "millrace"
}
