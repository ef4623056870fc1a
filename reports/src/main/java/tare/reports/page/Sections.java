package tare.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tare.reports.chart.Pictures;
import tare.reports.claim.OverheadClaims;
import tare.reports.figure.AccountTables;
import tare.reports.figure.BacktestTable;
import tare.reports.figure.ChurnTable;
import tare.reports.figure.CloudSimTable;
import tare.reports.figure.CrowdAccounts;
import tare.reports.figure.CrowdFigures;
import tare.reports.figure.DivergenceFigures;
import tare.reports.figure.DrawnData;
import tare.reports.figure.FleetFigures;
import tare.reports.figure.LadderFigures;
import tare.reports.figure.LayerFigures;
import tare.reports.figure.MachineFigures;
import tare.reports.figure.MemoryFigures;
import tare.reports.figure.MergedTable;
import tare.reports.figure.MigrationFigures;
import tare.reports.figure.MotionFigures;
import tare.reports.figure.OutlookFigures;
import tare.reports.figure.OverheadFigures;
import tare.reports.figure.OverheadMarks;
import tare.reports.figure.Panel;
import tare.reports.figure.PlanFigures;
import tare.reports.figure.PublishedMarks;
import tare.reports.figure.ServiceFigures;
import tare.reports.figure.StageFigures;
import tare.reports.figure.StartFigures;
import tare.reports.figure.StartingFigures;
import tare.reports.figure.StormFigures;
import tare.reports.figure.Table;
import tare.reports.figure.TrendFigures;
import tare.reports.figure.TrustTables;
import tare.reports.figure.TurnTable;
import tare.reports.page.Section.Drawn;
import tare.reports.reading.OverheadReading;
import tare.reports.reading.RunReading;
import tare.results.history.Trend;

/** The parts of the page in their order; parts with nothing to show are left out. */
final class Sections {

    private final RunReading reading;
    private final OverheadReading overhead;
    private final Pictures pictures;
    private final List<Trend> trends;

    Sections(RunReading reading, Pictures pictures, List<Trend> trends) {
        this.trends = List.copyOf(trends);
        this.reading = reading;
        this.overhead = reading.overhead();
        this.pictures = pictures;
    }

    List<Section> all() {
        return Stream.of(
                        trend(),
                        starts(),
                        stages(),
                        runOrder(),
                        memory(),
                        density(),
                        overhead(),
                        byWork(),
                        service(),
                        ladder(),
                        storm(),
                        divergence(),
                        outlook(),
                        fleet(),
                        starting(),
                        plan(),
                        motion(),
                        migration(),
                        backtest(),
                        trust(),
                        absent(),
                        HostSections.host(reading.run()),
                        HostSections.method(reading.run()),
                        HostSections.again(reading.run()),
                        Glossary.section(reading))
                .filter(Section::filled)
                .toList();
    }

    private Section trend() {
        return new Section(
                "trend",
                "How did it change over time?",
                trends.isEmpty() ? "" : TrendFigures.lead(trends),
                TrendFigures.all(trends).stream()
                        .flatMap(panel -> drawn(Optional.of(panel)).stream())
                        .toList(),
                filled(TrendFigures.changes(trends)),
                List.of());
    }

    private Section starts() {
        return new Section(
                "starts",
                "How long does a start take?",
                "Every launch is a fresh instance. Its clock runs from the first system call of the"
                        + " launch until the host sees the byte that the instance writes.",
                drawn(StartFigures.distribution(reading)),
                filled(
                        StartFigures.startTable(reading),
                        StartFigures.coldTable(reading),
                        TrustTables.cpu(reading),
                        PublishedMarks.starts(reading)),
                List.of());
    }

    private Section stages() {
        List<Drawn> figures = new ArrayList<>(drawn(StageFigures.stages(reading)));
        figures.addAll(drawn(LayerFigures.layers(reading)));
        figures.addAll(drawn(MachineFigures.layers(reading)));
        figures.addAll(drawn(StageFigures.stopping(reading)));
        return new Section("stages", "Where does the time go?", "", figures, List.of(), List.of());
    }

    private Section runOrder() {
        return new Section(
                "stability",
                "Was the host steady?",
                "",
                drawn(StartFigures.runOrder(reading)),
                List.of(),
                List.of());
    }

    private Section memory() {
        return new Section(
                "memory",
                "How much memory does one more instance take?",
                "",
                drawn(MemoryFigures.slope(reading)),
                filled(
                        MemoryFigures.perInstance(reading),
                        AccountTables.reconciled(reading),
                        MergedTable.of(reading),
                        AccountTables.resources(reading)),
                List.of());
    }

    private Section density() {
        List<Drawn> figures = new ArrayList<>(drawn(CrowdFigures.starts(reading)));
        figures.addAll(drawn(CrowdFigures.memory(reading)));
        return new Section(
                "density",
                "How many fit on this host?",
                "Instances were started until the first limit, and the host kept the memory that it"
                        + " was to keep.",
                figures,
                filled(
                        CrowdFigures.crowds(reading),
                        CrowdAccounts.of(reading),
                        ChurnTable.of(reading)),
                List.of());
    }

    private Section overhead() {
        return new Section(
                "overhead",
                "How much slower is work inside?",
                // Without starts it stands on top already.
                reading.has(RunReading.BOOT) ? String.join(" ", OverheadClaims.of(overhead)) : "",
                drawn(OverheadFigures.heatMap(overhead)),
                filled(
                        OverheadFigures.places(overhead),
                        OverheadFigures.proof(reading),
                        OverheadMarks.beside(overhead)),
                List.of());
    }

