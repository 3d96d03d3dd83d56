"""Asking the debtor to pay, and telling how much: contacts, campaigns, accounts."""
