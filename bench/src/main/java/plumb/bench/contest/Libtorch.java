package plumb.bench.contest;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The C++ interface of PyTorch, called through JavaCPP.
final class Libtorch implements Contender {
    Libtorch(int threads) {
        torch.set_num_threads(threads);
    }

    @Override
    public String version() {
        return Versions.of(torch.class);
    }

    @Override
    public Trainee train(Net net, boolean statistics) {
        return new Network(net, statistics);
    }

    private static final class Network implements Trainee {
        private static final long[] ONES = {1, 1};
        private static final long[] PADDING = {Net.PADDING, Net.PADDING};

        private final Net net;
        /// The norms of gradient and weights of each layer at the last step, if they are wanted.
        private final float[][] norms;
        private final List<Conv2dImpl> convolutions = new ArrayList<>();
        private final List<LinearImpl> layers = new ArrayList<>();
        private final List<Tensor> weights = new ArrayList<>();
        private final SGD optimizer;
        private final Tensor inputs;
        private final Tensor targets;

        Network(Net net, boolean statistics) {
            this.net = net;
            var parameters = new TensorVector();
            for (int c = 0; c < net.filters().size(); c++) {
                var layer = new Conv2dImpl(net.channels(c), net.filters().get(c),
                        new LongPointer(Net.KERNEL, Net.KERNEL));
                add(parameters, layer.weight(), layer.bias());
                convolutions.add(layer);
            }
            for (int l = 0; l < net.layers(); l++) {
                var layer = new LinearImpl(net.inputsOf(l), net.unitsOf(l));
                add(parameters, layer.weight(), layer.bias());
                layers.add(layer);
            }
            this.norms = new float[statistics ? weights.size() : 0][2];
            this.optimizer = new SGD(parameters, new SGDOptions(Net.RATE));
            Rows rows = Rows.of(net, net.batch());
            this.inputs = net.convolves()
                    ? torch.tensor(rows.inputs()).view(net.batch(), 1, net.side(0), net.side(0))
                    : torch.tensor(rows.inputs()).view(net.batch(), net.inputs());
            this.targets = net.binary()
                    ? torch.tensor(rows.bits()).view(net.batch(), 1)
                    : torch.tensor(longs(rows.classes()));
        }

        private void add(TensorVector parameters, Tensor weight, Tensor bias) {
            torch.kaiming_normal_(weight);
            bias.detach().mul_(torch.zeros(1));
            parameters.push_back(weight);
            parameters.push_back(bias);
            weights.add(weight);
        }

        private static long[] longs(int[] classes) {
            var longs = new long[classes.length];
            for (int i = 0; i < longs.length; i++) longs[i] = classes[i];
            return longs;
        }

        @Override
        public void step() {
            try (var _ = new PointerScope()) {
                Tensor value = evaluate();
                optimizer.zero_grad();
                value.backward();
                for (int l = 0; l < norms.length; l++) {
                    Tensor w = weights.get(l);
                    norms[l][0] = w.grad().norm().item_float();
                    norms[l][1] = w.norm().item_float();
                }
                optimizer.step();
            }
        }

        private Tensor evaluate() {
            Tensor x = inputs;
            for (Conv2dImpl layer : convolutions) {
                Tensor z = torch.conv2d(x, layer.weight(), new TensorOptional(layer.bias()), ONES,
                        PADDING, ONES, 1);
                x = torch.max_pool2d(torch.relu(z), Net.POOL, Net.POOL);
            }
            if (net.convolves()) x = torch.flatten(x, 1, -1);
            for (int l = 0; l < net.depth(); l++) x = torch.relu(layers.get(l).forward(x));
            Tensor z = layers.getLast().forward(x);
            return net.binary()
                    ? torch.binary_cross_entropy_with_logits(z, targets)
                    : torch.cross_entropy(z, targets);
        }

        @Override
        public double loss() {
            try (var _ = new PointerScope()) {
                return evaluate().item_float();
            }
        }

        @Override
        public void close() {
            optimizer.close();
        }
    }
}