    private Section byWork() {
        return new Section(
                "overhead-by-work",
                "Which work is slower, and by how much?",
                "",
                OverheadFigures.byWork(overhead).stream()
                        .flatMap(panel -> drawn(Optional.of(panel)).stream())
                        .toList(),
                List.of(),
                List.of());
    }

    private Section service() {
        return new Section(
                "service",
                "How long does a service inside let its clients wait?",
                "A store of keys and values over HTTP inside an instance, asked from the host at"
                        + " one rate after the other; and turns over TCP.",
                ServiceFigures.latencies(reading).stream()
                        .flatMap(panel -> drawn(Optional.of(panel)).stream())
                        .toList(),
                filled(ServiceFigures.table(reading), TurnTable.of(reading)),
                List.of());
    }

    private Section ladder() {
        return new Section(
                "ladder",
                "What does each layer add to a start?",
                "",
                drawn(LadderFigures.waterfalls(reading)),
                filled(LadderFigures.wholes(reading)),
                List.of());
    }

    private Section storm() {
        return new Section(
                "storm",
                "How fast can starts come?",
                "Starts come at a rate, whether or not those before are done; instances live for a"
                        + " while and are stopped.",
                drawn(StormFigures.latencies(reading)),
                filled(StormFigures.sustained(reading), StormFigures.loads(reading)),
                List.of());
    }

    private Section divergence() {
        return new Section(
                "divergence",
                "How long does forking save memory?",
                "",
                drawn(DivergenceFigures.growth(reading)),
                List.of(),
                List.of());
    }

    private Section outlook() {
        return new Section(
                "outlook",
                "How many hosts would a fleet need? (simulated)",
                "A model's answer, from the memory measured above; nothing here was measured.",
                drawn(OutlookFigures.hosts(reading)),
                List.of(),
                List.of());
    }

    private Section fleet() {
        List<Drawn> figures = new ArrayList<>(drawn(FleetFigures.hosts(reading)));
        figures.addAll(drawn(FleetFigures.shares(reading)));
        figures.addAll(drawn(FleetFigures.growth(reading)));
        return new Section(
                "fleet",
                "How many hosts does the fleet need? (simulated)",
                "A model's answer to the scenario in the plan; nothing of it was measured but,"
                        + " where the run was calibrated, the memory of an instance.",
                figures,
                List.of(),
                List.of());
    }

    private Section plan() {
        return new Section(
                "plan",
                "What is the cheapest fleet within the SLA? (simulated)",
                "A model's answer to the fleet in the plan, from starts and memory that were"
                        + " measured or published, as the labels say.",
                drawn(PlanFigures.costs(reading)),
                filled(PlanFigures.promises(reading)),
                List.of());
    }

    private Section motion() {
        List<Drawn> figures = new ArrayList<>(drawn(MotionFigures.frontier(reading)));
        figures.addAll(drawn(MotionFigures.active(reading)));
        figures.addAll(drawn(MotionFigures.load(reading)));
        return new Section(
                "motion",
                "What does a fleet in motion cost in energy and broken promises? (simulated)",
                "A model's answer from a recorded day of use; nothing of it was measured here.",
                figures,
                filled(CloudSimTable.of(reading)),
                List.of());
    }

    private Section migration() {
        return new Section(
                "migration",
                "What does moving running machines take? (simulated)",
                "A model's answer to the machines in the plan; nothing of it was measured here.",
                drawn(MigrationFigures.downtime(reading)),
                List.of(),
                List.of());
    }

    private Section starting() {
        List<Drawn> figures = new ArrayList<>(drawn(StartingFigures.storms(reading)));
        figures.addAll(drawn(StartingFigures.scales(reading)));
        return new Section(
                "starting",
                "How long do storms and bursts take? (simulated)",
                "A model's answer, from starts that were measured or published, as the labels say.",
                figures,
                List.of(),
                List.of());
    }

    private Section backtest() {
        return new Section(
                "backtest",
                "How far off are the models on this host?",
                "Foretold from few instances, then measured with many.",
                List.of(),
                filled(BacktestTable.of(reading)),
                List.of());
    }

    private Section trust() {
        return new Section(
                "trust",
                "How far can the figures be trusted?",
                "",
                List.of(),
                filled(TrustTables.calibration(reading), TrustTables.jmh(reading)),
                List.of());
    }

    private Section absent() {
        return new Section(
                "absent",
                "What was not measured, and why?",
                "",
                List.of(),
                filled(TrustTables.absent(reading)),
                List.of());
    }

    private List<Drawn> drawn(Optional<Panel> panel) {
        return panel.stream()
                .map(
                        found ->
                                new Drawn(
                                        found.figure().heading().id(),
                                        found.figure().heading().title(),
                                        found.figure().heading().caption(),
                                        pictures.svg(found.figure()),
                                        found,
                                        Csv.address(Csv.text(DrawnData.of(found)))))
                .toList();
    }

    private List<Drawn> drawn(List<Panel> panels) {
        return panels.stream().flatMap(panel -> drawn(Optional.of(panel)).stream()).toList();
    }

    private static List<Table> filled(Table... tables) {
        return Stream.of(tables).filter(table -> !table.rows().isEmpty()).toList();
    }
}
