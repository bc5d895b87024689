import type { Client } from 'hazelcast-client';
import { jsonText, readSerialized } from '../../broker/hazelcast/client/serialized.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import { itemText } from './item-text.ts';

/**
 * What another program put into queue or map, serialized, as a text. What this client cannot read is shown all the same: JSON that is
 * malformed as it stands there, anything else as the reason. Never throws.
 * @param onUnreadable is told that reason
 */
export function serializedText(
  client: Client,
  data: Buffer,
  onUnreadable: (reason: string) => void = () => undefined,
): string {
  try {
    return itemText(readSerialized(client, data));
  } catch (error) {
    const reason = messageOf(error);
    onUnreadable(reason);
    return jsonText(data) ?? `(unreadable: ${reason})`;
  }
}
