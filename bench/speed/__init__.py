"""Speed: what Caseline costs beside the bare libraries that it is made of, side by side in one run."""
