package plumb.train;

import java.util.List;
import java.util.SplittableRandom;
import plumb.Members;
import plumb.math.Kernels;
import plumb.nn.Activation;
import plumb.nn.Batch;
import plumb.nn.Blueprint;
import plumb.nn.Loss;
import plumb.nn.Network;
import plumb.nn.Tally;

/// Runs one step forward and back, first interpreted, then until it is long compiled, and prints
/// every difference of bits.
final class TwentyThousandCalls {
    private static final int ROWS = 5;

    private TwentyThousandCalls() {}

    public static void main(String[] arguments) {
        System.out.println(Kernels.best().vectorBits());
        List<Activation> activations = Members.of(Activation.class, 1);
        List<Loss> losses = Members.of(Loss.class, 1);
        for (int i = 0; i < activations.size(); i++)
            repeat(activations.get(i), losses.get(i % losses.size()));
    }

    private static void repeat(Activation activation, Loss loss) {
        var network = new Network(Blueprint.of("dense(13, " + activation + "); dense(3, sigmoid)"),
                9).initialize(3);
        var pass = new Batch(network, loss, ROWS, true);
        var random = new SplittableRandom(1);
        for (int i = 0; i < ROWS * 9; i++) pass.inputs()[i] = (float) (3 * random.nextGaussian());
        for (int i = 0; i < ROWS * 3; i++) pass.targets()[i] = random.nextInt(2);
        String first = bits(pass);
        for (int call = 2; call <= 20_000; call++) {
            step(pass);
            if (call % 5_000 == 0 && !bits(pass).equals(first)) {
                System.out.println(activation + ", " + loss + ": other bits at call " + call);
            }
        }
    }

    private static double step(Batch pass) {
        for (Tally tally : pass.tallies()) tally.startStep(false, false, false, false);
        pass.forward(ROWS);
        pass.backward(ROWS, 1f / ROWS);
        return pass.loss(ROWS);
    }

    private static String bits(Batch pass) {
        double loss = step(pass);
        return new Bits().add(loss).add(pass.outputs()).add(pass.gradients()).add(pass.tallies())
                .toString();
    }
}
