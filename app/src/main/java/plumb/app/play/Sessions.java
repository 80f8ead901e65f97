package plumb.app.play;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// The sessions of all pages that are open: a few, of which the one that was asked least recently makes
/// room for another. A session that nobody asks takes memory, but no time.
final class Sessions {
    static final int MOST = 4;

    private final LinkedHashMap<Long, Session> open = new LinkedHashMap<>();
    private long last;

    /// Opens a session, and closes what is one too many.
    ///
    /// @return its number
    long open(Session session) {
        var closed = new ArrayList<Session>();
        long number;
        synchronized (this) {
            number = ++last;
            open.put(number, session);
            while (open.size() > MOST) {
                closed.add(open.pollFirstEntry().getValue());
            }
        }
        closed.forEach(Session::close);
        return number;
    }

    synchronized Optional<Session> of(long number) {
        Session session = open.remove(number);
        if (session != null) open.put(number, session);
        return Optional.ofNullable(session);
    }

    void close(long number) {
        Session session;
        synchronized (this) {
            session = open.remove(number);
        }
        if (session != null) session.close();
    }

    synchronized List<Long> numbers() {
        return List.copyOf(open.keySet());
    }
}
