# Dibs: `make` lists the targets.
.DEFAULT_GOAL := help
.PHONY: help build test bench check fmt demo shots

LINT := go tool -modfile=tools/go.mod golangci-lint

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## build bin/dibs, one static binary
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o bin/dibs ./cmd/dibs

test: ## run all tests with real services, installing what is missing (scripts/test ./store/... for one package)
	scripts/test

bench: ## run all benchmarks, one package at a time, Postgres with fsync
	scripts/with-services --durable go test -run '^$$' -bench . -benchmem -p 1 -timeout 30m ./...

check: export GOFLAGS += -buildvcs=false # so that it also works in a clone owned by another user
check: ## check that everything builds, is formatted and passes the linters, and that go.mod is tidy
	go mod tidy -diff
	go build ./...
	go vet ./...
	$(LINT) run

fmt: ## format all Go code
	$(LINT) fmt

demo: build ## try Dibs in the browser without Slack
	bin/dibs demo

shots: ## update the screenshots in docs/images; takes three minutes, needs fonts-liberation and fonts-noto-color-emoji
	DIBS_SHOTS=$(CURDIR)/docs/images scripts/test -run 'ClimbsTheLadder|OnThePage' -count=1 ./cmd/dibs
