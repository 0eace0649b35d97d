variable "name" {
  description = "Name of the cluster"
  type        = string
}

variable "kafka_version" {
  description = "Version of the brokers; 4.x for Kafka Streams' own group protocol"
  type        = string
  default     = "4.1.x.kraft"
}

variable "brokers" {
  description = "Number of brokers, a multiple of the number of subnets"
  type        = number
  default     = 3
}

variable "instance_type" {
  description = "Type of the brokers"
  type        = string
  default     = "kafka.m7g.large"
}

variable "volume_gib" {
  description = "Disk of each broker: 3 days of lz4-compressed logs, three times over, by the number of brokers"
  type        = number
  default     = 1000
}

variable "vpc_id" {
  description = "Network of the cluster"
  type        = string
}

variable "subnet_ids" {
  description = "One subnet in each of three zones"
  type        = list(string)
}

variable "client_security_group_ids" {
  description = "Who may connect"
  type        = list(string)
  default     = []
}

variable "tags" {
  description = "Tags of everything that is made"
  type        = map(string)
  default     = {}
}
