package plumb.app.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.diagnose.Verdict;
import plumb.files.JsonObject;
import plumb.gauge.History;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

class SessionTest {
    private static final String DEEP = "depth=6&activation=sigmoid&steps=40";

    @Test
    void a_network_is_trained_as_the_product_trains_it() {
        Setup setup = Setup.of("depth=3&skips=true&normalization=batch-norm(0.9)&steps=60");
        var history = new History();
        for (Step step : new Training(setup.plan(setup.first()), setup.dataset(),
                Settings.seed(setup.seed()).workers(1))) {
            history.add(step);
        }
        try (var session = new Session(setup)) {
            for (int i = 0; i < 10; i++) session.frame(7, true, false);
            Run run = session.runs().getFirst();
            assertThat(run.ended()).isTrue();
            assertThat(run.history().steps()).isEqualTo(60);
            assertThat(run.history().loss().last()).isEqualTo(history.loss().last());
            assertThat(run.accuracy()).contains(history.validation().orElseThrow().metric());
        }
    }

    @Test
    void a_frame_has_every_layer_of_every_network() {
        Setup setup = Setup.of(DEEP + "&width=5&networks=2&2.activation=relu&2.depth=3");
        try (var session = new Session(setup)) {
            List<JsonObject> networks = JsonObject.parse(session.frame(1, true, false), "frame")
                    .objects("networks");
            assertThat(networks).hasSize(2);
            int depth = 6;
            for (JsonObject network : networks) {
                List<JsonObject> layers = network.objects("layers");
                assertThat(layers).hasSize(depth + 1);
                assertThat(Base64.getDecoder().decode(layers.getFirst().text("pictures")))
                        .hasSize(5 * 10 * 10);
                assertThat(Base64.getDecoder().decode(network.text("surface")))
                        .hasSize(Run.SIDE * Run.SIDE);
                List<JsonObject> way = network.objects("way");
                assertThat(way).hasSize(2 * depth);
                double product = 1;
                for (JsonObject stage : way) product *= stage.number("factor");
                assertThat(network.number("left")).isCloseTo(product, within(1e-9 * product));
                depth = 3;
            }
        }
    }

    @Test
    void plumb_is_asked_at_the_end() {
        try (var session = new Session(Setup.of(DEEP))) {
            assertThat(session.frame(1, true, false)).doesNotContain("diagnosis");
            assertThat(session.frame(0, true, true)).contains("\"diagnosis\"");
            assertThat(session.frame(200, true, false)).contains("\"diagnosis\"",
                    "\"ended\":true");
            assertThatThrownBy(() -> session.frame(201, true, false))
                    .hasMessage("steps must be a whole number from 0 to 200, got 201");
        }
    }

    @Test
    void training_that_breaks_down_is_shown() {
        try (var session = new Session(
                Setup.of("init=scaled(he-normal, 1e30)&activation=relu&depth=9"))) {
            assertThat(session.frame(5, true, false)).contains("\"diverged\"", "\"ended\":true");
        }
    }

    @Test
    void the_oldest_session_makes_room() {
        var sessions = new Sessions();
        var opened = new ArrayList<Session>();
        for (int i = 0; i < Sessions.MOST; i++) {
            opened.add(new Session(Setup.of("steps=50")));
            assertThat(sessions.open(opened.get(i))).isEqualTo(i + 1);
        }
        assertThat(sessions.of(1)).contains(opened.getFirst());
        sessions.open(new Session(Setup.of("steps=50")));
        assertThat(sessions.numbers()).containsExactly(3L, 4L, 1L, 5L);
        assertThat(opened.get(1).runs().getFirst().ended()).isTrue();
        assertThat(opened.get(0).runs().getFirst().ended()).isFalse();
        sessions.close(1);
        sessions.close(1);
        assertThat(sessions.of(1)).isEmpty();
        sessions.numbers().forEach(sessions::close);
    }

    @Test
    void a_repair_is_told_and_leads_to_both_networks() {
        Setup setup = Setup
                .of("depth=8&activation=sigmoid&data=circles(120, factor=0.5)&steps=400");
        var lines = new ArrayList<String>();
        Miniature.repair(setup, setup.first(), lines::add);
        assertThat(lines.subList(0, lines.size() - 1))
                .allSatisfy(line -> assertThat(line).startsWith("{\"stage\":\""));
        JsonObject result = JsonObject.parse(lines.getLast(), "result");
        assertThat(result.text("outcome")).isEqualTo("repaired");
        Setup both = Setup.of(result.text("query"));
        assertThat(both.first()).isEqualTo(setup.first());
        try (var session = new Session(both)) {
            session.frame(200, false, false);
            session.frame(200, false, false);
            assertThat(session.runs().getFirst().diagnosis().verdict()).isEqualTo(Verdict.SICK);
            assertThat(session.runs().getLast().diagnosis().verdict()).isEqualTo(Verdict.HEALTHY);
        }
    }

    @Test
    void a_network_that_learns_needs_no_repair() {
        Setup setup = Setup.of("depth=2&activation=relu&init=he-normal");
        var lines = new ArrayList<String>();
        Miniature.repair(setup, setup.first(), lines::add);
        assertThat(lines.getLast()).contains("\"not-needed\"", "there is nothing to repair");
    }
}
