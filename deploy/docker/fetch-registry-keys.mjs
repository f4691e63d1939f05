// Fetches the certificates that a registry shall trust, once the product answers, and keeps them in a volume.
import { writeFileSync } from 'node:fs';

const [file = '/registry-keys/bundle.pem', url = 'http://gateway:5050/keys/bundle.pem'] = process.argv.slice(2);
const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
const text = await response.text();
if (response.status !== 200 || !text.includes('BEGIN CERTIFICATE')) {
  console.error(`${url} answers ${response.status} and no certificate.`);
  process.exit(1);
}
writeFileSync(file, text);
