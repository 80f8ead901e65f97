package plumb.math;

/// A counter-based random number generator: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel
/// random numbers: as easy as 1, 2, 3", 2011).
///
/// Block number `index` of a generator is a fixed function of (seed, stream, step, index): the seed
/// is the key, the counter is (index, low step, high step, stream and part). So the numbers do not depend on
/// what was drawn elsewhere, or by how many workers. A generator is used by one thread.
public final class Rng {
    /// What random numbers are used for; each purpose has numbers of its own.
    public enum Stream {
        /// Which rows are for validation and test.
        SPLIT(0),
        /// Initial parameters.
        INIT(1),
        /// The order of the rows in an epoch.
        ORDER(2),
        /// Generated data.
        DATA(3),
        /// Dropped units.
        DROPOUT(4),
        /// Trials of remedies, and the sampling of measurements.
        TRIAL(5),
        /// Networks that a theory counts.
        THEORY(6);

        private final int number;

        Stream(int number) {
            this.number = number;
        }
    }

    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    private final int key0;
    private final int key1;
    private final int step0;
    private final int step1;
    private final int stream;
    private final int[] block = new int[4];
    private int index;
    private int used = 4;
    private double spareNormal = Double.NaN;

    /// The generator of one step of one stream of a seed, at its first number.
    public Rng(long seed, Stream stream, long step) {
        this(seed, stream, 0, step);
    }

    /// The generator of one step of one part of a stream, of which there are 2²⁸.
    public Rng(long seed, Stream stream, int part, long step) {
        key0 = (int) seed;
        key1 = (int) (seed >>> 32);
        step0 = (int) step;
        step1 = (int) (step >>> 32);
        this.stream = stream.number + (part << 4);
    }

    /// Goes on with the first of the four numbers of a block, counted from 0.
    public void goTo(int block) {
        index = block;
        used = 4;
        spareNormal = Double.NaN;
    }

    /// 32 random bits. A generator gives 2³⁴ of them before it repeats.
    public int nextInt() {
        if (used == 4) {
            philox(index++, step0, step1, stream, key0, key1, block);
            used = 0;
        }
        return block[used++];
    }

    /// A uniform whole number from 0 to bound − 1, without bias (Lemire 2019).
    public int nextInt(int bound) {
        if (bound <= 0) throw new IllegalArgumentException("bound " + bound + " must be positive");
        long product = Integer.toUnsignedLong(nextInt()) * bound;
        if (Integer.compareUnsigned((int) product, bound) < 0) {
            int threshold = Integer.remainderUnsigned(-bound, bound);
            while (Integer.compareUnsigned((int) product, threshold) < 0) {
                product = Integer.toUnsignedLong(nextInt()) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /// A uniform number in [0, 1), a multiple of 2⁻⁵³.
    public double uniform() {
        long high = Integer.toUnsignedLong(nextInt()) >>> 5;
        long low = Integer.toUnsignedLong(nextInt()) >>> 6;
        return ((high << 26) | low) * TWO_TO_MINUS_53;
    }

    /// A uniform number in [low, high).
    public double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /// A number of the standard normal distribution, by the polar method (Marsaglia, Bray 1964).
    public double normal() {
        double spare = spareNormal;
        if (!Double.isNaN(spare)) {
            spareNormal = Double.NaN;
            return spare;
        }
        while (true) {
            double u = 2 * uniform() - 1;
            double v = 2 * uniform() - 1;
            double s = u * u + v * v;
            if (s > 0 && s < 1) {
                double scale = Math.sqrt(-2 * StrictMath.log(s) / s);
                spareNormal = v * scale;
                return u * scale;
            }
        }
    }

    /// Writes a random order of the numbers from 0 on, each order as likely as any other (Fisher, Yates).
    public int[] permutation(int[] order) {
        for (int i = 0; i < order.length; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /// The Philox4x32-10 function: a counter and a key to four random words.
    static void philox(int c0, int c1, int c2, int c3, int k0, int k1, int[] out) {
        for (int round = 0; round < 10; round++) {
            long p0 = 0xD2511F53L * Integer.toUnsignedLong(c0);
            long p1 = 0xCD9E8D57L * Integer.toUnsignedLong(c2);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        out[0] = c0;
        out[1] = c1;
        out[2] = c2;
        out[3] = c3;
    }
}
