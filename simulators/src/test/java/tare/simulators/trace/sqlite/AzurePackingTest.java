package tare.simulators.trace.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Remark;
import tare.simulators.trace.RemarkKind;

class AzurePackingTest {

    private static final AzurePacking.Machine MACHINE =
            new AzurePacking.Machine(1, 64_000, 256L << 30);

    @TempDir private Path folder;

    @Test
    void readsVmsInTheOrderOfTheirStart() throws SQLException {
        Path file =
                database(
                        "INSERT INTO vm VALUES (7, 1, 11, 0, 0.5, NULL)",
                        "INSERT INTO vm VALUES (8, 1, 12, 1, -1.25, 2.0)",
                        "INSERT INTO vm VALUES (9, 1, 13, 1, 3, 4)");
        List<InstanceRow> rows = new ArrayList<>();

        List<Remark> remarks = new AzurePacking(file, MACHINE).instances(rows::add);

        assertEquals(
                List.of(
                        new InstanceRow(
                                "8",
                                -108_000_000_000_000L,
                                172_800_000_000_000L,
                                OptionalInt.of(32_000),
                                OptionalLong.of(64L << 30),
                                0,
                                0),
                        new InstanceRow(
                                "7",
                                43_200_000_000_000L,
                                InstanceRow.NEVER,
                                OptionalInt.of(16_000),
                                OptionalLong.of(32L << 30),
                                1,
                                0)),
                rows);
        assertEquals(
                List.of(RemarkKind.MACHINE_LACKS_TYPE),
                remarks.stream().map(Remark::kind).toList());
    }

    @Test
    void refusesAMachineThatTheTraceLacks() throws SQLException {
        Path file = database();

        UsageError e =
                assertThrows(
                        UsageError.class,
                        () ->
                                new AzurePacking(file, new AzurePacking.Machine(9, 1, 1))
                                        .instances(row -> {}));

        assertTrue(e.why().contains("1 to 2"), e.why());
    }

    @Test
    void refusesForeignAbsentAndTruncatedFiles() throws IOException, SQLException {
        Path absent = folder.resolve("absent");
        assertThrows(InputError.class, () -> read(absent));
        assertFalse(Files.exists(absent), "SQLite made a file");
        Path text = Files.writeString(folder.resolve("text"), "no database at all, but text");
        assertThrows(InputError.class, () -> read(text));

        Path foreign = folder.resolve("foreign");
        execute(foreign, "CREATE TABLE vm (vmId INTEGER)");
        InputError e = assertThrows(InputError.class, () -> read(foreign));
        assertTrue(e.where().contains("vm.vmtypeid"), e.where());

        List<String> many = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            many.add("INSERT INTO vm VALUES (" + i + ", 1, 11, 0, 0.5, NULL)");
        }
        Path whole = database(many.toArray(new String[0]));
        byte[] bytes = Files.readAllBytes(whole);
        for (int part = 1; part < 8; part++) {
            Path cut = folder.resolve("cut" + part);
            Files.write(cut, Arrays.copyOf(bytes, bytes.length * part / 8));
            assertThrows(InputError.class, () -> read(cut));
        }
    }

    @Test
    void refusesSizesBelowZeroAndSaysTheRow() throws SQLException {
        Path file =
                database(
                        "INSERT INTO vmType VALUES (9, 19, 1, -0.5, 0.1, 0, 0, 0)",
                        "INSERT INTO vm VALUES (7, 1, 19, 0, 0.5, NULL)");

        InputError e = assertThrows(InputError.class, () -> read(file));

        assertTrue(e.where().endsWith("row 1, core"), e.where());
        assertThrows(UsageError.class, () -> new AzurePacking(file, MACHINE).usage(row -> {}));
    }

    private static void read(Path file) {
        new AzurePacking(file, MACHINE).instances(row -> {});
    }

    private Path database(String... rows) throws SQLException {
        Path file = folder.resolve("packing.sqlite");
        List<String> statements = new ArrayList<>();
        statements.add(
                "CREATE TABLE vmType (id INTEGER, vmTypeId INTEGER, machineId INTEGER, core REAL,"
                        + " memory REAL, hdd REAL, ssd REAL, nic REAL)");
        statements.add(
                "CREATE TABLE vm (vmId INTEGER, tenantId INTEGER, vmTypeId INTEGER, priority"
                        + " INTEGER, starttime REAL, endtime REAL)");
        statements.add("INSERT INTO vmType VALUES (1, 11, 1, 0.25, 0.125, 0, 0, 0)");
        statements.add("INSERT INTO vmType VALUES (2, 11, 2, 0.75, 0.5, 0, 0, 0)");
        statements.add("INSERT INTO vmType VALUES (3, 12, 1, 0.5, 0.25, 0, 0, 0)");
        statements.add("INSERT INTO vmType VALUES (4, 13, 2, 0.5, 0.25, 0, 0, 0)");
        statements.addAll(List.of(rows));
        execute(file, statements.toArray(new String[0]));
        return file;
    }

    private static void execute(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String each : statements) {
                statement.execute(each);
            }
            connection.commit();
        }
    }
}
