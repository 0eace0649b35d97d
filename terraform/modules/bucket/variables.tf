variable "name" {
  description = "Name of the bucket"
  type        = string
}

variable "kms_key_arn" {
  description = "Key to encrypt objects with; S3's own where absent"
  type        = string
  default     = null
}

variable "force_destroy" {
  description = "Whether destroying the bucket may delete its objects"
  type        = bool
  default     = false
}

variable "tags" {
  description = "Tags of everything that is made"
  type        = map(string)
  default     = {}
}
