"""From a checkout to a running assistant: `python -m launch` prepares, trains, starts and proves readiness.

Each step says what it does. What cannot be done ends with one sentence and leaves nothing half-done.
"""
