import { LedgerDelivery } from '../../../src/services/facade/ledger-delivery.ts';
import { Poster } from '../../../src/services/facade/poster.ts';
import { RepeatGuard } from '../../../src/services/facade/repeat-guard.ts';
import { UuidPool } from '../../../src/services/facade/uuid-pool.ts';
import { MapLedger } from '../../../src/services/ledger/map-ledger.ts';
import type { Environment } from './environment.ts';
import { ledgerMaps } from './ledger-maps.ts';
import { logOf } from './log.ts';
import type { Process } from './process.ts';
import { queueOf } from './queue.ts';

const deliveryTimeoutMs = 8_000;

/** The product's facade without HTTP. */
export function startFacade(environment: Environment, process: Process): Poster {
  const { random } = environment;
  const access = { ...environment, process };
  const newUuid = (): string => random.uuid();
  const uuids = new UuidPool({ newUuid, partitionOf: () => 0 });
  return new Poster({
    log: logOf(access),
    delivery: new LedgerDelivery({
      queue: queueOf(access),
      ledger: new MapLedger(ledgerMaps(access)),
      clock: process.clock,
      newUuid,
    }),
    guard: new RepeatGuard(),
    newUuids: (count) => uuids.take(count),
    logger: {
      error: (failure: unknown) => {
        environment.fail('a facade fails', String(failure));
      },
    },
    clock: process.clock,
    deliveryTimeoutMs,
  });
}
