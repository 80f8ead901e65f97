package plumb.bench.contest;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;

/// Deep Java Library with its PyTorch engine, trained by its `Trainer`.
final class Djl implements Contender {
    private final Engine engine;

    /// Its number of threads is set by system properties before the engine starts.
    Djl(int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", Integer.toString(threads));
        this.engine = Engine.getEngine("PyTorch");
    }

    @Override
    public String version() {
        return "DJL " + Engine.getDjlVersion() + ", PyTorch " + engine.getVersion();
    }

    @Override
    public Trainee train(Net net, boolean statistics) {
        return new Network(net, statistics);
    }

    private static final class Network implements Trainee {
        private final Model model;
        private final Trainer trainer;
        private final NDManager manager;
        private final NDList inputs;
        private final NDList labels;
        private final List<Parameter> weights;
        /// The norms of gradient and weights of each layer at the last step, if they are wanted.
        private final float[][] norms;

        Network(Net net, boolean statistics) {
            var block = new SequentialBlock();
            for (int filters : net.filters()) {
                block.add(Conv2d.builder().setKernelShape(new Shape(Net.KERNEL, Net.KERNEL))
                        .setFilters(filters).optPadding(new Shape(Net.PADDING, Net.PADDING))
                        .build());
                block.add(Activation::relu);
                block.add(Pool.maxPool2dBlock(new Shape(Net.POOL, Net.POOL),
                        new Shape(Net.POOL, Net.POOL)));
            }
            if (net.convolves()) block.add(Blocks.batchFlattenBlock());
            for (int l = 0; l < net.layers(); l++) {
                block.add(Linear.builder().setUnits(net.unitsOf(l)).build());
                if (l < net.depth()) block.add(Activation::relu);
            }
            this.model = Model.newInstance(net.name(), "PyTorch");
            model.setBlock(block);
            this.trainer = model.newTrainer(new DefaultTrainingConfig(net.binary()
                    ? Loss.sigmoidBinaryCrossEntropyLoss()
                    : Loss.softmaxCrossEntropyLoss())
                    .optInitializer(new XavierInitializer(
                            XavierInitializer.RandomType.GAUSSIAN,
                            XavierInitializer.FactorType.IN, 2), Parameter.Type.WEIGHT)
                    .optOptimizer(Optimizer.sgd()
                            .setLearningRateTracker(Tracker.fixed((float) Net.RATE)).build()));
            Shape shape = net.convolves()
                    ? new Shape(net.batch(), 1, net.side(0), net.side(0))
                    : new Shape(net.batch(), net.inputs());
            trainer.initialize(shape);
            this.manager = trainer.getManager();
            Rows rows = Rows.of(net, net.batch());
            this.inputs = new NDList(manager.create(rows.inputs(), shape));
            this.labels = new NDList(manager.create(rows.bits(), new Shape(net.batch(), 1)));
            this.weights = block.getParameters().values().stream()
                    .filter(p -> p.getType() == Parameter.Type.WEIGHT).toList();
            this.norms = new float[statistics ? weights.size() : 0][2];
        }

        @Override
        public void step() {
            try (NDManager scope = manager.newSubManager()) {
                inputs.attach(scope);
                labels.attach(scope);
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    collector.backward(
                            trainer.getLoss().evaluate(labels, trainer.forward(inputs)));
                }
                measure();
                trainer.step();
                inputs.attach(manager);
                labels.attach(manager);
            }
        }

        private void measure() {
            for (int l = 0; l < norms.length; l++) {
                NDArray w = weights.get(l).getArray();
                try (NDArray gradient = w.getGradient();
                        NDArray ofGradient = gradient.norm();
                        NDArray ofWeights = w.norm()) {
                    norms[l][0] = ofGradient.getFloat();
                    norms[l][1] = ofWeights.getFloat();
                }
            }
        }

        @Override
        public double loss() {
            NDArray value = trainer.getLoss().evaluate(labels, trainer.evaluate(inputs));
            return value.getFloat();
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
        }
    }
}
