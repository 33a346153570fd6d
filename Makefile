.PHONY: build test lint format demo bench clean

build:
	swift build --product rwmedia
test:
	scripts/test
lint:
	scripts/lint
format:
	swift format --in-place --parallel --recursive Package.swift Sources Tests
demo:
	scripts/demo
bench:
	scripts/bench
clean:
	rm -rf .build demo-output
