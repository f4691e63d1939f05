const CENSOR = '[redacted]';
/** Query parameters and form fields whose value nobody but the receiver may read. */
const SECRET_PARAMETERS =
  /([?&;]|^)((?:access_|refresh_|id_)?token|password|client_secret|secret|code|code_verifier|assertion)=[^&\s#]*/gi;
const URL_CREDENTIALS = /([a-z][a-z0-9+.-]*:\/\/)[^/\s:@]*:[^/\s@]*@/gi;
const JSON_WEB_TOKEN = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
const AUTHORIZATION = /\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi;

/** Free text (messages, URLs, stacks) without secrets. */
export function redactText(text: string): string {
  return text
    .replace(URL_CREDENTIALS, `$1${CENSOR}@`)
    .replace(AUTHORIZATION, `$1 ${CENSOR}`)
    .replace(JSON_WEB_TOKEN, CENSOR)
    .replace(SECRET_PARAMETERS, `$1$2=${CENSOR}`);
}

const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'password',
  'newPassword',
  'current',
  'secret',
  'secretHash',
  'token',
  'access_token',
  'refresh_token',
  'id_token',
  'csrfToken',
  'client_secret',
  'sealedPrivateKey',
  'privateKey',
  'setupCode',
  'code_verifier',
];

/** Paths for pino: secret fields at the top, and down to three levels below. */
export const redactionPaths: readonly string[] = [
  ...SECRET_FIELDS.flatMap((field) => ['', '*.', '*.*.', '*.*.*.'].map((prefix) => `${prefix}${field}`)),
  ...['', '*.', '*.*.'].flatMap((prefix) =>
    ['set-cookie', 'x-csrf-token', 'proxy-authorization'].map((header) => `${prefix.replace(/\.$/, '')}["${header}"]`),
  ),
];
