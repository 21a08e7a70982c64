"""What the assistant is built from: known vulnerabilities of it, and a bill of materials."""
