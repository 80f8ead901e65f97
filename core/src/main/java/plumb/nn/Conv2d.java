package plumb.nn;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.InPlace;
import plumb.text.Require;

/// A convolution of images with square kernels, `y = φ(w ⋆ x + b)`: a dense layer on every window.
///
/// `z[i][j][f] = b[f] + Σ w[(u·kernel + v)·channels + c][f] · x[i·stride + u][j·stride + v][c]` over the
/// places u, v of a window and the channels c, with zeros around the image as [Padding] says; `w`
/// `[kernel·kernel·channels][filters]`, `b` `[filters]`, and all of it as in Keras. The source is LeCun
/// et al. (1989). Two sizes are images of one channel.
public record Conv2d(
        int filters,
        @InPlace int kernel,
        @Default(value = "linear", shown = true) Activation activation,
        @Default(value = "glorot-uniform", shown = true) Init init,
        @Default("1") int stride,
        @Default("same") Padding padding,
        @Default("zeros") Optional<Init> bias,
        @Default("0") double l2) implements Layer {

    public Conv2d {
        Require.atLeastOne(filters, "filters");
        Require.atLeastOne(kernel, "kernel");
        Require.atLeastOne(stride, "stride");
        Require.notNegative(l2, "l2");
        Init.requireForBias(bias);
    }

    private Windows windows(Shape inputs) {
        return Windows.of(Image.of(inputs, this), kernel, stride, padding, this);
    }

    @Override
    public Shape outputs(Shape inputs) {
        Windows windows = windows(inputs);
        return Shape.of(windows.height(), windows.width(), filters);
    }

    @Override
    public List<Parameter> parameters(Shape inputs) {
        var weights = new Parameter("weights", windows(inputs).size(), filters);
        return bias.isPresent()
                ? List.of(weights, new Parameter("bias", 1, filters))
                : List.of(weights);
    }

    @Override
    public void initialize(List<Tensor> parameters, Shape inputs, Rng rng) {
        var fans = new Init.Fans(windows(inputs).size(), kernel * kernel * filters);
        Init.draw(init, bias, parameters, fans, rng);
    }

    @Override
    public long scratch(Shape inputs, int rows) {
        return Convolution.scratch(windows(inputs), filters, rows);
    }

    /// How this layer runs on the rows of a frame with such `z` and `dz`.
    Convolution on(Shape inputs, float[] scratch, Tensor z, Tensor dz) {
        return new Convolution(windows(inputs), scratch, z, dz);
    }

    @Override
    public void forward(Frame f) {
        Tensor b = bias.isPresent() ? f.parameters().getLast() : null;
        Objects.requireNonNull(f.convolution())
                .forward(f.x().data(), f.parameters().getFirst(), b);
        f.activate(activation);
    }

    @Override
    public void backward(Frame f) {
        f.backThrough(activation);
        Convolution convolution = Objects.requireNonNull(f.convolution());
        convolution.gradients(f.x().data(), f.gradients());
        if (f.dx() != null) {
            convolution.back(f.parameters().getFirst(), f.dx().data());
        }
    }

    @Override
    public Conv2d withActivation(Activation other) {
        return new Conv2d(filters, kernel, other, init, stride, padding, bias, l2);
    }

    @Override
    public List<Init> inits() {
        return List.of(init);
    }

    @Override
    public Conv2d withInit(Init other) {
        return new Conv2d(filters, kernel, activation, other, stride, padding,
                bias.map(_ -> new Init.Zeros()), l2);
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
