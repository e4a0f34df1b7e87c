"""A spreadsheet on its way into the register: read, mapped, checked, carried out, undone."""
