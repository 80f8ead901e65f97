package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that lie, are cut short, are something else, or are made to do harm: each ends with exit code
/// 4 and one line, soon, and leaves nothing behind.
class HostileInputTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        Path file = Cli.write(shared, "clouds.yaml", Cli.HEALTHY);
        assertThat(Cli.run("train", file, "--quiet", "--out", shared.resolve("run")).code())
                .isZero();
    }

    static List<HostileCase> cases() {
        return Stream.of(HostileTables.cases(), HostileArrays.cases(), HostileImages.cases(),
                HostileExperiments.cases(), HostileModels.cases(shared.resolve("run")))
                .flatMap(List::stream).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_refused_in_one_line(HostileCase hostile) throws IOException {
        Path inside = Files.createDirectories(folder.resolve("a/b/c"));
        Object[] arguments = hostile.command().in(inside);
        List<Path> before = files();
        Cli.Outcome outcome = assertTimeoutPreemptively(LIMIT, () -> Cli.run(arguments));
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("plumb: ").hasLineCount(1).contains(hostile.words());
        assertThat(outcome.err().strip()).hasSizeLessThan(2000)
                .matches(text -> text.chars().noneMatch(Character::isISOControl), "is printable");
        assertThat(outcome.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(files()).isEqualTo(before);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }

    @Test
    void there_are_enough() {
        assertThat(cases()).hasSizeGreaterThan(40).extracting(HostileCase::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_link_in_the_place_of_a_temporary_file_is_not_followed() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Path victim = Cli.write(folder, "victim", "mine");
        Files.createSymbolicLink(inside.resolve(".e.yaml.part"), victim);
        Path table = Cli.write(folder, "t.csv", Cli.table(100));
        Path file = inside.resolve("e.yaml");
        assertThat(Cli.run("init", table, "--out", file).code()).isZero();
        assertThat(victim).hasContent("mine");
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(inside).isDirectoryContaining("glob:**/e.yaml");
        assertThat(inside.toFile().list()).hasSize(1);
    }

    @Test
    void a_name_that_is_a_path_stays_a_name() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("a/b/c"));
        Path file = Cli.write(inside, "e.yaml",
                Cli.HEALTHY.replace("clouds", "../../x/\\e[31m"));
        Path out = inside.resolve("out");
        Cli.Outcome outcome = Cli.run("train", file, "--out", out);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(files().stream().filter(path -> !path.startsWith(out) && !path.equals(file)))
                .containsExactly(folder, folder.resolve("a"), folder.resolve("a/b"), inside);
    }
}
