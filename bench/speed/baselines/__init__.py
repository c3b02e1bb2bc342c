"""What Caseline is held against: the same libraries with nothing of ours, as their best user would write it."""
