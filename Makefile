.PHONY: help run test fmt build bench

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

run: ## everything in one JVM, on port 3100
	./millrace run

test: ## all gates and all tests
	./mvnw verify

build: ## jars only
	./mvnw -q -DskipTests package

fmt: ## mend the formatting
	./mvnw -q -N exec:exec@format
