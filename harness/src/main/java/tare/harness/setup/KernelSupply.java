package tare.harness.setup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import tare.harness.backend.LaunchException;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.journal.Journal;
import tare.results.failure.HostError;
import tare.results.failure.OutputError;

/** Brings Debian's cloud kernel for guests: fetched as a package, unpacked, and not installed. */
public final class KernelSupply {

    private final Apt apt;
    private final Place place;
    private final String token;
    private final Journal journal;
    private final Consumer<String> telling;

    KernelSupply(Apt apt, Place place, String token, Journal journal, Consumer<String> telling) {
        this.apt = apt;
        this.place = place;
        this.token = token;
        this.journal = journal;
        this.telling = telling;
    }

    /**
     * Where kernels come from and go to.
     *
     * @param store where they are kept
     * @param metapackage what depends on the newest
     * @param scratch private directory for packages, absolute
     */
    public record Place(KernelStore store, String metapackage, Path scratch) {

        /** This host's. */
        static Place live(Path scratch) {
            String architecture =
                    System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
            return new Place(KernelStore.live(), "linux-image-cloud-" + architecture, scratch);
        }
    }

    /** What is here, or would come; changes nothing. */
    SetupPlan.Kernel look() {
        Optional<Path> here = place.store().newest();
        Optional<String> fault = here.flatMap(place.store()::fault);
        if (here.isPresent() && fault.isEmpty()) {
            return new SetupPlan.Kernel.Here(here.get());
        }
        return new SetupPlan.Kernel.Wanted(
                place.metapackage(), place.store().directory(), offer(), fault);
    }

    private Optional<KernelOffer> offer() {
        return KernelOffer.follow(place.metapackage(), apt::show);
    }

    /**
     * Fetches it, compares it and unpacks it.
     *
     * @param fetching renews the lists of packages
     * @return its directory
     * @throws HostError if it cannot be fetched, or is not what the lists say
     * @throws OutputError if it cannot be written
     */
    Path bring(Runnable fetching) {
        Optional<Path> faulty = place.store().newest();
        boolean renewed = false;
        Optional<KernelOffer> offer = offer();
        if (offer.isEmpty()) {
            fetching.run();
            renewed = true;
            offer = offer();
        }
        KernelOffer found = offer.orElseThrow(this::unknown);
        if (!download(found, renewed)) {
            fetching.run();
            found = offer().orElseThrow(this::unknown);
            download(found, true);
        }
        Path archive = archive(found);
        try {
            compare(found, archive);
            telling.accept("Unpacking the kernel; it is not installed");
            Path added = place.store().add(found.directory(), archive, token + "-kernel", journal);
            if (faulty.isPresent() && !faulty.get().equals(added)) {
                place.store().discard(faulty.get());
            }
            return added;
        } catch (LaunchException e) {
            throw new HostError(
                    "the kernel cannot be used", found.directory(), e.why(), e.remedy(), e);
        } catch (IOException e) {
            throw unwritten(place.store().directory(), e);
        }
    }

    private boolean download(KernelOffer offer, boolean last) {
        telling.accept(
                "Fetching "
                        + offer.debianPackage()
                        + " "
                        + offer.version()
                        + ", "
                        + offer.bytes() / 1_000_000
                        + " MB");
        return apt.download(
                token, directory(), offer.debianPackage() + "=" + offer.version(), last);
    }

    private Path directory() {
        Path directory = place.scratch().resolve("kernel-package");
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw unwritten(directory, e);
        }
    }

    /** The one that apt-get has put there. */
    private Path archive(KernelOffer offer) {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory(), offer.debianPackage() + "_*.deb")) {
            for (Path file : files) {
                return file;
            }
        } catch (IOException e) {
            throw unwritten(directory(), e);
        }
        throw new HostError(
                "the kernel cannot be fetched",
                offer.debianPackage(),
                "apt-get ended well and left no file",
                "apt-get download " + offer.debianPackage());
    }

    /** apt-get has compared it, too: here it is seen that it has, whatever it is told to allow. */
    private static void compare(KernelOffer offer, Path archive) throws IOException {
        String sum = KernelStore.sha256(archive);
        if (!sum.equals(offer.sha256())) {
            throw new HostError(
                    "the kernel cannot be used",
                    archive.getFileName().toString(),
                    "its SHA-256 is " + sum + ", and apt's lists state " + offer.sha256(),
                    "apt-get update, then the same again; if it stays so, look at apt's sources");
        }
    }

    private HostError unknown() {
        return new HostError(
                "the kernel cannot be fetched",
                place.metapackage(),
                "apt's lists have no such package, or state no checksum of what it names",
                "look at apt's sources; or give a kernel with --kernel FILE");
    }

    private static OutputError unwritten(Path where, IOException e) {
        return new OutputError(
                "the kernel cannot be written",
                where.toString(),
                e.getClass().getSimpleName() + ": " + e.getMessage(),
                "look at df: it takes some 100 MB; then the same again",
                e);
    }
}
