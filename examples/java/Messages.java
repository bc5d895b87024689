import com.hazelcast.core.HazelcastInstance;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;

/** messages-service: takes messages from the queue; GET /received answers those that it has received. */
final class Messages {
    private static final String RECEIVED = "lab4-received-" + Http.port();
    private static final HazelcastInstance cluster = Cluster.connect();
    private static final List<String> received = cluster.getList(RECEIVED);

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
        Http.answer(exchange, 200, Http.json(List.copyOf(received)));
    }

    /**
     * Moves one message from the queue to the list of this instance, in one transaction: if this process dies amid it,
     * the message is in the queue again.
     *
     * @return false if the queue is empty
     */
    private static boolean receiveOne() {
        return cluster.executeTransaction(transaction -> {
            String text = transaction.<String>getQueue(Cluster.QUEUE).poll();
            if (text != null) transaction.<String>getList(RECEIVED).add(text);
            return text != null;
        });
    }
}
