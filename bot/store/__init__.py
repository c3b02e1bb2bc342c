"""The record: PostgreSQL, in plain SQL, one file of statements per aggregate.

Statements take a connection and never commit: the caller's transaction is the unit of truth.
"""
