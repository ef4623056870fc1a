package tare.harness.setup;

import java.io.IOException;
import java.nio.file.Path;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.journal.StandIns;
import tare.results.failure.OutputError;

/**
 * Forbids packages to start services, as long as it is open.
 *
 * <p>Debian's maintainer scripts start services through invoke-rc.d(8) and deb-systemd-invoke,
 * which ask a program of the administrator's first: status 101 says "forbidden by policy". Source:
 * /usr/share/doc/init-system-helpers/README.policy-rc.d.gz.
 */
final class ServicePolicy implements AutoCloseable {

    static final Path PLACE = Path.of("/usr/sbin/policy-rc.d");

    private final Resource.StandIn file;
    private final Journal.Entry entry;

    private ServicePolicy(Resource.StandIn file, Journal.Entry entry) {
        this.file = file;
        this.entry = entry;
    }

    /**
     * Puts the policy in its place; one that is there already waits beside it.
     *
     * @param token unique on the host, and in the arguments of whoever it is for
     * @throws OutputError if it cannot
     */
    static ServicePolicy place(Path path, String token, Journal journal) {
        Resource.StandIn file = new Resource.StandIn(path, token, content(token));
        ServicePolicy policy = new ServicePolicy(file, journal.intend(file));
        try {
            StandIns.place(file);
            return policy;
        } catch (IOException e) {
            OutputError failure =
                    failure("services cannot be kept from starting", path, e, "look at ls -ld");
            try {
                policy.close();
            } catch (OutputError left) {
                failure.addSuppressed(left);
            }
            throw failure;
        }
    }

    static String content(String token) {
        return "#!/bin/sh\n# "
                + token
                + ": tare setup installs packages, and none of them starts a service meanwhile.\n"
                + "# If this is still here after that, tare clean takes it away.\n"
                + "exit 101\n";
    }

    /** Where it is. */
    Path path() {
        return file.path();
    }

    @Override
    public void close() {
        try {
            StandIns.remove(file);
            entry.done();
        } catch (IOException e) {
            throw failure("the policy for services stays", file.path(), e, "tare clean");
        }
    }

    private static OutputError failure(String what, Path path, IOException e, String remedy) {
        String why = e.getClass().getSimpleName() + ": " + e.getMessage();
        return new OutputError(what, path.toString(), why, remedy, e);
    }
}
