import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;

/** The Hazelcast cluster of the lab: a member in each service. */
final class Cluster {
    static final String LOG = "lab4-log";
    static final String QUEUE = "lab4-queue";
    /** The ids that are or were in the queue. */
    static final String QUEUED = "lab4-queued";

    private Cluster() {}

    static HazelcastInstance connect() {
        Config config = new Config();
        config.setClusterName("lab4");
        // Multicast only gives warnings in this network.
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        return Hazelcast.newHazelcastInstance(config);
    }
}
