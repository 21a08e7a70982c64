"""The tests; tests/unit mirrors the modules, tests/integration has what runs whole, by theme."""
