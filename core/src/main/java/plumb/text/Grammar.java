package plumb.text;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// The text form of Plumb's values: `name(argument, key=value, …)`.
///
/// A value is a record of a sealed family (an activation, a layer, an optimizer, …). Its name is the
/// record's name in lower case with hyphens, its arguments are the record's components in order, and
/// a component left out takes its [Default]. So a record added to a family can be written in an
/// experiment file at once, and printing and parsing are inverse to each other.
///
/// Components may be `int`, `double`, `boolean`, a value of another family, an [Optional] of one
/// (written `none` when absent), an [OptionalDouble], which is `all` there is when absent, or a
/// [List] of values of a family, which takes all positional arguments that are left.
public final class Grammar {
    private static final String ALL = "all";

    private Grammar() {}

    /// Parses one value of a family.
    ///
    /// @throws InputError naming the column and the nearest known word
    public static <T> T parse(Class<T> family, String text) {
        Term.Repeated parsed = Term.parse(text);
        if (parsed.times() != 1)
            throw new InputError("\"" + text + "\": \" x N\" has no place here");
        return build(family, parsed.term(), text);
    }

    /// Parses one entry of a list, such as `dense(64, relu) x 8`, into that many equal values.
    public static <T> List<T> parseRepeated(Class<T> family, String text) {
        Term.Repeated parsed = Term.parse(text);
        T value = build(family, parsed.term(), text);
        return Stream.generate(() -> value).limit(parsed.times()).toList();
    }

