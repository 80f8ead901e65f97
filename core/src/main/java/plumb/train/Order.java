package plumb.train;

import java.util.Arrays;
import plumb.data.Dataset;
import plumb.math.Rng;

/// The order of the training rows in an epoch, drawn from the seed.
///
/// Rows of up to 512 MiB are shuffled as a whole. More are shuffled by blocks: blocks of 1 MiB of rows
/// that follow each other are put in a random order, and then the rows of every 512 blocks are
/// shuffled. So a disk is read in long runs, and what a while of training sees still comes from
/// everywhere. The order depends on the size of the data, not on where they lie.
final class Order {
    private static final long BLOCK = 1 << 20;
    private static final int GROUP = 512;

    private final Dataset data;
    private final int blockRows;
    private final int group;
    /// The blocks in the order of this epoch.
    private final int[] blocks;
    /// Where the groups of blocks end in the order, and how many of them have been read from the disk.
    private final int[] ends;
    private int loaded;

    Order(Dataset data) {
        this(data, BLOCK, GROUP);
    }

    /// @param block the bytes of a block
    /// @param group how many blocks are shuffled together
    Order(Dataset data, long block, int group) {
        this.data = data;
        long rowBytes = (long) Float.BYTES * data.inputs().width();
        this.blockRows = Math.clamp(block / rowBytes, 1, Integer.MAX_VALUE);
        this.group = group;
        this.blocks = new int[Math.ceilDiv(data.train().length, blockRows)];
        this.ends = new int[Math.ceilDiv(blocks.length, group)];
    }

    /// Writes the training rows in the order of an epoch.
    void draw(long seed, int epoch, int[] rows) {
        var rng = new Rng(seed, Rng.Stream.ORDER, epoch);
        int[] train = data.train();
        loaded = 0;
        if (ends.length == 1) {
            Arrays.setAll(blocks, b -> b);
            ends[0] = rows.length;
            rng.permutation(rows);
            for (int i = 0; i < rows.length; i++) rows[i] = train[rows[i]];
            return;
        }
        rng.permutation(blocks);
        int from = 0;
        for (int g = 0; g < ends.length; g++) {
            int to = from;
            for (int b = g * group; b < blocksEnd(g); b++) {
                int first = blocks[b] * blockRows;
                int length = end(blocks[b]) - first;
                System.arraycopy(train, first, rows, to, length);
                to += length;
            }
            shuffle(rng, rows, from, to);
            ends[g] = to;
            from = to;
        }
    }

    /// Has the rows at some places of the order read from the disk, with all that are shuffled with
    /// them, unless they have been in this epoch.
    void load(int from, int to) {
        int[] train = data.train();
        for (; loaded < ends.length && (loaded == 0 || ends[loaded - 1] < to); loaded++) {
            if (ends[loaded] <= from) continue;
            for (int b = loaded * group; b < blocksEnd(loaded); b++) {
                data.inputs().load(train[blocks[b] * blockRows], train[end(blocks[b]) - 1] + 1);
            }
        }
    }

    /// The place behind the blocks of a group.
    private int blocksEnd(int g) {
        return Math.min(blocks.length, (g + 1) * group);
    }

    /// The place behind a block among the training rows.
    private int end(int block) {
        return (int) Math.min(data.train().length, (block + 1L) * blockRows);
    }

    private static void shuffle(Rng rng, int[] rows, int from, int to) {
        for (int i = to - 1; i > from; i--) {
            int j = from + rng.nextInt(i - from + 1);
            int row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
        }
    }
}
