package tare.simulators.trace.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import tare.results.failure.UsageError;
import tare.simulators.trace.InstanceCheck;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Numbers;
import tare.simulators.trace.Place;
import tare.simulators.trace.Remark;
import tare.simulators.trace.RemarkKind;
import tare.simulators.trace.Remarks;
import tare.simulators.trace.Trace;
import tare.simulators.trace.UsageRow;

/**
 * Azure's trace for packing of 2020: an SQLite file with the tables {@code vm} and {@code vmType}.
 * Sizes are fractions of a machine, so that a machine has to be given; times are fractional days,
 * below zero for VMs that were there before. VMs come in the order of their start. High priority is
 * 1 here, low 0 (the trace writes 0 and 1 for them).
 *
 * <p>Source: AzureTracesForPacking2020.md in Azure/AzurePublicDataset; Hadary et al., "Protean",
 * OSDI 2020.
 */
public final class AzurePacking implements Trace {

    /** The trace's own name. */
    public static final String FORMAT = "azure-packing";

    private static final double NANOS_PER_DAY = 86_400e9;
    private static final double MILLI = 1000;
    private static final String MAGIC = "SQLite format 3\0";

    private static final String QUERY =
            "SELECT vm.vmId, vm.priority, vm.starttime, vm.endtime, t.core, t.memory FROM vm"
                    + " LEFT JOIN vmType t ON t.vmTypeId = vm.vmTypeId AND t.machineId = ?"
                    + " ORDER BY vm.starttime, vm.vmId";

    private final Path file;
    private final Machine machine;

    /**
     * The machine whose fractions the trace gives.
     *
     * @param id its number in the trace
     * @param cpuMillis thousandths of a core that all of it is
     * @param memoryBytes memory that all of it is
     */
    public record Machine(int id, int cpuMillis, long memoryBytes) {}

    public AzurePacking(Path file, Machine machine) {
        this.file = file;
        this.machine = machine;
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public List<Remark> instances(Consumer<InstanceRow> rows) {
        requireDatabase();
        Remarks remarks = new Remarks();
        InstanceCheck check = new InstanceCheck(rows, remarks);
        long row = 0;
        try (Connection connection = open()) {
            requireTables(connection);
            try (var query = connection.prepareStatement(QUERY)) {
                query.setInt(1, machine.id());
                try (ResultSet vms = query.executeQuery()) {
                    while (vms.next()) {
                        vm(vms, Place.row(file.toString(), ++row), check, remarks);
                    }
                }
            }
        } catch (SQLException e) {
            throw Place.row(file.toString(), row == 0 ? 0 : row + 1)
                    .error("SQLite says: " + e.getMessage(), "is the file whole?", e);
        }
        check.finish(Place.file(file.toString()));
        return remarks.list();
    }

    @Override
    public List<Remark> usage(Consumer<UsageRow> rows) {
        throw new UsageError(
                "this trace has no usage",
                file.toString(),
                FORMAT + " tells what VMs asked for, not what they used",
                "use planetlab, bitbrains or azure-readings");
    }

    private void vm(ResultSet vms, Place place, InstanceCheck check, Remarks remarks)
            throws SQLException {
        double core = vms.getDouble(5);
        if (vms.wasNull()) {
            remarks.count(RemarkKind.MACHINE_LACKS_TYPE, place.at("vmTypeId"));
            return;
        }
        double memory = finite(vms, 6, place.at("memory"));
        double start = finite(vms, 3, place.at("starttime"));
        double end = vms.getDouble(4);
        boolean ends = !vms.wasNull();
        String id = vms.getString(1);
        check.accept(
                new InstanceRow(
                        id == null ? "" : id,
                        Numbers.nanos(start, NANOS_PER_DAY, place.at("starttime")),
                        ends
                                ? Numbers.nanos(end, NANOS_PER_DAY, place.at("endtime"))
                                : InstanceRow.NEVER,
                        OptionalInt.of(
                                Numbers.cpuMillis(
                                        core * machine.cpuMillis() / MILLI, place.at("core"))),
                        OptionalLong.of(
                                Numbers.memoryBytes(
                                        memory,
                                        (double) machine.memoryBytes(),
                                        place.at("memory"))),
                        vms.getInt(2) == 0 ? 1 : 0,
                        0),
                place);
    }

    private static double finite(ResultSet vms, int column, Place place) throws SQLException {
        double value = vms.getDouble(column);
        if (vms.wasNull()) {
            throw place.error("it is empty", "mend the file");
        }
        return value;
    }

    /** Without a file SQLite would make one; of a foreign one it says little. */
    private void requireDatabase() {
        Place place = Place.file(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(MAGIC.length());
            if (!Arrays.equals(head, MAGIC.getBytes(StandardCharsets.US_ASCII))) {
                throw place.error(
                        "it is no SQLite file", "unpack the archive, and give the .sqlite in it");
            }
        } catch (IOException e) {
            throw place.error("reading failed: " + e, "is the path right, and readable?", e);
        }
    }

    private Connection open() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return DriverManager.getConnection(
                "jdbc:sqlite:" + file.toAbsolutePath(), config.toProperties());
    }

    private void requireTables(Connection connection) throws SQLException {
        Map<String, List<String>> wanted =
                new TreeMap<>(
                        Map.of(
                                "vm",
                                List.of("vmid", "vmtypeid", "priority", "starttime", "endtime"),
                                "vmtype",
                                List.of("vmtypeid", "machineid", "core", "memory")));
        for (Map.Entry<String, List<String>> table : wanted.entrySet()) {
            for (String column : table.getValue()) {
                try (var query =
                        connection.prepareStatement(
                                "SELECT count(*) FROM pragma_table_info(?) WHERE lower(name) ="
                                        + " ?")) {
                    query.setString(1, table.getKey());
                    query.setString(2, column);
                    try (ResultSet found = query.executeQuery()) {
                        if (!found.next() || found.getInt(1) == 0) {
                            throw Place.file(file.toString())
                                    .at(table.getKey() + "." + column)
                                    .error(
                                            "there is no such column",
                                            "is this Azure's trace for packing of 2020?");
                        }
                    }
                }
            }
        }
        requireMachine(connection);
    }

    private void requireMachine(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "SELECT count(*), min(machineId), max(machineId) FROM vmType"
                                        + " WHERE machineId = "
                                        + machine.id()
                                        + " OR NOT EXISTS (SELECT 1 FROM vmType WHERE machineId ="
                                        + " "
                                        + machine.id()
                                        + ")")) {
            if (found.next() && (found.getInt(1) == 0 || found.getInt(2) != machine.id())) {
                throw new UsageError(
                        "the trace has no such machine",
                        file.toString(),
                        "machine "
                                + machine.id()
                                + " is asked for, but there are "
                                + found.getInt(2)
                                + " to "
                                + found.getInt(3),
                        "name one of them");
            }
        }
    }
}
