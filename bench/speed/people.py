"""Whom the benches write to and hear from: made-up phones, the case of each, and the agency that they know."""

# The demonstration agency's key and number.
AGENCY, SENDER = "tampa", "+18135550100"


def phone(number: int) -> str:
    """The phone of the person with this number, from 0 to 7,999,999."""
    return f"+1813{2_000_000 + number}"


def incident(number: int) -> str:
    """The number of that person's case."""
    return f"B-{number}"
