package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {
    @Test
    void every_worker_runs_once_in_each_round() {
        for (int number = 1; number <= 4; number++) {
            var calls = new AtomicIntegerArray(number);
            try (var workers = new Workers(number)) {
                for (int round = 1; round <= 2000; round++) {
                    workers.run(calls::incrementAndGet);
                    for (int w = 0; w < number; w++) assertThat(calls.get(w)).isEqualTo(round);
                }
            }
        }
    }

    @Test
    void a_crew_goes_on_when_the_number_of_its_tasks_overflows() {
        var calls = new AtomicIntegerArray(3);
        var crew = new Crew(3, Integer.MAX_VALUE - 100);
        for (int round = 1; round <= 200; round++) {
            crew.run(calls::incrementAndGet);
            for (int w = 0; w < 3; w++) assertThat(calls.get(w)).isEqualTo(round);
        }
        crew.close();
    }

    @Test
    void no_worker_of_many_cores_is_left_with_fewer_rows_than_a_tile_has() {
        assertThat(Training.workersFor(1e9, 128, 16)).isEqualTo(16);
        assertThat(Training.workersFor(1e9, 32, 16)).isEqualTo(8);
        assertThat(Training.workersFor(1e9, 3, 16)).isEqualTo(1);
        assertThat(Training.workersFor(1e5, 128, 16)).isEqualTo(1);
    }

    @Test
    void what_a_worker_throws_is_thrown_to_the_caller_once() {
        try (var workers = new Workers(3)) {
            for (int failing = 0; failing < 3; failing++) {
                int number = failing;
                assertThatThrownBy(() -> workers.run(w -> {
                    if (w == number) throw new ArithmeticException("of worker " + number);
                })).hasStackTraceContaining("of worker " + number);
                workers.run(w -> {});
            }
        }
    }

    @Test
    void failures_of_all_workers_leave_nothing_behind() {
        try (var workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.run(w -> {
                throw new ArithmeticException("of all");
            })).hasStackTraceContaining("of all");
            workers.run(w -> {});
        }
    }

    /// What one worker wrote before a meeting all can read behind it.
    @Test
    void workers_meet_as_often_as_they_like() {
        for (int number = 1; number <= 4; number++) {
            int size = number;
            var written = new int[size];
            var wrong = new AtomicIntegerArray(1);
            try (var workers = new Workers(size)) {
                for (int round = 0; round < 200; round++) {
                    workers.run(w -> {
                        for (int i = 1; i <= 10; i++) {
                            written[w]++;
                            workers.meet();
                            for (int other : written) {
                                if (other != written[w]) wrong.incrementAndGet(0);
                            }
                            workers.meet();
                        }
                    });
                }
            }
            assertThat(wrong.get(0)).isZero();
            assertThat(written).containsOnly(2000);
        }
    }

    @Test
    void who_comes_to_a_meeting_after_another_failed_does_not_wait_for_it() {
        for (int number = 2; number <= 4; number++) {
            try (var workers = new Workers(number)) {
                for (int failing = 0; failing < number; failing++) {
                    int bad = failing;
                    assertThatThrownBy(() -> workers.run(w -> {
                        if (w == bad) throw new ArithmeticException("of worker " + bad);
                        LockSupport.parkNanos(50_000_000);
                        workers.meet();
                        workers.meet();
                    })).hasStackTraceContaining("of worker " + bad);
                    workers.run(w -> workers.meet());
                }
            }
        }
    }

    @Test
    void who_waits_at_a_meeting_is_released_when_another_fails() {
        try (var workers = new Workers(3)) {
            for (int failing = 0; failing < 3; failing++) {
                int number = failing;
                assertThatThrownBy(() -> workers.run(w -> {
                    workers.meet();
                    if (w == number) throw new ArithmeticException("of worker " + number);
                    workers.meet();
                })).hasStackTraceContaining("of worker " + number);
                workers.run(w -> workers.meet());
            }
        }
    }

    @Test
    void a_closed_crew_still_does_its_tasks_on_the_calling_thread() {
        var workers = new Workers(3);
        workers.close();
        var calls = new AtomicIntegerArray(3);
        workers.run(calls::incrementAndGet);
        for (int w = 0; w < 3; w++) assertThat(calls.get(w)).isEqualTo(1);
    }

    @Test
    void closing_ends_the_threads() throws InterruptedException {
        var workers = new Workers(3);
        var threads = new Thread[3];
        workers.run(w -> threads[w] = Thread.currentThread());
        workers.close();
        for (int w = 1; w < 3; w++) {
            threads[w].join(5000);
            assertThat(threads[w].isAlive()).isFalse();
        }
    }

    @Test
    void an_idle_crew_keeps_no_core_busy() throws InterruptedException {
        try (var workers = new Workers(3)) {
            var threads = new Thread[3];
            workers.run(w -> threads[w] = Thread.currentThread());
            Thread.sleep(200);
            for (int w = 1; w < 3; w++) {
                assertThat(threads[w].getState()).isEqualTo(Thread.State.WAITING);
                assertThat(threads[w].isDaemon()).isTrue();
            }
        }
    }

    @Test
    void an_idle_crew_that_is_interrupted_keeps_no_core_busy() throws InterruptedException {
        try (var workers = new Workers(2)) {
            var threads = new Thread[2];
            workers.run(w -> threads[w] = Thread.currentThread());
            threads[1].interrupt();
            Thread.sleep(200);
            assertThat(threads[1].getState()).isEqualTo(Thread.State.WAITING);
            assertThat(threads[1].isInterrupted()).isFalse();
            workers.run(w -> {});
        }
    }

    @Test
    void an_interrupt_of_who_waits_for_the_others_is_kept() {
        try (var workers = new Workers(2)) {
            Thread.currentThread().interrupt();
            workers.run(w -> LockSupport.parkNanos(w * 50_000_000L));
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
