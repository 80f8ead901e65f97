package plumb.app.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import plumb.files.Json;
import plumb.text.Grammar;

/// One thing on the page that can be set: choosing a stop puts its text under the key of the query.
///
/// @param key of the query, without the prefix of the second network
/// @param name of the control; several may set parts of one key
/// @param label what it is called
/// @param why in one line, why one would touch it
/// @param slider whether its stops have an order; else they are a list
/// @param at the stop that is set; −1 if it is another than those
record Control(String key, String name, String label, String why, boolean slider, List<Stop> stops,
        int at, String now) {

    /// A choice: the text under the key, and what it is called.
    record Stop(String text, String label) {}

    Control {
        stops = List.copyOf(stops);
    }

    /// A list of choices; a present text that is none of them becomes one.
    static Control list(String key, String name, String label, String why, String now,
            List<Stop> stops) {
        var all = new ArrayList<>(stops);
        if (all.stream().noneMatch(stop -> stop.text.equals(now))) all.add(new Stop(now, now));
        return new Control(key, name, label, why, false, all, at(all, now), now);
    }

    /// A slider over numbers; the text of one is what a function makes of it. A number between two stops
    /// stands at the one below.
    static Control slider(String key, String name, String label, String why, double now,
            double[] numbers, Function<Double, String> text) {
        var stops = new ArrayList<Stop>();
        int at = 0;
        for (int i = 0; i < numbers.length; i++) {
            stops.add(new Stop(text.apply(numbers[i]), label(numbers[i])));
            if (numbers[i] <= now) at = i;
        }
        return new Control(key, name, label, why, true, stops, at, label(now));
    }

    private static String label(double number) {
        return Grammar.number(number);
    }

    private static int at(List<Stop> stops, String now) {
        for (int i = 0; i < stops.size(); i++) if (stops.get(i).text.equals(now)) return i;
        return -1;
    }

    void write(Json json) {
        json.member("key", key).member("name", name).member("label", label).member("why", why)
                .member("slider", slider).member("at", at).member("now", now)
                .objects("stops", stops, (out, stop) -> out.member("text", stop.text)
                        .member("label", stop.label));
    }
}
