package tare.reports.page;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import tare.reports.chart.Pictures;
import tare.reports.claim.Answer;
import tare.reports.claim.Answers;
import tare.reports.reading.RunReading;
import tare.results.failure.Defect;
import tare.results.failure.OutputError;
import tare.results.history.Trend;
import tare.results.model.RunResult;
import tare.results.model.RunState;

/**
 * The page of one run: a single HTML file that needs no network, no script and no other file. The
 * same run gives the same bytes on a host with the same fonts.
 */
public final class ReportPage {

    /** The owner alone: a run's host facts are not everybody's business. */
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Configuration templates;

    /** Makes ready; draws nothing yet. */
    public ReportPage() {
        templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassForTemplateLoading(ReportPage.class, "");
        templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
        templates.setLocale(Locale.ROOT);
        templates.setTimeZone(TimeZone.getTimeZone("UTC"));
        templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
    }

    /**
     * Writes the page, whole or not at all: into a new file beside the target, which then takes the
     * target's place.
     *
     * @param target the file; replaced if it exists
     * @throws OutputError when it cannot be written, or when the host has no font to lay out text
     */
    public void write(RunResult result, Path target) {
        write(result, List.of(), target);
    }

    /**
     * The same with the trends of many results, of which this is the newest.
     *
     * @throws OutputError as {@link #write(RunResult, Path)}
     */
    public void write(RunResult result, List<Trend> trends, Path target) {
        byte[] page = render(result, trends).getBytes(StandardCharsets.UTF_8);
        Path whole = target.toAbsolutePath();
        Path folder = whole.getParent();
        try {
            if (folder == null || Files.isDirectory(whole)) {
                throw new IOException("it is a directory");
            }
            // A fresh name, opened exclusively: a link laid in a shared folder is not followed.
            Path fresh = Files.createTempFile(folder, ".report-", ".html", PRIVATE);
            try {
                Files.write(fresh, page);
                Files.move(
                        fresh,
                        whole,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException failure) {
            throw new OutputError(
                    "The page could not be written",
                    target.toString(),
                    failure.toString(),
                    "make room or choose another file; tare report draws it again from the result",
                    failure);
        }
    }

    /**
     * The page as HTML.
     *
     * @throws OutputError when the host has no font to lay out text
     */
    public String render(RunResult result) {
        return render(result, List.of());
    }

    private String render(RunResult result, List<Trend> trends) {
        RunReading reading = new RunReading(result);
        StringWriter page = new StringWriter();
        try {
            templates.getTemplate("page.ftlh").process(model(reading, trends), page);
        } catch (IOException | TemplateException failure) {
            throw new Defect(
                    "The page's template failed",
                    "page.ftlh",
                    failure.toString(),
                    "report it, with the result file",
                    failure);
        }
        return page.toString();
    }

    private static Map<String, Object> model(RunReading reading, List<Trend> trends) {
        RunResult run = reading.run();
        String style = resource("page.css");
        List<Answer> answers = Answers.of(reading);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("style", style);
        model.put("styleHash", sha256(style));
        model.put("hostLine", HostLine.of(run.host()));
        model.put("run", run);
        model.put("partial", run.state() == RunState.PARTIAL);
        model.put("ranked", answers.stream().filter(a -> a.measured() && !a.apart()).toList());
        model.put("apart", answers.stream().filter(a -> a.measured() && a.apart()).toList());
        model.put("absent", answers.stream().filter(a -> !a.measured()).toList());
        model.put("warnings", WarningGroup.of(run.warnings()));
        model.put("sections", new Sections(reading, new Pictures(), trends).all());
        model.put("starts", reading.has(RunReading.BOOT));
        model.put("simulated", reading.simulatedOnly());
        model.put("csv", "data:text/csv;charset=utf-8," + percent(Summaries.csv(reading)));
        return model;
    }

    private static String resource(String name) {
        try (InputStream stream = ReportPage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("the resource is not there");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new Defect(
                    "A part of the page is missing",
                    name,
                    failure.toString(),
                    "build or install Tare again",
                    failure);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
