package plumb.math;

/// The module of the Vector API, `jdk.incubator.vector`.
///
/// Named with `--add-modules`, an incubator module makes the JVM print a warning and start without
/// its archived modules. Where the JDK's own loader of modules is open to us (manifest entry
/// `Add-Exports: java.base/jdk.internal.module`), the module is loaded on first use instead.
/// Elsewhere it stays absent, unless named.
final class VectorModule {
    private VectorModule() {}

    /// Whether the Vector API can be used, after an attempt to load it.
    static boolean present() {
        return visible() || (load() && visible());
    }

    private static boolean visible() {
        try {
            Class.forName("jdk.incubator.vector.Vector", false,
                    VectorModule.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private static boolean load() {
        try {
            Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class)
                    .invoke(null, "jdk.incubator.vector");
            return true;
        } catch (ReflectiveOperationException closed) {
            return false;
        }
    }
}
