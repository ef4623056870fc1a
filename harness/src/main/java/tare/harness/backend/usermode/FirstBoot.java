package tare.harness.backend.usermode;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one boot has shown of a kernel on this host.
 *
 * @param loops how often its delay loop runs in a tick
 * @param narrow whether it cannot put back the registers of this CPU: its buffer for them is
 *     shorter than what the host saves, and the host takes them whole or not at all
 */
record FirstBoot(long loops, boolean narrow) {

    private static final Pattern LOOPS = Pattern.compile("\\(lpj=([1-9][0-9]{0,17})\\)");

    /** EFAULT, which the host answers for that reason alone. */
    private static final String TOO_SHORT = "ptrace set fp regs failed, errno = 14";

    /** Read off the console; empty if no such kernel has spoken. */
    static Optional<FirstBoot> of(String said) {
        Matcher matcher = LOOPS.matcher(said);
        return matcher.find()
                ? Optional.of(
                        new FirstBoot(Long.parseLong(matcher.group(1)), said.contains(TOO_SHORT)))
                : Optional.empty();
    }
}
