/** The console API as a browser calls it: keeps the session's cookies and sends the CSRF token. */
export class ConsoleClient {
  #cookies = new Map();
  #csrf = '';

  constructor(url) {
    this.url = url;
  }

  async call(method, path, body) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'content-type': 'application/json', cookie, 'x-csrf-token': this.#csrf };
    const request = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`${this.url}/api/v1${path}`, request);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    for (const line of response.headers.getSetCookie()) this.#keep(line.split(';')[0] ?? '');
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Makes the first administrator and goes on as them. */
  async setUp(code) {
    await this.call('POST', '/setup', { code, username: 'admin', password: 'a password of the administrator' });
    this.#csrf = (await this.call('GET', '/session')).csrfToken;
  }

  #keep(pair) {
    const equals = pair.indexOf('=');
    this.#cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
}
