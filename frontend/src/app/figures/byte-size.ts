import { Pipe, type PipeTransform } from '@angular/core';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes in powers of a thousand, three digits: "61.2 MB". */
export function byteSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })} ${UNITS[unit] ?? ''}`;
}

@Pipe({ name: 'byteSize' })
export class ByteSize implements PipeTransform {
  transform(bytes: number): string {
    return byteSize(bytes);
  }
}
