/** Addresses that begin with the same bits. IPv4 within IPv6 counts as IPv4. */
export interface AddressRange {
  readonly family: 4 | 6;
  /** The address as a number, with the bits behind the prefix cleared. */
  readonly network: bigint;
  /** How many bits behind the prefix are free. */
  readonly freeBits: bigint;
}

/** The range in a text, or why there is none. */
export type AddressRangeParseResult =
  { readonly ok: true; readonly range: AddressRange } | { readonly ok: false; readonly reason: string };

interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;
const MAPPED_PREFIX = 0xffffn;

/** Reads an address, or a network in CIDR notation. */
export function parseAddressRange(text: string): AddressRangeParseResult {
  const slash = text.indexOf('/');
  const raw = parseRaw(slash === -1 ? text : text.slice(0, slash));
  if (raw === null) return { ok: false, reason: 'This is neither an IPv4 nor an IPv6 address.' };
  const bits = BITS[raw.family];
  const length = slash === -1 ? bits : prefixLength(text.slice(slash + 1));
  if (length === null || length > bits)
    return { ok: false, reason: `The length of a prefix is a number from 0 to ${bits}.` };
  return { ok: true, range: rangeOf(raw, length) };
}

/** Whether an address lies in a range; what is no address lies in none. */
export function isInRange(range: AddressRange, address: string): boolean {
  const parsed = parseAddress(address);
  return parsed !== null && contains(range, parsed);
}

/** Whether an address lies in one of several ranges. */
export function isInRanges(ranges: readonly AddressRange[], address: string | undefined): boolean {
  const parsed = address === undefined ? null : parseAddress(address);
  return parsed !== null && ranges.some((range) => contains(range, parsed));
}

function contains({ family, network, freeBits }: AddressRange, address: Address): boolean {
  return address.family === family && address.value >> freeBits === network >> freeBits;
}

function rangeOf(raw: Address, length: number): AddressRange {
  const isMapped = raw.family === 6 && length >= 96 && raw.value >> 32n === MAPPED_PREFIX;
  const family = isMapped ? 4 : raw.family;
  const value = isMapped ? raw.value & 0xffffffffn : raw.value;
  const freeBits = BigInt(BITS[raw.family] - length);
  return { family, network: (value >> freeBits) << freeBits, freeBits };
}

function parseAddress(text: string): Address | null {
  const raw = parseRaw(text);
  if (raw?.family !== 6 || raw.value >> 32n !== MAPPED_PREFIX) return raw;
  return { family: 4, value: raw.value & 0xffffffffn };
}

function parseRaw(text: string): Address | null {
  if (text.includes(':')) {
    const value = parseIpv6(text);
    return value === null ? null : { family: 6, value };
  }
  const value = parseIpv4(text);
  return value === null ? null : { family: 4, value };
}

function parseIpv4(text: string): bigint | null {
  const parts = text.split('.');
  // No leading zeros: some programs read such numbers as octal ones.
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return null;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

const IPV6_GROUPS = 8;

function parseIpv6(text: string): bigint | null {
  const lastColon = text.lastIndexOf(':');
  const tail = text.slice(lastColon + 1);
  if (tail.includes('.')) {
    const ipv4 = parseIpv4(tail);
    if (ipv4 === null) return null;
    return parseIpv6(`${text.slice(0, lastColon + 1)}${(ipv4 >> 16n).toString(16)}:${(ipv4 & 0xffffn).toString(16)}`);
  }
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], rest] = halves;
  const given = head.length + (rest?.length ?? 0);
  const isComplete = rest === undefined ? given === IPV6_GROUPS : given < IPV6_GROUPS;
  const groups = [...head, ...Array.from({ length: IPV6_GROUPS - given }, () => '0'), ...(rest ?? [])];
  if (halves.length > 2 || !isComplete || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

function prefixLength(text: string): number | null {
  return /^(?:0|[1-9]\d{0,2})$/.test(text) ? Number(text) : null;
}
