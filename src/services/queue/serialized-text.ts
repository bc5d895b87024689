import type { Client } from 'hazelcast-client';
import { jsonText, readSerialized } from '../../broker/hazelcast/client/serialized.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import { itemText } from './item-text.ts';

/**
 * A serialized value that another program put into the queue or map, as text. Unreadable values are shown as well:
 * malformed JSON unchanged, anything else as the reason. Never throws.
 * @param onUnreadable receives that reason
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
