// Asks the management port of this container's process whether it is ready.
const port = process.env.MANAGEMENT_PORT ?? '9464';
const { status } = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2500) });
process.exitCode = status === 200 ? 0 : 1;
