package comparators;

import ch.qos.logback.classic.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicyBestFit;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicyFirstFit;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.util.Log;
import org.cloudsimplus.utilizationmodels.UtilizationModelFull;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/**
 * The scenario in CloudSim Plus. Usage: {@code CloudSimPlus POLICY VMS}. Prints what {@code TareSide}
 * prints.
 */
public final class CloudSimPlusSide {

    private static final int CORES = 32;
    private static final long MEBIBYTES = 64L * 1024;
    private static final double MIPS = 1_000;
    private static final double SECONDS = 100;
    private static final int[] VM_CORES = {1, 2, 4};
    private static final int[] VM_MEBIBYTES = {1024, 4096, 8192};

    private CloudSimPlusSide() {}

    public static void main(String[] arguments) {
        Log.setLevel(Level.OFF);
        int count = Integer.parseInt(arguments[1]);
        long start = System.nanoTime();
        CloudSimPlus simulation = new CloudSimPlus();
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < count / 8; i++) {
            List<Pe> cores = new ArrayList<>();
            for (int core = 0; core < CORES; core++) {
                cores.add(new PeSimple(MIPS));
            }
            hosts.add(new HostSimple(MEBIBYTES, 1_000_000, 100_000_000, cores));
        }
        new DatacenterSimple(simulation, hosts, policy(arguments[0]));
        DatacenterBrokerSimple broker = new DatacenterBrokerSimple(simulation);
        List<Vm> vms = new ArrayList<>();
        List<Cloudlet> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int cores = VM_CORES[i % VM_CORES.length];
            Vm vm = new VmSimple(MIPS, cores);
            vm.setRam(VM_MEBIBYTES[i % VM_CORES.length]).setBw(1).setSize(1);
            vms.add(vm);
            Cloudlet task =
                    new CloudletSimple((long) (MIPS * SECONDS), cores)
                            .setUtilizationModelCpu(new UtilizationModelFull());
            task.setFileSize(1).setOutputSize(1);
            task.setVm(vm);
            tasks.add(task);
        }
        broker.submitVmList(vms);
        broker.submitCloudletList(tasks);
        long built = System.nanoTime();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long startCpu = threads.getCurrentThreadCpuTime();
        simulation.start();
        long cpu = threads.getCurrentThreadCpuTime() - startCpu;
        long done = System.nanoTime();
        Set<Host> used = new HashSet<>();
        vms.forEach(vm -> used.add(vm.getHost()));
        System.out.printf(
                Locale.ROOT,
                "%s %d build %.3f run %.3f (%.3f) hosts %d completed %d end %.1f%n",
                arguments[0],
                count,
                (built - start) / 1e9,
                (done - built) / 1e9,
                cpu / 1e9,
                used.size(),
                broker.getCloudletFinishedList().size(),
                simulation.clock());
    }

    private static VmAllocationPolicy policy(String name) {
        return switch (name) {
            case "first-fit" -> new VmAllocationPolicyFirstFit();
            case "best-fit" -> new VmAllocationPolicyBestFit();
            case "worst-fit" -> new VmAllocationPolicySimple();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
