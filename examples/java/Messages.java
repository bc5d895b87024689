import com.hazelcast.collection.IQueue;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicates;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** messages-service: takes messages from the queue; GET /received answers those that it has received. */
final class Messages {
    private static final int PORT = Http.port();
    private static final long LEASE_SECONDS = 5;
    private static final HazelcastInstance cluster = Cluster.connect();
    private static final IQueue<String> queue = cluster.getQueue(Cluster.QUEUE);
    /** What the messages-services received: the item of the queue to the port of the receiver. */
    private static final IMap<String, Integer> received = cluster.getMap("lab4-received");

    public static void main(String[] args) throws Exception {
        Http.serve("/received", Messages::handle);
        while (true) {
            try {
                if (!receiveOne()) Thread.sleep(100);
            } catch (RuntimeException failure) {
                System.out.println("try again: " + failure);
                Thread.sleep(500);
            }
        }
    }

    private static void handle(HttpExchange exchange) throws IOException {
        Set<String> mine = received.keySet(Predicates.equal("this", PORT));
        Http.answer(exchange, 200, Http.json(mine.stream().map(Messages::textOf).toList()));
    }

    /**
     * Receives the item at the head of the queue. It is recorded first and removed after that, so it is not lost if this
     * process or a member dies in between: the next one records the same item again.
     *
     * @return false if the queue is empty
     */
    private static boolean receiveOne() {
        received.lock("head", LEASE_SECONDS, TimeUnit.SECONDS);
        try {
            String item = queue.peek();
            if (item == null) return false;
            received.set(item, PORT);
            // By value: if the lease has ended meanwhile, another item is at the head.
            queue.remove(item);
            return true;
        } finally {
            received.unlock("head");
        }
    }

    /** An item is an id, a space and the text (Facade.item). */
    private static String textOf(String item) {
        return item.substring(item.indexOf(' ') + 1);
    }
}
