"""What several tests use: servers to be killed and frozen, visitors, the page with the widget."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
