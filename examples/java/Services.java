import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What the facade asks of the other services. */
final class Services {
    private static final List<String> LOGGING =
            List.of("http://127.0.0.1:9011/log", "http://127.0.0.1:9012/log", "http://127.0.0.1:9013/log");
    private static final List<String> MESSAGES =
            List.of("http://127.0.0.1:9021/received", "http://127.0.0.1:9022/received");

    private static final HttpClient client = HttpClient.newHttpClient();

    private Services() {}

    /** Stores a text in the log, once for each id. False if no logging-service answers. */
    static boolean store(String id, String text) {
        return askAny(LOGGING, "/" + id, HttpRequest.newBuilder().PUT(BodyPublishers.ofString(text))).isPresent();
    }

    static Optional<String> readLog() {
        return askAny(LOGGING, "", HttpRequest.newBuilder().GET());
    }

    static Optional<String> readReceived() {
        return askAny(MESSAGES, "", HttpRequest.newBuilder().GET());
    }

    /** Asks the addresses in random order until one answers. */
    private static Optional<String> askAny(List<String> addresses, String path, HttpRequest.Builder request) {
        List<String> shuffled = new ArrayList<>(addresses);
        Collections.shuffle(shuffled);
        for (String address : shuffled) {
            request.uri(URI.create(address + path)).timeout(Duration.ofSeconds(3));
            try {
                var answer = client.send(request.build(), BodyHandlers.ofString());
                if (answer.statusCode() < 300) return Optional.of(answer.body());
            } catch (IOException | InterruptedException failure) {
                System.out.println(address + " does not answer: " + failure);
            }
        }
        return Optional.empty();
    }
}
