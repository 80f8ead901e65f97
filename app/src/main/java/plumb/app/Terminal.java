package plumb.app;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// Which of the command's two outputs a person watches, and whether they want colors.
record Terminal(boolean out, boolean err, boolean colors) {
    static final Terminal NONE = new Terminal(false, false, false);

    /// Asks the operating system; colors are off where `NO_COLOR` is set (no-color.org).
    static Terminal detect() {
        String noColor = System.getenv("NO_COLOR");
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        return new Terminal(isTerminal(1), isTerminal(2) && !dumb,
                (noColor == null || noColor.isEmpty()) && !dumb);
    }

    /// Whether a file descriptor is a terminal: `isatty` of the C library.
    @SuppressWarnings("restricted")
    private static boolean isTerminal(int descriptor) {
        Linker linker = Linker.nativeLinker();
        var symbols = linker.defaultLookup();
        var function = symbols.find("isatty").or(() -> symbols.find("_isatty"));
        if (function.isEmpty()) return false;
        var handle = linker.downcallHandle(function.get(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            return (int) handle.invokeExact(descriptor) != 0;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
