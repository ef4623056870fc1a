package tare.results.model;

/**
 * The closed list of what Tare measures or simulates. {@code docs/metrics.md} describes each; a
 * test compares that page with this list.
 */
public enum Metric {
    /** From t0, just before the launch's first system call, until the backend's objects exist. */
    STAGE_CREATED("stage.created", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** From t0 until the first guest instruction, where that is visible. */
    STAGE_ENTERED("stage.entered", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** From t0 until the host sees the ready byte. */
    STAGE_READY("stage.ready", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** From the stop request until every process is reaped and every path removed. */
    STAGE_STOPPED("stage.stopped", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** From t0 until containerd calls its shim: client, daemon, containerd. */
    LAYER_DAEMON("layer.daemon", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** From the call of the shim until it calls the runtime's create. */
    LAYER_SHIM("layer.shim", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** From the call of the runtime's create until that of its start. */
    LAYER_RUNTIME("layer.runtime", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** From the call of the runtime's start until the host sees the ready byte. */
    LAYER_START("layer.start", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** What the client takes when it asks nothing; within the other layers. */
    LAYER_CLIENT("layer.client", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** What the recorders that tell the layers apart add to each call: three per launch. */
    LAYER_RECORDER("layer.recorder", Unit.NANOSECONDS, Direction.NEUTRAL),
    /** From t0 until the virtual machine's monitor lets the guest's processor go. */
    LAYER_VMM("layer.vmm", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** From there until the guest's firmware enters the kernel, where it says so. */
    LAYER_FIRMWARE("layer.firmware", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** From there until the host sees the ready byte, the first act of the first process. */
    LAYER_KERNEL("layer.kernel", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** Both of those, where the firmware is not heard. */
    LAYER_GUEST("layer.guest", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** CPU time of the instance's processes for one launch. */
    CPU_CHILD("cpu.child", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** CPU time of Tare's launching thread for one launch. */
    CPU_TARE("cpu.tare", Unit.NANOSECONDS, Direction.NEUTRAL),
    /** What JMH itself timed around one launch, as a check on {@link #STAGE_READY}. */
    JMH_LAUNCH("jmh.launch", Unit.NANOSECONDS, Direction.NEUTRAL),
    /** Median ready with a spin of D, less the median without, less D. */
    CALIBRATION_ERROR("calibration.error", Unit.NANOSECONDS, Direction.NEUTRAL),
    /** Memory that one more instance costs: the slope of host memory over their number. */
    MEMORY_INSTANCE("memory.instance", Unit.BYTES, Direction.LOWER_IS_BETTER),
    /** MemAvailable of the host with so many live instances: falls as they grow in number. */
    MEMORY_AVAILABLE("memory.available", Unit.BYTES, Direction.HIGHER_IS_BETTER),
    /** Charge of the memory cgroup that holds the instances, kernel memory included. */
    MEMORY_CGROUP("memory.cgroup", Unit.BYTES, Direction.LOWER_IS_BETTER),
    /** Proportional set sizes of all processes that hold instances or are part of them. */
    MEMORY_PSS("memory.pss", Unit.BYTES, Direction.LOWER_IS_BETTER),
    /** What the kernel of the host holds for itself and tells apart. */
    MEMORY_KERNEL("memory.kernel", Unit.BYTES, Direction.LOWER_IS_BETTER),
    /** What the fall of MemAvailable has that neither PSS nor the kernel's account explain. */
    MEMORY_RESIDUAL("memory.residual", Unit.BYTES, Direction.NEUTRAL),
    /** Proportional set sizes of what ran before the first instance: a daemon, a parent. */
    MEMORY_DAEMON("memory.daemon", Unit.BYTES, Direction.LOWER_IS_BETTER),
    /** What same-page merging saves on the whole host with so many live instances. */
    MEMORY_MERGED("memory.merged", Unit.BYTES, Direction.HIGHER_IS_BETTER),
    /** Descriptors that one more instance holds open, in all processes together. */
    RESOURCE_DESCRIPTORS("resource.descriptors", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Tasks, that is pids, of one more instance. */
    RESOURCE_TASKS("resource.tasks", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Mounts of one more instance. */
    RESOURCE_MOUNTS("resource.mounts", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Network devices of one more instance. */
    RESOURCE_INTERFACES("resource.interfaces", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Cgroups of one more instance, in all trees. */
    RESOURCE_CGROUPS("resource.cgroups", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** How many instances lived at once, and acted once more at the end. */
    DENSITY_INSTANCES("density.instances", Unit.ONE, Direction.HIGHER_IS_BETTER),
    /** How many there were when the limit was met that the cell's parameter names. */
    DENSITY_LIMIT("density.limit", Unit.ONE, Direction.NEUTRAL),
    /** Descriptors that the process has open which replaces one instance after the other. */
    CHURN_DESCRIPTORS("churn.descriptors", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** By what share something grew while the population stayed. */
    CHURN_DRIFT("churn.drift", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** What one operation of a workload takes inside the backend. */
    OVERHEAD_SCORE("overhead.score", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** The same against the bare process in the same round: above 1 is slower. */
    OVERHEAD_RATIO("overhead.ratio", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** The integer loop inside the backend against a host thread: above 1 is slower. */
    PROOF_RATIO("proof.ratio", Unit.ONE, Direction.NEUTRAL),
    /** From the moment a request was due until its answer is there, at a given rate. */
    SERVICE_LATENCY("service.latency", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** From the first byte that a client on the host sends until it is told that all have come. */
    SERVICE_TURN("service.turn", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** Processors that a JVM inside counts as available. */
    JVM_PROCESSORS("jvm.processors", Unit.ONE, Direction.NEUTRAL),
    /** What the heap of a JVM inside may grow to. */
    JVM_HEAP("jvm.heap", Unit.BYTES, Direction.NEUTRAL),
    /** Memory that a JVM inside takes the machine, or its container, to have. */
    JVM_MEMORY("jvm.memory", Unit.BYTES, Direction.NEUTRAL),
    /** Share of an overhead step's time that is no iteration: starting, staging, ending. */
    HOST_UNMEASURED("host.unmeasured", Unit.ONE, Direction.NEUTRAL),
    /** Share of all CPU time that the hypervisor took away during a step, 0 to 1. */
    HOST_STEAL("host.steal", Unit.ONE, Direction.NEUTRAL),
    /** Share of all CPU time that others than Tare used during a step, 0 to 1. */
    HOST_OTHER("host.other", Unit.ONE, Direction.NEUTRAL),
    /** Load average over a minute at the end of a step. */
    HOST_LOAD("host.load", Unit.ONE, Direction.NEUTRAL),
    /** How often the launching thread was moved to another CPU during a step. */
    HOST_MIGRATIONS("host.migrations", Unit.ONE, Direction.NEUTRAL),
    /** Mean frequency of all CPUs at the end of a step, where the kernel tells. */
    HOST_FREQUENCY("host.frequency", Unit.HERTZ, Direction.NEUTRAL),
    /** From t0 until an instance with so many layers acts, or all that it has exists. */
    LADDER_TIME("ladder.time", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** What a layer adds to a start: where it stands in the ladder, or on top of all others. */
    LADDER_COST("ladder.cost", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** How much more a layer costs on top of all others than where it stands in the ladder. */
    LADDER_INTERACTION("ladder.interaction", Unit.NANOSECONDS, Direction.NEUTRAL),
    /** From the moment a start was due until its guest acts, at a given rate. */
    STORM_LATENCY("storm.latency", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** Starts per second that were due. */
    STORM_OFFERED("storm.offered", Unit.ONE, Direction.NEUTRAL),
    /** Starts per second that came to be ready. */
    STORM_RATE("storm.rate", Unit.ONE, Direction.HIGHER_IS_BETTER),
    /** The highest rate played whose 99 % quantile of latency stays under the SLA. */
    STORM_SUSTAINED("storm.sustained", Unit.ONE, Direction.HIGHER_IS_BETTER),
    /** Starts per second where the next is due as soon as a launcher is free. */
    STORM_CLOSED("storm.closed", Unit.ONE, Direction.HIGHER_IS_BETTER),
    /** Launches per second that Tare itself prepares when it starts none. */
    STORM_ISSUED("storm.issued", Unit.ONE, Direction.NEUTRAL),
    /** Starts and stops that failed. */
    STORM_FAILED("storm.failed", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Starts whose turn did not come in time. */
    STORM_LEFT("storm.left", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Instances that lived at once, mean. */
    STORM_LIVE("storm.live", Unit.ONE, Direction.NEUTRAL),
    /** How late a launcher with nothing else to do began a start: 99 % quantile. */
    STORM_LAG("storm.lag", Unit.NANOSECONDS, Direction.NEUTRAL),
    /** Share of all CPU time in programs, kernel, idle, and Tare's own code, 0 to 1. */
    STORM_CPU("storm.cpu", Unit.ONE, Direction.NEUTRAL),
    /** Tasks that ran or waited for a CPU, mean. */
    STORM_RUNNABLE("storm.runnable", Unit.ONE, Direction.NEUTRAL),
    /** Share of the time in which some task waited for a resource, 0 to 1. */
    STORM_PRESSURE("storm.pressure", Unit.ONE, Direction.NEUTRAL),
    /** What one clone costs its host so long after it was forked, the image aside. */
    DIVERGENCE_CLONE("divergence.clone", Unit.BYTES, Direction.LOWER_IS_BETTER),
    /** Memory of one clone that is its image's no more, by its pages. */
    DIVERGENCE_OWN("divergence.own", Unit.BYTES, Direction.LOWER_IS_BETTER),
    /** What the closed form of copy-on-write says of the same. */
    DIVERGENCE_MODEL("divergence.model", Unit.BYTES, Direction.NEUTRAL),
    /** What the frozen image costs the host, once. */
    DIVERGENCE_IMAGE("divergence.image", Unit.BYTES, Direction.NEUTRAL),
    /** From the fork until clones cost as much as copies: forking then saves nothing. */
    DIVERGENCE_EVEN("divergence.even", Unit.NANOSECONDS, Direction.HIGHER_IS_BETTER),
    /** What all hosts of a fleet draw over a day. */
    FLEET_ENERGY("fleet.energy", Unit.KILOWATT_HOURS, Direction.LOWER_IS_BETTER),
    /** Live migrations that were begun. */
    FLEET_MIGRATIONS("fleet.migrations", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Share of hosts' active time in which machines got less than they asked for, 0 to 1. */
    FLEET_SLATAH("fleet.slatah", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Share of all that machines asked for that migrations cost them, 0 to 1. */
    FLEET_PDM("fleet.pdm", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Both of those, multiplied. */
    FLEET_SLAV("fleet.slav", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Energy times {@link #FLEET_SLAV}. */
    FLEET_ESV("fleet.esv", Unit.KILOWATT_HOURS, Direction.LOWER_IS_BETTER),
    /** Hosts that are on: a sample for each step of a day, in order. */
    FLEET_ACTIVE("fleet.active", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** CPU given to machines by that of the hosts that are on, 0 to 1: likewise. */
    FLEET_LOAD("fleet.load", Unit.ONE, Direction.HIGHER_IS_BETTER),
    /** How many hosts a fleet needs. */
    FLEET_HOSTS("fleet.hosts", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** A number of hosts below which no placement can fit. */
    FLEET_BOUND("fleet.bound", Unit.ONE, Direction.NEUTRAL),
    /** Instances that no host could take. */
    FLEET_REJECTED("fleet.rejected", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Share of the hosts in use that instances have been given, 0 to 1. */
    FLEET_UTILISATION("fleet.utilisation", Unit.ONE, Direction.HIGHER_IS_BETTER),
    /** Share of the hosts in use that is free, but where the smallest instance does not fit. */
    FLEET_STRANDED("fleet.stranded", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** What a fleet costs for an hour, in its own money, spares included. */
    FLEET_COST("fleet.cost", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Share of the CPU time demanded on the worst host that waits for a core, 0 to 1. */
    PLAN_CONTENTION("plan.contention", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Risk that the worst host is short of memory at a moment, an upper bound. */
    PLAN_RISK("plan.risk", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** A quantile of starts in a burst on the planned hosts. */
    PLAN_START("plan.start", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** Share of requests for which an instance had to be started. */
    SCALE_COLD("scale.cold", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Instances alive, on average over time. */
    SCALE_INSTANCES("scale.instances", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** From a request until an instance begins to serve it. */
    SCALE_WAIT("scale.wait", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** How long a migrating machine runs on neither host. */
    MIGRATION_DOWNTIME("migration.downtime", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** From a migration's first byte until all of the machine's memory is on the new host. */
    MIGRATION_TOTAL("migration.total", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** What a migration sends over the network. */
    MIGRATION_TRAFFIC("migration.traffic", Unit.BYTES, Direction.LOWER_IS_BETTER),
    /** What being slowed down, or waiting for pages, costs a migrating machine. */
    MIGRATION_LOST("migration.lost", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** Rounds of copying while the machine runs. */
    MIGRATION_ROUNDS("migration.rounds", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** 1 where a machine was stopped although more was left than fits into the downtime. */
    MIGRATION_FORCED("migration.forced", Unit.ONE, Direction.LOWER_IS_BETTER),
    /** Until the last of the machines that were to be moved has arrived. */
    MIGRATION_ALL("migration.all", Unit.NANOSECONDS, Direction.LOWER_IS_BETTER),
    /** What the model says beforehand, less what was then measured, over that. */
    BACKTEST_ERROR("backtest.error", Unit.ONE, Direction.NEUTRAL);

    private final String id;
    private final Unit unit;
    private final Direction direction;

    Metric(String id, Unit unit, Direction direction) {
        this.id = id;
        this.unit = unit;
        this.direction = direction;
    }

    /** The name written in result files and selectors, for example {@code stage.ready}. */
    public String id() {
        return id;
    }

    public Unit unit() {
        return unit;
    }

    public Direction direction() {
        return direction;
    }
}
