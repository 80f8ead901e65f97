package plumb.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One parsed expression: a word, and the arguments in the parentheses behind it.
///
/// `dense(256, sigmoid, bias=none)` is the word `dense` with two positional arguments and a named
/// one. Columns count characters from 1.
record Term(String word, List<Argument> arguments, int column) {
    record Argument(Optional<Term> key, Term value) {}

    /// Parses a whole text as one term, with an optional ` x N` behind it.
    static Repeated parse(String text) {
        var parser = new Parser(text);
        Term term = parser.term();
        int times = parser.times();
        parser.end();
        return new Repeated(term, times);
    }

    /// A term and how many times it stands in a list.
    record Repeated(Term term, int times) {}

    private static final class Parser {
        private static final int DEEPEST = 100;

        private final String text;
        private int position;
        private int depth;

        Parser(String text) {
            this.text = text;
        }

        Term term() {
            skipSpace();
            int start = position;
            while (position < text.length() && isWord(text.charAt(position))) position++;
            if (position == start) throw unexpected("a name or a number");
            String word = text.substring(start, position);
            var arguments = new ArrayList<Argument>();
            skipSpace();
            if (accept('(')) {
                if (++depth > DEEPEST) throw tooDeep();
                skipSpace();
                if (!accept(')')) {
                    do {
                        arguments.add(argument());
                        skipSpace();
                    } while (accept(','));
                    if (!accept(')')) throw unexpected("\",\" or \")\"");
                }
                depth--;
            }
            return new Term(word, List.copyOf(arguments), start + 1);
        }

        private Argument argument() {
            Term first = term();
            skipSpace();
            if (first.arguments.isEmpty() && accept('=')) {
                return new Argument(Optional.of(first), term());
            }
            return new Argument(Optional.empty(), first);
        }

        int times() {
            skipSpace();
            if (position == text.length()) return 1;
            if (!accept('x')) throw unexpected("\" x N\" or the end");
            skipSpace();
            int start = position;
            while (position < text.length() && Character.isDigit(text.charAt(position))) position++;
            String digits = text.substring(start, position);
            if (digits.isEmpty() || digits.length() > 6 || Integer.parseInt(digits) < 1) {
                throw new InputError("\"" + text + "\", column " + (start + 1)
                        + ": expected how many times, from 1 to 999999");
            }
            return Integer.parseInt(digits);
        }

        void end() {
            skipSpace();
            if (position < text.length()) throw unexpected("the end");
        }

        private boolean accept(char c) {
            if (position < text.length() && text.charAt(position) == c) {
                position++;
                return true;
            }
            return false;
        }

        private void skipSpace() {
            while (position < text.length() && Character.isWhitespace(text.charAt(position)))
                position++;
        }

        private static boolean isWord(char c) {
            return Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.' || c == '_';
        }

        private InputError tooDeep() {
            return new InputError("\"" + text + "\", column " + position
                    + ": is nested too deeply, expected at most " + DEEPEST + " parentheses");
        }

        private InputError unexpected(String expected) {
            String found = position < text.length()
                    ? "\"" + text.charAt(position) + "\""
                    : "the end";
            return new InputError(
                    "\"" + text + "\", column " + (position + 1) + ": expected " + expected
                            + ", found " + found);
        }
    }
}
