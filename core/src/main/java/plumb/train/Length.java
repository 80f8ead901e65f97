package plumb.train;

import plumb.text.InputError;

/// How long a network is trained.
public sealed interface Length {
    /// The number of steps on that many training rows.
    long steps(int rows, int batch);

    /// Whole passes over the training rows, the last batch of each as small as it comes.
    record Epochs(int number) implements Length {
        public Epochs {
            if (number < 1) throw new InputError("epochs must be at least 1, got " + number);
        }

        @Override
        public long steps(int rows, int batch) {
            return (long) number * Math.ceilDiv(rows, batch);
        }
    }

    /// A number of batches.
    record Steps(long number) implements Length {
        public Steps {
            if (number < 1) throw new InputError("steps must be at least 1, got " + number);
        }

        @Override
        public long steps(int rows, int batch) {
            return number;
        }
    }
}
