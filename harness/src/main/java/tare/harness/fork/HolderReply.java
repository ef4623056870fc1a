package tare.harness.fork;

/**
 * One line from the holder.
 *
 * @param ok whether the command was done
 * @param text the answer, or why it failed
 * @param remedy what the user can do; may be empty
 */
record HolderReply(boolean ok, String text, String remedy) {

    private static final String TAB = "\t";

    static HolderReply ok(String text) {
        return new HolderReply(true, text, "");
    }

    static HolderReply failed(String reason, String remedy) {
        return new HolderReply(false, reason, remedy);
    }

    String line() {
        return (ok ? "ok" : "failed") + TAB + flat(text) + TAB + flat(remedy);
    }

    static HolderReply parse(String line) {
        String[] parts = line.split(TAB, 3);
        if (parts.length != 3) {
            return failed("the holder said: " + line, "");
        }
        return new HolderReply(parts[0].equals("ok"), parts[1], parts[2]);
    }

    private static String flat(String text) {
        return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    }
}
