/** The port that people name; without one, TLS ends at a proxy in front and 5000 is what that proxy knows. */
export function publishedPort(publicHost: string): string {
  return /:(\d{1,5})$/.exec(publicHost)?.[1] ?? '5000';
}
