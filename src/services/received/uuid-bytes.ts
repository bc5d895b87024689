export const uuidBytes = 16;

/** Writes a canonical UUID as its 16 bytes. */
export function writeUuid(uuid: string, into: Buffer, offset: number): void {
  into.write(uuid.replaceAll('-', ''), offset, uuidBytes, 'hex');
}

export function readUuid(from: Buffer, offset: number): string {
  const hex = from.toString('hex', offset, offset + uuidBytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
