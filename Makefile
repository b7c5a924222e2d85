# Dibs: `make` lists what can be done here.
.DEFAULT_GOAL := help
.PHONY: help build test bench check fmt demo

LINTERS := go tool -modfile=tools/go.mod

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## build bin/dibs, one static binary
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o bin/dibs ./cmd/dibs

test: ## run all tests on real services, installing what is missing (scripts/test ./store/... for one package)
	scripts/test

bench: ## run all benchmarks, one package after another, Postgres with fsync
	scripts/with-services --durable go test -run '^$$' -bench . -benchmem -p 1 ./...

check: ## format, lint, vet, go.mod in order, and that it builds
	@unformatted=$$($(LINTERS) gofumpt -l $$(git ls-files '*.go')) && \
		if [ -n "$$unformatted" ]; then echo "not formatted, run make fmt:" $$unformatted; exit 1; fi
	go mod tidy -diff
	go build ./...
	go vet ./...
	$(LINTERS) golangci-lint run

fmt: ## format all Go code
	$(LINTERS) gofumpt -w $$(git ls-files '*.go')

demo: build ## try Dibs in the browser, without Slack
	bin/dibs demo
