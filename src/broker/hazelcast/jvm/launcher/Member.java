package distq;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.core.server.HazelcastMemberStarter;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;
import com.hazelcast.internal.partition.impl.MigrationManager;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts an ordinary Hazelcast member, and adds what its own starter has not:
 * - it ends as soon as its standard input does, that is when the process that started it is gone, however that died;
 * - with distq.after=FILE it joins no other member before FILE exists; with distq.started=FILE it creates FILE once
 *   it is started. At a cold start the others wait so for the first member: one that looked for it too early would
 *   make itself master, and the cluster would start split;
 * - it may be suspended while it takes over partitions (letTakeoversLast).
 *
 * The compiled class is in launcher-jar.ts. To renew it: node scripts/build/launcher.js
 */
public final class Member extends Thread implements LifecycleListener, HazelcastInstanceAware {
    private static final int LONGEST_WAIT_MS = 60_000;
    private static final long LONGEST_TAKEOVER_MS = 3_600_000;

    private HazelcastInstance instance;

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
    public void setHazelcastInstance(HazelcastInstance created) {
        instance = created;
    }

    @Override
    public void stateChanged(LifecycleEvent event) {
        try {
            if (event.getState() == LifecycleState.STARTING) {
                awaitFile(System.getProperty("distq.after"));
            } else if (event.getState() == LifecycleState.STARTED) {
                letTakeoversLast(((HazelcastInstanceImpl) instance).node.partitionService.getMigrationManager());
                createFile(System.getProperty("distq.started"));
            }
        } catch (IOException | InterruptedException problem) {
            throw new IllegalStateException(problem);
        }
    }

    /**
     * A member that takes over partitions does it in stages. If it is suspended between two of them for longer than
     * the heartbeat timeout, Hazelcast rejects the next stage, never gives the permit of the first one back, and the
     * member merges with no other any more (its issue 15176).
     */
    private static void letTakeoversLast(MigrationManager migrations) {
        try {
            Field timeout = migrations.getClass().getDeclaredField("memberHeartbeatTimeoutMillis");
            timeout.setAccessible(true);
            timeout.setLong(migrations, LONGEST_TAKEOVER_MS);
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException("distq does not know this version of Hazelcast", unknown);
        }
    }

    private static void createFile(String file) throws IOException {
        if (file != null) {
            Files.write(Path.of(file), new byte[0]);
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
