"""The proof: faults as data are put into a shop one by one, and what the shoppers find is scored."""

from mystery_shopper.prove.faults import Fault, load_faults

__all__ = ["Fault", "load_faults"]
