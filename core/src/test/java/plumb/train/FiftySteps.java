package plumb.train;

import java.util.List;
import plumb.Members;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.math.Kernels;
import plumb.nn.Activation;
import plumb.optim.Clip;
import plumb.optim.Optimizer;

/// Prints the bits of weights and tallies after fifty steps, for a network with each activation.
final class FiftySteps {
    private FiftySteps() {}

    public static void main(String[] arguments) {
        System.out.println(Kernels.best().vectorBits());
        Dataset data = Generator.of("blobs(150, centers=3)").generate(1).split(0.2, 1);
        List<Activation> activations = Members.of(Activation.class, 1);
        List<Optimizer> optimizers = Members.of(Optimizer.class, 1);
        List<Clip> clips = List.of(new Clip.None(), new Clip.Norm(0.1), new Clip.Value(0.01));
        for (int i = 0; i < activations.size(); i++) {
            Activation activation = activations.get(i);
            Optimizer optimizer = optimizers.get(i % optimizers.size()).withLearningRate(0.01);
            var plan = Plan
                    .of("dense(19, " + activation + "); dense(11, " + activation
                            + "); dense(3, softmax)",
                            "categorical-cross-entropy", optimizer.toString())
                    .clip(clips.get(i % clips.size())).batch(25).length(new Length.Steps(50));
            var training = new Training(plan, data, Settings.seed(7).workers(1));
            var bits = new Bits();
            for (Step step : training) bits.add(step.loss()).add(step.tallies());
            System.out.println(
                    activation + " " + optimizer + " " + bits.add(training.network().parameters()));
        }
    }
}
