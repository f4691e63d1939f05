const NOON = 12;
const EVENING = 18;

/** "Good morning, alice" at nine o'clock. */
export function greeting(hour: number, name: string): string {
  const time = hour < NOON ? 'morning' : hour < EVENING ? 'afternoon' : 'evening';
  return `Good ${time}, ${name}`;
}
