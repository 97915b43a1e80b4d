"""What a record can say: values as people write them, the shape of a record, what must hold in it, and every fault."""
