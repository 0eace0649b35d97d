variable "namespace" {
  description = "Kubernetes namespace, which must exist"
  type        = string
}

variable "image" {
  description = "Image made from compose/Dockerfile"
  type        = string
}

variable "service_account" {
  description = "Account of the pods; on EKS the one that carries the bucket's access policy"
  type        = string
  default     = "default"
}

variable "settings" {
  description = "Settings of all roles, see docs/settings.md; at least kafka.bootstrap.servers and objectstore"
  type        = map(string)

  validation {
    condition     = alltrue([for key in ["kafka.bootstrap.servers", "objectstore"] : contains(keys(var.settings), key)])
    error_message = "settings needs kafka.bootstrap.servers and objectstore."
  }
}

variable "replicas" {
  description = "Processes of each role; ingesters: at most one per partition of logs do work"
  type        = map(number)
  default = {
    push-gateway    = 2
    stream-ingester = 2
    chunk-flusher   = 2
    query-service   = 2
  }
}

variable "memory" {
  description = "Memory limit of each role's pods"
  type        = map(string)
  default = {
    push-gateway    = "2Gi"
    stream-ingester = "4Gi"
    chunk-flusher   = "2Gi"
    query-service   = "4Gi"
  }
}

variable "heap" {
  description = "Heap of each role's JVM, about half of its memory: pages, buffers and Kafka's clients live outside"
  type        = map(string)
  default = {
    push-gateway    = "1g"
    stream-ingester = "2g"
    chunk-flusher   = "1g"
    query-service   = "2g"
  }
}

variable "cpu" {
  description = "CPU request of each role's pods"
  type        = map(string)
  default = {
    push-gateway    = "1"
    stream-ingester = "2"
    chunk-flusher   = "1"
    query-service   = "2"
  }
}

variable "state_gib" {
  description = "Disk of each ingester and query service: spill files and page cache, nothing that must survive"
  type        = number
  default     = 20
}
