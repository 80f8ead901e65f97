package plumb.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("relu", "leaky-relu", "sigmoid", "softmax");

    @Test
    void counts_edits() {
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("flaw", "lawn")).isEqualTo(2);
        assertThat(Nearest.distance("same", "same")).isZero();
    }

    @Test
    void suggests_a_near_word_whatever_its_case() {
        assertThat(Nearest.suggestion("ReLU", KNOWN)).isEqualTo("did you mean \"relu\"?");
        assertThat(Nearest.suggestion("leakyrelu", KNOWN))
                .isEqualTo("did you mean \"leaky-relu\"?");
    }

    @Test
    void suggests_no_word_that_has_nothing_in_common() {
        assertThat(Nearest.suggestion("7", List.of("0", "1"))).isEqualTo("known: 0, 1");
        assertThat(Nearest.suggestion("no", List.of("a", "yes"))).isEqualTo("known: a, yes");
        assertThat(Nearest.suggestion("ge", List.of("he"))).isEqualTo("did you mean \"he\"?");
    }

    @Test
    void lists_the_known_words_where_none_is_near() {
        assertThat(Nearest.suggestion("convolution", KNOWN))
                .isEqualTo("known: relu, leaky-relu, sigmoid, softmax");
    }
}
