"""The embedded demo shop, its payment provider and its mailbox, as one process."""
