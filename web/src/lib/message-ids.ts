/** A message id holds the room in the upper 32 bits and the sequence number in the lower. */
export function sequenceOf(id: string): number {
  return /^[0-9]{1,19}$/.test(id) ? Number(BigInt(id) & 0xffffffffn) : 0;
}

export function messagePath(room: number, id: string): string {
  return `/rooms/${room}/${id}`;
}

export function messageIdOf(room: number, sequence: number): string {
  return String((BigInt(room) << 32n) | BigInt(sequence));
}
