import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;

/** The Hazelcast cluster of the lab, and the names of what the services share in it. */
final class Cluster {
    static final String LOG = "lab4-log";
    static final String QUEUE = "lab4-queue";
    /** The ids that are or were in the queue. */
    static final String QUEUED = "lab4-queued";

    private Cluster() {}

    static HazelcastInstance connect() {
        ClientConfig config = new ClientConfig();
        config.setClusterName("lab4");
        config.getNetworkConfig().addAddress("127.0.0.1:5701", "127.0.0.1:5702");
        return HazelcastClient.newHazelcastClient(config);
    }
}
