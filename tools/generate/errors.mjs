const HEADER = `# Errors

Every refusal of the console API is a problem document ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)) with a stable \`code\`;
programs decide by the code, never by the text. \`requestId\` is what the logs know the request by. The token endpoint answers
in the words of its own protocol instead.

This page is generated from the catalogues of the services: \`npm run generate\`.
`;

/** docs/reference/errors.md */
export function errorReference({ errors }) {
  const rows = errors.map(
    (entry) =>
      `| <a id="${entry.code.toLowerCase()}"></a>\`${entry.code}\` | ${entry.status} | ${entry.title} | ${entry.advice} |`,
  );
  return [HEADER, '| code | status | meaning | what to do |', '|---|---|---|---|', ...rows, ''].join('\n');
}

const quoted = (text) => JSON.stringify(text);

/** The same entries for the gateway, which titles every problem document but may import no service. */
export function problemCatalogue({ errors }) {
  const entries = errors.map(
    ({ code, status, title, advice }) =>
      `  { code: ${quoted(code)}, status: ${status}, title: ${quoted(title)}, advice: ${quoted(advice)} },`,
  );
  return [
    "import type { ErrorCatalogue } from '@spectacles/platform';",
    '',
    '/** Generated from the catalogues of all services: `npm run generate`. */',
    'export const problemCatalogue: ErrorCatalogue = [',
    ...entries,
    '];',
    '',
  ].join('\n');
}
