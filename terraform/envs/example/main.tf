# All of it on one AWS account and an existing EKS cluster. Copy and adapt.

terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 2.30"
    }
  }
}

provider "aws" {
  region = var.region
}

provider "kubernetes" {
  config_path = var.kubeconfig
}

module "bucket" {
  source = "../../modules/bucket"

  name = "${var.name}-objects"
  tags = { app = var.name }
}

module "kafka" {
  source = "../../modules/kafka"

  name                      = var.name
  vpc_id                    = var.vpc_id
  subnet_ids                = var.subnet_ids
  client_security_group_ids = var.node_security_group_ids
  tags                      = { app = var.name }
}

module "services" {
  source = "../../modules/services"

  namespace       = var.name
  image           = var.image
  service_account = var.service_account
  settings = {
    "kafka.bootstrap.servers" = module.kafka.bootstrap_servers
    "kafka.security.protocol" = "SSL"
    "objectstore"             = "s3://${module.bucket.name}"
    "s3.region"               = module.bucket.region
    "logs.partitions"         = "24"
    "topics.create"           = "true"
    "auth.mode"               = "header"
  }
}
