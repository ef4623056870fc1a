package tare.reports.page;

import java.util.List;
import tare.reports.chart.Pictures;
import tare.reports.claim.Answer;
import tare.reports.claim.Answers;
import tare.reports.claim.Headline;
import tare.reports.claim.Ranking;
import tare.reports.debate.Judge;
import tare.reports.debate.Judged;
import tare.reports.reading.RunReading;
import tare.results.history.Trend;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.model.RunState;

/** All that the page says of one run; the template asks it. */
public final class Chapter {

    private final String prefix;
    private final String name;
    private final RunReading reading;
    private final List<Answer> answers;
    private final List<Section> sections;
    private final Ranking ranking;
    private final List<Headline.Finding> findings;
    private final List<Judged> debate;

    /**
     * @param prefix of all ids in the page; empty for the only chapter
     * @param name what tells it from other chapters; empty for the only one
     * @param trends whose newest result the run is; empty for none
     */
    Chapter(RunResult run, String prefix, String name, List<Trend> trends) {
        this.prefix = prefix;
        this.name = name;
        this.reading = new RunReading(run);
        this.answers = Answers.of(reading);
        this.ranking = Ranking.of(reading);
        this.findings = Headline.of(reading);
        this.debate = Judge.all(reading);
        this.sections =
                new Sections(reading, new Pictures(prefix), trends)
                        .all().stream().map(section -> section.within(prefix)).toList();
    }

    RunReading reading() {
        return reading;
    }

    public String prefix() {
        return prefix;
    }

    public String name() {
        return name;
    }

    public RunResult run() {
        return reading.run();
    }

    public String hostLine() {
        return HostLine.of(run().host());
    }

    /** When the run began, to the second. */
    public String begun() {
        return Chapters.toTheSecond(run().createdAt());
    }

    public boolean partial() {
        return run().state() == RunState.PARTIAL;
    }

    public boolean simulated() {
        return reading.simulatedOnly();
    }

    /** Whether anything was measured, whatever it was. */
    public boolean figures() {
        return run().cells().stream().anyMatch(cell -> cell.outcome() instanceof Outcome.Measured);
    }

    public List<Headline.Finding> findings() {
        return findings;
    }

    public Ranking ranking() {
        return ranking;
    }

    /** Each measured backend in a sentence. */
    public List<Answer> measured() {
        return answers.stream().filter(Answer::measured).toList();
    }

    /** Each backend that was not measured, with the reason. */
    public List<Answer> absent() {
        return answers.stream().filter(answer -> !answer.measured()).toList();
    }

    /** The claims, in the order of the rule file. */
    public List<Judged> debate() {
        return debate;
    }

    /** Whether the page has the part that a claim's figures are in. */
    public boolean has(String section) {
        return sections.stream().anyMatch(one -> one.id().equals(prefix + section));
    }

    public List<WarningGroup> warnings() {
        return WarningGroup.of(run().warnings());
    }

    public List<Section> sections() {
        return sections;
    }

    /** Address that downloads the summaries of all cells. */
    public String csv() {
        return Csv.address(Summaries.csv(reading));
    }
}
