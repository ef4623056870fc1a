package tare.harness.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Each foreign library, and each thing that only some may do, has its room. */
class RoomsTest {

    private static final JavaClasses CLASSES = House.classes();

    @Test
    void nativeCodeIsCalledInOnePlace() {
        onlyIn("com.sun.jna..", "tare.harness.linux..");
    }

    @Test
    void chartsAreDrawnInOnePlace() {
        onlyIn("org.jfree..", "tare.reports.chart");
        onlyIn("org.apache.batik..", "tare.reports.chart");
    }

    @Test
    void pagesAreFilledInOnePlace() {
        onlyIn("freemarker..", "tare.reports.page");
    }

    @Test
    void archivesBelongToImagesInitramfsKernelsAndPackedTraces() {
        onlyIn(
                "org.apache.commons.compress..",
                "tare.harness.backend.image",
                "tare.harness.backend.guestkernel",
                "tare.harness.backend.initramfs",
                "tare.simulators.trace.parquet");
    }

    @Test
    void tracesAreReadInOnePlaceEach() {
        onlyIn("de.siegmar.fastcsv..", "tare.simulators.trace.text");
        onlyIn("org.apache.parquet..", "tare.simulators.trace.parquet");
        onlyIn("java.sql..", "tare.simulators.trace.sqlite");
        onlyIn("org.sqlite..", "tare.simulators.trace.sqlite");
    }

    @Test
    void jsonIsReadAndWrittenByTheRecordTheCommandLineScenariosBundlesImagesAndRequests() {
        onlyIn(
                "com.fasterxml.jackson..",
                "tare.results.file",
                "tare.results.exchange",
                "tare.results.foreign",
                "tare.harness.cli",
                "tare.harness.backend.bundle",
                "tare.harness.backend.image",
                "tare.harness.backend.vmm",
                "tare.simulators.scenario.file");
    }

    @Test
    void dockerIsSpokenToInOnePlace() {
        onlyIn("com.github.dockerjava..", "tare.harness.backend.docker");
    }

    /**
     * Its own calls by JNA are not of this house: whoever imports it calls native code all the
     * same.
     */
    @Test
    void libvirtIsSpokenToInOnePlace() {
        onlyIn("org.libvirt..", "tare.harness.backend.libvirt");
    }

    @Test
    void optionsAreParsedInOnePlace() {
        onlyIn("picocli..", "tare.harness.cli");
        onlyIn("me.tongfei.progressbar..", "tare.harness.cli");
    }

    @Test
    void hardwareIsAskedInOnePlace() {
        onlyIn("oshi..", "tare.harness.host");
    }

    @Test
    void benchmarksRunInOnePlaceAndAreWrittenInOneMore() {
        onlyIn("org.openjdk.jmh..", "tare.harness.jmh", "tare.workloads.benchmark..");
    }

    @Test
    void mathematicsComeFromOneLibrary() {
        onlyIn("org.apache.commons.math3..", "tare.results.statistics", "tare.simulators..");
    }

    @Test
    void javaLoggingIsNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.util.logging", "java.lang.System$Logger"))
                .check(CLASSES);
    }

    private static void onlyIn(String library, String... rooms) {
        ArchRule rule =
                noClasses()
                        .that()
                        .resideOutsideOfPackages(rooms)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library);
        rule.check(CLASSES);
    }
}
