package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {
    private final float[] data = {9, 1, 2, 3, 4, 5, 6, 9};
    private final Tensor tensor = Tensor.of(data, 1, 2, 3);

    @Test
    void elementsLieRowByRow() {
        assertThat(tensor.get(0, 0)).isEqualTo(1);
        assertThat(tensor.get(0, 2)).isEqualTo(3);
        assertThat(tensor.get(1, 0)).isEqualTo(4);
        assertThat(tensor.size()).isEqualTo(6);
        assertThat(tensor).hasToString("2x3 tensor");
    }

    @Test
    void viewsShareTheMemory() {
        Tensor turned = tensor.transposed();
        turned.set(2, 1, 7);
        assertThat(tensor.get(1, 2)).isEqualTo(7);
        assertThat(data[6]).isEqualTo(7);
        assertThat(turned.rows()).isEqualTo(3);
        assertThat(tensor.rows(1, 2).get(0, 0)).isEqualTo(4);
        assertThat(tensor.rows(0, 1).size()).isEqualTo(3);
        assertThat(turned.rows(0, 2).get(1, 1)).isEqualTo(5);
        assertThat(tensor.transposed().rows(1, 3).get(0, 1)).isEqualTo(5);
    }

    @Test
    void everySoManyRowsAreAView() {
        Tensor tall = Tensor.of(data, 0, 4, 2);
        assertThat(tall.every(1, 2).rows()).isEqualTo(2);
        assertThat(tall.every(1, 2).get(1, 0)).isEqualTo(data[6]);
        assertThat(tall.every(0, 3).rows()).isEqualTo(2);
        assertThat(tall.every(3, 3).rows()).isEqualTo(1);
        assertThatThrownBy(() -> tall.every(4, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void emptyTensorsExist() {
        assertThat(Tensor.zeros(0, 5).size()).isZero();
        assertThat(tensor.rows(1, 1).rows()).isZero();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Tensor.of(data, 3, 2, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Tensor.zeros(-1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1x2");
        assertThatThrownBy(() -> tensor.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tensor.rows(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tensor.transposed().rows(0, 4))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
