package plumb.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.math.Packed;
import plumb.math.Tensor;

/// The memory of one frame of a recurrent layer as it is used step by step. The views are built once.
///
/// The values of row `row` at step t begin at `(row·steps + t)` times their number in an array over
/// all steps, and at `row` times their number in an array of one step.
public final class Unrolled {
    final int rows;
    final int steps;
    final int units;
    /// The number of sums of a step.
    final int sums;
    /// What is kept: the gates from 0 on, then the rest.
    final float[] store;
    /// `[row·step][sum]`, all of them and those of each step.
    final Tensor gates;
    final List<Tensor> gatesOf;
    /// The states of each step, `[row][unit]`.
    final List<Tensor> outputsOf;
    /// What the sums of a step get from the step before, `[row][sum]`.
    final Tensor inner;
    /// The weights from step to step, and transposed for the way back.
    final Packed recurrent;
    final Packed turned;
    /// ∂loss/∂h_t of a step, and what else it hands to the step before, `[row][unit]`; on the way back.
    final Tensor dh;
    final Tensor dc;
    final Tensor inputBias;
    final @Nullable Tensor recurrentBias;

    Unrolled(Recurrent layer, int rows, int steps, Tensor y, Tensor kept, float[] scratch,
            int end, Tensor bias) {
        this.rows = rows;
        this.steps = steps;
        this.units = layer.units();
        this.sums = layer.gates() * units;
        this.store = kept.rows() > 0 ? kept.data() : scratch;
        this.gates = Tensor.of(store, 0, rows * steps, sums);
        this.gatesOf = IntStream.range(0, steps).mapToObj(t -> gates.every(t, steps)).toList();
        this.outputsOf = IntStream.range(0, steps).mapToObj(t -> y.every(t, steps)).toList();
        this.dh = Tensor.of(scratch, 0, rows, units);
        this.dc = Tensor.of(scratch, rows * units, rows, units);
        int packed = end - (int) layer.packedSize();
        this.inner = Tensor.of(scratch, packed - rows * sums, rows, sums);
        this.recurrent = new Packed(scratch, packed, units, sums);
        this.turned = new Packed(scratch, packed, sums, units);
        this.inputBias = bias.rows(0, 1);
        this.recurrentBias = bias.rows() > 1 ? bias.rows(1, 2) : null;
    }

    /// Where the values number `index` of a unit, which are kept behind the gates, begin.
    int memory(int index) {
        return rows * steps * (sums + index * units);
    }

    /// What the first step gets from a state of 0.
    void startInner() {
        int from = inner.offset();
        Tensor bias = recurrentBias;
        if (bias == null) {
            Arrays.fill(inner.data(), from, from + inner.size(), 0f);
            return;
        }
        for (int row = 0; row < rows; row++) {
            System.arraycopy(bias.data(), bias.offset(), inner.data(), from + row * sums, sums);
        }
    }

    /// Behind the last step no gradient comes back.
    void startBack() {
        Arrays.fill(dh.data(), dh.offset(), dh.offset() + 2 * rows * units, 0f);
    }

    /// Adds to ∂loss/∂h_t what comes from the layer above.
    void addFromAbove(Tensor dy, int t) {
        float[] from = dy.data();
        float[] to = dh.data();
        for (int row = 0; row < rows; row++) {
            int i = (row * steps + t) * units;
            int j = dh.offset() + row * units;
            for (int u = 0; u < units; u++) to[j + u] += from[i + u];
        }
    }

    /// Copies the state in front of each step.
    void copyStates(Tensor y, Tensor into) {
        for (int row = 0; row < rows; row++) {
            int from = row * steps * units;
            Arrays.fill(into.data(), from, from + units, 0f);
            System.arraycopy(y.data(), from, into.data(), from + units, (steps - 1) * units);
        }
    }

    /// The sums over all rows and steps, to one row of a matrix.
    void sumGates(Tensor into, int row) {
        float[] sum = into.data();
        int at = into.offset() + row * sums;
        Arrays.fill(sum, at, at + sums, 0f);
        int end = gates.size();
        for (int i = 0; i < end; i += sums) {
            for (int j = 0; j < sums; j++) sum[at + j] += store[i + j];
        }
    }
}
