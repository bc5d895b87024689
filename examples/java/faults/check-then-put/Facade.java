import com.hazelcast.core.HazelcastInstance;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;

/**
 * facade-service: POST / takes a text; the header Idempotency-Key is its id, and an id is taken once. GET / answers the
 * log, and what one messages-service has received.
 */
final class Facade {
    private static final String UNAVAILABLE = "{\"error\":\"no instance answers\"}";
    private static final HazelcastInstance cluster = Cluster.connect();
    private static final Map<String, String> queued = cluster.getMap(Cluster.QUEUED);
    private static final Queue<String> queue = cluster.getQueue(Cluster.QUEUE);

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
        if (!queued.containsKey(id)) {
            if (!Services.store(id, text)) {
                Http.answer(exchange, 503, UNAVAILABLE);
                return;
            }
            queue.add(UUID.randomUUID() + " " + text);
            queued.put(id, text);
        }
        Http.answer(exchange, 200, "{\"id\":" + Http.json(id) + "}");
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
