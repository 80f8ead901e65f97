package plumb.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequireTest {
    @Test
    void refuses_what_a_float_cannot_hold() {
        rejects(() -> Require.positive(1e39, "rate"), "rate must be below 3.4e38, got 1e39");
        rejects(() -> Require.notNegative(3.5e38, "sd"), "sd must be below 3.4e38, got 3.5e38");
        rejects(() -> Require.finite(-1e300, "value"),
                "value must be above -3.4e38, got -1e300");
        rejects(() -> Require.positive(1e-50, "eps"), "eps must be at least 1.4e-45, got 1e-50");
        Require.positive(Float.MAX_VALUE, "rate");
        Require.positive(Float.MIN_VALUE, "eps");
        Require.finite(-Float.MAX_VALUE, "value");
        Require.finite(1e-50, "value");
    }

    private static void rejects(ThrowingCallable condition, String message) {
        assertThatThrownBy(condition).isInstanceOf(InputError.class).hasMessage(message);
    }
}
