package plumb.bench.contest;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/// Deeplearning4j on its native CPU backend; its `StatsListener` is its usual way to measure.
final class Dl4j implements Contender {
    Dl4j(int threads) {
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
    }

    @Override
    public String version() {
        return Versions.of(MultiLayerNetwork.class);
    }

    @Override
    public Trainee train(Net net, boolean statistics) {
        return new Network(net, statistics);
    }

    private static final class Network implements Trainee {
        private final MultiLayerNetwork network;
        private final INDArray inputs;
        private final INDArray labels;

        Network(Net net, boolean statistics) {
            var layers = new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(Net.RATE))
                    .weightInit(WeightInit.RELU).list();
            for (int l = 0; l < net.depth(); l++) {
                layers.layer(new DenseLayer.Builder().nIn(net.inputsOf(l)).nOut(net.unitsOf(l))
                        .activation(Activation.RELU).build());
            }
            layers.layer(new OutputLayer.Builder(
                    net.binary() ? LossFunction.XENT : LossFunction.MCXENT).nIn(net.width())
                    .nOut(net.outputs())
                    .activation(net.binary() ? Activation.SIGMOID : Activation.SOFTMAX).build());
            this.network = new MultiLayerNetwork(layers.build());
            network.init();
            if (statistics) network.setListeners(new StatsListener(new InMemoryStatsStorage()));
            Rows rows = Rows.of(net, net.batch());
            this.inputs = Nd4j.create(rows.inputs(), new long[] {net.batch(), net.inputs()}, 'c');
            float[] targets = net.binary() ? rows.bits() : rows.oneHot(net.classes());
            this.labels = Nd4j.create(targets, new long[] {net.batch(), net.outputs()}, 'c');
        }

        @Override
        public void step() {
            network.fit(inputs, labels);
        }

        @Override
        public double loss() {
            return network.score();
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
