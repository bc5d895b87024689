import com.hazelcast.map.IMap;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** logging-service: PUT /log/ID stores a message once, GET /log answers all messages. */
final class Logging {
    private static final IMap<String, String> log = Cluster.connect().getMap(Cluster.LOG);

    public static void main(String[] args) throws IOException {
        Http.serve("/log", Logging::handle);
    }

    private static void handle(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            Http.answer(exchange, 200, Http.json(log.values()));
            return;
        }
        String id = exchange.getRequestURI().getPath().substring("/log/".length());
        log.putIfAbsent(id, Http.body(exchange));
        Http.answer(exchange, 200, "{\"logged\":true}");
    }
}
