"""Contacts with the debtor to be paid without coactivo, one by one or in bulk (F83)."""
