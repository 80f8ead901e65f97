package plumb.bench.contest;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
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
        private final Net net;
        /// The norms of gradient and weights of each layer at the last step, if they are wanted.
        private final float[][] norms;
        private final List<LinearImpl> layers = new ArrayList<>();
        private final SGD optimizer;
        private final Tensor inputs;
        private final Tensor targets;

        Network(Net net, boolean statistics) {
            this.net = net;
            this.norms = new float[statistics ? net.layers() : 0][2];
            var parameters = new TensorVector();
            for (int l = 0; l < net.layers(); l++) {
                var layer = new LinearImpl(net.inputsOf(l), net.unitsOf(l));
                torch.kaiming_normal_(layer.weight());
                layer.bias().detach().mul_(torch.zeros(1));
                parameters.push_back(layer.weight());
                parameters.push_back(layer.bias());
                layers.add(layer);
            }
            this.optimizer = new SGD(parameters, new SGDOptions(Net.RATE));
            Rows rows = Rows.of(net, net.batch());
            this.inputs = torch.tensor(rows.inputs()).view(net.batch(), net.inputs());
            this.targets = net.binary()
                    ? torch.tensor(rows.bits()).view(net.batch(), 1)
                    : torch.tensor(longs(rows.classes()));
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
                    Tensor w = layers.get(l).weight();
                    norms[l][0] = w.grad().norm().item_float();
                    norms[l][1] = w.norm().item_float();
                }
                optimizer.step();
            }
        }

        private Tensor evaluate() {
            Tensor x = inputs;
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
