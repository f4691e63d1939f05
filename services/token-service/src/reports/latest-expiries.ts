/** When the last token ends that was issued here for each registry: until then a key must stay, and a right may still act. */
export class LatestExpiries {
  private readonly latest = new Map<string, number>();

  /** Takes note of a token; `expiresAt` in milliseconds of the epoch. */
  note(registryId: string, expiresAt: number): void {
    const known = this.latest.get(registryId);
    if (known === undefined || known < expiresAt) this.latest.set(registryId, expiresAt);
  }

  byRegistry(): Record<string, string> {
    return Object.fromEntries([...this.latest].map(([id, at]) => [id, new Date(at).toISOString()]));
  }
}
