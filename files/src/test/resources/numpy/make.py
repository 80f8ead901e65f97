"""Writes the arrays of ArraySourceTest and BrokenArraysTest with NumPy itself."""
import numpy

x = numpy.arange(24, dtype="<f4").reshape(4, 2, 3) / 4
types = ["?", "i1", "u1", "<i2", ">i2", "<u2", "<i4", ">i4", "<u4", ">i8", "<f2", "<f4", ">f4", "<f8", ">f8"]
numpy.savez("plain.npz", x=x, y=numpy.array([0, 2, 1, 2]))
numpy.savez_compressed("split.npz", x_train=numpy.asfortranarray(x), y_train=numpy.array([[7], [9], [7], [9]], ">i4"),
                       x_test=x[:1], y_test=numpy.array([[9]], "u1"))
numpy.savez("types.npz", **{f"t{i}": numpy.array([0, 1], t) for i, t in enumerate(types)})
numpy.savez("objects.npz", x=numpy.array([{}, []], object), y=numpy.array([0, 1]))
