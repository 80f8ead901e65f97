package plumb.bench.contest;

import java.util.ArrayList;
import java.util.List;

/// A library with the setting it competes with.
///
/// @param cores how many cores it may use; 1 also binds its process to one
/// @param passive whether waiting OpenMP threads sleep instead of spinning
public record Entry(Library library, int cores, boolean passive) {
    /// All entries for a number of cores: each peer that uses OpenMP with both ways of waiting, which
    /// make no difference to one thread.
    public static List<Entry> all(int cores) {
        var entries = new ArrayList<Entry>();
        for (Library library : Library.values()) {
            entries.add(new Entry(library, cores, false));
            if (cores > 1 && library != Library.PLUMB) {
                entries.add(new Entry(library, cores, true));
            }
        }
        return entries;
    }

    public boolean plumb() {
        return library == Library.PLUMB;
    }

    /// What it is called in tables.
    public String title() {
        return library.title() + (passive ? ", passive" : "");
    }
}