    /// The text that parses to this value. The first argument, values of a family and those marked as
    /// [InPlace] are printed in place, other numbers and switches with their names; a component that
    /// has its default is left out unless it is marked as shown.
    public static String print(Record value) {
        var arguments = new ArrayList<String>();
        boolean inPlace = true;
        RecordComponent[] components = value.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            if (component.getType() == List.class) {
                ((List<?>) read(component, value))
                        .forEach(element -> arguments.add(print((Record) element)));
                inPlace = false;
                continue;
            }
            String text = printArgument(component.getGenericType(), read(component, value));
            Default byDefault = component.getAnnotation(Default.class);
            boolean shown = i == 0 || byDefault == null || byDefault.shown()
                    || !text.equals(defaultText(component));
            if (!shown) {
                inPlace = false;
            } else
                if (inPlace && (i == 0 || isFamily(component.getType())
                        || component.isAnnotationPresent(InPlace.class))) {
                            arguments.add(text);
                        } else {
                            arguments.add(kebab(component.getName()) + "=" + text);
                            inPlace = false;
                        }
        }
        String name = name(value.getClass());
        return arguments.isEmpty() ? name : name + "(" + String.join(", ", arguments) + ")";
    }

    /// The name of a record in texts: `HeNormal` is written `he-normal`.
    public static String name(Class<?> record) {
        Named named = record.getAnnotation(Named.class);
        return named == null ? kebab(record.getSimpleName()) : named.value();
    }

    /// The members of a sealed family, in the order of their declaration.
    public static List<Class<?>> members(Class<?> family) {
        if (family.isRecord()) return List.of(family);
        return Arrays.stream(family.getPermittedSubclasses()).flatMap(c -> members(c).stream())
                .toList();
    }

    /// A number as short as it parses back exactly: `0.1`, `64`, `1e-7`.
    public static String number(double value) {
        if (value == 0) return 1 / value > 0 ? "0" : "-0";
        if (value == Math.rint(value) && Math.abs(value) < 1e7) return Long.toString((long) value);
        return Double.toString(value).replace(".0E", "E").replace('E', 'e');
    }

    private static <T> T build(Class<T> family, Term term, String text) {
        for (Class<?> member : members(family)) {
            if (name(member).equals(term.word())) return family.cast(construct(member, term, text));
        }
        var names = members(family).stream().map(Grammar::name).toList();
        throw new InputError("unknown " + name(family).replace('-', ' ') + " \""
                + term.word()
                + "\" (" + quote(text, term) + "); " + Nearest.suggestion(term.word(), names));
    }

    private static Object construct(Class<?> record, Term term, String text) {
        RecordComponent[] components = record.getRecordComponents();
        Map<String, List<Term>> given = bind(record, components, term, text);
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = kebab(components[i].getName());
            List<Term> arguments = given.getOrDefault(name, List.of());
            if (components[i].getType() == List.class) {
                Type element = ((ParameterizedType) components[i].getGenericType())
                        .getActualTypeArguments()[0];
                values[i] = arguments.stream().map(a -> value(element, name, a, text)).toList();
            } else if (!arguments.isEmpty()) {
                values[i] = value(components[i].getGenericType(), name, arguments.getFirst(), text);
            } else if (components[i].getAnnotation(Default.class) != null) {
                String byDefault = components[i].getAnnotation(Default.class).value();
                values[i] = value(components[i].getGenericType(), name,
                        Term.parse(byDefault).term(), byDefault);
            } else {
                throw new InputError(
                        quote(text, term) + ": " + name(record) + " needs \"" + name + "\"");
            }
        }
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return record.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InputError wrong) {
                throw new InputError(quote(text, term) + ": " + wrong.message());
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, List<Term>> bind(Class<?> record, RecordComponent[] components,
            Term term,
            String text) {
        var names = Arrays.stream(components).map(c -> kebab(c.getName())).toList();
        var given = new LinkedHashMap<String, List<Term>>();
        int next = 0;
        for (Term.Argument argument : term.arguments()) {
            String name;
            if (argument.key().isPresent()) {
                name = argument.key().get().word();
                next = names.size();
            } else if (next < names.size()) {
                name = names.get(next);
                boolean list = components[next].getType() == List.class;
                if (!list) next++;
                else if (given.containsKey(name)) {
                    given.get(name).add(argument.value());
                    continue;
                }
            } else if (names.stream().allMatch(given::containsKey)) {
                throw new InputError(quote(text, argument.value()) + ": " + name(record) + " takes "
                        + (names.isEmpty() ? "no" : "at most " + names.size())
                        + (names.size() == 1 ? " argument" : " arguments"));
            } else {
                throw new InputError(
                        quote(text, argument.value())
                                + ": a positional argument cannot follow a named one");
            }
            if (!names.contains(name)) {
                throw new InputError(quote(text, argument.key().orElseThrow()) + ": " + name(record)
                        + " has no \"" + name + "\"; "
                        + (names.isEmpty()
                                ? "it takes no arguments"
                                : Nearest.suggestion(name, names)));
            }
            if (given.put(name, new ArrayList<>(List.of(argument.value()))) != null) {
                throw new InputError(quote(text, argument.key().orElse(argument.value())) + ": \""
                        + name + "\" is given twice");
            }
        }
        return given;
    }

    private static Object value(Type type, String name, Term term, String text) {
        if (type instanceof ParameterizedType optional) {
            if (term.word().equals("none")) return Optional.empty();
            return Optional.of(value(optional.getActualTypeArguments()[0], name, term, text));
        }
        Class<?> c = (Class<?>) type;
        if (isFamily(c)) return build(c, term, text);
        try {
            if (!term.arguments().isEmpty()) throw new NumberFormatException();
            if (c == int.class) return Integer.parseInt(term.word());
            if (c == boolean.class) return truth(term.word());
            boolean optional = c == OptionalDouble.class;
            if (optional && term.word().equals(ALL)) return OptionalDouble.empty();
            double number = Double.parseDouble(term.word());
            if (Double.isFinite(number)
                    && !Character.isLetter(term.word().charAt(term.word().length() - 1))) {
                return optional ? OptionalDouble.of(number) : (Object) number;
            }
            throw new NumberFormatException();
        } catch (NumberFormatException e) {
            boolean whole = term.arguments().isEmpty() && term.word().matches("[+-]?[0-9]+");
            String expected = c == int.class
                    ? whole ? "a whole number below 2147483648" : "a whole number"
                    : c == boolean.class
                            ? "true or false"
                            : c == OptionalDouble.class ? "a number or " + ALL : "a number";
            throw new InputError(quote(text, term) + ": \"" + name + "\" must be " + expected);
        }
    }

    private static boolean truth(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NumberFormatException();
        };
    }

    private static String printArgument(Type type, Object value) {
        if (value instanceof Optional<?> optional)
            return optional.map(v -> print((Record) v)).orElse("none");
        if (value instanceof OptionalDouble optional)
            return optional.isPresent() ? number(optional.getAsDouble()) : ALL;
        if (value instanceof Record nested) return print(nested);
        if (type == double.class) return number((Double) value);
        return String.valueOf(value);
    }

    private static String defaultText(RecordComponent component) {
        Default byDefault = component.getAnnotation(Default.class);
        Term term = Term.parse(byDefault.value()).term();
        return printArgument(component.getGenericType(),
                value(component.getGenericType(), component.getName(), term, byDefault.value()));
    }

    private static Object read(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isFamily(Class<?> type) {
        return type.isSealed() || type.isRecord();
    }

    private static String quote(String text, Term term) {
        return "\"" + text + "\", column " + term.column();
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
