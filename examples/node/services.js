const logging = [3001, 3002, 3003].map((port) => `http://127.0.0.1:${port}/log`);
const messages = [3004, 3005].map((port) => `http://127.0.0.1:${port}/received`);

/** Stores a message in the log. False if no logging-service answers. */
export async function store(message) {
  const answer = await askAny(logging, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
  return answer !== undefined;
}

/** The whole log, a message per line. Undefined if no logging-service answers. */
export const readLog = () => askAny(logging);

/** What one messages-service received, a message per line. Undefined if none answers. */
export const readReceived = () => askAny(messages);

/** Asks the addresses in random order until one answers. */
async function askAny(addresses, request) {
  for (const address of shuffled(addresses)) {
    try {
      const answer = await fetch(address, { ...request, signal: AbortSignal.timeout(3_000) });
      if (answer.ok) return await answer.text();
    } catch (error) {
      console.error(`${address} does not answer: ${error.message}`);
    }
  }
  return undefined;
}

function shuffled(items) {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
