import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** What every service needs of HTTP: a server at the port in PORT, plain bodies, and JSON answers. */
final class Http {
    private Http() {}

    static int port() {
        return Integer.parseInt(System.getenv("PORT"));
    }

    static void serve(String path, HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port()), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext(path, exchange -> {
            try (exchange) {
                handler.handle(exchange);
            } catch (RuntimeException failure) {
                failure.printStackTrace();
                answer(exchange, 500, "{\"error\":" + json(failure.toString()) + "}");
            }
        });
        server.start();
        System.out.println("listens on " + port());
    }

    static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static String json(Collection<String> texts) {
        return texts.stream().map(Http::json).collect(Collectors.joining(",", "[", "]"));
    }

    static String json(String text) {
        String escaped = text.chars().mapToObj(Http::escape).collect(Collectors.joining());
        return '"' + escaped + '"';
    }

    private static String escape(int character) {
        boolean plain = character >= ' ' && character != '"' && character != '\\';
        return plain ? Character.toString(character) : String.format("\\u%04x", character);
    }
}
