import com.hazelcast.collection.IQueue;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * facade-service: POST / takes a text; the header Idempotency-Key is its id, and an id is taken once. GET / answers the
 * log, and what one messages-service has received.
 */
final class Facade {
    private static final String UNAVAILABLE = "{\"error\":\"no instance answers\"}";
    private static final long LEASE_SECONDS = 10;
    private static final HazelcastInstance cluster = Cluster.connect();
    private static final IQueue<String> queue = cluster.getQueue(Cluster.QUEUE);
    private static final IMap<String, String> queued = cluster.getMap(Cluster.QUEUED);

    public static void main(String[] args) throws IOException {
        Http.serve("/", Facade::handle);
    }

    private static void handle(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> post(exchange);
            case "GET" -> get(exchange);
            default -> Http.answer(exchange, 405, "{\"error\":\"POST or GET\"}");
        }
    }

    private static void post(HttpExchange exchange) throws IOException {
        String text = Http.body(exchange);
        if (text.isBlank()) {
            Http.answer(exchange, 400, "{\"error\":\"no message\"}");
            return;
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        String id = key == null ? UUID.randomUUID().toString() : key;
        if (!Services.store(id, text)) {
            Http.answer(exchange, 503, UNAVAILABLE);
            return;
        }
        try {
            enqueueOnce(id, text);
        } catch (HazelcastException failure) {
            // It may be in the queue anyway: this is not a refusal.
            Http.answer(exchange, 504, "{\"error\":" + Http.json(failure.toString()) + "}");
            return;
        }
        Http.answer(exchange, 200, "{\"id\":" + Http.json(id) + "}");
    }

    /** The lock is of the id, so that of two requests with one id at the same time the second finds it queued. */
    private static void enqueueOnce(String id, String text) {
        queued.lock(id, LEASE_SECONDS, TimeUnit.SECONDS);
        try {
            if (queued.containsKey(id)) return;
            queue.add(item(text));
            queued.set(id, text);
        } finally {
            queued.unlock(id);
        }
    }

    /** Two equal texts are two items. */
    private static String item(String text) {
        return UUID.randomUUID() + " " + text;
    }

    private static void get(HttpExchange exchange) throws IOException {
        Optional<String> log = Services.readLog();
        Optional<String> received = Services.readReceived();
        if (log.isEmpty() || received.isEmpty()) {
            Http.answer(exchange, 503, UNAVAILABLE);
            return;
        }
        Http.answer(exchange, 200, "{\"log\":" + log.get() + ",\"received\":" + received.get() + "}");
    }
}
