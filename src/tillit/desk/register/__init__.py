"""The screens where an organisation's register is read, changed, adopted and compared."""
