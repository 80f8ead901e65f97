package plumb.math;

/// What can stand on the left of a product.
sealed interface Left permits Tensor, Indirect {
    int rows();

    int columns();
}
