"""The demonstration: real calls, replayed through the real line, with fictitious phones."""
