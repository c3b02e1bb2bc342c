"""The campaign: real processes under load, killed at random; then the carrier's ledger against the database."""
