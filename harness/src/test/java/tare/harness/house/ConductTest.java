package tare.harness.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tare.workloads.benchmark.processor.Canary;
import tare.workloads.benchmark.system.ClockGettime;

/** What classes do and do not do. */
class ConductTest {

    private static final JavaClasses CLASSES = House.classes();

    private static final String[] PURE = {
        "tare.simulators..", "tare.results.statistics", "tare.results.model", "tare.reports.."
    };

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        noClasses()
                .that()
                .resideOutsideOfPackages("tare.harness.cli")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void onlyTheClockReadsTheTime() {
        noClasses()
                .that()
                .resideOutsideOfPackages("tare.harness.clock", "tare.harness.cli")
                .and(not(belongToAnyOf(ClockGettime.class, Canary.class)))
                .should()
                .callMethodWhere(
                        calls(System.class, "nanoTime", "currentTimeMillis")
                                .or(calls(Clock.class, "systemUTC", "systemDefaultZone", "system"))
                                .or(
                                        describe(
                                                "call of now() in java.time",
                                                call ->
                                                        call.getName().equals("now")
                                                                && call.getTargetOwner()
                                                                        .getPackageName()
                                                                        .equals("java.time"))))
                .check(CLASSES);
    }

    /**
     * Whoever sets the host's clock changes no measurement: the time of day names and dates
     * results, in the command line alone. The kernel's own waits (poll, futex) and System.nanoTime
     * go by the monotonic clock.
     */
    @Test
    void nothingIsMeasuredByTheTimeOfDay() {
        noClasses()
                .that()
                .resideOutsideOfPackage("tare.harness.cli")
                .and(not(belongToAnyOf(ClockGettime.class, Canary.class)))
                .should()
                .callMethodWhere(
                        calls(System.class, "currentTimeMillis")
                                .or(calls(Clock.class, "systemUTC", "systemDefaultZone", "system"))
                                .or(
                                        describe(
                                                "call of now() in java.time",
                                                call ->
                                                        call.getName().equals("now")
                                                                && call.getTargetOwner()
                                                                        .getPackageName()
                                                                        .equals("java.time"))))
                .orShould()
                .callConstructor(java.util.Date.class)
                .check(CLASSES);
    }

    @Test
    void randomnessIsSeeded() {
        noClasses()
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat(
                        describe(
                                "an unseeded source of random numbers",
                                type ->
                                        type.getName()
                                                .equals("java.util.concurrent.ThreadLocalRandom")))
                .check(CLASSES);
    }

    @Test
    void onlySettlingSleeps() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("tare.harness.host.Settling")
                .should()
                .callMethodWhere(
                        calls(Thread.class, "sleep")
                                .or(calls(java.util.concurrent.TimeUnit.class, "sleep")))
                .check(CLASSES);
    }

    @Test
    void calculationsStartNoThread() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.util.concurrent..")
                                .or(describe("Thread", type -> type.isEquivalentTo(Thread.class))))
                .check(CLASSES);
    }

    @Test
    void simulatedFiguresAreTheSameOnEveryMachine() {
        noClasses()
                .that()
                .resideInAnyPackage("tare.simulators..", "tare.results.statistics")
                .should()
                .callMethodWhere(
                        calls(
                                Math.class,
                                "exp",
                                "log",
                                "log10",
                                "log1p",
                                "expm1",
                                "pow",
                                "sin",
                                "cos",
                                "tan",
                                "cbrt",
                                "sinh",
                                "cosh",
                                "tanh",
                                "hypot"))
                .because("StrictMath gives the same bits everywhere, Math need not")
                .check(CLASSES);
    }

    @Test
    void staticFieldsDoNotChange() {
        fields().that().areStatic().and(not(synthetic())).should().beFinal().check(CLASSES);
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(
                        describe(
                                "a type made to be changed",
                                type ->
                                        type.isAssignableTo(java.util.Random.class)
                                                || type.getPackageName()
                                                        .startsWith("java.util.concurrent.atomic")
                                                || Set.of(
                                                                "java.util.HashMap",
                                                                "java.util.ArrayList",
                                                                "java.lang.StringBuilder")
                                                        .contains(type.getName())))
                .check(CLASSES);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith("javax.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .check(CLASSES);
    }

    @Test
    void theModelIsPlainData() {
        classes()
                .that()
                .resideInAPackage("tare.results.model")
                .and()
                .doNotHaveSimpleName("package-info")
                .should(
                        com.tngtech.archunit.lang.ArchCondition.from(
                                describe(
                                        "be a record, an enum or a sealed interface",
                                        ConductTest::isPlainData)))
                .check(CLASSES);
    }

    @Test
    void packagesSayWhetherTheyTakeNull() {
        classes()
                .that(
                        are(
                                describe(
                                        "package-info",
                                        type -> type.getSimpleName().equals("package-info"))))
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                .check(CLASSES);
    }

    @Test
    void namesSaySomething() {
        noClasses()
                .should()
                .haveNameMatching(
                        "(?i).*\\.(util|utils|common|misc|helper|helpers|manager|impl)\\..*")
                .orShould()
                .haveNameMatching(
                        ".*\\.(Abstract\\w*|\\w*(Impl|Util|Utils|Helper|Manager|Misc))(\\$.*)?")
                .check(CLASSES);
    }

    private static boolean isPlainData(JavaClass type) {
        // Constants of an enum that has bodies, and the tables that javac makes for a switch.
        if (type.isAnonymousClass() || type.getModifiers().contains(JavaModifier.SYNTHETIC)) {
            return true;
        }
        if (type.isInterface()) {
            return type.reflect().isSealed();
        }
        return type.isRecord() || type.isEnum();
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaField> synthetic() {
        return describe(
                "synthetic",
                field ->
                        field.getModifiers().contains(JavaModifier.SYNTHETIC)
                                || field.getName().startsWith("$"));
    }

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String... names) {
        Set<String> wanted = Set.of(names);
        return describe(
                "call of " + owner.getSimpleName() + "." + wanted,
                call ->
                        call.getTargetOwner().isEquivalentTo(owner)
                                && wanted.contains(call.getName()));
    }
}
