// SPDX-License-Identifier: AGPL-3.0-or-later
// The JSON of /api/v1. A refusal becomes an Error with its status and the server's own words.

export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function ask(route, parameters = {}, signal) {
  const given = Object.entries(parameters).filter(
    ([, value]) => value !== '' && value !== undefined,
  );
  const text = new URLSearchParams(given).toString();
  const response = await fetch(`/api/v1/${route}${text ? `?${text}` : ''}`, { signal });
  const body = await response.json();
  if (!response.ok) throw new Refusal(response.status, body.error ?? '');
  return body;
}

/** A question of which only the latest answer counts: older ones are dropped. */
export function latest(route) {
  let running;
  return async (parameters) => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    try {
      return await ask(route, parameters, mine.signal);
    } catch (problem) {
      if (mine.signal.aborted) return null;
      throw problem;
    }
  };
}
