package distq;

import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.core.server.HazelcastMemberStarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts an ordinary Hazelcast member, and adds what its own starter has not:
 * - it ends as soon as its standard input does, that is when the process that started it is gone, however that died;
 * - with distq.after=FILE it joins no other member before FILE exists; with distq.started=FILE it creates FILE once
 *   it is started. At a cold start the others wait so for the first member: one that looked for it too early would
 *   make itself master, and the cluster would start split.
 *
 * The compiled class is in launcher-jar.ts. To renew it: node scripts/build/launcher.js
 */
public final class Member extends Thread implements LifecycleListener {
    private static final int LONGEST_WAIT_MS = 60_000;

    public static void main(String[] args) throws IOException {
        System.setErr(System.out);
        Thread watch = new Member();
        watch.setDaemon(true);
        watch.start();
        HazelcastMemberStarter.main(args);
    }

    @Override
    public void run() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException gone) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(143);
    }

    @Override
    public void stateChanged(LifecycleEvent event) {
        try {
            if (event.getState() == LifecycleState.STARTING) {
                awaitFile(System.getProperty("distq.after"));
            } else if (event.getState() == LifecycleState.STARTED && System.getProperty("distq.started") != null) {
                Files.write(Path.of(System.getProperty("distq.started")), new byte[0]);
            }
        } catch (IOException | InterruptedException problem) {
            throw new IllegalStateException(problem);
        }
    }

    private static void awaitFile(String file) throws InterruptedException {
        if (file == null) {
            return;
        }
        long deadline = System.nanoTime() + LONGEST_WAIT_MS * 1_000_000L;
        while (!Files.exists(Path.of(file))) {
            if (System.nanoTime() > deadline) {
                System.out.println("the first member is not started after " + LONGEST_WAIT_MS + " ms");
                Runtime.getRuntime().halt(1);
            }
            Thread.sleep(10);
        }
    }
}
