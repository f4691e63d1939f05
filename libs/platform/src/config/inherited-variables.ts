import type { Logger } from '../logging/logger.js';

/** Variables of the Python version that mean nothing here yet: whoever moves over is told, not left to wonder. */
const WITHOUT_EFFECT = [
  'AVATARS_SAVE_PATH',
  'DB_BACKEND',
  'DB_HOST',
  'DEBUG',
  'LOG_FILE_NAME',
  'LOG_FILE_PATH',
  'MYSQL_DATABASE',
  'MYSQL_PASSWORD',
  'MYSQL_USER',
  'OIDC_CALLBACK_ROUTE',
  'OIDC_CLIENT_SECRETS',
  'OIDC_ID_TOKEN_COOKIE_NAME',
  'OIDC_ID_TOKEN_COOKIE_PATH',
  'OIDC_ID_TOKEN_COOKIE_SECURE',
  'OIDC_INTROSPECTION_AUTH_METHOD',
  'OIDC_OPENID_REALM',
  'OIDC_REQUIRE_VERIFIED_EMAIL',
  'OIDC_SCOPES',
  'OIDC_USER_INFO_ENABLED',
  'OIDC_VALID_ISSUERS',
  'OPENID_LOGIN',
  'OVERWRITE_REDIRECT_URI',
  'PORTAL_URL',
  'PROPAGATE_EXCEPTIONS',
  'REGISTER_ENABLED',
  'SPECTACLES_WEB_TLS_CERT_PATH',
  'SPECTACLES_WEB_TLS_KEY_PATH',
  'SQLALCHEMY_DATABASE_URI',
  'SQL_DEBUG_LOGGING',
  'SYSLOG_ENABLE',
  'SYSLOG_PORT',
  'SYSLOG_SERVER',
] as const;

/** Names of variables that are set and have no effect. */
export function variablesWithoutEffect(env: NodeJS.ProcessEnv): readonly string[] {
  return WITHOUT_EFFECT.filter((name) => env[name] !== undefined && env[name] !== '');
}

/** Says once at start which of them are set. */
export function warnOfVariablesWithoutEffect(env: NodeJS.ProcessEnv, logger: Logger): void {
  for (const variable of variablesWithoutEffect(env)) logger.warn({ variable }, 'this variable has no effect yet');
}
