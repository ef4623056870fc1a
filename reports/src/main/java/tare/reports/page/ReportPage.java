package tare.reports.page;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import tare.reports.reading.Sanitised;
import tare.results.failure.Defect;
import tare.results.failure.OutputError;
import tare.results.history.Trend;
import tare.results.model.RunResult;

/**
 * The page of a run, or of several: a single HTML file that needs no network and no other file; its
 * script only sorts, filters and unfolds. The same results give the same bytes on a host with the
 * same fonts.
 */
public final class ReportPage {

    /** So many results are drawn in full; of more the page has a line each. */
    private static final int MOST_CHAPTERS = 6;

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
     * Writes the page of one result.
     *
     * @param target the file; replaced if it exists
     * @throws OutputError when it cannot be written, or when the host has no font to lay out text
     */
    public void write(RunResult result, Path target) {
        write(List.of(result), PageOptions.SCREEN, target);
    }

    /**
     * Writes one page of all results, whole or not at all.
     *
     * @param results at least one
     * @param target the file; replaced if it exists
     * @throws OutputError when it cannot be written, or when the host has no font to lay out text
     */
    public void write(List<RunResult> results, PageOptions options, Path target) {
        WholeFile.write(target, render(results, options).getBytes(StandardCharsets.UTF_8));
    }

    /** The page of one result as HTML. */
    public String render(RunResult result) {
        return render(List.of(result), PageOptions.SCREEN);
    }

    /**
     * One page of all results as HTML.
     *
     * @throws OutputError when the host has no font to lay out text
     */
    public String render(List<RunResult> results, PageOptions options) {
        StringWriter page = new StringWriter();
        try {
            templates.getTemplate("page.ftlh").process(model(results, options), page);
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

    private static Map<String, Object> model(List<RunResult> results, PageOptions options) {
        List<RunResult> runs = Chapters.of(results);
        List<Chapter> chapters = new ArrayList<>();
        for (RunResult run : runs.subList(0, Math.min(MOST_CHAPTERS, runs.size()))) {
            int number = chapters.size() + 1;
            boolean only = runs.size() == 1;
            List<Trend> trends = number == 1 ? options.trends() : List.of();
            chapters.add(
                    only
                            ? new Chapter(run, "", "", trends)
                            : new Chapter(run, "r" + number + "-", "Run " + number, trends));
        }
        String style = resource("page.css");
        String script = options.paper() ? "" : resource("page.js");
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("style", style);
        model.put("styleHash", sha256(style));
        model.put("script", script);
        model.put("scriptHash", sha256(script));
        model.put("paper", options.paper());
        model.put("title", Sanitised.text(options.title()));
        model.put("chapters", chapters);
        model.put("undrawn", runs.size() - chapters.size());
        model.put("beside", new SideBySide(results, chapters));
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
}
