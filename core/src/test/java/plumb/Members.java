package plumb;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import plumb.nn.Layer;
import plumb.text.Grammar;
import plumb.text.InputError;

/// Values of sealed families, so that a test covers each permitted type, also one added tomorrow.
public final class Members {
    private static final int ATTEMPTS = 1000;

    private Members() {}

    /// A value of each member of a family, with random arguments.
    public static <T> List<T> of(Class<T> family, long seed) {
        var random = new SplittableRandom(seed);
        return Grammar.members(family).stream().map(m -> family.cast(random(m, random))).toList();
    }

    /// A value of a record type with random arguments that its constructor accepts.
    public static Object random(Class<?> record, SplittableRandom random) {
        for (int i = 0; i < ATTEMPTS; i++) {
            var arguments = Arrays.stream(record.getRecordComponents())
                    .map(c -> argument(c.getGenericType(), random)).toArray();
            try {
                return construct(record, arguments);
            } catch (InputError refused) {
                // drawn again
            }
        }
        throw new AssertionError(ATTEMPTS + " random arguments were refused by " + record);
    }

    /// Calls the canonical constructor.
    public static Object construct(Class<?> record, Object... arguments) {
        try {
            var types = Arrays.stream(record.getRecordComponents()).map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return record.getDeclaredConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InputError refused) throw refused;
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object argument(Type type, SplittableRandom random) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            // values of one leaf, so that blocks do not nest for ever
            if (list.getActualTypeArguments()[0] == Layer.class)
                return List.of(Layer.of("dense(3, tanh)"), Layer.of("dropout(0.5)"));
            return Stream.generate(() -> argument(list.getActualTypeArguments()[0], random))
                    .limit(random.nextInt(1, 20)).toList();
        }
        if (type instanceof ParameterizedType optional) {
            return random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(argument(optional.getActualTypeArguments()[0], random));
        }
        if (type == int.class) return random.nextInt(1, 40);
        if (type == boolean.class) return random.nextBoolean();
        if (type == double.class) return number(random);
        if (type == OptionalDouble.class) {
            return random.nextBoolean()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(number(random));
        }
        List<Class<?>> members = Grammar.members((Class<?>) type);
        return random(members.get(random.nextInt(members.size())), random);
    }

    private static double number(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextDouble();
            case 1 -> random.nextInt(1, 100) / 100.0;
            case 2 -> random.nextInt(-3, 12);
            case 3 -> -random.nextDouble();
            default -> Math.pow(10, random.nextDouble(-12, 12));
        };
    }
}
