package tare.reports.claim;

import java.util.List;

/**
 * What a run says of one subject.
 *
 * @param sentence one sentence
 * @param reservation what the figures must not be used for; may be empty
 * @param particulars interval and numbers of samples, in smaller print; may be empty
 * @param labels words that warn of the figures
 * @param apart whether it is ranked apart from the others
 * @param measured whether there is a figure at all
 */
public record Answer(
        String subject,
        String sentence,
        String reservation,
        String particulars,
        List<String> labels,
        boolean apart,
        boolean measured) {

    public Answer {
        labels = List.copyOf(labels);
    }
}
