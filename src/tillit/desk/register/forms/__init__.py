"""Forms for the parts of the register, generated from its shape and the declarations."""
