package plumb;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The order of the packages: a package uses only those before it.
class ArchitectureTest {
    private static final List<String> PACKAGES = List.of("text", "math", "nn", "optim", "data",
            "train", "theory", "gauge", "diagnose", "remedy", "report", "sweep");

    /// A number the engine has outgrown: fewer classes mean that the importer missed some.
    private static final int FEWEST_CLASSES = 100;

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("plumb");

    @Test
    void sees_the_engine() {
        assertThat(ENGINE.size()).isGreaterThanOrEqualTo(FEWEST_CLASSES);
    }

    @Test
    void every_class_is_in_a_listed_package() {
        classes().should().resideInAnyPackage(
                PACKAGES.stream().map(ArchitectureTest::tree).toArray(String[]::new))
                .allowEmptyShould(true).check(ENGINE);
    }

    @Test
    void a_package_uses_only_those_before_it() {
        for (int i = 0; i < PACKAGES.size(); i++) {
            String[] later = PACKAGES.subList(i + 1, PACKAGES.size()).stream()
                    .map(ArchitectureTest::tree).toArray(String[]::new);
            noClasses().that(resideInAPackage(tree(PACKAGES.get(i))))
                    .should().dependOnClassesThat(resideInAnyPackage(later))
                    .allowEmptyShould(true).check(ENGINE);
        }
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("plumb.(*)..").should().beFreeOfCycles()
                .allowEmptyShould(true).check(ENGINE);
    }

    @Test
    void only_the_vector_kernels_use_the_vector_api() {
        noClasses().that(not(belongTo(simpleNameStartingWith("Vector"))))
                .should().dependOnClassesThat(resideInAPackage("jdk.incubator.vector"))
                .allowEmptyShould(true).check(ENGINE);
    }

    @Test
    void nothing_prints() {
        noClasses().should(accessField(System.class, "out").or(accessField(System.class, "err")))
                .allowEmptyShould(true).check(ENGINE);
    }

    private static String tree(String name) {
        return "plumb." + name + "..";
    }
}
