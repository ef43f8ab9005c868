"""The append-only ledger: what was said, by whom, in which order, and nothing lost."""
