import type { Delivery } from '../../../src/services/facade/delivery.ts';
import { LedgerDelivery } from '../../../src/services/facade/ledger-delivery.ts';
import { Poster } from '../../../src/services/facade/poster.ts';
import { RawDelivery } from '../../../src/services/facade/raw-delivery.ts';
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
    delivery: deliveryOf(access, newUuid),
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

function deliveryOf(access: Environment & { process: Process }, newUuid: () => string): Delivery {
  const queue = queueOf(access);
  const { clock } = access.process;
  if (access.delivery === 'raw') return new RawDelivery({ queue, clock });
  return new LedgerDelivery({ queue, ledger: new MapLedger(ledgerMaps(access)), clock, newUuid });
}
