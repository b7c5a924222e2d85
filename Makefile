# Dibs: `make` lists what can be done here.
.DEFAULT_GOAL := help
.PHONY: help build test bench check fmt demo shots

LINT := go tool -modfile=tools/go.mod golangci-lint

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## build bin/dibs, one static binary
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o bin/dibs ./cmd/dibs

test: ## run all tests on real services, installing what is missing (scripts/test ./store/... for one package)
	scripts/test

bench: ## run all benchmarks, one package after another, Postgres with fsync
	scripts/with-services --durable go test -run '^$$' -bench . -benchmem -p 1 -timeout 30m ./...

check: export GOFLAGS += -buildvcs=false # also works in a clone that belongs to another user
check: ## lint, format, go.mod in order, and that everything builds
	go mod tidy -diff
	go build ./...
	go vet ./...
	$(LINT) run

fmt: ## format all Go code
	$(LINT) fmt

demo: build ## try Dibs in the browser, without Slack
	bin/dibs demo

shots: ## take the pictures of the documentation anew, in docs/images; takes three minutes
	DIBS_SHOTS=$(CURDIR)/docs/images scripts/test -run 'ClimbsTheLadder|OnThePage' -count=1 ./cmd/dibs
